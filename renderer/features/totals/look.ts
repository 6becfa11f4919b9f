import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Input } from '../../../db/api/contract/index.ts';
import { maxTotalPeriods } from '../../../db/api/contract/totals.ts';
import type { TreeMode } from '../../../db/api/contract/unit-words.ts';
import type { Day } from '../../../db/api/day.ts';
import type { Named } from '../../stores/list-request.ts';

interface Look {
  taskId: string | null;
  /** Keys of the first and the last period; null: the last one that has ended. */
  from: string | null;
  through: string | null;
  /** Units that were opened one below the other; the last one is what is looked at, none the whole office. */
  path: readonly Named[];
  withSubmitted: boolean;
  isCompared: boolean;
  set: (part: Partial<Omit<Look, 'set'>>) => void;
}

/** What the totals are narrowed to; kept while other screens are visited, choices without names from day to day. */
export const useLook = create<Look>()(
  persist(
    (set) => ({
      ...{ taskId: null, from: null, through: null, path: [], withSubmitted: false, isCompared: false },
      set: (part) => set(part),
    }),
    {
      name: 'totals',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      // What is kept here lies outside the encrypted database: no unit's name.
      partialize: ({ taskId, withSubmitted, isCompared }) => ({ taskId, withSubmitted, isCompared }),
    },
  ),
);

/** A period of the task looked at. */
export interface PeriodChoice {
  readonly key: string;
  readonly startOn: Day;
  readonly endOn: Day;
}

/** The periods from one to another of a list with the newest first, in the order of time; the last ended one when nothing is chosen. */
export function chosenPeriods(
  periods: readonly PeriodChoice[],
  { from, through }: Pick<Look, 'from' | 'through'>,
  on: Day,
): PeriodChoice[] {
  const at = (key: string | null): number => periods.findIndex((period) => period.key === key);
  const lastEnded = Math.max(
    0,
    periods.findIndex(({ endOn }) => endOn < on),
  );
  const last = at(through) === -1 ? lastEnded : at(through);
  const first = at(from) === -1 ? last : Math.max(at(from), last);
  return periods
    .slice(last, first + 1)
    .slice(0, maxTotalPeriods)
    .reverse();
}

/** What every query of the screen asks about. */
export function askedOf(
  { path, withSubmitted }: Pick<Look, 'path' | 'withSubmitted'>,
  { on, taskId, tree, periods }: { on: Day; taskId: string; tree: TreeMode; periods: readonly PeriodChoice[] },
): Input<'totals.figures'> {
  const unit = path.at(-1);
  return {
    ...{ on, taskId, tree, withSubmitted, periodKeys: periods.map(({ key }) => key) },
    ...(unit === undefined ? {} : { unitId: unit.id }),
  };
}
