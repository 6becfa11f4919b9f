import { create } from 'zustand';
import type { Input } from '../../../db/api/contract/index.ts';
import type { UnitNature } from '../../../db/api/contract/unit-words.ts';
import type { Named } from '../../stores/list-request.ts';
import type { EventKind } from './keep.ts';

export type EventState = Exclude<NonNullable<Input<'reorganization.list'>['state']>, 'all'>;

export interface EventFilter {
  text: string;
  kinds: EventKind[];
  nature: UnitNature | null;
  state: EventState | null;
  fromOn: string | null;
  toOn: string | null;
  /** Events that name units under this one. */
  under: Named | null;
  /** Events that name this unit. */
  unit: Named | null;
}

export const none: EventFilter = {
  text: '',
  kinds: [],
  nature: null,
  state: null,
  fromOn: null,
  toOn: null,
  under: null,
  unit: null,
};

interface FilterStore extends EventFilter {
  set: (part: Partial<EventFilter>) => void;
  clear: () => void;
}

/** The list's filters; they stay while the user looks at other screens. */
export const useEventFilter = create<FilterStore>()((set) => ({
  ...none,
  set: (part) => set(part),
  clear: () => set(none),
}));

/** True when any filter is set. */
export const isFiltered = (filter: EventFilter): boolean =>
  (Object.keys(none) as (keyof EventFilter)[]).some((key) => {
    const value = filter[key];
    return Array.isArray(value) ? value.length > 0 : value !== none[key];
  });

/** The filter as the list's operation takes it. */
export function inputOf(filter: EventFilter): Omit<Input<'reorganization.list'>, 'on'> {
  const { text, kinds, nature, state, fromOn, toOn, under, unit } = filter;
  return {
    text,
    kinds,
    ...(nature === null ? {} : { nature }),
    ...(state === null ? {} : { state }),
    ...(fromOn === null ? {} : { fromOn }),
    ...(toOn === null ? {} : { toOn }),
    ...(under === null ? {} : { underId: under.id }),
    ...(unit === null ? {} : { unitId: unit.id }),
  };
}
