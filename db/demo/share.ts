import { addDays, type Day, daysBetween } from '../api/day.ts';
import { create } from '../commit.ts';
import type { Fields } from '../entities/index.ts';
import type { DemoChange } from './changes.ts';
import { workday } from './directives.ts';
import type { Random } from './random.ts';
import { extensionReasons, refusalReasons, reminderTexts, reportText, returnReasons } from './texts.ts';

/** One unit's share of a task, from the day it is given. */
export interface Share {
  readonly id: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly assignedOn: Day;
  readonly dueOn: Day;
  /** 0 = always late, 1 = always in time. */
  readonly diligence: number;
  /** First day without the unit; what it has not finished by then goes to another. */
  readonly endOn: Day | null;
}

export interface ShareScene {
  /** The day the demo is looked at. */
  readonly on: Day;
  readonly random: Random;
  readonly idOn: (day: Day) => string;
}

/** When the work is done or handed on; null while it is open. */
export interface Outcome {
  readonly doneOn: Day | null;
  readonly approvedOn: Day | null;
}

/** Reports wait for a decision this long at most. */
const reviewDays = 5;

/** Before Tết and in the months of storms everything takes longer. */
const seasonOf = (day: Day): number => ({ '01': 0.9, '02': 0.88, '10': 0.93, '11': 0.95 })[day.slice(5, 7)] ?? 1;

/** People rest at weekends, but these last days show who was on duty. */
const onDuty = (day: Day, on: Day): Day => (day >= addDays(on, -3) ? day : workday(day));

type StepKind = Fields<'assignmentStep'>['kind'];
const issuerSteps: ReadonlySet<StepKind> = new Set([
  'approveExtension',
  'refuseExtension',
  'grantExtension',
  'remind',
  'approveReturn',
  'refuseReturn',
  'approveResult',
  'returnResult',
  'handOn',
  'finish',
]);

/** Something that happened to a share. */
export function step(
  { idOn }: Pick<ShareScene, 'idOn'>,
  share: Pick<Share, 'id' | 'unitId'>,
  kind: StepKind,
  onDay: Day,
  more: Partial<Fields<'assignmentStep'>> = {},
): DemoChange {
  const side = issuerSteps.has(kind) ? 'issuer' : 'unit';
  const none = { dueOn: null, doneOn: null, reportId: null, toAssignmentId: null, reason: '' };
  const fields = { assignmentId: share.id, unitId: share.unitId, kind, side, onDay, ...none, ...more } as const;
  const by = side === 'unit' ? 'clerk' : kind === 'remind' || kind === 'handOn' ? 'coordinator' : 'commander';
  return { by, onDay, change: create('assignmentStep', idOn(onDay), fields) };
}

/** What differs from report to report. */
export interface ReportDay {
  readonly reportedOn: Day;
  readonly doneOn: Day | null;
  readonly percent: number;
  readonly version: number;
  readonly correctsId?: string;
  readonly periodKey?: string;
  readonly figures?: Fields<'report'>['figures'];
  readonly isNothing?: 1;
}

/** A report; `id` for the review that follows. */
export function report(scene: ShareScene, share: Pick<Share, 'id' | 'unitId' | 'unitName'>, day: ReportDay) {
  const { reportedOn } = day;
  const id = scene.idOn(reportedOn);
  const text =
    day.isNothing === 1
      ? { content: '', difficulties: '', proposals: '' }
      : reportText(share.unitName, scene.random, day.periodKey !== undefined);
  const blank = { periodKey: null, correctsId: null, figures: [], isNothing: 0 } as const;
  const fields: Fields<'report'> = {
    assignmentId: share.id,
    unitId: share.unitId,
    ...blank,
    figures: [],
    ...day,
    ...text,
  };
  const made: DemoChange = { by: 'clerk', onDay: reportedOn, change: create('report', id, fields) };
  return { id, made };
}

export function review(
  { idOn }: Pick<ShareScene, 'idOn'>,
  share: Pick<Share, 'unitId'>,
  reportId: string,
  kind: 'approve' | 'return',
  onDay: Day,
  reason = '',
): DemoChange {
  const fields = { reportId, unitId: share.unitId, kind, onDay, reason };
  return { by: 'commander', onDay, change: create('reportReview', idOn(onDay), fields) };
}

