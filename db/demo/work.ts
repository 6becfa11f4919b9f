import { addDays, type Day, daysBetween } from '../api/day.ts';
import { type Change, create } from '../commit.ts';
import { periodsBetween } from '../domain/period.ts';
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

/** What the work of the demo is made from. */
export interface DemoScene {
  readonly orders: readonly DemoDirective[];
  readonly communes: readonly { readonly id: string }[];
  readonly partners: readonly string[];
  /** The police week's rule, for the weekly task. */
  readonly weekRuleId: string;
  /** The day the demo is looked at. */
  readonly on: Day;
  readonly random: Random;
  readonly newId: () => string;
}

/** Every order becomes tasks for all communes; what is due is mostly done, some of it late, some not at all. */
export function* demoWork(scene: DemoScene): Generator<DemoChange> {
  const { orders, communes, on, random } = scene;
  const diligence = new Map(
    communes.map(({ id }, index) => [id, index % 13 === 5 ? 0.35 : 0.85 + random.next() * 0.15]),
  );
  for (const [rank, order] of orders.entries()) {
    yield* receipts(order, scene);
    for (const [index, content] of order.topic.tasks.entries()) {
      const assignedOn = addDays(order.issuedOn, 1 + index);
      if (assignedOn > on) continue;
      const isLast = rank === orders.length - 1;
      const dueOn = isLast ? addDays(on, 2 + index * 4) : addDays(assignedOn, random.between(25, 120));
      yield* givenOut(scene, taskFields(order, content, index, assignedOn), dueOn, diligence);
    }
  }
  yield* weeklyWork(scene);
}

function* givenOut(
  scene: DemoScene,
  fields: Fields<'task'>,
  dueOn: Day,
  diligence: ReadonlyMap<string, number>,
): Generator<DemoChange> {
  const { communes, partners, newId } = scene;
  const { assignedOn } = fields;
  const taskId = newId();
  yield { by: 'coordinator', onDay: assignedOn, change: create('task', taskId, fields) };
  const leadIds: string[] = [];
  let approval: { onDay: Day; doneOn: Day } | undefined;
  for (const { id: unitId } of communes) {
    const share = { id: newId(), unitId, assignedOn, dueOn, diligence: diligence.get(unitId) ?? 1 };
    leadIds.push(share.id);
    yield {
      by: 'coordinator',
      onDay: assignedOn,
      change: create('assignment', share.id, assignmentFields(taskId, share, 'lead', null)),
    };
    for (const made of shareWork(share, scene)) {
      const doneOn = share.id === leadIds[0] ? findApprovedDoneOn(made.change) : null;
      if (doneOn !== null) approval = { onDay: made.onDay, doneOn };
      yield made;
    }
  }
  const [partner, leadId] = [partners[fields.clause.length % Math.max(1, partners.length)], leadIds[0]];
  if (partner === undefined || leadId === undefined) return;
  const support = assignmentFields(taskId, { unitId: partner, assignedOn, dueOn }, 'support', leadId);
  const helper = { id: newId(), unitId: partner, assignedOn, dueOn, diligence: 1 };
  yield { by: 'coordinator', onDay: assignedOn, change: create('assignment', helper.id, support) };
  // As the program does: a support ends with its lead's result.
  if (approval !== undefined) yield step(helper, 'finish', 'issuer', approval.onDay, newId, '', approval.doneOn);
}

/** The day the work was done, if the change approves a result. */
function findApprovedDoneOn(change: Change): Day | null {
  const isStep = change.entity === 'assignmentStep' && change.kind === 'create';
  return isStep && change.fields.kind === 'approveResult' ? change.fields.doneOn : null;
}

