/*
 * An office's data folder as it is after ten years of a large province: 170 communes, 200,000 assignments, 1,000,000
 * reports with their reviews, written through the office's own gates and its one write path, day after day. Others
 * measure on copies of it.
 * Run: node build/run.mjs node test/bench/million.mts DIR [SHARE of that size, 0.01 to 1]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { addDays, type Day, dayOfInstant } from '../../db/api/day.ts';
import { type Change, commit, create } from '../../db/commit.ts';
import type { Ctx } from '../../db/context.ts';
import { type Random, seeded } from '../../db/demo/random.ts';
import { reportText } from '../../db/demo/texts.ts';
import { topics } from '../../db/demo/topics.ts';
import { demoUnits } from '../../db/demo/units.ts';
import { dispatchGate } from '../../db/dispatch.ts';
import { type PeriodRule, periodsBetween } from '../../db/domain/period.ts';
import type { Fields } from '../../db/entities/index.ts';
import { newId as makeId } from '../../db/ids.ts';
import { countRows, findKindId } from '../../db/queries/demo.ts';
import { listAllUsers } from '../../db/queries/user.ts';
import { blobsOf, officeOf, Vault } from '../../db/vault.ts';

const root = resolve(process.argv[2] ?? '');
const share = Number(process.argv[3] ?? 1);
if (process.argv[2] === undefined || !(share > 0)) throw new Error('million.mts DIR [SHARE]');
mkdirSync(root, { recursive: true });

const password = 'thudung2026';
const communeCount = 170;
const years = 10;
const today = dayOfInstant(Date.now());
const random: Random = seeded(2026);
const colleagues = [
  ['vanthu', 'clerk', 'Văn thư'],
  ['vanthu2', 'clerk', 'Văn thư'],
  ['tonghop', 'coordinator', 'Cán bộ tổng hợp'],
  ['chihuy', 'commander', 'Phó Giám đốc'],
] as const;

/** How many tasks of each kind a year brings; each goes to every commune. */
const perYear = { dated: 100 * share, monthly: 17 * share, weekly: 5 * share };
const weekRule: PeriodRule = { unit: 'week', startDay: 4, dueOffsetDays: 1 };
const monthRule: PeriodRule = { unit: 'month', closeDay: 14, dueOffsetDays: 2 };

interface Made {
  readonly by: 'clerk' | 'coordinator' | 'commander';
  readonly change: Change;
}

/** What will happen on which day; a day's list is taken away when it has been written. */
const plans = new Map<Day, (() => Iterable<Made>)[]>();
function plan(day: Day, make: () => Iterable<Made>): void {
  if (day > today) return;
  const list = plans.get(day);
  if (list === undefined) plans.set(day, [make]);
  else list.push(make);
}

const vault = new Vault(root);
const gateCtx = {
  vault,
  caller: undefined,
  now: Date.now,
  newId: () => makeId(Date.now()),
  path: (handle: string) => handle,
};
async function gate(name: string, input: unknown, caller = gateCtx.caller as Ctx['caller'] | undefined): Promise<void> {
  const result = await dispatchGate({ ...gateCtx, caller }, name, input, String);
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
}

async function makeOffice(): Promise<Ctx> {
  const office = { name: 'Công an tỉnh Bình Minh', shortName: 'CAT Bình Minh', symbol: 'CAT', level: 'province' };
  const user = { login: 'demo', name: 'Người đo', position: 'Quản trị', password };
  await gate('office.create', { office: { ...office, validFrom: '2016-01-01' }, user });
  const admin = listAllUsers(vault.db)[0];
  if (admin === undefined) throw new Error('an office has an admin');
  const identity = officeOf(vault.db);
  const caller = { userId: admin.id, role: 'admin' as const, unitId: identity.unitId, sessionId: makeId(Date.now()) };
  for (const [login, role, position] of colleagues)
    await gate('user.create', { login, role, name: `Người dùng ${login}`, position, unitId: null, password }, caller);
  return {
    db: vault.db,
    caller,
    office: identity,
    now: Date.now,
    newId: () => makeId(Date.now()),
    step: () => {},
    path: (handle) => handle,
    blobs: blobsOf(vault.folders, vault.key),
    scratch: vault.folders.scratch,
  };
}

/** Milliseconds of the morning on which the next change claims to be made: ids and times rise with the story. */
let clockMs = 0;
const id = (): string => makeId((clockMs += 1));

