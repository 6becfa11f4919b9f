import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import type { Day } from '../../db/api/day.ts';
import { commit, create } from '../../db/commit.ts';
import { effectOn, type IncomingRelation, RELATION_KINDS } from '../../db/domain/directive.ts';
import { explainEffect } from '../../db/domain/effect-reason.ts';
import { nearDay } from '../domain/arbitrary.ts';
import { addDirective, kindId, storedDirective } from '../helpers/directive.ts';
import { office, type TestOffice } from '../helpers/office.ts';

const on = '2026-05-04';
type Filter = Partial<Input<'directive.list'>>;

const numbers = (o: TestOffice, filter: Filter = {}): string[] =>
  o.get('directive.list', { on, ...filter }).rows.map((row) => row.number);

function register(): TestOffice {
  const o = office('coordinator');
  addDirective(o, { field: 'Xây dựng lực lượng' });
  addDirective(o, {
    number: '5/KH-CAT',
    kindId: kindId(o, 'KH'),
    issuedOn: '2020-07-01',
    issuer: 'Công an tỉnh Bình Minh',
    direction: 'outgoing',
    subject: 'Ánh sáng an ninh đường quê',
    urgency: 'urgent',
  });
  addDirective(o, {
    number: '10/KH-CAT',
    kindId: kindId(o, 'KH'),
    issuedOn: '2021-01-15',
    issuer: 'Công an tỉnh Bình Minh',
    direction: 'outgoing',
    subject: 'Đợt cao điểm 100 % quân số',
    expiresOn: '2021-04-01',
  });
  addDirective(o, {
    number: '22-NQ/TW',
    kindId: kindId(o, 'NQ/TW'),
    issuedOn: '2018-03-15',
    issuer: 'Bộ Chính trị',
    subject: 'An ninh, trật tự',
  });
  return o;
}

