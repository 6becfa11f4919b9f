import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareDigests, rebuild } from '../../db/rebuild.ts';
import { office } from '../helpers/office.ts';
import { assignTo, person, taskOf, unitUnder } from '../helpers/work.ts';

const keys = ['2026-M03', '2026-M04', '2026-M05'];

type Move =
  | { kind: 'send'; at: number; key: number; percent: number; isDone: boolean; cites: boolean; by: number }
  | { kind: 'review'; what: 'approve' | 'return' | 'close'; pick: number; by: number }
  | { kind: 'reopen'; at: number };

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      at: fc.nat(2),
      key: fc.nat(2),
      percent: fc.nat(99),
      isDone: fc.boolean(),
      cites: fc.boolean(),
      by: fc.nat(1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('review' as const),
      what: fc.constantFrom('approve', 'return', 'close'),
      pick: fc.nat(9),
      by: fc.nat(1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const), at: fc.nat(2) }) },
);

/** Two dated assignments and a periodic one, two people who both write and decide; whatever is refused simply does not happen. */
function play(moves: readonly Move[]) {
  const o = office('admin');
  const dated = taskOf(o);
  const periodic = taskOf(o, { rule: 'Tháng (15 – 14)' });
  const units = ['Kim Sơn', 'Ba Đồn'].map((name) => unitUnder(o, o.unitId, name));
  const assignments = [
    assignTo(o, dated, units[0] ?? ''),
    assignTo(o, dated, units[1] ?? ''),
    assignTo(o, periodic, units[0] ?? '', null),
  ];
  const people = [person(o, 'coordinator'), person(o, 'coordinator')] as const;
  const sent = new Map<string, string>();
  const bodyOf = (id: string) => JSON.stringify(o.db.prepare('SELECT * FROM report WHERE id = ?').get(id));
  const onDay = '2026-06-10';
  for (const one of moves) {
    if (one.kind === 'review') {
      const ids = [...sent.keys()];
      people[one.by as 0 | 1].call('report.review', {
        reportId: ids[one.pick % Math.max(1, ids.length)] ?? o.unitId,
        kind: one.what,
        onDay,
        reason: 'lý do',
      });
      continue;
    }
    const assignmentId = assignments[one.at] ?? '';
    if (one.kind === 'reopen') {
      people[0].call('assignment.decide', { id: assignmentId, kind: 'reopen', onDay, reason: 'lý do' });
      continue;
    }
    const periodKey = one.at === 2 ? (keys[one.key] ?? null) : null;
    const newest = o.db
      .prepare('SELECT id FROM report WHERE assignmentId = ? AND periodKey IS ? ORDER BY version DESC LIMIT 1')
      .pluck()
      .get(assignmentId, periodKey) as string | undefined;
    const result = people[one.by as 0 | 1].call('report.submit', {
      assignmentId,
      periodKey,
      on: onDay,
      reportedOn: onDay,
      doneOn: one.isDone ? '2026-05-30' : null,
      percent: one.isDone ? 100 : one.percent,
      content: `Báo cáo ${sent.size}`,
      difficulties: '',
      proposals: '',
      figures: [],
      isNothing: 0,
      correctsId: one.cites ? (newest ?? null) : null,
    });
    if (result.ok) sent.set(result.value.reportId, bodyOf(result.value.reportId));
  }
  return { o, sent, bodyOf };
}

test('whatever people do: sent reports stay as sent, numbers run on, nobody judged their own, and a rebuild shows the same', () => {
  fc.assert(
    fc.property(fc.array(move, { minLength: 10, maxLength: 60 }), (moves) => {
      const { o, sent, bodyOf } = play(moves);
      expect(o.logged).toEqual([]);
      for (const [id, body] of sent) expect(bodyOf(id)).toBe(body);
      const versions = o.db
        .prepare(
          'SELECT group_concat(version) FROM (SELECT * FROM report ORDER BY version) GROUP BY assignmentId, periodKey',
        )
        .pluck()
        .all() as string[];
      for (const list of versions)
        expect(list).toBe(
          list
            .split(',')
            .map((_, index) => index + 1)
            .join(),
        );
      const latest = o.db
        .prepare(
          'SELECT max(n), min(n) FROM (SELECT sum(isLatest) AS n FROM reportState JOIN report ON id = reportId GROUP BY assignmentId, periodKey)',
        )
        .raw()
        .get();
      expect(latest).toEqual(sent.size === 0 ? [null, null] : [1, 1]);
      const own = `SELECT count(*) FROM reportReview v JOIN report r ON r.id = v.reportId WHERE v.kind <> 'close' AND v.createdBy = r.createdBy`;
      expect(o.db.prepare(own).pluck().get()).toBe(0);
      const unread = `SELECT count(*) FROM assignmentState st WHERE st.completedOn IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM report r JOIN reportState s ON s.reportId = r.id WHERE r.assignmentId = st.assignmentId AND r.doneOn = st.completedOn AND s.status IN ('approved', 'closed'))`;
      expect(o.db.prepare(unread).pluck().get()).toBe(0);
      const copy = rebuild(o.db, `${o.ctx.scratch}/copy.db`, () => {});
      expect(compareDigests(o.db, copy).filter((table) => !table.same)).toEqual([]);
      copy.close();
    }),
    { numRuns: 25 },
  );
});
