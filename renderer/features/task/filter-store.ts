import { create } from 'zustand';
import type { Input } from '../../../db/api/contract/index.ts';
import type { TreeMode } from '../../../db/api/contract/unit-words.ts';
import { addDays, isDay } from '../../../db/api/day.ts';
import type { ListRequests } from '../../stores/list-request.ts';
import type { Timeliness } from './status.tsx';

export type Chip = 'all' | 'awaitsDecision' | Timeliness;
export type Sort = 'due' | 'unit' | 'changed';

interface Choice {
  id: string;
  name: string;
}

/** What the list of assignments is narrowed to; kept while other screens are visited. */
export interface TaskFilter {
  view: 'units' | 'tasks';
  chip: Chip;
  text: string;
  unit: Choice | null;
  directive: Choice | null;
  task: Choice | null;
  periodRuleId: string | null;
  role: 'lead' | 'support' | 'any';
  dueFrom: string | null;
  dueThrough: string | null;
  /** Days past the deadline, both ends included. */
  lateFrom: number | null;
  lateThrough: number | null;
  /** Several states at once, as a figure counts them. */
  timeliness: readonly Timeliness[] | null;
  /** The unit alone, without those below it. */
  isUnitAlone: boolean;
  /** The way to total of the figure that opened the list. */
  tree: TreeMode | null;
  /** With it: only what is also below this unit. */
  within: Choice | null;
  /** With the unit: also what its predecessors left. */
  withPredecessors: boolean;
  hasDirective: boolean | null;
  level: NonNullable<ListRequests['tasks']['level']> | null;
  sort: Sort;
}

export const nothing: Omit<TaskFilter, 'view' | 'sort'> = {
  chip: 'all',
  text: '',
  unit: null,
  directive: null,
  task: null,
  periodRuleId: null,
  role: 'lead',
  dueFrom: null,
  dueThrough: null,
  lateFrom: null,
  lateThrough: null,
  timeliness: null,
  isUnitAlone: false,
  tree: null,
  within: null,
  withPredecessors: false,
  hasDirective: null,
  level: null,
};

interface Store extends TaskFilter {
  /** True once the first visit has set what a user of one unit begins with. */
  isBegun: boolean;
  begin: (unit: Choice) => void;
  set: (part: Partial<TaskFilter>) => void;
  clear: () => void;
  /** Exactly what another screen asks for. */
  take: (request: ListRequests['tasks']) => void;
}

export const useTaskFilter = create<Store>()((set) => ({
  ...nothing,
  view: 'units',
  sort: 'due',
  isBegun: false,
  begin: (unit) => set({ isBegun: true, unit, role: 'any' }),
  set: (part) => set(part),
  clear: () => set(nothing),
  take: ({ chip, ...request }) => set({ ...nothing, ...request, chip: chip ?? 'all', view: 'units', isBegun: true }),
}));

/** True when something besides the chip narrows the list. */
export const isNarrowed = (filter: TaskFilter): boolean =>
  (Object.keys(nothing) as (keyof typeof nothing)[]).some((key) => key !== 'chip' && filter[key] !== nothing[key]);

type ApiFilter = NonNullable<Input<'assignment.list'>['filter']>;

const isWhole = (text: string | null): text is string => text !== null && isDay(text);

/** The filter as the contract has it, without the chip: the chips count under everything else. */
export function apiFilter({
  text,
  unit,
  directive,
  task,
  periodRuleId,
  role,
  dueFrom,
  dueThrough,
  lateFrom,
  lateThrough,
  timeliness,
  isUnitAlone,
  tree,
  within,
  withPredecessors,
  hasDirective,
  level,
}: TaskFilter): ApiFilter {
  return {
    role,
    ...(text.trim() === '' ? {} : { text }),
    ...(unit === null
      ? {}
      : { unitId: unit.id, isUnder: !isUnitAlone, ...(withPredecessors ? { withPredecessors } : {}) }),
    ...(directive === null ? {} : { directiveId: directive.id }),
    ...(task === null ? {} : { taskId: task.id }),
    ...(periodRuleId === null ? {} : { periodRuleId }),
    ...(isWhole(dueFrom) ? { dueFrom } : {}),
    ...(isWhole(dueThrough) ? { dueTo: addDays(dueThrough, 1) } : {}),
    ...(lateFrom === null ? {} : { lateFrom }),
    ...(lateThrough === null ? {} : { lateThrough }),
    ...(timeliness === null ? {} : { timeliness: [...timeliness] }),
    ...(hasDirective === null ? {} : { hasDirective }),
    ...(level === null ? {} : { level }),
    ...(tree === null ? {} : { tree }),
    ...(within === null ? {} : { withinId: within.id }),
  };
}

/** With the chip. */
export function withChip(filter: ApiFilter, chip: Chip): ApiFilter {
  if (chip === 'all') return filter;
  return chip === 'awaitsDecision' ? { ...filter, awaitsDecision: true } : { ...filter, timeliness: [chip] };
}
