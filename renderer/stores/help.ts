import { create } from 'zustand';
import type { Topic } from '../help/topics.ts';

interface Place {
  readonly topic: Topic;
  readonly anchor: string | undefined;
}

interface HelpStore {
  isOpen: boolean;
  /** Null: the contents. */
  place: Place | null;
  /** Where one came from, the last one last. */
  trail: readonly (Place | null)[];
  /** Opens the panel at a topic, or at its contents. */
  open: (place: Place | null) => void;
  back: () => void;
  close: () => void;
}

const isSame = (a: Place | null, b: Place | null): boolean => a?.topic === b?.topic && a?.anchor === b?.anchor;

/** What the help panel shows; the work beside it is not touched. */
export const useHelp = create<HelpStore>()((set) => ({
  isOpen: false,
  place: null,
  trail: [],
  open: (place) =>
    set((s) => ({
      isOpen: true,
      place,
      trail: s.isOpen && !isSame(s.place, place) ? [...s.trail, s.place] : s.trail,
    })),
  back: () => set((s) => ({ place: s.trail.at(-1) ?? null, trail: s.trail.slice(0, -1) })),
  close: () => set({ isOpen: false, trail: [] }),
}));