describe('order', () => {
  test('newest first, and otherwise as asked: numbers as people count, subjects as a dictionary has them', () => {
    const o = register();
    const sorted = (by: 'issuedOn' | 'number' | 'subject', descending: boolean) =>
      numbers(o, { sort: { by, descending } });
    expect(numbers(o)).toEqual(['10/KH-CAT', '5/KH-CAT', '22-NQ/TW', '03/CT-BCA-X11']);
    expect(sorted('issuedOn', false)).toEqual(['03/CT-BCA-X11', '22-NQ/TW', '5/KH-CAT', '10/KH-CAT']);
    expect(sorted('number', false)).toEqual(['03/CT-BCA-X11', '5/KH-CAT', '10/KH-CAT', '22-NQ/TW']);
    expect(sorted('subject', false)).toEqual(['22-NQ/TW', '5/KH-CAT', '10/KH-CAT', '03/CT-BCA-X11']);
    expect(sorted('subject', true)).toEqual(sorted('subject', false).toReversed());
  });

  test.each(['issuedOn', 'number', 'subject'] as const)(
    'pages by %s meet every document once, equal values or not',
    (by) => {
      const o = office('coordinator');
      const ids = Array.from({ length: 23 }, (_, n) =>
        addDirective(o, { number: `${n % 3}`, subject: `Việc ${n % 2}`, issuedOn: `2020-01-0${1 + (n % 4)}` }),
      );
      for (const descending of [true, false]) {
        const met: string[] = [];
        let after: string | undefined;
        do {
          const page = o.get('directive.list', {
            on,
            limit: 5,
            sort: { by, descending },
            ...(after !== undefined && { after }),
          });
          expect(page.total).toBe(23);
          met.push(...page.rows.map((row) => row.id));
          after = page.next ?? undefined;
        } while (after !== undefined);
        expect(met).toHaveLength(23);
        expect(new Set(met)).toEqual(new Set(ids));
      }
    },
  );

  test('a cursor that is none is refused', () => {
    const o = register();
    for (const after of ['x', '[]', '{"a":1}', '[1,2,3]']) {
      expect(o.call('directive.list', { on, after })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    }
  });
});

describe('filters', () => {
  test.each<[string, Filter, string[]]>([
    ['words in any place, without accents', { text: 'huyen CAP' }, ['03/CT-BCA-X11']],
    ['the kind by its name', { text: 'chỉ thị 03' }, ['03/CT-BCA-X11']],
    ['đ as d', { text: 'duong que' }, ['5/KH-CAT']],
    ['signs of LIKE taken as they are', { text: '100 %' }, ['10/KH-CAT']],
    ['an underscore is no wildcard', { text: '_' }, []],
    ['a quote is text', { text: "' OR 1=1 --" }, []],
    ['direction', { directions: ['outgoing'] }, ['10/KH-CAT', '5/KH-CAT']],
    ['urgency', { urgencies: ['urgent', 'express'] }, ['5/KH-CAT']],
    ['issuer', { issuer: 'Bộ Chính trị' }, ['22-NQ/TW']],
    ['field', { field: 'Xây dựng lực lượng' }, ['03/CT-BCA-X11']],
    ['days of issue, both ends in', { issuedFrom: '2018-03-15', issuedTo: '2020-07-01' }, ['5/KH-CAT', '22-NQ/TW']],
    ['effect on the day', { effects: ['expired'] }, ['10/KH-CAT']],
    ['effect on another day', { effects: ['expired', 'notYet'], on: '2021-03-31' }, []],
    ['open tasks', { hasOpenTasks: true }, []],
  ])('%s', (_name, filter, expected) => {
    const o = register();
    expect(numbers(o, filter)).toEqual(expected);
    expect(o.get('directive.list', { on, ...filter }).total).toBe(expected.length);
  });

  test('kind', () => {
    const o = register();
    expect(numbers(o, { kindIds: [kindId(o, 'KH'), kindId(o, 'CT')] })).toEqual([
      '10/KH-CAT',
      '5/KH-CAT',
      '03/CT-BCA-X11',
    ]);
  });
});

test('tasks are counted: all, open, and overdue on the day', () => {
  const o = office('coordinator');
  const directiveId = addDirective(o);
  const addTask = (dueOns: readonly Day[], isDone: boolean): void => {
    const taskId = o.ctx.newId();
    const leads = dueOns.map((originalDueOn) => ({ id: o.ctx.newId(), originalDueOn }));
    const first = leads[0]?.id ?? '';
    const task = {
      directiveId,
      clause: '',
      content: 'Kiện toàn',
      detail: '',
      product: '',
      kind: 'dated',
      periodRuleId: null,
      periodFromOn: null,
      periodToOn: null,
      parentId: null,
      assignedBy: '',
      assignedOn: '2026-01-01',
      audience: 'all',
    } as const;
    const done = {
      assignmentId: first,
      unitId: o.unitId,
      side: 'issuer',
      kind: 'cancel',
      onDay: '2026-01-02',
      dueOn: null,
      doneOn: null,
      reportId: null,
      toAssignmentId: null,
      reason: 'Hủy',
    } as const;
    o.db
      .transaction(() =>
        commit(o.ctx, [
          create('task', taskId, task),
          ...leads.map(({ id, originalDueOn }) =>
            create('assignment', id, {
              taskId,
              unitId: o.unitId,
              role: 'lead',
              leadId: null,
              originalDueOn,
              assignedOn: '2026-01-01',
              note: '',
            }),
          ),
          ...(isDone ? [create('assignmentStep', o.ctx.newId(), done)] : []),
        ]),
      )
      .immediate();
  };
  addTask(['2026-05-03', '2026-05-03'], false);
  addTask(['2026-05-04'], false);
  addTask(['2026-01-31'], true);
  const tasks = { total: 3, open: 2, overdue: 1 };
  expect(o.get('directive.list', { on, hasOpenTasks: true }).rows).toMatchObject([{ id: directiveId, tasks }]);
  expect(o.get('directive.get', { id: directiveId, on }).tasks).toEqual(tasks);
});

const life = fc.record({
  effectiveOn: fc.option(nearDay),
  expiresOn: fc.option(nearDay),
  objectGoneOn: fc.option(nearDay),
});
const relation = fc.record({
  kind: fc.constantFrom(...RELATION_KINDS),
  fromEffectiveOn: nearDay,
  whole: fc.boolean(),
  isLater: fc.boolean(),
});
const issuedOn = '2025-02-22';

test('the effect that SQL finds is the one the rules find', () => {
  const o = office('coordinator');
  fc.assert(
    fc.property(life, fc.array(relation, { maxLength: 3 }), nearDay, (days, relations, day) => {
      const rollback = new Error('rollback');
      const act = o.db.transaction(() => {
        const id = o.ctx.newId();
        const newer = relations.map((r) => ({ ...r, id: o.ctx.newId() }));
        commit(o.ctx, [
          create('directive', id, storedDirective(o, { ...days, issuedOn })),
          ...newer.map((r) =>
            create(
              'directive',
              r.id,
              storedDirective(
                o,
                r.isLater ? { issuedOn, effectiveOn: r.fromEffectiveOn } : { issuedOn: r.fromEffectiveOn },
              ),
            ),
          ),
          ...newer.map((r) =>
            create('directiveRelation', o.ctx.newId(), {
              fromId: r.id,
              toId: id,
              kind: r.kind,
              isWhole: r.whole ? 1 : 0,
              note: '',
              audience: 'all',
            }),
          ),
        ]);
        const expected = effectOn({ ...days, issuedOn }, relations, day);
        const row = o.get('directive.list', { on: day, limit: 200 }).rows.find((found) => found.id === id);
        expect(row?.effect).toBe(expected);
        expect(
          o.get('directive.list', { on: day, limit: 200, effects: [expected] }).rows.some((found) => found.id === id),
        ).toBe(true);
        expect(o.get('directive.get', { id, on: day }).effect.effect).toBe(expected);
        throw rollback;
      });
      expect(act).toThrow(rollback);
    }),
    { numRuns: 150 },
  );
});

test('the reason begins where the effect begins, and the next change is the next', () => {
  fc.assert(
    fc.property(life, fc.array(relation, { maxLength: 3 }), nearDay, (days, relations, day) => {
      const named = relations.map((r: IncomingRelation, index) => ({ ...r, id: `${index}` }));
      const all = { ...days, issuedOn };
      const { effect, since, cause, relationId, next } = explainEffect(all, named, day);
      const at = (other: Day) => effectOn(all, relations, other);
      const span = Array.from(
        { length: 15 },
        (_, index) => `2025-0${index < 7 ? 2 : 3}-${String(index < 7 ? 22 + index : index - 6).padStart(2, '0')}`,
      );
      expect(effect).toBe(at(day));
      const later = span.find((other) => other > day && at(other) !== effect);
      expect(next).toEqual(later === undefined ? null : { on: later, effect: at(later) });
      const before = span.filter((other) => other < day).findLast((other) => at(other) !== effect);
      if (before !== undefined) expect(since).toBe(span[span.indexOf(before) + 1]);
      expect(relationId !== null).toBe(cause === 'relation');
      if (effect === 'partly') expect(cause).toBe('relation');
    }),
  );
});
