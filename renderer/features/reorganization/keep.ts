import type { Output } from '../../../db/api/contract/index.ts';
import { useSession } from '../../stores/session.ts';

/** Which records the screens of events show. */
export const eventEntities = ['unitEvent', 'unitLineage', 'unit', 'unitVersion', 'handover'] as const;

export type Event = Output<'reorganization.get'>;
export type EventRow = Output<'reorganization.list'>['rows'][number];
export type EventKind = EventRow['kind'];

/** Quản trị and Cán bộ tổ chức keep the organisation. */
export function useCanKeep(): boolean {
  const role = useSession((s) => s.session?.user.role);
  return role === 'admin' || role === 'personnel';
}
