import { create } from 'zustand';
import type { entityNames } from '../../db/api/entity-names.ts';

/** A kind of record that commands write, as `changed` events name it; 'exchange' stands for what bundles and PCs did to each other. */
export type Entity = (typeof entityNames)[number] | 'exchange';

interface Changes {
  /** How often records of each kind were written since the window opened. */
  counts: Record<string, number>;
  note: (written: readonly string[]) => void;
}

/** What was written lately, so that what shows it reads again. */
export const useChanges = create<Changes>()((set) => ({
  counts: {},
  note: (written) =>
    set((s) => {
      const counts = { ...s.counts };
      for (const entity of written) counts[entity] = (counts[entity] ?? 0) + 1;
      return { counts };
    }),
}));

/** One number that grows when one of the entities, or any when none is named, was written. */
export const useChangeCount = (shown?: readonly Entity[]): number =>
  useChanges((s) =>
    shown === undefined
      ? Object.values(s.counts).reduce((sum, count) => sum + count, 0)
      : shown.reduce((sum, entity) => sum + (s.counts[entity] ?? 0), 0),
  );
