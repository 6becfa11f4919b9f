import { create } from 'zustand';
import type { SheetSecret } from './printed-sheet.tsx';

/** A sheet that has to be put away: whose it is, and what it says. */
export interface Sheet {
  readonly deviceName: string;
  readonly secrets: readonly SheetSecret[];
  /** Of the authority, where the sheet is the authority's. */
  readonly fingerprint?: string;
  /** What is said once it is put away. */
  readonly done: string;
}

interface SheetStore {
  sheet: Sheet | undefined;
  show: (sheet: Sheet) => void;
  putAway: () => void;
}

/**
 * The sheet that is shown now, in memory only. It stands above all screens: what is read again meanwhile, or another screen, must
 * not take secrets away that nobody has written down yet.
 */
export const useSheet = create<SheetStore>()((set) => ({
  sheet: undefined,
  show: (sheet) => set({ sheet }),
  putAway: () => set({ sheet: undefined }),
}));
