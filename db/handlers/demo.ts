import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteActivity } from '../activity.ts';
import { attachmentByteLimit } from '../api/contract/attachment.ts';
import type { DeedName } from '../api/contract/deed.ts';
import type { demoContract } from '../api/contract/demo.ts';
import type { Checked } from '../api/contract/index.ts';
import { reportDraftKey } from '../api/contract/report.ts';
import { addDays, type Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { storeBlob } from '../blobs.ts';
import { type Change, commit, create } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { DemoChange } from '../demo/changes.ts';
import { type DemoDirectives, demoDirectives } from '../demo/directives.ts';
import { demoModelWards } from '../demo/model-wards.ts';
import { smallPdf } from '../demo/pdf.ts';
import { demoRegularWork } from '../demo/periodic.ts';
import { type Random, seeded } from '../demo/random.ts';
import { demoStaffing } from '../demo/staffing.ts';
import { demoStocktakes } from '../demo/stocktakes.ts';
import { type DemoUnit, type DemoUnits, demoUnits } from '../demo/units.ts';
import { type DemoScene, demoWork, diligenceOf } from '../demo/work.ts';
import { safeFileName } from '../domain/file-name.ts';
import { newId } from '../ids.ts';
import { findLastOpId } from '../queries/activity.ts';
import { saveBlob } from '../queries/attachment.ts';
import { countRows, findKindId, findRuleId, listWorkInHand } from '../queries/demo.ts';
import { upsertDraft } from '../queries/draft.ts';
import { listAllUsers } from '../queries/user.ts';
import type { HandlersOf } from './define.ts';

export const demoHandlers: HandlersOf<typeof demoContract> = {
  /** Errors: OFFICE_NOT_EMPTY. */
  'demo.fill': (ctx, input) => {
    if (countRows(ctx.db, 'directive') > 0 || countRows(ctx.db, 'unit') > 1) throw new AppError('OFFICE_NOT_EMPTY', {});
    tell(ctx, input);
    return {
      units: countRows(ctx.db, 'unit'),
      directives: countRows(ctx.db, 'directive'),
      assignments: countRows(ctx.db, 'assignment'),
      reports: countRows(ctx.db, 'report'),
    };
  },
};

const abbreviations = ['CT', 'KH', 'NQ/TW', 'NĐ-CP', 'TB', 'BC', 'QĐ', ''] as const;

/** Makes the whole story, then writes it day after day, so that records come to be in the order of their days. */
function tell(ctx: Ctx, { seed, on, communes, directives: count }: Checked<'demo.fill'>): void {
  const random = seeded(seed);
  const idOn = idsByDay();
  const units = demoUnits(ctx.office.unitId, communes, random, ctx.newId);
  commit(ctx, units.changes);
  const kinds = new Map(abbreviations.map((abbreviation) => [abbreviation, findKindId(ctx.db, abbreviation)]));
  const told = demoDirectives({ officeUnitId: ctx.office.unitId, kinds, on, count, random, idOn });
  const diligence = diligenceOf([...units.communes, ...units.districts, ...units.former], random);
  const scene: DemoScene = { orders: told.orders, units, diligence, on, random, idOn };
  const changes = [...told.changes, ...demoWork(scene)];
  const rules = {
    week: findRuleId(ctx.db, 'Tuần (thứ Năm – thứ Tư)'),
    month: findRuleId(ctx.db, 'Tháng (15 – 14)'),
    quarter: findRuleId(ctx.db, 'Quý (15 – 14)'),
  };
  changes.push(...demoRegularWork(scene, rules, told.orders[0]?.issuedOn ?? on));
  changes.push(...demoStaffing({ communes: units.communes, former: units.former, seed, on, idOn }));
  changes.push(...demoModelWards({ wards: wardsOf(units), seed, on, idOn }));
  changes.push(...demoStocktakes({ told: changes, units, officeUnitId: ctx.office.unitId, on, idOn }));
  changes.push(...files(ctx, told, random, idOn));
  writeStory(
    ctx,
    changes.sort((a, b) => (a.onDay < b.onDay ? -1 : a.onDay > b.onDay ? 1 : 0)),
    on,
  );
  leaveDrafts(ctx, on);
}

/** Units of today whose police was that of a ward from the beginning. */
function wardsOf({ communes, changes }: DemoUnits): DemoUnit[] {
  const wards = new Set(
    changes.flatMap((change) =>
      change.kind === 'create' && change.entity === 'unitVersion' && change.fields.kind === 'ward'
        ? [change.fields.unitId]
        : [],
    ),
  );
  return communes.filter(({ id }) => wards.has(id));
}

/** Ids that rise with the days of the story, so that what belongs together lies together in the file. */
function idsByDay(): (day: Day) => string {
  const used = new Map<Day, number>();
  return (day) => {
    const count = (used.get(day) ?? 0) + 1;
    used.set(day, count);
    return newId(Date.parse(`${day}T00:30:00Z`) + count);
  };
}

/** Small files beside some of the documents. */
function files(ctx: Ctx, { filed }: DemoDirectives, random: Random, idOn: (day: Day) => string): DemoChange[] {
  return filed.map(({ id: parentId, onDay, name, subject }) => {
    const path = join(ctx.scratch, 'demo.pdf');
    writeFileSync(path, smallPdf([name.replace(/\.pdf$/, ''), subject, `So trang ${random.between(2, 9)}`]));
    const file = openSync(path, 'r');
    try {
      const { sha256, byteCount } = storeBlob(ctx.blobs, file, attachmentByteLimit, () => {});
      saveBlob(ctx.db, { sha256, byteCount, storedAtMs: ctx.now() });
      const fields = { parentEntity: 'directive', parentId, sha256, byteCount, hasMacros: 0, audience: 'all' } as const;
      const mediaType = 'application/pdf';
      const change = create('attachment', idOn(onDay), {
        ...fields,
        mediaType,
        name: safeFileName(name, ['pdf'], 120),
      });
      return { by: 'clerk', onDay, change };
    } finally {
      closeSync(file);
      rmSync(path);
    }
  });
}

/** The days whose deeds are noted one by one, as people did them: today and yesterday. */
const notedDays = 1;

/** Years in a few large commits; the last days as the single deeds of different people. */
function writeStory(ctx: Ctx, story: readonly DemoChange[], on: Day): void {
  const notedFrom = addDays(on, -notedDays);
  const scene = new Scene(ctx, story);
  const past = story.filter(({ onDay }) => onDay < notedFrom);
  scene.write(past);
  for (const deed of deedsOf(story.slice(past.length))) {
    const before = findLastOpId(ctx.db);
    scene.write(deed);
    noteActivity(scene.ctx, operationOf(deed), before);
  }
}

/** Each change is made by one of the people whose work it is, at a claimed hour of its day. */
class Scene {
  readonly ctx: Ctx;
  readonly #countByDay = new Map<Day, number>();
  readonly #doneByDay = new Map<Day, number>();
  #current: DemoChange | undefined;
  #turn = 0;
  #writtenCount = 0;

  constructor(ctx: Ctx, story: readonly DemoChange[]) {
    for (const { onDay } of story) this.#countByDay.set(onDay, (this.#countByDay.get(onDay) ?? 0) + 1);
    const users = listAllUsers(ctx.db);
    const idsOf = (role: DemoChange['by']): string[] => {
      const ids = users.filter((user) => user.role === role && user.unitId === null).map((user) => user.id);
      return ids.length > 0 ? ids : [ctx.caller.userId];
    };
    const people = {
      coordinator: idsOf('coordinator'),
      clerk: idsOf('clerk'),
      commander: idsOf('commander'),
      personnel: idsOf('personnel'),
    };
    const now = (): number => this.#claimed(ctx.now());
    const callerNow = (): Ctx['caller'] => {
      const ids = people[this.#current?.by ?? 'clerk'];
      const userId = ids[this.#turn % ids.length] ?? ctx.caller.userId;
      return { ...ctx.caller, userId, sessionId: `${userId} ${this.#current?.onDay ?? ''}` };
    };
    this.ctx = {
      ...ctx,
      now,
      step: (done) => ctx.step(this.#writtenCount + done, story.length),
      get caller() {
        return callerNow();
      },
    };
  }

  /** Some hour between half past seven and half past four, and on the last day never after this moment. */
  #claimed(nowMs: number): number {
    if (this.#current === undefined) return nowMs;
    const { onDay } = this.#current;
    const endMs = Math.min(nowMs, Date.parse(`${onDay}T09:30:00Z`));
    const startMs = Math.min(Date.parse(`${onDay}T00:30:00Z`), endMs - 3 * 3_600_000);
    const part = (this.#doneByDay.get(onDay) ?? 0) / ((this.#countByDay.get(onDay) ?? 0) + 1);
    return startMs + Math.floor(part * (endMs - startMs));
  }

  write(changes: readonly DemoChange[]): void {
    this.#turn += 1;
    const told = function* (scene: Scene): Generator<Change> {
      for (const change of changes) {
        if (change.onDay !== scene.#current?.onDay) scene.#turn += 1;
        scene.#current = change;
        scene.#doneByDay.set(change.onDay, (scene.#doneByDay.get(change.onDay) ?? 0) + 1);
        yield change.change;
      }
    };
    commit(this.ctx, told(this));
    this.#writtenCount += changes.length;
  }
}

const fieldsOf = (made: DemoChange | undefined): Record<string, unknown> =>
  made?.change.kind === 'create' ? made.change.fields : {};

const aboutOf = (made: DemoChange): unknown => {
  const fields = fieldsOf(made);
  return fields['assignmentId'] ?? fields['reportId'] ?? made.change.id;
};

/** What one person does at once: a report with the steps it brings, a review with its decision, a task with its units. */
function deedsOf(story: readonly DemoChange[]): DemoChange[][] {
  const deeds: DemoChange[][] = [];
  for (const change of story) {
    const last = deeds.at(-1);
    const before = last?.at(-1);
    const goesOn =
      before !== undefined &&
      before.by === change.by &&
      before.onDay === change.onDay &&
      (aboutOf(before) === aboutOf(change) || goesWith(before, change));
    if (goesOn) last?.push(change);
    else deeds.push([change]);
  }
  return deeds;
}

const goesWith = (before: DemoChange, { change }: DemoChange): boolean =>
  (change.entity === 'assignment' && (before.change.entity === 'task' || before.change.entity === 'assignment')) ||
  (change.entity === 'assignmentStep' && before.change.entity === 'reportReview') ||
  (change.entity === 'directiveReceipt' && before.change.entity === 'directiveReceipt');

/** What the issuer decides goes by one name; everything else by its own. */
const stepOperation = (kind: string): DeedName =>
  kind === 'accept' || kind === 'start' || kind === 'requestReturn' || kind === 'requestExtension'
    ? `assignment.${kind}`
    : kind === 'remind' || kind === 'handOn' || kind === 'submitResult'
      ? `assignment.${kind}`
      : 'assignment.decide';

/** The operation that would have written a deed. */
function operationOf(deed: readonly DemoChange[]): DeedName {
  const entities = new Set(deed.map(({ change }) => change.entity));
  if (entities.has('report')) return 'report.submit';
  if (entities.has('reportReview')) return 'report.review';
  if (entities.has('assignmentStep')) return stepOperation(String(fieldsOf(deed[0])['kind']));
  if (entities.has('task') || entities.has('assignment')) return 'task.create';
  if (entities.has('directiveReceipt')) return 'directive.saveReceipts';
  return entities.has('attachment') ? 'attachment.add' : 'directive.create';
}

/** What people have begun to write and not sent. */
function leaveDrafts(ctx: Ctx, on: Day): void {
  const begun = [
    'Đã họp phân công, đang chờ số liệu của',
    'Kết quả bước đầu đạt khoảng một nửa yêu cầu tại',
    'Còn thiếu danh sách của',
  ];
  const writers = listAllUsers(ctx.db).filter(({ role }) => role === 'clerk' || role === 'coordinator');
  for (const user of writers) {
    for (const [index, { assignmentId, unitName }] of listWorkInHand(ctx.db, on, begun.length).entries()) {
      const values = { reportedOn: on, doneOn: null, percent: 50, content: `${begun[index]} ${unitName}.` };
      const body = JSON.stringify({ ...values, difficulties: '', proposals: '', figures: [], isNothing: 0 });
      const savedAtMs = ctx.now() - (index + 1) * 3_600_000;
      upsertDraft(ctx.db, { key: reportDraftKey(assignmentId, null), userId: user.id, body, savedAtMs });
    }
  }
}
