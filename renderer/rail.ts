import { useViewportSize } from '@mantine/hooks';
import { useLayout } from './stores/layout.ts';

/** Below this width, in characters of the user's size, the rail leaves its room to the work until one asks for it. */
const narrowRem = 64;

/** Whether the rail shows only its icons: as the user chose, else by the room there is. */
export function useRailCollapsed(): boolean {
  const chosen = useLayout((s) => s.isRailCollapsed);
  const scalePercent = useLayout((s) => s.scalePercent);
  const { width } = useViewportSize();
  return chosen ?? (width > 0 && width / ((16 * scalePercent) / 100) < narrowRem);
}
