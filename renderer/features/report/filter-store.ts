import { create } from 'zustand';
import type { Input } from '../../../db/api/contract/index.ts';
import type { ReportHead } from '../../../db/api/contract/report.ts';
import { type Day, isDay } from '../../../db/api/day.ts';
import type { ListRequests, Named } from '../../stores/list-request.ts';

export type Chip = 'all' | ReportHead['status'] | 'drafts';

/** What the list of reports is narrowed to; kept while other screens are visited. */
export interface ReportFilter {
  chip: Chip;
  text: string;
  unit: { id: string; name: string } | null;
  /** With the unit: also the reports of its predecessors. */
  withPredecessors: boolean;
  from: string | null;
  to: string | null;
  allVersions: boolean;
  /** Only what a unit sent after its own end. */
  isAfterEnd: boolean;
  directive: Named | null;
  task: Named | null;
  periodKey: string | null;
  /** The reports behind a number, and what the number is. */
  behind: { readonly name: string; readonly ids: readonly string[] } | null;
}

export const nothing: Omit<ReportFilter, 'chip'> = {
  text: '',
  unit: null,
  withPredecessors: false,
  from: null,
  to: null,
  allVersions: false,
  isAfterEnd: false,
  directive: null,
  task: null,
  periodKey: null,
  behind: null,
};

interface Store extends ReportFilter {
  set: (part: Partial<ReportFilter>) => void;
  clear: () => void;
  /** Exactly what another screen asks for. */
  take: (request: ListRequests['reports']) => void;
}

export const useReportFilter = create<Store>()((set) => ({
  chip: 'submitted',
  ...nothing,
  set: (part) => set(part),
  clear: () => set(nothing),
  take: ({ chip, ...request }) => set({ ...nothing, ...request, chip: chip ?? 'all' }),
}));

/** True when something besides the chip narrows the list. */
export const isNarrowed = (filter: ReportFilter): boolean =>
  (Object.keys(nothing) as (keyof typeof nothing)[]).some((key) => filter[key] !== nothing[key]);

/** The filter as the contract has it, without the chip: the chips count under everything else. */
export const apiFilter = (
  { text, unit, withPredecessors, from, to, allVersions, isAfterEnd, directive, task, periodKey, behind }: ReportFilter,
  on: Day,
): Input<'report.counts'> => ({
  on,
  // What counts may be the version before the newest.
  isLatest: allVersions || behind !== null ? 0 : 1,
  ...(isAfterEnd ? { isAfterEnd } : {}),
  ...(text.trim() === '' ? {} : { text: text.trim() }),
  ...(unit === null ? {} : { underUnitId: unit.id, ...(withPredecessors ? { withPredecessors } : {}) }),
  ...(directive === null ? {} : { directiveId: directive.id }),
  ...(task === null ? {} : { taskId: task.id }),
  ...(periodKey === null ? {} : { periodKey }),
  ...(behind === null ? {} : { ids: [...behind.ids] }),
  ...(from !== null && isDay(from) ? { from } : {}),
  ...(to !== null && isDay(to) ? { to } : {}),
});
