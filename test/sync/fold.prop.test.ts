import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareOps, fold } from '../../db/sync/fold.ts';
import type { StoredOp } from '../../db/sync/op.ts';

const hashOf = (n: number): string => n.toString(16).padStart(64, '0');
const incOf = (n: number): string => n.toString(16).padStart(32, '0');

interface Step {
  readonly pc: number;
  readonly kind: 'write' | 'read' | 'delete';
  readonly from: number;
  readonly field: 'name' | 'dueOn';
  readonly value: number;
}

/** Several PCs edit one record; each sees its own ops and what it read from another. Returns every op that was made. */
function history(steps: readonly Step[]): StoredOp[] {
  const all: StoredOp[] = [];
  const seqs = new Map<number, number>();
  const first = opOf(all, seqs, 0, [], 'create', { name: 'a', dueOn: 'b' });
  const seen = new Map<number, StoredOp[]>([0, 1, 2].map((pc) => [pc, [first]]));
  for (const { pc, kind, from, field, value } of steps) {
    const mine = seen.get(pc) ?? [];
    if (kind === 'read') {
      seen.set(pc, [...new Set([...mine, ...(seen.get(from) ?? [])])]);
      continue;
    }
    const fields = kind === 'delete' ? {} : { [field]: value };
    const op = opOf(all, seqs, pc, mine, kind === 'delete' ? 'delete' : 'update', fields);
    seen.set(pc, [...mine, op]);
  }
  return all;
}

function opOf(
  all: StoredOp[],
  seqs: Map<number, number>,
  pc: number,
  seen: StoredOp[],
  kind: StoredOp['kind'],
  fields: Record<string, unknown>,
): StoredOp {
  const seq = (seqs.get(pc) ?? 0) + 1;
  seqs.set(pc, seq);
  const op: StoredOp = {
    ...{
      v: 1,
      inc: incOf(pc),
      ch: 'down',
      seq,
      prev: '',
      actor: 'u',
      dev: 'd',
      wall: 0,
      entity: 'task',
      id: 't',
      schema: 1,
    },
    lam: Math.max(0, ...seen.map((each) => each.lam)) + 1,
    kind,
    base: [...fold(seen).heads],
    fields,
    hash: hashOf(all.length + 1),
  };
  all.push(op);
  return op;
}

const steps = fc.array(
  fc.record<Step>({
    pc: fc.nat(2),
    kind: fc.constantFrom('write', 'write', 'write', 'read', 'read', 'delete'),
    from: fc.nat(2),
    field: fc.constantFrom('name', 'dueOn'),
    value: fc.nat(5),
  }),
  { maxLength: 25 },
);
const shuffled = <T>(items: readonly T[], seed: number): T[] =>
  items
    .map((item, index) => [Math.imul(seed + index * 7919, 2654435761) >>> 0, item] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, item]) => item);

test('any order and any repetition of the same ops folds to the same record', () => {
  fc.assert(
    fc.property(steps, fc.nat(), (list, seed) => {
      const ops = history(list);
      expect(fold(shuffled([...ops, ...ops], seed))).toEqual(fold(ops));
    }),
    { numRuns: 1000 },
  );
});

test('no value that nobody has seen is lost: it is shown or stands among the conflicts', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const ops = history(list);
      const { fields, conflicts } = fold(ops);
      for (const write of ops) {
        for (const [field, value] of Object.entries(write.fields)) {
          const overwritten = ops.some((other) => field in other.fields && causes(ops, other).has(write.hash));
          if (overwritten) continue;
          const conflict = conflicts.find((each) => each.field === field);
          const kept = conflict === undefined ? [fields[field]] : conflict.values.map((each) => each.value);
          expect(kept).toContain(value);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('one writer who always sees the last op never conflicts, and the last value is shown', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const ops = history(list.map((step) => ({ ...step, pc: 0, kind: 'write' as const })));
      const { conflicts, fields, heads } = fold(ops);
      expect(conflicts).toEqual([]);
      expect(heads).toHaveLength(1);
      for (const { field, value } of list.slice(-1)) expect(fields[field]).toBe(value);
    }),
  );
});

