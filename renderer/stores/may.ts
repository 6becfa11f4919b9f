import type { Role } from '../../db/api/define.ts';
import { useSession } from './session.ts';

/**
 * Whether the user has one of these roles and acts for the office: who does the work of one unit below writes none of the
 * office's own records. What may not be done is not offered; the data side decides.
 */
export const useMayFor = (roles: readonly Role[]): boolean =>
  useSession(({ session }) => {
    if (session === null || !roles.includes(session.user.role)) return false;
    return session.user.unitId === null || session.user.unitId === session.officeUnitId;
  });
