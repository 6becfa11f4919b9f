import { create } from 'zustand';
import type { StocktakeRow } from '../../../db/api/contract/stocktake.ts';

export interface StocktakeFilter {
  text: string;
  kinds: StocktakeRow['kind'][];
  forms: StocktakeRow['form'][];
  heldFrom: string | null;
  heldTo: string | null;
  isUnconcluded: boolean;
}

export const none: StocktakeFilter = {
  text: '',
  kinds: [],
  forms: [],
  heldFrom: null,
  heldTo: null,
  isUnconcluded: false,
};

interface FilterStore extends StocktakeFilter {
  set: (part: Partial<StocktakeFilter>) => void;
  clear: () => void;
}

/** The list's filters; they stay while the user looks at other screens. */
export const useStocktakeFilter = create<FilterStore>()((set) => ({
  ...none,
  set: (part) => set(part),
  clear: () => set(none),
}));

/** True when any filter is set. */
export const isFiltered = (filter: StocktakeFilter): boolean =>
  (Object.keys(none) as (keyof StocktakeFilter)[]).some((key) => {
    const value = filter[key];
    return Array.isArray(value) ? value.length > 0 : value !== none[key];
  });
