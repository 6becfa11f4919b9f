import { create } from 'zustand';
import type { Day } from '../../db/api/day.ts';
import { useViewDate } from './view-date.ts';

interface OtherDay {
  /** The day that is asked about; null: nothing is asked. */
  asking: Day | null;
  answer: (mayWrite: boolean, remember: boolean) => void;
}

/** Days for which the question was answered for good, until the page is loaded anew (a lock does that). */
const agreed = new Set<Day>();

/** The question whether to edit while another day than today is looked at. */
export const useOtherDay = create<OtherDay>()(() => ({ asking: null, answer: () => {} }));

/** True when a command may write: at once on today, else as the user answers. A second question waits for the first. */
export async function mayWriteOnDay(): Promise<boolean> {
  const { on, today } = useViewDate.getState();
  if (on === today || agreed.has(on)) return true;
  while (useOtherDay.getState().asking !== null) await new Promise((done) => setTimeout(done, 50));
  return new Promise<boolean>((resolve) => {
    const answer = (mayWrite: boolean, remember: boolean): void => {
      if (mayWrite && remember) agreed.add(on);
      useOtherDay.setState({ asking: null, answer: () => {} });
      resolve(mayWrite);
    };
    useOtherDay.setState({ asking: on, answer });
  });
}
