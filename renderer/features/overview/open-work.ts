import { ageingBands, type Work } from '../../../db/api/contract/overview.ts';
import { addDays } from '../../../db/api/day.ts';
import type { Span } from '../../../db/api/span.ts';
import { type ListRequests, type Named, openList } from '../../stores/list-request.ts';
import { useTreeMode } from '../../stores/tree-mode.ts';

/** The figures of work that can be opened. */
export type WorkKey = 'due' | 'given' | 'doneOnTime' | 'doneLate' | 'overdue' | 'within';

type Request = ListRequests['tasks'];

const states: Record<WorkKey, Pick<Request, 'chip' | 'timeliness'>> = {
  due: { timeliness: ['doneOnTime', 'doneLate', 'overdue'] },
  given: { timeliness: ['doneOnTime', 'doneLate', 'overdue', 'notYetDue', 'dueSoon'] },
  doneOnTime: { chip: 'doneOnTime' },
  doneLate: { chip: 'doneLate' },
  overdue: { chip: 'overdue' },
  within: { timeliness: ['notYetDue', 'dueSoon'] },
};

/** What a figure belongs to, besides its period. */
export type Of = Pick<Request, 'unit' | 'isUnitAlone' | 'within' | 'level' | 'directive' | 'hasDirective' | 'task'>;

/** The list request for exactly the rows a figure counts; `band` 0 to 3 narrows to days late. */
export function requestFor(key: WorkKey, { from, to }: Span, of: Of, band?: number): Request {
  const { mode } = useTreeMode.getState();
  const range = band === undefined ? undefined : ageingBands[band];
  return {
    ...states[key],
    ...of,
    ...(of.unit === undefined && of.level === undefined ? {} : { tree: mode }),
    dueFrom: from,
    dueThrough: addDays(to, -1),
    ...(range === undefined ? {} : { lateFrom: range.from }),
    ...(range === undefined || range.through === null ? {} : { lateThrough: range.through }),
  };
}

/** Opens the list of the rows a figure counts. */
export const openWork = (key: WorkKey, span: Span, of: Of, band?: number): void =>
  openList('tasks', requestFor(key, span, of, band));

/** The scope of the whole screen, as part of a request. */
export const inScope = (unit: Named | null): Of => (unit === null ? {} : { unit });

/** The four parts that make up everything given, in the order in which they are drawn. */
export const parts = ['doneOnTime', 'doneLate', 'overdue', 'within'] as const satisfies readonly (keyof Work)[];
