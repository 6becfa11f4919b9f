import { create } from 'zustand';

/** How often the index of the search has caught up since the window opened: what shows hits reads again. */
export const useIndexing = create<{ count: number; note: () => void }>()((set) => ({
  count: 0,
  note: () => set((s) => ({ count: s.count + 1 })),
}));
