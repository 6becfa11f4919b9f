import { useEffect } from 'react';
import { useSession } from '../../stores/session.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useApi } from '../../use-api.ts';
import { useTaskFilter } from './filter-store.ts';

/** Who does the work of one unit below begins with that unit's tasks, as lead and as support; the filter can be cleared. */
export function useOwnUnit(): void {
  const unitId = useSession(({ session }) => {
    const own = session?.user.unitId ?? null;
    return own === session?.officeUnitId ? null : own;
  });
  const on = useViewDate((s) => s.on);
  const isBegun = useTaskFilter((s) => s.isBegun);
  const begin = useTaskFilter((s) => s.begin);
  const { data } = useApi('unit.get', { id: unitId ?? '', on }, { enabled: unitId !== null && !isBegun });
  useEffect(() => {
    if (data !== undefined && !isBegun) begin({ id: data.id, name: data.versions.at(-1)?.fullName ?? '' });
  }, [data, isBegun, begin]);
}
