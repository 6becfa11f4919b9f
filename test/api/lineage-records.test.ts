import fc from 'fast-check';
import { expect, test } from 'vitest';
import { create } from '../../db/commit.ts';
import { lineageGraph, predecessorsOf } from '../../db/domain/lineage.ts';
import { assignmentPageSql } from '../../db/queries/assignment.ts';
import { belongsToPast } from '../../db/queries/unit-on.ts';
import { dayOf, deeds, tell } from '../domain/lineage-story.ts';
import { eventWith, unitWith, versionOf, write } from '../helpers/lineage.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { taskOf } from '../helpers/work.ts';

const on = '2026-11-22';
const merged = '2023-01-01';
const split = '2025-07-01';

const text = { content: 'x', difficulties: '', proposals: '', figures: [], isNothing: 0 as const };

/** Work given to a unit on a day, with a report of that day. */
function workOf(
  o: TestOffice,
  taskId: string,
  unitId: string,
  day: string,
): { assignmentId: string; reportId: string } {
  const [assignmentId, reportId] = [o.ctx.newId(), o.ctx.newId()];
  const share = { taskId, unitId, role: 'lead', leadId: null, assignedOn: day, originalDueOn: null, note: '' } as const;
  const when = { periodKey: null, version: 1, correctsId: null, reportedOn: day, doneOn: null, percent: 10 };
  write(
    o,
    create('assignment', assignmentId, share),
    create('report', reportId, { assignmentId, unitId, ...when, ...text }),
  );
  return { assignmentId, reportId };
}

/** A and B were merged into C, C was split into D and E; each left some work. */
function scene() {
  const o = office();
  const a = unitWith(o, { name: 'An', from: '2021-11-01', to: merged });
  const b = unitWith(o, { name: 'Bình', from: '2021-11-01', to: merged });
  const c = unitWith(o, { name: 'Châu', from: merged, to: split });
  const d = unitWith(o, { name: 'Duy', from: split });
  const e = unitWith(o, { name: 'Em', from: split });
  eventWith(o, { kind: 'merge', on: merged, edges: [a, b].map((from) => ({ from, to: c })) });
  eventWith(o, { kind: 'divide', on: split, edges: [d, e].map((to) => ({ from: c, to, part: 'part' as const })) });
  const taskId = taskOf(o);
  const old = workOf(o, taskId, a, '2022-05-31');
  const middle = workOf(o, taskId, c, '2024-05-31');
  const own = workOf(o, taskId, d, '2026-05-31');
  return { o, a, b, c, d, e, taskId, old, middle, own };
}

const reportsOf = (o: TestOffice, unitId: string, more: object = { withPredecessors: true }) =>
  o.get('report.list', { on, unitId, ...more }).rows.map(({ id }) => id);
const workIdsOf = (o: TestOffice, unitId: string, more: object = { withPredecessors: true }) =>
  o.get('assignment.list', { on, filter: { unitId, role: 'any', ...more } }).rows.map(({ id }) => id);

test('a report of 2022 by a unit that was merged and then split is found from each successor, once', () => {
  const { o, d, e, old, middle, own } = scene();
  expect(reportsOf(o, d)).toEqual([own.reportId, middle.reportId, old.reportId]);
  expect(reportsOf(o, e)).toEqual([middle.reportId, old.reportId]);
  expect(workIdsOf(o, d).toSorted()).toEqual([own, middle, old].map(({ assignmentId }) => assignmentId).toSorted());
  expect(workIdsOf(o, e)).toHaveLength(2);
});

test('without the word, a unit shows its own work only', () => {
  const { o, d, e, own } = scene();
  expect(reportsOf(o, d, {})).toEqual([own.reportId]);
  expect(reportsOf(o, e, {})).toEqual([]);
  expect(workIdsOf(o, e, {})).toEqual([]);
});

test('under a province every report stands once, whoever carries it on', () => {
  const { o } = scene();
  const filter = { on, underUnitId: o.unitId, withPredecessors: true };
  expect(o.get('report.list', { ...filter, isCounted: true })).toMatchObject({ total: 3, rows: { length: 3 } });
  expect(o.get('report.counts', filter).submitted).toBe(3);
  const work = { unitId: o.unitId, isUnder: true, withPredecessors: true, role: 'any' as const };
  expect(o.get('assignment.counts', { on, filter: work }).total).toBe(3);
});

test('counts, pages and places of pages agree with the list', () => {
  const { o, a, e, taskId } = scene();
  for (let n = 0; n < 25; n++) workOf(o, taskId, a, `2022-06-${String(n + 1).padStart(2, '0')}`);
  const filter = { on, unitId: e, withPredecessors: true };
  const seen: string[] = [];
  for (let after: string | undefined, n = 0; n < 10; n++) {
    const page = o.get('report.list', {
      ...filter,
      limit: 7,
      isCounted: true,
      ...(after === undefined ? {} : { after }),
    });
    expect(page.total).toBe(27);
    seen.push(...page.rows.map(({ id }) => id));
    if (page.next === null) break;
    after = page.next;
  }
  expect(new Set(seen).size).toBe(27);
  expect(seen).toHaveLength(27);
  const work = { unitId: e, withPredecessors: true, role: 'any' as const };
  for (const sort of ['due', 'unit', 'changed'] as const) {
    const ids: string[] = [];
    for (let after: string | undefined, n = 0; n < 10; n++) {
      const page = o.get('assignment.list', {
        on,
        filter: work,
        sort,
        limit: 7,
        ...(after === undefined ? {} : { after }),
      });
      ids.push(...page.rows.map(({ id }) => id));
      if (page.next === null) break;
      after = page.next;
    }
    expect(ids).toHaveLength(27);
    expect(new Set(ids).size).toBe(27);
  }
  expect(o.get('assignment.counts', { on, filter: work }).total).toBe(27);
  expect(o.get('lineage.records', { id: e, on })).toEqual({
    predecessorCount: 3,
    assignmentCount: 27,
    reportCount: 27,
  });
});