/** Quán triệt: most communes note when they received, read and spread a document. */
function* receipts(order: DemoDirective, { communes, on, random, newId }: DemoScene): Generator<DemoChange> {
  for (const { id: unitId } of communes) {
    const receivedOn = addDays(order.issuedOn, random.between(1, 3));
    if (receivedOn > on || random.chance(0.08)) continue;
    const readOn = addDays(receivedOn, random.between(0, 4));
    const spreadOn = addDays(readOn, random.between(1, 9));
    const fields: Fields<'directiveReceipt'> = {
      ...{ directiveId: order.id, unitId, receivedOn, readOn: readOn <= on ? readOn : null },
      ...{ disseminatedOn: spreadOn <= on && random.chance(0.9) ? spreadOn : null, note: '', audience: `up:${unitId}` },
    };
    yield { by: 'clerk', onDay: receivedOn, change: create('directiveReceipt', newId(), fields) };
  }
}

const weekCount = 8;
const weekRule = { unit: 'week', startDay: 4, dueOffsetDays: 1 } as const;

/** One task that is reported every police week (Thursday to Wednesday), with figures; a few communes forget a week. */
function* weeklyWork({ orders, communes, weekRuleId, on, random, newId }: DemoScene): Generator<DemoChange> {
  const order = orders[0];
  const assignedOn = addDays(on, -7 * weekCount);
  if (order === undefined || assignedOn <= order.issuedOn) return;
  const periods = periodsBetween(weekRule, assignedOn, on).filter((period) => period.startOn >= assignedOn);
  const content = 'Báo cáo tình hình an ninh, trật tự hằng tuần';
  const taskId = newId();
  const task: Fields<'task'> = {
    ...taskFields(order, content, 9, assignedOn),
    ...{
      kind: 'periodic',
      periodRuleId: weekRuleId,
      periodFromOn: periods[0]?.startOn ?? assignedOn,
      periodToOn: null,
    },
  };
  yield { by: 'coordinator', onDay: assignedOn, change: create('task', taskId, task) };
  for (const [index, { id: unitId }] of communes.entries()) {
    const share = { id: newId(), unitId, assignedOn, dueOn: assignedOn, diligence: 1 };
    const fields = { ...assignmentFields(taskId, share, 'lead', null), originalDueOn: null };
    yield { by: 'coordinator', onDay: assignedOn, change: create('assignment', share.id, fields) };
    for (const period of periods) {
      const reportedOn = addDays(period.endOn, random.chance(0.9) ? 0 : 2);
      if (reportedOn > on || (index % 9 === 4 && random.chance(0.4))) continue;
      const figures = [
        { name: 'Số vụ việc tiếp nhận', value: random.between(0, 9), unit: 'vụ' },
        { name: 'Lượt tuần tra', value: random.between(4, 21), unit: 'lượt' },
      ];
      const day = { reportedOn, doneOn: null, percent: 100, version: 1, periodKey: period.key, figures };
      yield* reported(share, day, random, newId, period.endOn < addDays(on, -9));
    }
  }
}

function* shareWork(share: Share, { on, random, newId }: DemoScene): Generator<DemoChange> {
  const length = Math.max(1, daysBetween(share.assignedOn, share.dueOn));
  const acceptedOn = addDays(share.assignedOn, random.between(0, 4));
  if (acceptedOn > on) return;
  yield step(share, 'accept', 'unit', acceptedOn, newId);
  const isLate = random.next() > share.diligence;
  const never = isLate && random.chance(0.15);
  const doneOn = addDays(
    share.assignedOn,
    Math.round(length * (isLate ? 1.05 + random.next() : 0.5 + random.next() * 0.5)),
  );
  const halfOn = addDays(share.assignedOn, Math.round(length * 0.4));
  const reportsHalfWay = halfOn <= on && random.chance(0.6);
  if (reportsHalfWay) {
    yield step(share, 'start', 'unit', halfOn, newId);
    const day = { reportedOn: halfOn, doneOn: null, percent: random.between(2, 7) * 10, version: 1 };
    yield* reported(share, day, random, newId, halfOn < addDays(on, -10));
  }
  if (isLate && share.dueOn < on) yield* lateness(share, on, random, newId);
  if (doneOn > on && share.dueOn >= on && random.chance(0.1)) {
    const reason = 'Chờ bổ sung hồ sơ, đề nghị gia hạn';
    yield step(
      { ...share, newDueOn: addDays(share.dueOn, 10) },
      'requestExtension',
      'unit',
      addDays(on, -1),
      newId,
      reason,
    );
  }
  if (never || doneOn > on) return;
  const day = { reportedOn: doneOn, doneOn, percent: 100, version: reportsHalfWay ? 2 : 1 };
  yield* reported(share, day, random, newId, doneOn < addDays(on, -6) || (doneOn < on && random.chance(0.5)));
}

