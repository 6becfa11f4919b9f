import type { Role } from '../../../db/api/define.ts';
import { useSession } from '../../stores/session.ts';

/** Mirrors of who the contract lets in: what a role may not do is not offered. The data side decides. */
const assigners: readonly Role[] = ['admin', 'clerk', 'coordinator', 'commander'];
const deciders: readonly Role[] = ['coordinator', 'commander'];

export const useMayAssign = (): boolean => useSession((s) => assigners.includes(s.session?.user.role ?? 'viewer'));
export const useMayDecide = (): boolean => useSession((s) => deciders.includes(s.session?.user.role ?? 'viewer'));