test('of a unit that lives on, only what is older than the parting belongs to the one that was taken from it', () => {
  const o = office();
  const rest = unitWith(o, { name: 'Còn', from: '2021-11-01' });
  const part = unitWith(o, { name: 'Mới', from: split });
  eventWith(o, {
    kind: 'separate',
    on: split,
    edges: [rest, part].map((to) => ({ from: rest, to, part: 'part' as const })),
  });
  const taskId = taskOf(o);
  const before = workOf(o, taskId, rest, '2025-06-30');
  const after = workOf(o, taskId, rest, split);
  expect(reportsOf(o, part)).toEqual([before.reportId]);
  expect(workIdsOf(o, part)).toEqual([before.assignmentId]);
  expect(reportsOf(o, rest)).toEqual([after.reportId, before.reportId]);
  expect(o.get('lineage.records', { id: part, on })).toEqual({
    predecessorCount: 1,
    assignmentCount: 1,
    reportCount: 1,
  });
});

test('on a day before the event nothing has passed yet', () => {
  const { o, c, old, middle } = scene();
  const listed = o.get('report.list', { on: '2022-12-31', unitId: c, withPredecessors: true }).rows.map(({ id }) => id);
  expect(listed).toEqual([middle.reportId]);
  expect(reportsOf(o, c)).toEqual([middle.reportId, old.reportId]);
});

test('the past of one unit is read by the indexes of units, not by walking all work', () => {
  const { o, d } = scene();
  const filter = { unitId: d, isUnder: false, withPredecessors: true, role: 'any' as const };
  const { sql, bound } = assignmentPageSql({ on, filter, sort: 'due', limit: 100 });
  const planOf = (text: string, values: object): string =>
    (o.db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(values) as { detail: string }[])
      .map(({ detail }) => detail)
      .join('\n');
  expect(planOf(sql, bound)).toContain('SEARCH a USING INDEX assignment_by_unit');
  const reports = `SELECT r.id FROM report r WHERE ${belongsToPast('r.unitId', 'r.reportedOn', 'SELECT @unitId AS id')} ORDER BY r.reportedOn DESC, r.id DESC LIMIT 100`;
  const plan = planOf(reports, { on, unitId: d });
  expect(plan).toContain('report_by_unit (unitId=?');
  expect(plan).toContain('unitLineage_by_to');
});

test('on random histories the list and the rule name the same past', () =>
  fc.assert(
    fc.property(deeds, fc.nat(16), (list, day) => {
      const o = office();
      const story = tell(list);
      const ids = new Map(story.lives.map(({ unitId }) => [unitId, o.ctx.newId()]));
      const events = new Map(story.edges.map(({ eventId, on: effectiveOn }) => [eventId, effectiveOn]));
      const eventIds = new Map([...events.keys()].map((id) => [id, o.ctx.newId()]));
      const noPapers = {
        signedOn: null,
        announcedOn: null,
        basisDirectiveId: null,
        basisText: '',
        note: '',
        correctsEventId: null,
      };
      write(
        o,
        ...story.lives.flatMap(({ unitId, validFrom, validTo }) => [
          create('unit', ids.get(unitId) ?? '', { nature: 'police', level: 'commune', areaId: null }),
          create(
            'unitVersion',
            o.ctx.newId(),
            versionOf(ids.get(unitId) ?? '', { name: unitId, from: validFrom, to: validTo }),
          ),
        ]),
        ...[...events].map(([id, effectiveOn]) =>
          create('unitEvent', eventIds.get(id) ?? '', { kind: 'merge', effectiveOn, heirsUnknown: 0, ...noPapers }),
        ),
        ...story.edges.map(({ eventId, fromUnitId, toUnitId }) =>
          create('unitLineage', o.ctx.newId(), {
            ...{ eventId: eventIds.get(eventId) ?? '', fromUnitId: ids.get(fromUnitId ?? '') ?? null },
            ...{ toUnitId: ids.get(toUnitId ?? '') ?? null, part: 'part', isMainHeir: 0, ratio: null },
          }),
        ),
      );
      const graph = lineageGraph(story.edges, story.lives);
      const viewOn = dayOf(day);
      const sql = `SELECT unit.value AS unitId, day.value AS day FROM json_each(@units) unit, json_each(@days) day
        WHERE ${belongsToPast('unit.value', 'day.value', 'SELECT @unitId AS id')} ORDER BY 1, 2`;
      const days = Array.from({ length: 16 }, (_, n) => dayOf(n));
      for (const { unitId } of story.lives) {
        const found = o.db.prepare(sql).all({
          ...{ units: JSON.stringify([...ids.values()]), days: JSON.stringify(days) },
          ...{ on: viewOn, unitId: ids.get(unitId) ?? '' },
        }) as { unitId: string; day: string }[];
        const wanted = predecessorsOf(graph, unitId, viewOn).flatMap((before) =>
          days
            .filter((each) => before.until === null || each < before.until)
            .map((each) => ({ unitId: ids.get(before.unitId) ?? '', day: each })),
        );
        const order = (rows: { unitId: string; day: string }[]) =>
          rows.map((row) => `${row.unitId} ${row.day}`).toSorted();
        expect(order(found)).toEqual(order(wanted));
      }
      o.db.close();
    }),
    { numRuns: 40 },
  ));
