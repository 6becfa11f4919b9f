import { useSession } from '../../stores/session.ts';

/** Which records the screens of units show. */
export const unitEntities = ['unit', 'unitVersion'] as const;

/** Quản trị and Cán bộ tổ chức keep the tree. */
export function useCanKeep(): boolean {
  const role = useSession((s) => s.session?.user.role);
  return role === 'admin' || role === 'personnel';
}
