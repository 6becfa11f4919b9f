import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AssignmentFilter } from '../../db/api/contract/assignment.ts';
import type { Input, Output } from '../../db/api/contract/index.ts';
import { Timeliness } from '../../db/api/contract/task-words.ts';
import { type Change, create } from '../../db/commit.ts';
import { SIDE_BY_STEP, type StepKind, timelinessOn } from '../../db/domain/assignment.ts';
import { assignmentPageSql } from '../../db/queries/assignment.ts';
import { nearDay } from '../domain/arbitrary.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { addCommunes, addUnit, assignOne, dated, write } from '../helpers/tasks.ts';

type Filter = Input<'assignment.list'>['filter'];
type Row = Output<'assignment.list'>['rows'][number];

/** Every page of a list, walked by its cursors. */
function walk(o: TestOffice, input: Omit<Input<'assignment.list'>, 'after'>): Row[] {
  const rows: Row[] = [];
  let after: string | null | undefined;
  while (after !== null) {
    const page = o.get('assignment.list', {
      ...input,
      ...(after === undefined ? {} : { after }),
    });
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

/** Assignments of one task made behind the handlers, each with any steps at all. */
function anyAssignments(o: TestOffice, unitId: string, cases: readonly Case[]): void {
  const { taskId } = o.get('task.create', { task: dated(), leads: [] });
  const changes: Change[] = [];
  for (const { originalDueOn, steps } of cases) {
    const assignmentId = o.ctx.newId();
    const lead = {
      taskId,
      unitId,
      role: 'lead',
      leadId: null,
      assignedOn: '2025-02-22',
      originalDueOn,
      note: '',
    } as const;
    changes.push(create('assignment', assignmentId, lead));
    for (const step of steps) {
      const none = { reportId: null, toAssignmentId: null, reason: 'a reason' };
      changes.push(
        create('assignmentStep', o.ctx.newId(), {
          assignmentId,
          unitId,
          side: SIDE_BY_STEP[step.kind],
          ...step,
          ...none,
        }),
      );
    }
  }
  write(o, changes);
}

interface Case {
  originalDueOn: string | null;
  steps: {
    kind: StepKind;
    onDay: string;
    dueOn: string | null;
    doneOn: string | null;
  }[];
}

const kinds = Object.keys(SIDE_BY_STEP) as StepKind[];
const likely = fc.constantFrom<StepKind[]>(
  ['accept', 'submitResult', 'approveResult'],
  ['accept', 'requestExtension', 'approveExtension'],
  ['grantExtension'],
  ['cancel'],
  [],
);
const anySteps = fc.tuple(likely, fc.array(fc.constantFrom(...kinds), { maxLength: 4 })).chain(([first, then]) =>
  fc.tuple(
    ...[...first, ...then].map((kind) =>
      fc.record({
        kind: fc.constant(kind),
        onDay: nearDay,
        dueOn: fc.option(nearDay),
        doneOn: fc.option(nearDay),
      }),
    ),
  ),
);
const anyCase: fc.Arbitrary<Case> = fc.record({
  originalDueOn: fc.option(nearDay, { freq: 6 }),
  steps: anySteps as fc.Arbitrary<Case['steps']>,
});

test('the database counts and filters by timeliness exactly as the rule does', () => {
  fc.assert(
    fc.property(fc.array(anyCase, { minLength: 5, maxLength: 40 }), nearDay, (cases, on) => {
      const o = office('coordinator');
      anyAssignments(o, addUnit(o, { name: 'A' }), cases);
      const states = o.db
        .prepare(
          'SELECT processing, currentDueOn, completedOn, originalDueOn FROM assignmentState JOIN assignment ON id = assignmentId',
        )
        .all() as Parameters<typeof timelinessOn>[0][] & { originalDueOn: string | null }[];
      const expected = Object.fromEntries(Timeliness.options.map((one) => [one, 0]));
      for (const state of states)
        expected[timelinessOn(state, state.originalDueOn, on).current] =
          (expected[timelinessOn(state, state.originalDueOn, on).current] ?? 0) + 1;
      const counts = o.get('assignment.counts', { on });
      expect(counts).toMatchObject({ ...expected, total: cases.length });
      for (const timeliness of Timeliness.options) {
        const rows = walk(o, {
          on,
          filter: { timeliness: [timeliness] },
          limit: 200,
        });
        expect(rows.map((row) => row.timeliness)).toEqual(Array(counts[timeliness]).fill(timeliness));
      }
    }),
    { numRuns: 60 },
  );
});

test.each(['due', 'unit', 'changed'] as const)(
  'pages by %s give every row once, in the order of one long page',
  (sort) => {
    const o = office('coordinator');
    const units = addCommunes(o, 7);
    for (const [index, dueOn] of ['2026-05-31', '2026-05-20', '2026-06-30'].entries()) {
      o.get('task.create', {
        task: dated({ content: `Việc ${index}` }),
        dueOn,
        leads: units.map((unitId) => ({ unitId })),
      });
    }
    o.get('task.create', {
      task: dated({ kind: 'standing' }),
      leads: units.map((unitId) => ({ unitId })),
    });
    const ids = walk(o, { on: '2026-05-04', sort, limit: 3 }).map((row) => row.id);
    expect(ids).toHaveLength(28);
    expect(ids).toEqual(o.get('assignment.list', { on: '2026-05-04', sort, limit: 200 }).rows.map((row) => row.id));
    expect(new Set(ids).size).toBe(28);
  },
);

test('open work comes first, the earliest deadline first, work without one last', () => {
  const o = office('coordinator');
  const commander = o.as('commander');
  const unitId = addUnit(o, { name: 'A' });
  const late = assignOne(o, unitId, '2026-06-30');
  const early = assignOne(o, unitId, '2026-05-20');
  const ended = assignOne(o, unitId, '2026-05-10');
  const standing = o.get('task.create', {
    task: dated({ kind: 'standing' }),
    leads: [{ unitId }],
  }).assignmentIds[0];
  commander.get('assignment.decide', {
    id: ended,
    kind: 'cancel',
    onDay: '2026-05-05',
    reason: 'x',
  });
  expect(walk(o, { on: '2026-05-05' }).map((row) => row.id)).toEqual([early, late, standing, ended]);
  expect(walk(o, { on: '2026-05-05', sort: 'changed' })[0]?.id).toBe(ended);
});

test('each filter narrows the list and its counts alike', () => {
  const o = office('coordinator');
  const commander = o.as('commander');
  const district = addUnit(o, { name: 'Bảo Thắng', level: 'district' });
  const inside = addUnit(o, { name: 'Phố Lu', parentId: district });
  const outside = addUnit(o, { name: 'Kim Sơn' });
  const first = assignOne(o, inside, '2026-05-31', {
    content: 'Rà soát đối tượng 50%',
  });
  const second = assignOne(o, outside, '2026-06-30', {
    content: 'Tuyên truyền pháp luật',
  });
  const { periodRuleId, taskId } = periodic(o, outside);
  o.get('assignment.accept', { id: first, onDay: '2026-05-03' });
  o.get('assignment.requestExtension', {
    id: first,
    onDay: '2026-05-04',
    dueOn: '2026-06-10',
    reason: 'x',
  });
  const on = '2026-06-05';
  const third = walk(o, { on, filter: { taskId } })[0]?.id;
  const expected: [Filter, (string | undefined)[]][] = [
    [{}, [first, second, third]],
    [{ text: 'ra soat' }, [first]],
    [{ text: 'KIM SON' }, [second, third]],
    [{ text: '50%' }, [first]],
    [{ text: '0_' }, []],
    [{ text: ' ' }, [first, second, third]],
    [{ unitId: district }, []],
    [{ unitId: district, isUnder: true }, [first]],
    [{ unitId: o.unitId, isUnder: true }, [first, second, third]],
    [{ timeliness: ['overdue'] }, [first]],
    [{ timeliness: ['overdue', 'notYetDue'] }, [first, second]],
    [{ processing: ['accepted'] }, [first]],
    [{ awaitsDecision: true }, [first]],
    [{ awaitsDecision: false }, [second, third]],
    [{ taskKind: 'periodic' }, [third]],
    [{ periodRuleId }, [third]],
    [{ dueFrom: '2026-06-01', dueTo: '2026-07-01' }, [second]],
    [{ dueTo: '2026-06-30' }, [first]],
    [{ role: 'support' }, []],
    [{ unitId: outside, timeliness: ['notYetDue'], text: 'tuyen' }, [second]],
  ];
  for (const [filter, ids] of expected) {
    expect([filter, walk(o, { on, ...(filter && { filter }) }).map((row) => row.id)]).toEqual([filter, ids]);
    expect(o.get('assignment.counts', { on, ...(filter && { filter }) }).total).toBe(ids.length);
  }
  expect(o.get('assignment.counts', { on })).toMatchObject({
    overdue: 1,
    notYetDue: 1,
    noDeadline: 1,
    awaitsDecision: 1,
  });
  expect(commander.get('assignment.get', { id: first, on }).allowed).toContain('approveExtension');
});

function periodic(o: TestOffice, unitId: string): { periodRuleId: string; taskId: string } {
  const periodRuleId = o.get('periodRule.list', { on: '2026-05-04' })[2]?.id ?? '';
  const task = dated({
    kind: 'periodic',
    periodRuleId,
    periodFromOn: '2026-05-15',
    content: 'Báo cáo tháng',
  });
  return {
    periodRuleId,
    taskId: o.get('task.create', { task, leads: [{ unitId }] }).taskId,
  };
}

test('a unit that has ceased keeps its work in the list of the unit above it', () => {
  const o = office('coordinator');
  const gone = addUnit(o, { name: 'Cũ', to: '2026-07-01' });
  assignOne(o, gone);
  expect(
    o.get('assignment.list', {
      on: '2026-08-01',
      filter: { unitId: o.unitId, isUnder: true },
    }).total,
  ).toBe(1);
});

test('a cursor of another list is refused', () => {
  const o = office();
  for (const after of ['x', '[]', '[1,2]', '[1,2,{}]', '{"a":1}']) {
    expect(o.call('assignment.list', { on: '2026-05-04', after })).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT' },
    });
  }
});

