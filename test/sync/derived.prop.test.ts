import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Change, commit, create } from '../../db/commit.ts';
import { digestOf } from '../../db/rebuild.ts';
import type { TestOffice } from '../helpers/office.ts';
import { office } from '../helpers/office.ts';

const uuid = (group: number, n: number): string =>
  `0190${group.toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const unitId = uuid(1, 0);
const taskId = uuid(2, 0);
const assignmentIds = [uuid(3, 0), uuid(3, 1)];

interface Act {
  readonly what: 'step' | 'report' | 'review';
  readonly assignment: number;
  readonly kind: number;
  readonly day: number;
}
const acts = fc.array(
  fc.record<Act>({
    what: fc.constantFrom('step', 'report', 'report', 'review'),
    assignment: fc.nat(1),
    kind: fc.nat(8),
    day: fc.integer({ min: 10, max: 28 }),
  }),
  { maxLength: 25 },
);

const stepKinds = [
  'accept',
  'start',
  'remind',
  'submitResult',
  'approveResult',
  'returnResult',
  'requestExtension',
] as const;
const reviewKinds = ['approve', 'return', 'close'] as const;

function scene(): Change[] {
  const task = { directiveId: null, clause: '', content: 'Kiện toàn', detail: '', product: '', kind: 'dated' } as const;
  const share = { taskId, unitId, role: 'lead', leadId: null, assignedOn: '2026-01-05', note: '' } as const;
  return [
    create('unit', unitId, { nature: 'police', level: 'commune', areaId: null }),
    create('task', taskId, {
      ...task,
      ...{ periodRuleId: null, periodFromOn: null, periodToOn: null, parentId: null, assignedBy: '' },
      ...{ assignedOn: '2026-01-05', audience: 'all' },
    }),
    ...assignmentIds.map((id) => create('assignment', id, { ...share, originalDueOn: '2026-01-20' })),
  ];
}

/** What the acts are as records, in their order; a review is of a report written before, wherever there is one. */
function changesOf(list: readonly Act[]): Change[] {
  const reports: string[] = [];
  return list.flatMap(({ what, assignment, kind, day }, n): Change[] => {
    const assignmentId = assignmentIds[assignment] ?? '';
    const onDay = `2026-01-${day}`;
    if (what === 'report') {
      reports.push(uuid(5, n));
      const text = { content: 'x', difficulties: '', proposals: '', figures: [], isNothing: 0 as const };
      const periodKey = kind % 3 === 0 ? null : `2026-M0${kind % 3}`;
      const when = { periodKey, version: 1 + (n % 4), correctsId: null, reportedOn: onDay, doneOn: null, percent: day };
      return [create('report', uuid(5, n), { assignmentId, unitId, ...when, ...text })];
    }
    const reportId = reports[(kind + day) % Math.max(1, reports.length)];
    if (what === 'review') {
      if (reportId === undefined) return [];
      const word = { kind: reviewKinds[kind % 3] ?? 'approve', onDay, reason: '' };
      return [create('reportReview', uuid(6, n), { reportId, unitId, ...word })];
    }
    const named = stepKinds[kind % stepKinds.length] ?? 'accept';
    const side = ['remind', 'approveResult', 'returnResult'].includes(named) ? 'issuer' : 'unit';
    const step = { assignmentId, unitId, kind: named, side, onDay, dueOn: '2026-02-01', doneOn: onDay } as const;
    return [create('assignmentStep', uuid(4, n), { ...step, reportId: null, toAssignmentId: null, reason: 'x' })];
  });
}

const inTransaction = (o: TestOffice, changes: readonly Change[]): unknown =>
  o.db.transaction(() => commit(o.ctx, changes)).immediate();
const derived = (o: TestOffice) => [
  digestOf(o.db, 'assignmentState', 'assignmentId'),
  digestOf(o.db, 'reportState', 'reportId'),
];

test('what is derived is the same whether a story is written at once or step by step', () => {
  fc.assert(
    fc.property(acts, fc.nat(24), (list, cut) => {
      const [atOnce, stepwise, inTwo] = [office(), office(), office()];
      const users = [atOnce, stepwise, inTwo].map((o) => ({ ...o, ctx: { ...o.ctx, caller: atOnce.ctx.caller } }));
      const changes = [...scene(), ...changesOf(list)];
      for (const [index, o] of users.entries()) {
        if (index === 0) inTransaction(o, changes);
        if (index === 1) for (const change of changes) inTransaction(o, [change]);
        if (index === 2) for (const part of [changes.slice(0, 4 + cut), changes.slice(4 + cut)]) inTransaction(o, part);
      }
      expect(derived(stepwise)).toEqual(derived(atOnce));
      expect(derived(inTwo)).toEqual(derived(atOnce));
      for (const o of users) o.db.close();
    }),
    { numRuns: 40 },
  );
});
