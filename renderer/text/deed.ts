import type { ActivityRow } from '../../db/api/contract/activity.ts';
import type { Deed, DeedName } from '../../db/api/contract/deed.ts';
import { text } from './index.ts';

/** True for operations that write exchanged records. */
export const isDeed = (name: string): name is DeedName => Object.hasOwn(text().activity.deeds, name);

/** What was done, as people call it: "Giao nhiệm vụ cho 168 đơn vị". */
export const deedText = (deed: Deed): string =>
  isDeed(deed.name) ? text().activity.deeds[deed.name](deed) : text().activity.unknownDeed;

/** A line of the log of what was done; an undo says what it took back. */
export function deedLine(row: Deed & Pick<ActivityRow, 'action'>): string {
  const { undoOf, redoOf } = text().activity;
  const words = deedText(row);
  if (row.action === 'undo') return undoOf(words);
  return row.action === 'redo' ? redoOf(words) : words;
}
