import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOn, type MergeScene, mergeScene, postOf, registrationOf, supportOf } from '../helpers/handover.ts';
import { assignTo, person, taskOf } from '../helpers/work.ts';

const kinds = ['assignment', 'draft', 'post', 'registration'] as const;
type Key = { kind: (typeof kinds)[number]; recordId: string };

/** Work of both units (one task shared, one with a support), drafts, posts and registrations. */
function fill(s: MergeScene): void {
  const shared = taskOf(s.o);
  const leads = [assignTo(s.o, shared, s.a), assignTo(s.o, shared, s.b), assignTo(s.o, s.taskId, s.a)];
  supportOf(s.o, leads[2] ?? '', s.b);
  for (const id of leads.slice(1)) s.keeper.get('draft.save', { key: `report:${id}:-`, body: '{}' });
  for (const unit of [s.a, s.b]) postOf(s.o, unit, { title: 'chief', holder: `Trưởng ${unit.slice(-2)}` });
  registrationOf(s.o, s.a);
}

const step = fc.oneof(
  fc.record({
    do: fc.constant('settle' as const),
    pick: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
    resolution: fc.constantFrom('handOver' as const, 'close' as const, 'keep' as const),
    isStranger: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('rule' as const),
    actions: fc.tuple(
      fc.constantFrom('toHeir' as const, 'close' as const, 'keep' as const, 'leave' as const),
      fc.constantFrom('toHeir' as const, 'close' as const, 'keep' as const, 'leave' as const),
    ),
  }),
  fc.constant({ do: 'undo' as const }),
  fc.record({ do: fc.constant('remove' as const), pick: fc.nat(20) }),
  fc.record({ do: fc.constant('reopen' as const), pick: fc.nat(20) }),
);

const openOf = (s: MergeScene): Key[] =>
  s.keeper.get('handover.items', { eventId: s.eventId }).rows.map(({ kind, recordId }) => ({ kind, recordId }));

function run(s: MergeScene, todo: typeof step extends fc.Arbitrary<infer T> ? T : never): void {
  const { eventId } = s;
  const open = openOf(s);
  const settled = s.keeper.get('handover.settled', { eventId }).rows;
  if (todo.do === 'settle' && open.length > 0) {
    const items = [...new Set(todo.pick.map((at) => open[at % open.length] as Key))];
    const toUnitId = todo.resolution === 'handOver' && todo.isStranger ? s.d : null;
    s.keeper.call('handover.settle', {
      ...{ eventId, items, resolution: todo.resolution, toUnitId, onDay: endOn, reason: 'Theo nghị quyết' },
      isOnPurpose: true,
    });
  }
  if (todo.do === 'rule') {
    const [work, posts] = todo.actions;
    const rules = [
      { kind: 'assignment' as const, action: work },
      { kind: 'post' as const, action: posts },
      { kind: 'registration' as const, action: work },
    ];
    const asked = { scope: { eventId }, rules, onDay: endOn, reason: 'Theo quy tắc', expectedCount: open.length };
    s.keeper.get('handover.settleByRule', asked);
  }
  if (todo.do === 'undo') s.keeper.call('activity.undo', {});
  const kept = settled.filter(({ mayRemove }) => mayRemove);
  if (todo.do === 'remove' && kept.length > 0)
    s.keeper.get('handover.removeLine', { id: kept[todo.pick % kept.length]?.id ?? '' });
  const closed = settled.filter(({ kind, resolution }) => kind === 'assignment' && resolution === 'close');
  if (todo.do === 'reopen' && closed.length > 0) {
    const id = closed[todo.pick % closed.length]?.recordId ?? '';
    person(s.o, 'commander').call('assignment.decide', { id, kind: 'reopen', onDay: endOn, reason: 'Còn phải làm' });
  }
}

/** Everything the two units ever had: open, or settled by exactly one line that still holds. */
function check(s: MergeScene): void {
  const open = openOf(s).map(({ kind, recordId }) => `${kind} ${recordId}`);
  expect(new Set(open).size).toBe(open.length);
  const lines = s.o.db
    .prepare("SELECT itemKind || ' ' || recordId FROM handover WHERE recordId IS NOT NULL")
    .pluck()
    .all() as string[];
  expect(new Set(lines).size, 'a thing has one line').toBe(lines.length);
  const holding = lines.filter((line) => !open.includes(line));
  const { event } = s.keeper.get('handover.units', { eventId: s.eventId });
  expect([event.openCount, event.settledCount]).toEqual([open.length, holding.length]);
  // Whatever the two units have had and is not open has a line, or moved on with its lead.
  const all = s.o.db
    .prepare(
      `SELECT 'assignment ' || a.id FROM assignment a WHERE a.unitId IN (@a, @b)
         AND NOT EXISTS (SELECT 1 FROM assignmentStep step JOIN assignment lead ON lead.id = a.leadId
           WHERE step.assignmentId = a.id AND step.kind IN ('handOn', 'cancel') AND EXISTS (
             SELECT 1 FROM assignmentStep own WHERE own.assignmentId = lead.id AND own.kind IN ('handOn', 'cancel')))
       UNION ALL SELECT 'post ' || id FROM post WHERE unitId IN (@a, @b)
       UNION ALL SELECT 'registration ' || id FROM registration WHERE unitId IN (@a, @b)`,
    )
    .pluck()
    .all({ a: s.a, b: s.b }) as string[];
  expect(all.filter((one) => open.includes(one) === holding.includes(one))).toEqual([]);
  const listed = s.keeper.get('handover.events', { on: endOn }).rows;
  expect(listed.length).toBe(open.length === 0 ? 0 : 1);
}

test('after any run of settling, taking back and opening anew each thing is open or settled, once', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      const s = mergeScene();
      fill(s);
      for (const todo of steps) {
        run(s, todo);
        check(s);
      }
      expect(s.o.logged).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