function* taskOf(
  kind: 'dated' | 'weekly' | 'monthly',
  day: Day,
  rules: Rules,
  unitIds: readonly string[],
): Iterable<Made> {
  const topic = random.pick(topics);
  const taskId = id();
  const isDated = kind === 'dated';
  const content = isDated
    ? random.pick(topic.tasks)[0]
    : `Báo cáo ${kind === 'weekly' ? 'tuần' : 'tháng'}: ${topic.subject}`;
  const fields: Fields<'task'> = {
    ...{ directiveId: random.pick(rules.directiveIds), clause: `Mục ${random.between(1, 9)}`, content, detail: '' },
    ...{ product: 'Báo cáo kết quả', kind: isDated ? 'dated' : 'periodic', parentId: null, assignedBy: 'Giám đốc' },
    periodRuleId: isDated ? null : kind === 'weekly' ? rules.weekId : rules.monthId,
    ...{ periodFromOn: isDated ? null : day, periodToOn: null, assignedOn: day, audience: 'all' },
  };
  yield { by: 'coordinator', change: create('task', taskId, fields) };
  const dueOn = isDated ? addDays(day, random.between(20, 120)) : null;
  const shares = unitIds.map((unitId) => ({ id: id(), unitId }));
  for (const { id: assignmentId, unitId } of shares) {
    const lead = {
      taskId,
      unitId,
      role: 'lead',
      leadId: null,
      assignedOn: day,
      originalDueOn: dueOn,
      note: '',
    } as const;
    yield { by: 'coordinator', change: create('assignment', assignmentId, lead) };
    plan(addDays(day, random.between(1, 4)), () => [stepOf(assignmentId, unitId, 'accept', 'unit', addDays(day, 1))]);
    if (dueOn !== null) planDated(assignmentId, unitId, day, dueOn);
  }
  if (!isDated) planPeriods(kind === 'weekly' ? weekRule : monthRule, day, shares);
}

interface Rules {
  readonly weekId: string;
  readonly monthId: string;
  readonly directiveIds: readonly [string, ...string[]];
}

function planDated(assignmentId: string, unitId: string, day: Day, dueOn: Day): void {
  const length = (Date.parse(dueOn) - Date.parse(day)) / 86_400_000;
  const doneAfter = Math.round(length * (random.chance(0.12) ? 1 + random.next() : 0.5 + random.next() * 0.5));
  if (random.chance(0.85)) planReport(assignmentId, unitId, addDays(day, Math.round(doneAfter * 0.4)), 1, null, false);
  if (random.chance(0.01)) return;
  planReport(assignmentId, unitId, addDays(day, doneAfter), 2, null, true);
}

/** A year of periods, after which the work is finished. */
function planPeriods(rule: PeriodRule, day: Day, shares: readonly { id: string; unitId: string }[]): void {
  const periods = periodsBetween(rule, day, addDays(day, 365)).filter(({ startOn }) => startOn >= day);
  for (const [index, period] of periods.entries()) {
    for (const { id: assignmentId, unitId } of shares) {
      if (random.chance(0.03)) continue;
      const reportedOn = addDays(period.endOn, random.chance(0.9) ? random.between(0, 1) : 3);
      planReport(assignmentId, unitId, reportedOn, 1, period.key, index === periods.length - 1);
    }
  }
}

function planReport(
  assignmentId: string,
  unitId: string,
  reportedOn: Day,
  version: number,
  periodKey: string | null,
  isLast: boolean,
): void {
  plan(reportedOn, () => {
    const reportId = id();
    const figures = [
      { name: 'Số vụ việc tiếp nhận', value: random.between(0, 9), unit: 'vụ' },
      { name: 'Lượt tuần tra', value: random.between(4, 21), unit: 'lượt' },
    ];
    const fields: Fields<'report'> = {
      ...{ assignmentId, unitId, periodKey, version, correctsId: null, reportedOn, isNothing: 0 },
      ...{ doneOn: isLast ? reportedOn : null, percent: isLast ? 100 : random.between(1, 9) * 10 },
      ...reportText('đơn vị', random),
      figures: periodKey === null ? [] : figures,
    };
    const made: Made[] = [{ by: 'clerk', change: create('report', reportId, fields) }];
    if (isLast) made.push(stepOf(assignmentId, unitId, 'submitResult', 'unit', reportedOn, reportId));
    const onDay = addDays(reportedOn, random.between(1, 5));
    plan(onDay, () => {
      const review = { reportId, unitId, kind: 'approve', onDay, reason: '' } as const;
      const approval: Made[] = [{ by: 'commander', change: create('reportReview', id(), review) }];
      if (isLast) approval.push(stepOf(assignmentId, unitId, 'approveResult', 'issuer', onDay, reportId));
      return approval;
    });
    return made;
  });
}

function stepOf(
  assignmentId: string,
  unitId: string,
  kind: Fields<'assignmentStep'>['kind'],
  side: 'unit' | 'issuer',
  onDay: Day,
  reportId: string | null = null,
): Made {
  const doneOn = reportId === null ? null : onDay;
  const fields = {
    assignmentId,
    unitId,
    kind,
    side,
    onDay,
    dueOn: null,
    doneOn,
    reportId,
    toAssignmentId: null,
    reason: '',
  };
  return { by: side === 'unit' ? 'clerk' : 'commander', change: create('assignmentStep', id(), fields) };
}

