import { create } from 'zustand';
import type { DirectiveRow } from '../../../db/api/contract/directive.ts';
import type { Input } from '../../../db/api/contract/index.ts';
import type { ListRequests } from '../../stores/list-request.ts';

export interface DirectiveFilter {
  text: string;
  effects: DirectiveRow['effect'][];
  kindIds: string[];
  directions: DirectiveRow['direction'][];
  urgencies: DirectiveRow['urgency'][];
  issuer: string;
  field: string;
  issuedFrom: string | null;
  issuedTo: string | null;
  hasOpenTasks: boolean;
  /** Arrived and current, and neither read nor turned into a task. */
  isUnworked: boolean;
}

export const none: DirectiveFilter = {
  text: '',
  effects: [],
  kindIds: [],
  directions: [],
  urgencies: [],
  issuer: '',
  field: '',
  issuedFrom: null,
  issuedTo: null,
  hasOpenTasks: false,
  isUnworked: false,
};

type Sort = NonNullable<Input<'directive.list'>['sort']>;

interface FilterStore extends DirectiveFilter {
  sort: Sort;
  set: (part: Partial<DirectiveFilter>) => void;
  setSort: (sort: Sort) => void;
  clear: () => void;
  /** Exactly what another screen asks for. */
  take: (request: ListRequests['directives']) => void;
}

/** The list's filters; they stay while the user looks at other screens. */
export const useDirectiveFilter = create<FilterStore>()((set) => ({
  ...none,
  sort: { by: 'issuedOn', descending: true },
  set: (part) => set(part),
  setSort: (sort) => set({ sort }),
  clear: () => set(none),
  take: (request) => set({ ...none, ...request }),
}));

/** True when any filter is set. */
export const isFiltered = (filter: DirectiveFilter): boolean =>
  (Object.keys(none) as (keyof DirectiveFilter)[]).some((key) => {
    const value = filter[key];
    return Array.isArray(value) ? value.length > 0 : value !== none[key];
  });
