import { useSession } from './stores/session.ts';
import { useViewDate } from './stores/view-date.ts';
import { useApi } from './use-api.ts';

/** What the office was called on the date of view: a sheet printed for a past day bears the name of that day. */
export function useOfficeName(): string {
  const on = useViewDate((s) => s.on);
  const now = useSession((s) => s.officeName);
  const id = useSession((s) => s.session?.officeUnitId);
  const office = useApi(
    'unit.get',
    { id: id ?? '', on },
    { enabled: id !== undefined, entities: ['unitVersion'], keep: true },
  );
  const version = office.data?.versions.find((one) => one.id === office.data?.versionId);
  return version?.fullName ?? now;
}
