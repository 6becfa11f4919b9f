import { addDays, type Day } from '../api/day.ts';
import { type Change, create } from '../commit.ts';
import type { Fields } from '../entities/index.ts';
import type { DemoDirective } from './directives.ts';
import type { Random } from './random.ts';
import { difficulties, results } from './words.ts';

/** Who does what in the demo: a unit's clerk reports, the commander decides; nobody approves their own. */
export interface DemoChange {
  readonly by: 'coordinator' | 'clerk' | 'commander';
  readonly onDay: Day;
  readonly change: Change;
}

interface Share {
  readonly id: string;
  readonly unitId: string;
  readonly assignedOn: Day;
  readonly dueOn: Day;
  /** 0 = always late, 1 = always early. */
  readonly diligence: number;
}

/** Every order becomes tasks for all communes; what is due by `on` is mostly done, some of it late, some not at all. */
export function* demoWork(
  orders: readonly DemoDirective[],
  communes: readonly { readonly id: string }[],
  partners: readonly string[],
  on: Day,
  random: Random,
  newId: () => string,
): Generator<DemoChange> {
  const diligence = new Map(communes.map(({ id }, index) => [id, index % 13 === 5 ? 0.35 : 0.75 + random.next() * 0.25]));
  for (const order of orders) {
    for (const [index, content] of order.topic.tasks.entries()) {
      const taskId = newId();
      const assignedOn = addDays(order.issuedOn, 1 + index);
      if (assignedOn > on) continue;
      yield { by: 'coordinator', onDay: assignedOn, change: create('task', taskId, taskFields(order, content, index, assignedOn)) };
      const dueOn = addDays(assignedOn, random.between(25, 120));
      const leadIds: string[] = [];
      for (const { id: unitId } of communes) {
        const share = { id: newId(), unitId, assignedOn, dueOn, diligence: diligence.get(unitId) ?? 1 };
        leadIds.push(share.id);
        yield { by: 'coordinator', onDay: assignedOn, change: create('assignment', share.id, assignmentFields(taskId, share, 'lead', null)) };
        yield* shareWork(share, on, random, newId);
      }
      const [partner, leadId] = [partners[index % Math.max(1, partners.length)], leadIds[0]];
      if (partner === undefined || leadId === undefined) continue;
      const support = assignmentFields(taskId, { unitId: partner, assignedOn, dueOn }, 'support', leadId);
      yield { by: 'coordinator', onDay: assignedOn, change: create('assignment', newId(), support) };
    }
  }
}

function* shareWork(share: Share, on: Day, random: Random, newId: () => string): Generator<DemoChange> {
  const length = Math.max(1, (Date.parse(share.dueOn) - Date.parse(share.assignedOn)) / 86_400_000);
  const acceptedOn = addDays(share.assignedOn, random.between(0, 4));
  if (acceptedOn > on) return;
  yield step(share, 'accept', 'unit', acceptedOn, newId);
  const isLate = random.next() > share.diligence;
  const never = isLate && random.chance(0.25);
  const doneOn = addDays(share.assignedOn, Math.round(length * (isLate ? 1.05 + random.next() : 0.4 + random.next() * 0.55)));
  const halfOn = addDays(share.assignedOn, Math.round(length * 0.4));
  const reportsHalfWay = halfOn <= on && random.chance(0.6);
  if (reportsHalfWay) {
    yield step(share, 'start', 'unit', halfOn, newId);
    yield* reported(share, halfOn, null, random.between(2, 7) * 10, 1, random, newId, halfOn < addDays(on, -10));
  }
  if (isLate && share.dueOn < on) {
    const remindedOn = addDays(share.dueOn, 3);
    if (remindedOn <= on) yield step(share, 'remind', 'issuer', remindedOn, newId, 'Đã quá hạn, đề nghị báo cáo ngay');
  }
  if (never || doneOn > on) return;
  yield* reported(share, doneOn, doneOn, 100, reportsHalfWay ? 2 : 1, random, newId, doneOn < addDays(on, -6) || random.chance(0.5));
}

function* reported(
  share: Share,
  reportedOn: Day,
  doneOn: Day | null,
  percent: number,
  version: number,
  random: Random,
  newId: () => string,
  isReviewed: boolean,
): Generator<DemoChange> {
  const id = newId();
  const fields: Fields<'report'> = {
    ...{ assignmentId: share.id, unitId: share.unitId, periodKey: null, version, correctsId: null, reportedOn, doneOn, percent },
    ...{ content: random.pick(results), difficulties: random.chance(0.3) ? random.pick(difficulties) : '', proposals: '' },
    ...{ figures: [], isNothing: 0 },
  };
  yield { by: 'clerk', onDay: reportedOn, change: create('report', id, fields) };
  if (doneOn !== null) yield step({ ...share, reportId: id }, 'submitResult', 'unit', reportedOn, newId, '', doneOn);
  if (!isReviewed) return;
  const review = { reportId: id, unitId: share.unitId, kind: 'approve', onDay: addDays(reportedOn, 1), reason: '' } as const;
  yield { by: 'commander', onDay: review.onDay, change: create('reportReview', newId(), review) };
  if (doneOn !== null) yield step({ ...share, reportId: id }, 'approveResult', 'issuer', addDays(reportedOn, 1), newId);
}

function step(
  share: Share & { readonly reportId?: string },
  kind: Fields<'assignmentStep'>['kind'],
  side: 'unit' | 'issuer',
  onDay: Day,
  newId: () => string,
  reason = '',
  doneOn: Day | null = null,
): DemoChange {
  const fields = {
    ...{ assignmentId: share.id, unitId: share.unitId, kind, side, onDay, dueOn: null, doneOn },
    ...{ reportId: share.reportId ?? null, toAssignmentId: null, reason },
  };
  return { by: side === 'unit' ? 'clerk' : 'commander', onDay, change: create('assignmentStep', newId(), fields) };
}

const taskFields = (order: DemoDirective, content: string, index: number, assignedOn: Day): Fields<'task'> => ({
  ...{ directiveId: order.id, clause: `Mục ${index + 1}`, content, detail: '', product: 'Báo cáo kết quả', kind: 'dated' },
  ...{ periodRuleId: null, periodFromOn: null, periodToOn: null, parentId: null, assignedBy: 'Giám đốc', assignedOn },
  audience: 'all',
});

const assignmentFields = (
  taskId: string,
  share: Pick<Share, 'unitId' | 'assignedOn' | 'dueOn'>,
  role: 'lead' | 'support',
  leadId: string | null,
): Fields<'assignment'> => ({
  ...{ taskId, unitId: share.unitId, role, leadId, assignedOn: share.assignedOn, originalDueOn: share.dueOn, note: '' },
});