/** The unit asks for more time and mostly gets it, or is reminded. */
function* lateness(share: Share, on: Day, random: Random, newId: () => string): Generator<DemoChange> {
  if (random.chance(0.4)) {
    const askedOn = addDays(share.dueOn, -2);
    if (askedOn <= share.assignedOn) return;
    const asked = { ...share, newDueOn: addDays(share.dueOn, 20) };
    yield step(asked, 'requestExtension', 'unit', askedOn, newId, 'Khối lượng công việc lớn, cán bộ mới điều động');
    yield step(asked, 'approveExtension', 'issuer', addDays(askedOn, 1), newId);
    return;
  }
  const remindedOn = addDays(share.dueOn, 3);
  if (remindedOn <= on) yield step(share, 'remind', 'issuer', remindedOn, newId, 'Đã quá hạn, đề nghị báo cáo ngay');
}

/** What differs from report to report. */
interface ReportDay {
  readonly reportedOn: Day;
  readonly doneOn: Day | null;
  readonly percent: number;
  readonly version: number;
  readonly periodKey?: string;
  readonly figures?: Fields<'report'>['figures'];
}

function* reported(
  share: Share,
  day: ReportDay,
  random: Random,
  newId: () => string,
  isReviewed: boolean,
): Generator<DemoChange> {
  const id = newId();
  const { reportedOn, doneOn } = day;
  const fields: Fields<'report'> = {
    ...{
      assignmentId: share.id,
      unitId: share.unitId,
      periodKey: null,
      correctsId: null,
      figures: [],
      isNothing: 0,
      ...day,
    },
    ...{
      content: random.pick(results),
      difficulties: random.chance(0.3) ? random.pick(difficulties) : '',
      proposals: '',
    },
  };
  yield { by: 'clerk', onDay: reportedOn, change: create('report', id, fields) };
  if (doneOn !== null) yield step({ ...share, reportId: id }, 'submitResult', 'unit', reportedOn, newId, '', doneOn);
  if (!isReviewed) return;
  const onDay = addDays(reportedOn, 1);
  const review = { reportId: id, unitId: share.unitId, kind: 'approve', onDay, reason: '' } as const;
  yield { by: 'commander', onDay, change: create('reportReview', newId(), review) };
  if (doneOn !== null) yield step({ ...share, reportId: id }, 'approveResult', 'issuer', onDay, newId, '', doneOn);
}

function step(
  share: Share & { readonly reportId?: string; readonly newDueOn?: Day },
  kind: Fields<'assignmentStep'>['kind'],
  side: 'unit' | 'issuer',
  onDay: Day,
  newId: () => string,
  reason = '',
  doneOn: Day | null = null,
): DemoChange {
  const fields = {
    ...{ assignmentId: share.id, unitId: share.unitId, kind, side, onDay, dueOn: share.newDueOn ?? null, doneOn },
    ...{ reportId: share.reportId ?? null, toAssignmentId: null, reason },
  };
  return { by: side === 'unit' ? 'clerk' : 'commander', onDay, change: create('assignmentStep', newId(), fields) };
}

const taskFields = (order: DemoDirective, content: string, index: number, assignedOn: Day): Fields<'task'> => ({
  ...{
    directiveId: order.id,
    clause: `Mục ${index + 1}`,
    content,
    detail: '',
    product: 'Báo cáo kết quả',
    kind: 'dated',
  },
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
