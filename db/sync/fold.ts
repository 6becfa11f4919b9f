import type { StoredOp } from './op.ts';

/** A field that several offices or PCs wrote without seeing each other: every value is kept until a person settles it. */
export interface Conflict {
  /** Or `*removal`: one removed the record, another went on with it. */
  readonly field: string;
  readonly values: readonly { readonly hash: string; readonly value: unknown }[];
}

/** Stands in place of a field where the record itself is in question; no field is called so. */
export const removalField = '*removal';

/** 'merge': edits of different fields join. 'flag': any two edits that did not see each other are shown to a person. */
export type Concurrency = 'merge' | 'flag';

/** What a record is, as a function of the set of its ops. */
export interface Folded {
  /** False before its creation has arrived and after a deletion that nothing contradicts. */
  readonly alive: boolean;
  /** The shown value of every field. */
  readonly fields: Record<string, unknown>;
  /** Hashes of the ops no other op has seen, sorted; the `base` of the next op. */
  readonly heads: readonly string[];
  readonly conflicts: readonly Conflict[];
  /** The op that created the record and the one that wrote last, in the order of the fold. */
  readonly created: StoredOp | undefined;
  readonly changed: StoredOp | undefined;
}

/**
 * Order of the fold: Lamport time, then incarnation, then place in the log, then hash. It respects causes, since an op's
 * Lamport time is above that of all it has seen, and it never looks at a wall clock.
 */
export function compareOps(a: StoredOp, b: StoredOp): number {
  return (
    a.lam - b.lam ||
    (a.inc < b.inc ? -1 : a.inc > b.inc ? 1 : 0) ||
    a.seq - b.seq ||
    (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0)
  );
}

/**
 * Folds the ops of one record. Commutative, associative and idempotent over the set, so arrival cannot matter.
 * A deletion ends the record only if every head is a deletion: an edit made without seeing it survives.
 */
export function fold(unordered: readonly StoredOp[], concurrency: Concurrency = 'merge'): Folded {
  const ops = distinct(unordered).sort(compareOps);
  const seen = new Set(ops.flatMap((op) => op.base));
  const heads = ops.filter((op) => !seen.has(op.hash));
  const created = ops.find((op) => op.kind === 'create');
  const fields: Record<string, unknown> = {};
  for (const op of ops) Object.assign(fields, op.fields);
  const deleted = heads.length > 0 && heads.every((op) => op.kind === 'delete');
  return {
    alive: created !== undefined && !deleted,
    fields,
    heads: heads.map((op) => op.hash).sort(),
    conflicts: isChain(ops) ? [] : conflictsOf(ops.slice(-conflictWindow), concurrency),
    created,
    changed: ops.at(-1),
  };
}

/**
 * Clashes are looked for among so many of the newest ops of a record. Nobody edits one a thousand times apart; without an end a
 * single PC could make one record that takes all memory and hours to read.
 */
export const conflictWindow = 1000;

const distinct = (ops: readonly StoredOp[]): StoredOp[] => [...new Map(ops.map((op) => [op.hash, op])).values()];

/** Each op has seen the one before it: the ordinary case of one office, in which nothing can clash. */
const isChain = (ops: readonly StoredOp[]): boolean =>
  ops.every((op, index) => index === 0 || op.base.includes((ops[index - 1] as StoredOp).hash));

function conflictsOf(ops: readonly StoredOp[], concurrency: Concurrency): Conflict[] {
  const order = new Order(ops);
  const writers = new Map<string, StoredOp[]>();
  for (const op of ops) {
    for (const field of Object.keys(op.fields)) writers.set(field, [...(writers.get(field) ?? []), op]);
  }
  const conflicts: Conflict[] = [];
  for (const [field, writes] of writers) {
    const latest = order.latestOf(writes);
    const values = latest.map((write) => ({ hash: write.hash, value: write.fields[field] }));
    if (concurrency === 'flag') values.push(...besides(order, field, latest));
    if (new Set(values.map(({ value }) => JSON.stringify(value))).size > 1) conflicts.push({ field, values });
  }
  const removal = removalOf(order);
  if (removal !== undefined) conflicts.push(removal);
  return conflicts.sort((a, b) => (a.field < b.field ? -1 : 1));
}

/** Edits beside the latest writes of a field that left it as it was, with the value they left: only a flagged record asks. */
function besides(order: Order, field: string, latest: readonly StoredOp[]): { hash: string; value: unknown }[] {
  const isBeside = (op: StoredOp): boolean =>
    isEdit(op) &&
    !Object.hasOwn(op.fields, field) &&
    latest.some((write) => isEdit(write) && order.areApart(op, write));
  return order.latestOf(order.ops.filter(isBeside)).map((op) => ({ hash: op.hash, value: order.stateAt(op)[field] }));
}

const isEdit = (op: StoredOp): boolean => op.kind === 'update' && Object.keys(op.fields).length > 0;

/**
 * A deletion that did not see an edit, until somebody who saw both says whether the record stays: by another deletion, or by an
 * update that changes no field. Merely going on with the record does not settle it.
 */
function removalOf(order: Order): Conflict | undefined {
  const said = order.ops.filter((op) => op.kind !== 'create' && !isEdit(op));
  const removals = order.latestOf(said).filter((op) => op.kind === 'delete');
  if (order.latestOf(order.ops).every((op) => op.kind === 'delete')) return undefined; // all agree that it is gone
  const kept = order.latestOf(
    order.ops.filter((op) => op.kind !== 'delete' && removals.some((removal) => order.areApart(op, removal))),
  );
  if (removals.length === 0 || kept.length === 0) return undefined;
  const valuesOf = (those: readonly StoredOp[], value: string) => those.map(({ hash }) => ({ hash, value }));
  return { field: removalField, values: [...valuesOf(removals, 'removed'), ...valuesOf(kept, 'kept')] };
}

/** Which ops of a record have seen which. */
class Order {
  readonly ops: readonly StoredOp[];
  readonly #ancestors: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(ops: readonly StoredOp[]) {
    this.ops = ops;
    this.#ancestors = ancestorsOf(ops);
  }

  isAfter(later: StoredOp, earlier: StoredOp): boolean {
    return (this.#ancestors.get(later.hash) as ReadonlySet<string>).has(earlier.hash);
  }

  areApart(a: StoredOp, b: StoredOp): boolean {
    return a !== b && !this.isAfter(a, b) && !this.isAfter(b, a);
  }

  /** Those that none of the others has seen. */
  latestOf(those: readonly StoredOp[]): StoredOp[] {
    return those.filter((op) => !those.some((other) => this.isAfter(other, op)));
  }

  /** What the one who wrote an op had before them, with it. */
  stateAt(op: StoredOp): Record<string, unknown> {
    const state: Record<string, unknown> = {};
    for (const other of this.ops) if (other === op || this.isAfter(op, other)) Object.assign(state, other.fields);
    return state;
  }
}

function ancestorsOf(ops: readonly StoredOp[]): Map<string, Set<string>> {
  const ancestors = new Map<string, Set<string>>();
  for (const op of ops) {
    const all = new Set<string>();
    for (const parent of op.base) {
      all.add(parent);
      for (const older of ancestors.get(parent) ?? []) all.add(older);
    }
    ancestors.set(op.hash, all);
  }
  return ancestors;
}
