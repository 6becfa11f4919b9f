import type { BundleHead, TakenShown } from '../../../db/api/contract/bundle.ts';
import type { ApiError } from '../../../db/api/errors.ts';

export type Phase =
  | 'waiting'
  | 'opening'
  | 'opened'
  | 'previewing'
  | 'ready'
  | 'taking'
  | 'taken'
  | 'failed'
  | 'cancelled';

/** A file on its way in. */
export interface Incoming {
  readonly key: string;
  readonly name: string;
  readonly byteCount: number;
  readonly handle: string;
  /** True for a file of the watched folder, which goes by its name. */
  readonly isFound?: boolean | undefined;
  readonly phase: Phase;
  /** Where its checked contents wait. */
  readonly stageId?: string | undefined;
  readonly head?: BundleHead | undefined;
  /** What it would do, or once taken did. */
  readonly shown?: TakenShown | undefined;
  readonly error?: ApiError | undefined;
  /** Of the work that runs now. */
  readonly callId?: string | undefined;
}

const placeOf = ({ head }: Incoming): string => (head === undefined ? '' : `${head.unitId} ${head.deviceName}`);

/**
 * Bundles of one PC in the order of their numbers and volumes, wherever they stood; PCs in the order in which they first came. What
 * has not been opened yet stays behind, as it was given.
 */
export function inOrder(items: readonly Incoming[]): Incoming[] {
  const known = items.filter(({ head }) => head !== undefined);
  const places = [...new Set(known.map(placeOf))];
  const order = (a: Incoming, b: Incoming): number =>
    places.indexOf(placeOf(a)) - places.indexOf(placeOf(b)) ||
    (a.head?.number ?? 0) - (b.head?.number ?? 0) ||
    (a.head?.volume.k ?? 0) - (b.head?.volume.k ?? 0);
  return [...known.sort(order), ...items.filter(({ head }) => head === undefined)];
}

/** Files that are not on the list yet: the same name and size twice is one file chosen twice. */
export const newOnes = <F extends { name: string; byteCount: number }>(
  items: readonly Incoming[],
  files: readonly F[],
): F[] => {
  const same = (a: { name: string; byteCount: number }, b: F): boolean =>
    a.name === b.name && a.byteCount === b.byteCount;
  return files.filter(
    (file, index) =>
      !items.some((item) => item.phase !== 'taken' && same(item, file)) &&
      files.findIndex((other) => same(other, file)) === index,
  );
};

const isBusy: ReadonlySet<Phase> = new Set(['opening', 'previewing', 'taking']);
export const isRunning = ({ phase }: Pick<Incoming, 'phase'>): boolean => isBusy.has(phase);

/** Checked and not taken in yet. */
export const isTakeable = ({ phase }: Pick<Incoming, 'phase'>): boolean => phase === 'opened' || phase === 'ready';

/** Volumes of the same bundle that are checked and not taken in, this one among them, each once, in their order. */
export function volumesWith(items: readonly Incoming[], item: Incoming): Incoming[] {
  const { head } = item;
  if (head === undefined || head.volume.n === 1) return [item];
  const all = items.filter((other) => other.head?.set === head.set && (isTakeable(other) || other.key === item.key));
  const byVolume = new Map(
    [...all.filter(({ key }) => key !== item.key), item].map((one) => [one.head?.volume.k, one]),
  );
  return [...byVolume.values()].sort((a, b) => (a.head?.volume.k ?? 0) - (b.head?.volume.k ?? 0));
}

/** The list as people see it: the volumes of a bundle are one entry. */
export function entriesOf(items: readonly Incoming[]): (readonly [Incoming, ...Incoming[]])[] {
  const entries = new Map<string, [Incoming, ...Incoming[]]>();
  for (const item of items) {
    const key = item.head === undefined || item.head.volume.n === 1 ? item.key : item.head.set;
    const entry = entries.get(key);
    if (entry === undefined) entries.set(key, [item]);
    else entry.push(item);
  }
  return [...entries.values()];
}

const isOver: ReadonlySet<Phase> = new Set(['taken', 'failed', 'cancelled']);

/** What is looked at once files were added: what is looked at now, or the first of them where there is nothing left to do with it. */
export const lookedAt = (
  items: readonly Incoming[],
  chosen: string | undefined,
  fresh: readonly Incoming[],
): string | undefined => {
  const now = items.find(({ key }) => key === chosen);
  return now === undefined || isOver.has(now.phase) ? (fresh[0]?.key ?? now?.key) : now.key;
};

/** How many bundles are checked and not taken in; volumes of one count once. */
export const countTakeable = (items: readonly Incoming[]): number => entriesOf(items.filter(isTakeable)).length;

/** The next to look at after `key`: the first that is not through, below it or else anywhere. */
export function nextAfter(items: readonly Incoming[], key: string | undefined): Incoming | undefined {
  const from = items.findIndex((item) => item.key === key);
  const open = (item: Incoming): boolean => item.phase !== 'taken' && item.key !== key;
  return items.slice(from + 1).find(open) ?? items.find(open);
}

/** A dropped or chosen file that may be a bundle, by its name. */
export const isBundleName = (name: string): boolean => /\.goi$/i.test(name);