const plan = (o: TestOffice, sort: 'due' | 'changed', after?: string, more: NonNullable<Filter> = {}): string => {
  const filter = AssignmentFilter.parse(more);
  const { sql, bound } = assignmentPageSql({
    on: '2026-05-04',
    filter,
    sort,
    limit: 100,
    after,
  });
  return (o.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(bound) as { detail: string }[])
    .map((row) => row.detail)
    .join('\n');
};

test('pages walk an index and sort nothing', () => {
  const o = office();
  for (const [sort, index, after] of [
    ['due', 'assignmentState_by_due', '[0,"2026-05-04","x"]'],
    ['changed', 'assignmentState_by_touch', '[4,"x"]'],
  ] as const) {
    for (const text of [plan(o, sort), plan(o, sort, after)]) {
      expect(text).toContain(index);
      expect(text).not.toContain('USE TEMP B-TREE FOR ORDER BY');
    }
  }
  // A far page begins where the last one ended, and does not walk there from the start.
  expect(plan(o, 'due', '[0,"2026-05-04","x"]')).toContain('role=? AND isEnded=? AND <expr>>?');
});

test('each narrow filter begins where few rows are', () => {
  const o = office();
  const cases: [NonNullable<Filter>, string][] = [
    [{ awaitsDecision: true }, 'assignmentState_awaiting'],
    [{ unitId: o.unitId }, 'assignment_by_unit'],
    [{ unitId: o.unitId, isUnder: true }, 'assignment_by_unit'],
    [{ taskId: o.unitId }, 'assignment_by_task'],
    [{ text: 'x' }, 'assignment_by_task'],
    [{ timeliness: ['dueSoon'] }, 'assignmentState_by_due'],
  ];
  for (const [filter, index] of cases)
    expect([filter, plan(o, 'due', undefined, filter)]).toEqual([filter, expect.stringContaining(index)]);
});

