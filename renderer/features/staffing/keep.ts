import { staffingKeepers } from '../../../db/api/contract/staffing.ts';
import { useSession } from '../../stores/session.ts';

/** Which records the screens of staffing show. */
export const staffEntities = ['unit', 'unitVersion', 'post', 'headcount', 'norm'] as const;

/** Quản trị and Cán bộ tổ chức keep staffing. */
export function useKeepsStaff(): boolean {
  const role = useSession((s) => s.session?.user.role);
  return role !== undefined && staffingKeepers.includes(role);
}
