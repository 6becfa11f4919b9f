import type { Role } from '../../../db/api/define.ts';
import { useSession } from '../../stores/session.ts';

/** Mirrors of who the contract lets in: what a role may not do is not offered. The data side decides. */
const assigners: readonly Role[] = ['admin', 'clerk', 'coordinator', 'commander'];
const deciders: readonly Role[] = ['coordinator', 'commander'];

const useHas = (roles: readonly Role[]): boolean =>
  useSession(({ session }) => {
    if (session === null || !roles.includes(session.user.role)) return false;
    // Who does the work of one unit below gives no work out and decides nothing.
    return session.user.unitId === null || session.user.unitId === session.officeUnitId;
  });

export const useMayAssign = (): boolean => useHas(assigners);
export const useMayDecide = (): boolean => useHas(deciders);