test('a deletion that did not see an edit does not swallow it', () => {
  const ops = history([
    { pc: 1, kind: 'delete', from: 0, field: 'name', value: 0 },
    { pc: 2, kind: 'write', from: 0, field: 'name', value: 4 },
  ]);
  expect(fold(ops)).toMatchObject({ alive: true, fields: { name: 4 } });
  expect(fold(ops.filter((op) => op.inc !== incOf(2))).alive).toBe(false);
});

test('the order of the fold respects causes and never the claimed clock', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const ops = history(list);
      for (const op of ops) {
        for (const cause of causes(ops, op)) {
          const before = ops.find((each) => each.hash === cause);
          if (before !== undefined) expect(compareOps(before, op)).toBeLessThan(0);
        }
      }
    }),
  );
});

test('two ops at one place of a log, and one that cites what is not here, have their order too', () => {
  const [op] = history([]);
  if (op === undefined) throw new Error('one op');
  const twin = { ...op, hash: hashOf(99), base: [hashOf(77)], fields: { name: 'twin' } };
  expect(compareOps(op, twin)).toBeLessThan(0);
  expect(compareOps(twin, op)).toBeGreaterThan(0);
  expect(compareOps(op, op)).toBe(0);
  const folded = fold([twin, op]);
  expect(folded).toEqual(fold([op, twin]));
  expect(folded.conflicts.map(({ field }) => field)).toEqual(['name']);
});

function causes(ops: readonly StoredOp[], op: StoredOp): Set<string> {
  const found = new Set<string>();
  const open = [...op.base];
  for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
    if (found.has(hash)) continue;
    found.add(hash);
    open.push(...(ops.find((each) => each.hash === hash)?.base ?? []));
  }
  return found;
}

test('of a flagged record two edits made apart are asked about though they touch different fields, in any order', () => {
  const steps = fc.array(
    fc.record({
      pc: fc.nat(2),
      kind: fc.constantFrom('write' as const, 'write' as const, 'read' as const, 'delete' as const),
      from: fc.nat(2),
      field: fc.constantFrom('name' as const, 'dueOn' as const),
      value: fc.nat(3),
    }),
    { maxLength: 14 },
  );
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.nat(999)), (given, draws) => {
      const ops = history(given);
      const order = new Map(ops.map((op) => [op.hash, draws.next().value as number]));
      const shuffled = [...ops].sort((a, b) => (order.get(a.hash) ?? 0) - (order.get(b.hash) ?? 0));
      const flagged = fold(ops, 'flag');
      expect(fold(shuffled, 'flag')).toEqual(flagged);
      const asked = new Set(flagged.conflicts.map(({ field }) => field));
      for (const { field } of fold(ops).conflicts) expect(asked).toContain(field);
    }),
  );
  const apart: Step[] = [
    { pc: 1, kind: 'write', from: 0, field: 'name', value: 1 },
    { pc: 2, kind: 'write', from: 0, field: 'dueOn', value: 2 },
  ];
  expect(fold(history(apart)).conflicts).toEqual([]);
  expect(fold(history(apart), 'flag').conflicts.map(({ field }) => field)).toEqual(['dueOn', 'name']);
});

test('fields that clash are named in one order, whichever was written first', () => {
  for (const names of [
    ['dueOn', 'name'],
    ['name', 'dueOn'],
  ]) {
    const [all, seqs]: [StoredOp[], Map<number, number>] = [[], new Map()];
    const fieldsOf = (value: number) => Object.fromEntries(names.map((name) => [name, value]));
    const first = opOf(all, seqs, 0, [], 'create', fieldsOf(0));
    for (const pc of [1, 2]) opOf(all, seqs, pc, [first], 'update', fieldsOf(pc));
    expect(fold(all).conflicts.map(({ field }) => field)).toEqual(['dueOn', 'name']);
  }
});
