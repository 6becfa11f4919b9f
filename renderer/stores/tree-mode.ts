import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { TreeMode } from '../../db/api/contract/unit-words.ts';

interface Store {
  mode: TreeMode;
  set: (mode: TreeMode) => void;
}

/** The way to total that was chosen last, the same wherever figures are shown; kept by the browser engine. */
export const useTreeMode = create<Store>()(
  persist((set) => ({ mode: 'ofTheTime', set: (mode) => set({ mode }) }), {
    name: 'treeMode',
    version: 1,
    storage: createJSONStorage(() => localStorage),
  }),
);
