import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export type Scheme = 'light' | 'dark' | 'contrast' | 'auto';
export type Language = 'vi' | 'en';
export type Density = 'compact' | 'comfortable';

/** Steps of the user's own enlargement, in percent. */
export const scales = [90, 100, 110, 125, 150] as const;

interface Layout {
  /** Null: by the room there is. */
  isRailCollapsed: boolean | null;
  /** Width of the left part of a split view, in percent, by its name. */
  splits: Record<string, number>;
  scheme: Scheme;
  scalePercent: number;
  density: Density;
  language: Language;
  set: (part: Partial<Pick<Layout, 'isRailCollapsed' | 'scheme' | 'scalePercent' | 'density' | 'language'>>) => void;
  setSplit: (name: string, percent: number) => void;
}

/** How this user likes the window; kept by the browser engine, never with the office's data. */
export const useLayout = create<Layout>()(
  persist(
    (set) => ({
      isRailCollapsed: null,
      splits: {},
      scheme: 'auto',
      scalePercent: 100,
      density: 'compact',
      language: 'vi',
      set: (part) => set(part),
      setSplit: (name, percent) => set((s) => ({ splits: { ...s.splits, [name]: percent } })),
    }),
    { name: 'layout', version: 1, storage: createJSONStorage(() => localStorage) },
  ),
);

/** Height of one row of a list in CSS pixels, at the user's density and enlargement. */
export const rowHeight = (layout: Pick<Layout, 'density' | 'scalePercent'>): number =>
  Math.round(((layout.density === 'compact' ? 28 : 36) * layout.scalePercent) / 100);