/** A share from being taken up to its approved result, as far as it has come by the day of the demo. */
export function* shareLife(share: Share, scene: ShareScene): Generator<DemoChange, Outcome> {
  const { on, random } = scene;
  const open: Outcome = { doneOn: null, approvedOn: null };
  const length = Math.max(3, daysBetween(share.assignedOn, share.dueOn));
  const acceptedOn = onDuty(addDays(share.assignedOn, random.between(0, 3)), on);
  if (acceptedOn > on || (share.dueOn > on && random.chance(0.04))) return open;
  yield step(scene, share, 'accept', acceptedOn);
  const isLate = random.next() > share.diligence * seasonOf(share.dueOn);
  const isForgotten = isLate && share.dueOn > addDays(on, -150) && random.chance(0.2);
  const days = isLate ? length + random.between(2, 38) : Math.round(length * (0.55 + random.next() * 0.45));
  const doneOn = onDuty(addDays(share.assignedOn, isLate ? days : Math.max(2, days)), on);
  const endOn = share.endOn !== null && doneOn >= share.endOn ? share.endOn : null;
  const halfOn = onDuty(addDays(share.assignedOn, Math.max(4, Math.round(length * 0.4))), on);
  let version = 1;
  if (halfOn <= on && halfOn < doneOn && (endOn === null || halfOn < endOn) && random.chance(length > 30 ? 0.6 : 0.3)) {
    const half = report(scene, share, {
      reportedOn: halfOn,
      doneOn: null,
      percent: random.between(2, 7) * 10,
      version,
    });
    yield step(scene, share, 'start', halfOn);
    yield half.made;
    version += 1;
    const reviewedOn = onDuty(addDays(halfOn, random.between(1, reviewDays)), on);
    if (reviewedOn <= on) yield review(scene, share, half.id, 'approve', reviewedOn);
  }
  if (isLate || share.dueOn > on) yield* lateness(share, scene, doneOn);
  if (endOn !== null || isForgotten || doneOn > on) return open;
  return yield* result(share, scene, doneOn, version);
}

/** The unit asks for more time and mostly gets it, asks to be released, or is reminded. */
function* lateness(share: Share, scene: ShareScene, doneOn: Day): Generator<DemoChange> {
  const { on, random } = scene;
  const askedOn = addDays(share.dueOn, -random.between(1, 5));
  const mayAsk = askedOn > addDays(share.assignedOn, 4) && askedOn <= on && doneOn > askedOn;
  if (mayAsk && random.chance(0.35)) {
    const dueOn = addDays(share.dueOn, random.between(7, 25));
    yield step(scene, share, 'requestExtension', askedOn, { dueOn, reason: random.pick(extensionReasons) });
    const decidedOn = onDuty(addDays(askedOn, random.between(1, 3)), on);
    if (decidedOn > on || decidedOn >= doneOn) return;
    const isGranted = random.chance(0.8);
    yield isGranted
      ? step(scene, share, 'approveExtension', decidedOn, { dueOn })
      : step(scene, share, 'refuseExtension', decidedOn, { reason: random.pick(refusalReasons) });
    if (isGranted) return;
  }
  if (mayAsk && askedOn > addDays(on, -4) && random.chance(0.06)) {
    yield step(scene, share, 'requestReturn', askedOn, {
      reason: 'Nội dung thuộc địa bàn xã giáp ranh, đề nghị giao lại',
    });
    return;
  }
  for (const after of [2, 12]) {
    const remindedOn = onDuty(addDays(share.dueOn, after + random.between(0, 2)), on);
    if (remindedOn <= on && remindedOn < doneOn)
      yield step(scene, share, 'remind', remindedOn, { reason: random.pick(reminderTexts) });
  }
}

/** The last report and what was decided on it; one in fourteen is sent back once. */
function* result(share: Share, scene: ShareScene, doneOn: Day, first: number): Generator<DemoChange, Outcome> {
  const { on, random } = scene;
  let reportedOn = doneOn;
  let correctsId: string | undefined;
  for (let version = first; ; version += 1) {
    const day = { reportedOn, doneOn, percent: 100, version, ...(correctsId === undefined ? {} : { correctsId }) };
    const last = report(scene, share, day);
    yield last.made;
    yield step(scene, share, 'submitResult', reportedOn, { doneOn, reportId: last.id });
    const decidedOn = onDuty(addDays(reportedOn, random.between(1, reviewDays)), on);
    if (decidedOn > on) return { doneOn: null, approvedOn: null };
    if (correctsId !== undefined || !random.chance(0.07)) {
      yield review(scene, share, last.id, 'approve', decidedOn);
      yield step(scene, share, 'approveResult', decidedOn, { doneOn, reportId: last.id });
      return { doneOn, approvedOn: decidedOn };
    }
    const reason = random.pick(returnReasons);
    yield review(scene, share, last.id, 'return', decidedOn, reason);
    yield step(scene, share, 'returnResult', decidedOn, { reportId: last.id, reason });
    correctsId = last.id;
    reportedOn = onDuty(addDays(decidedOn, random.between(1, 4)), on);
    if (reportedOn > on) return { doneOn: null, approvedOn: null };
  }
}
