import { create } from 'zustand';
import { type Day, dayOfInstant } from '../../db/api/day.ts';

interface ViewDate {
  /** The day the data is seen for. */
  on: Day;
  today: Day;
  setOn: (on: Day) => void;
  /** The clock went past midnight: who looked at today goes on looking at today. */
  tick: () => void;
}

const now = (): Day => dayOfInstant(Date.now());

/** One day for the whole window: every list and detail is read for it. */
export const useViewDate = create<ViewDate>()((set) => ({
  on: now(),
  today: now(),
  setOn: (on) => set({ on }),
  tick: () =>
    set((s) => {
      const today = now();
      if (today === s.today) return s;
      return { today, on: s.on === s.today ? today : s.on };
    }),
}));
