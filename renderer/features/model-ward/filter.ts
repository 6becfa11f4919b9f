import { create } from 'zustand';
import type { RegistrationRow } from '../../../db/api/contract/model-ward.ts';

export interface WardFilter {
  text: string;
  year: number | null;
  states: RegistrationRow['state'][];
  setId: string | null;
}

export const none: WardFilter = { text: '', year: null, states: [], setId: null };

interface FilterStore extends WardFilter {
  set: (part: Partial<WardFilter>) => void;
  clear: () => void;
}

/** The list's filters; they stay while the user looks at other screens. */
export const useWardFilter = create<FilterStore>()((set) => ({
  ...none,
  set: (part) => set(part),
  clear: () => set(none),
}));

/** True when any filter is set. */
export const isFiltered = (filter: WardFilter): boolean =>
  filter.text !== '' || filter.year !== null || filter.states.length > 0 || filter.setId !== null;

/** Whatever changes what a registration has come to. */
export const wardEntities = [
  'registration',
  'assessment',
  'criterion',
  'criterionSet',
  'unitVersion',
  'unitLineage',
] as const;
