import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

interface TourStore {
  /** Users who have taken the tour or said no to it; `*` stands for everybody. */
  doneBy: readonly string[];
  isRunning: boolean;
  start: () => void;
  /** Taken, or skipped: it is not offered to this user again. */
  finish: (userId: string) => void;
}

/** Who has been shown around on this PC. */
export const useTour = create<TourStore>()(
  persist(
    (set) => ({
      doneBy: [],
      isRunning: false,
      start: () => set({ isRunning: true }),
      finish: (userId) => set((s) => ({ isRunning: false, doneBy: [...new Set([...s.doneBy, userId])] })),
    }),
    {
      name: 'tour',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      partialize: ({ doneBy }) => ({ doneBy }),
    },
  ),
);

/** True while this user has neither taken nor refused the tour. */
export const isNew = (doneBy: readonly string[], userId: string): boolean =>
  !doneBy.includes(userId) && !doneBy.includes('*');