test('20,000 assignments page in milliseconds', () => {
  const o = office('coordinator');
  const units = addCommunes(o, 200);
  for (let index = 0; index < 100; index += 1) {
    const dueOn = `2026-${String((index % 8) + 5).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`;
    o.get('task.create', {
      task: dated({ content: `Việc ${index}`, assignedOn: '2026-05-01' }),
      dueOn,
      leads: units.map((unitId) => ({ unitId })),
    });
  }
  const timed = (work: () => unknown): number => {
    work();
    const start = performance.now();
    for (let round = 0; round < 5; round += 1) work();
    return (performance.now() - start) / 5;
  };
  const next = o.get('assignment.list', { on: '2026-07-04' }).next ?? '';
  const { sql, bound } = assignmentPageSql({
    on: '2026-07-04',
    filter: { isUnder: false, role: 'lead' },
    sort: 'due',
    limit: 100,
    after: next,
  });
  const page = timed(() => o.db.prepare(sql).all(bound));
  const whole = timed(() => o.get('assignment.list', { on: '2026-07-04', after: next }));
  const byUnit = timed(() => o.get('assignment.list', { on: '2026-07-04', sort: 'unit' }));
  const searched = timed(() => o.get('assignment.list', { on: '2026-07-04', filter: { text: 'viec 77' } }));
  expect(o.get('assignment.counts', { on: '2026-07-04' }).total).toBe(20_000);
  // Twenty times what it takes alone: both cores may be busy.
  const limits = { page: 30, whole: 400, byUnit: 2000, searched: 100 };
  expect({ page, whole, byUnit, searched }).toSatisfy((ms: typeof limits) =>
    Object.entries(limits).every(([name, limit]) => ms[name as keyof typeof limits] < limit),
  );
});
