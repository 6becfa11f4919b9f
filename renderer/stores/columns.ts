import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { asGiven, readColumns } from '../ui/grid/columns.ts';
import type { ColumnsState } from '../ui/grid/types.ts';
import { useSession } from './session.ts';

interface ColumnsStore {
  /** By user and list. */
  kept: Record<string, ColumnsState>;
  set: (key: string, state: ColumnsState) => void;
}

/** How each user on this PC has arranged the columns of each list; kept by the browser engine, it holds no data. */
const useKept = create<ColumnsStore>()(
  persist(
    (set) => ({
      kept: {},
      set: (key, state) => set((s) => ({ kept: { ...s.kept, [key]: state } })),
    }),
    { name: 'columns', version: 1, storage: createJSONStorage(() => localStorage) },
  ),
);

const keyOf = (list: string): string => `${useSession.getState().session?.user.id ?? ''} ${list}`;

/** The arrangement of one list, and the way to change it. */
export function useColumns(list: string | undefined): [ColumnsState, (next: ColumnsState) => void] {
  const key = keyOf(list ?? '');
  const kept = useKept((s) => (list === undefined ? undefined : s.kept[key]));
  const set = useKept((s) => s.set);
  return [kept ?? asGiven, (next) => set(key, next)];
}

/** For saved views: as it is now, and as it was kept. */
export const columnsNow = (list: string): ColumnsState => useKept.getState().kept[keyOf(list)] ?? asGiven;
export const arrangeColumns = (list: string, kept: unknown): void =>
  useKept.getState().set(keyOf(list), readColumns(kept));
