import { z } from 'zod';
import { create } from 'zustand';
import type { Input } from '../../../db/api/contract/index.ts';
import { SearchKind, SearchStatus } from '../../../db/api/contract/search.ts';
import { Day, Id } from '../../../db/api/types.ts';

/** What a saved search holds; whatever an older release kept beyond it is left out. */
const Kept = z.object({
  text: z.string().max(300).catch(''),
  kind: SearchKind.nullable().catch(null),
  unit: z.object({ id: Id, name: z.string() }).nullable().catch(null),
  from: Day.nullable().catch(null),
  to: Day.nullable().catch(null),
  statuses: z.array(SearchStatus).catch([]),
});
export type Wanted = z.output<typeof Kept>;

interface SearchStore extends Wanted {
  set: (part: Partial<Wanted>) => void;
  clearFilters: () => void;
  apply: (kept: Record<string, unknown>) => void;
}

const noFilters = { unit: null, from: null, to: null, statuses: [] };

/** What is looked for on the screen; stays while one opens a hit and comes back. */
export const useSearch = create<SearchStore>()((set) => ({
  text: '',
  kind: null,
  ...noFilters,
  set: (part) => set(part),
  clearFilters: () => set(noFilters),
  apply: (kept) => set(Kept.parse(kept)),
}));

/** What a saved search keeps of it. */
export const keptOf = ({ text, kind, unit, from, to, statuses }: Wanted): Wanted => ({
  text,
  kind,
  unit,
  from,
  to,
  statuses,
});

/** True when anything but the words and the kind narrows it. */
export const isFiltered = ({ unit, from, to, statuses }: Wanted): boolean =>
  unit !== null || from !== null || to !== null || statuses.length > 0;

/** As the data side is asked. */
export const questionOf = (wanted: Wanted, on: string): Input<'search.find'> => ({
  text: wanted.text,
  on,
  kinds: wanted.kind === null ? [] : [wanted.kind],
  statuses: wanted.statuses,
  ...(wanted.unit === null ? {} : { unitId: wanted.unit.id }),
  ...(wanted.from === null ? {} : { from: wanted.from }),
  ...(wanted.to === null ? {} : { to: wanted.to }),
});
