/** Who may read a log. A record lives in one channel for life. */
export type Audience = 'all' | 'office' | { readonly down: string } | { readonly up: string };

/**
 * Name of the channel of an audience, as stored in the op: `down` from the issuing office to all below, `down:X` to
 * the unit X, `up:X` from the unit X to the one above, `int:X` inside the office X.
 */
export function channelName(audience: Audience, officeId: string): string {
  if (audience === 'all') return 'down';
  if (audience === 'office') return `int:${officeId}`;
  return 'down' in audience ? `down:${audience.down}` : `up:${audience.up}`;
}

/** The units as they stand on the day of an export: who is above whom, and which have a PC of their own. */
export interface Tree {
  parentOf(unitId: string): string | undefined;
  hasOffice(unitId: string): boolean;
}

/** The units above one, the nearest first. A loop in the tree ends where it began. */
export function* unitsAbove(tree: Tree, unitId: string): Generator<string> {
  const seen = new Set([unitId]);
  for (let unit = tree.parentOf(unitId); unit !== undefined && !seen.has(unit); unit = tree.parentOf(unit)) {
    seen.add(unit);
    yield unit;
  }
}

export function isBelow(tree: Tree, unitId: string, above: string): boolean {
  for (const unit of unitsAbove(tree, unitId)) if (unit === above) return true;
  return false;
}

/** The office that does a unit's work: its own, or the nearest above that has a PC. */
export function officeOf(tree: Tree, unitId: string): string | undefined {
  if (tree.hasOffice(unitId)) return unitId;
  for (const unit of unitsAbove(tree, unitId)) if (tree.hasOffice(unit)) return unit;
  return undefined;
}

/** The office above the one that does a unit's work. */
function officeAbove(tree: Tree, unitId: string): string | undefined {
  const parent = tree.parentOf(unitId);
  return parent === undefined ? undefined : officeOf(tree, parent);
}

/**
 * May the office `reader` hold a log that the office `author` writes in `channel`? What nobody may read under these
 * rules is never exported, and refused when it comes. Channels that only a newer release knows are read by nobody.
 * `nat` is for all; `down` for the author and all below; `down:X` for the author, for the office that serves X and for
 * those between; `up:X` for the office that serves X, which alone may write it, and the next one above; `int:X` for X.
 * What an office itself wrote stays its own, also when the unit has no PC left, has got one or stands elsewhere by now.
 */
export function mayRead(tree: Tree, reader: string, author: string, channel: string): boolean {
  if (channel === 'nat') return true;
  if (channel === 'down') return reader === author || isBelow(tree, reader, author);
  const [way, unit = ''] = channel.split(':');
  if (way === 'int') return reader === unit && author === unit;
  if (way !== 'up' && way !== 'down') return false;
  if (reader === author) return true;
  if (way === 'up') {
    const served = author === unit || officeOf(tree, unit) === author;
    return served && reader === officeAbove(tree, unit);
  }
  if (!(unit === author || isBelow(tree, unit, author))) return false;
  if (reader === officeOf(tree, unit)) return true;
  return isBelow(tree, reader, author) && isBelow(tree, unit, reader);
}

/** Does one of the patterns cover the channel? A pattern is a channel's name, or `down:*` for all that begin so. */
export const coversChannel = (patterns: readonly string[], channel: string): boolean =>
  patterns.some((pattern) => (pattern.endsWith(':*') ? channel.startsWith(pattern.slice(0, -1)) : pattern === channel));
