import type { StoredOp } from './op.ts';

/** A field that several offices or PCs wrote without seeing each other: every value is kept until a person settles it. */
export interface Conflict {
  readonly field: string;
  readonly values: readonly { readonly hash: string; readonly value: unknown }[];
}

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
export function fold(unordered: readonly StoredOp[]): Folded {
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
    conflicts: isChain(ops) ? [] : conflictsOf(ops),
    created,
    changed: ops.at(-1),
  };
}

const distinct = (ops: readonly StoredOp[]): StoredOp[] => [...new Map(ops.map((op) => [op.hash, op])).values()];

/** Each op has seen the one before it: the ordinary case of one office, in which nothing can clash. */
const isChain = (ops: readonly StoredOp[]): boolean =>
  ops.every((op, index) => index === 0 || op.base.includes((ops[index - 1] as StoredOp).hash));

function conflictsOf(ops: readonly StoredOp[]): Conflict[] {
  const ancestors = ancestorsOf(ops);
  const writers = new Map<string, StoredOp[]>();
  for (const op of ops) {
    for (const field of Object.keys(op.fields)) writers.set(field, [...(writers.get(field) ?? []), op]);
  }
  const conflicts: Conflict[] = [];
  for (const [field, writes] of writers) {
    const latest = writes.filter((write) => !writes.some((other) => ancestors.get(other.hash)?.has(write.hash)));
    const values = new Set(latest.map((write) => JSON.stringify(write.fields[field])));
    if (values.size < 2) continue;
    conflicts.push({ field, values: latest.map((write) => ({ hash: write.hash, value: write.fields[field] })) });
  }
  return conflicts.sort((a, b) => (a.field < b.field ? -1 : 1));
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
