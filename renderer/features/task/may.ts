import type { Role } from '../../../db/api/define.ts';
import { useMayFor } from '../../stores/may.ts';

/** Mirrors of who the contract lets in. */
const assigners: readonly Role[] = ['admin', 'clerk', 'coordinator', 'commander'];
const deciders: readonly Role[] = ['coordinator', 'commander'];

export const useMayAssign = (): boolean => useMayFor(assigners);
export const useMayDecide = (): boolean => useMayFor(deciders);