/** One transaction, each change by one of the people whose work it is. */
function writeAs(ctx: Ctx, story: Iterable<Made>): number {
  const users = listAllUsers(ctx.db);
  const idsOf = (role: string): string[] => users.filter((user) => user.role === role).map((user) => user.id);
  const people = { clerk: idsOf('clerk'), coordinator: idsOf('coordinator'), commander: idsOf('commander') };
  let userId = ctx.caller.userId;
  const scene: Ctx = {
    ...ctx,
    now: () => clockMs,
    get caller() {
      return { ...ctx.caller, userId };
    },
  };
  function* changes(): Generator<Change> {
    for (const { by, change } of story) {
      userId = people[by][clockMs % people[by].length] ?? userId;
      yield change;
    }
  }
  return ctx.db.transaction(() => commit(scene, changes())).immediate();
}

function directivesOf(ctx: Ctx): { changes: Made[]; ids: [string, ...string[]] } {
  const kindId = findKindId(ctx.db, 'KH');
  const made = Array.from({ length: Math.max(1, Math.round(500 * share)) }, (_, index): [string, Made] => {
    const issuedOn = addDays(today, -Math.round((years * 365 * (index + 1)) / Math.max(1, 500 * share)));
    const topic = topics[index % topics.length] ?? topics[0];
    const fields: Fields<'directive'> = {
      ...{
        direction: 'outgoing',
        kindId,
        number: `${index + 1}/KH-CAT-PX01`,
        issuer: 'Công an tỉnh Bình Minh',
        issuedOn,
      },
      ...{
        issuerUnitId: ctx.office.unitId,
        effectiveOn: null,
        expiresOn: null,
        objectGoneOn: null,
        objectGoneNote: '',
      },
      ...{
        subject: `${topic.subject} năm ${issuedOn.slice(0, 4)}`,
        field: topic.field,
        urgency: 'normal',
        secrecy: 'normal',
      },
      ...{ signer: '', signerPosition: 'Giám đốc', drafter: '', recipients: [], arrivedOn: null, arrivalNumber: '' },
      ...{ replyDueOn: null, pageCount: null, language: 'Tiếng Việt', description: '', audience: 'all' },
    };
    const directiveId = id();
    return [directiveId, { by: 'clerk', change: create('directive', directiveId, fields) }];
  });
  const [first, ...rest] = made.map(([directiveId]) => directiveId);
  if (first === undefined) throw new Error('at least one');
  return { changes: made.map(([, change]) => change), ids: [first, ...rest] };
}

const ruleId = (ctx: Ctx, name: string): string =>
  ctx.db.prepare('SELECT id FROM periodRule WHERE name = ?').pluck().get(name) as string;

const started = performance.now();
const ctx = await makeOffice();
ctx.db.pragma('wal_autocheckpoint = 16384'); // hot pages go into the file a few times, not at every commit
const from = addDays(today, -365 * years);
clockMs = Date.parse(`${from}T01:00:00Z`);
const units = demoUnits(ctx.office.unitId, communeCount, random, id);
const documents = directivesOf(ctx);
let ops = writeAs(ctx, [...units.changes.map((change): Made => ({ by: 'coordinator', change })), ...documents.changes]);
const rules: Rules = {
  weekId: ruleId(ctx, 'Tuần (thứ Năm – thứ Tư)'),
  monthId: ruleId(ctx, 'Tháng (15 – 14)'),
  directiveIds: documents.ids,
};
const unitIds = units.communes.map(({ id: unitId }) => unitId);
const backlog = { dated: 0, weekly: 0, monthly: 0 };

function* dayOfWork(day: Day): Iterable<Made> {
  clockMs = Math.max(clockMs, Date.parse(`${day}T01:00:00Z`));
  for (const kind of ['dated', 'weekly', 'monthly'] as const) {
    for (backlog[kind] += perYear[kind] / 365; backlog[kind] >= 1; backlog[kind] -= 1)
      yield* taskOf(kind, day, rules, unitIds);
  }
  for (const make of plans.get(day) ?? []) yield* make();
  plans.delete(day);
}

function* daysOfWork(first: Day, end: Day): Iterable<Made> {
  for (let day = first; day < end; day = addDays(day, 1)) yield* dayOfWork(day);
}

/** Days in one transaction. */
const stride = 60;
for (let day = from; day <= today; day = addDays(day, stride)) {
  const end = addDays(day, stride) > today ? addDays(today, 1) : addDays(day, stride);
  ops += writeAs(ctx, daysOfWork(day, end));
  const seconds = (performance.now() - started) / 1000;
  if (process.stdout.isTTY || end > today)
    process.stdout.write(`\r${day}  ${ops} ops  ${Math.round(ops / seconds)} a second  `);
}
const counts = ['unit', 'directive', 'assignment', 'report'] as const;
console.log(`\n${counts.map((table) => `${table} ${countRows(ctx.db, table)}`).join(', ')}`);
vault.close();
writeFileSync(
  join(root, 'README.txt'),
  `Data folder of a made-up office: start the program with --data on a copy of this folder.
Logins: demo, ${colleagues.map(([login]) => login).join(', ')}; password: ${password}
Seen on ${today}.
`,
);
writeFileSync(join(root, 'READY'), '');
