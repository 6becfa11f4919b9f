import type { Checked, Output } from '../api/contract/index.ts';
import type { CheckedRow } from '../api/contract/many.ts';
import { type HeadcountColumn, HeadcountFields } from '../api/contract/staffing.ts';
import { type Day, showDay } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { UnitBook } from '../domain/unit-name.ts';
import type { Row } from '../entities/index.ts';
import { findHeadcount, findHeadcountOf } from '../queries/staffing.ts';
import { assertAllGood, hasError, heed, problem, type Reader, readerOf, stateOf, tellIssues } from './many-cells.ts';
import { assertMayKeep, assertNotCounted, audienceOf, checkCount } from './staffing-rules.ts';
import { openUnitBook, readUnit } from './unit-cells.ts';

/** Errors: NOT_FOUND, FORBIDDEN. */
function getCount(ctx: Ctx, id: string, name: string): Row<'headcount'> {
  const count = findHeadcount(ctx.db, id);
  if (count === undefined) throw new AppError('NOT_FOUND', { entity: 'headcount', id });
  assertMayKeep(ctx, count.unitId, name);
  return count;
}

export function recordHeadcount(
  ctx: Ctx,
  input: Checked<'staffing.recordHeadcount'>,
): Output<'staffing.recordHeadcount'> {
  const { unitId, count, audience } = input;
  assertMayKeep(ctx, unitId, 'staffing.recordHeadcount');
  checkCount(ctx, unitId, count);
  assertNotCounted(ctx, unitId, count.onDay);
  const id = ctx.newId();
  commit(ctx, [create('headcount', id, { ...count, unitId, audience: audienceOf(ctx, unitId, audience) })]);
  return { id };
}

export function correctHeadcount(
  ctx: Ctx,
  input: Checked<'staffing.correctHeadcount'>,
): Output<'staffing.correctHeadcount'> {
  const { id, changedAtMs, count } = input;
  const before = getCount(ctx, id, 'staffing.correctHeadcount');
  if (before.changedAtMs !== changedAtMs) throw new AppError('CHANGED_MEANWHILE', { entity: 'headcount', id });
  checkCount(ctx, before.unitId, count);
  assertNotCounted(ctx, before.unitId, count.onDay, id);
  commit(ctx, [update('headcount', id, count)]);
  return {};
}

export function removeHeadcount(
  ctx: Ctx,
  { id }: Checked<'staffing.removeHeadcount'>,
): Output<'staffing.removeHeadcount'> {
  getCount(ctx, id, 'staffing.removeHeadcount');
  commit(ctx, [remove('headcount', id)]);
  return {};
}

interface Judged {
  readonly checked: CheckedRow;
  readonly id: string | undefined;
  readonly changes: readonly Change[];
}

type Rows = Checked<'staffing.checkRows'> & { audience?: 'office' | 'unit' };

export const checkCounts = (ctx: Ctx, input: Checked<'staffing.checkRows'>): Output<'staffing.checkRows'> => ({
  rows: judgeRows(ctx, input).map(({ checked }) => checked),
});

/** Errors: ROWS_REFUSED. */
export function recordMany(ctx: Ctx, input: Checked<'staffing.recordMany'>): Output<'staffing.recordMany'> {
  const judged = judgeRows(ctx, input);
  if (input.keep === 'all') assertAllGood(judged.map(({ checked }) => checked));
  const wanted = ({ checked, changes }: Judged): boolean =>
    changes.length > 0 && (checked.state === 'good' || (checked.state === 'duplicate' && input.saveDuplicates));
  const saved = judged.filter(wanted);
  commit(
    ctx,
    saved.flatMap(({ changes }) => changes),
  );
  return {
    saved: saved.length,
    rows: judged.map((row) => {
      const { key, state, problems } = row.checked;
      return { key, state, problems, id: wanted(row) ? (row.id ?? null) : null };
    }),
  };
}

/** Each row as the single command would take it. A second row for the same unit and day is refused: nobody knows which is meant. */
function judgeRows(ctx: Ctx, { rows, defaults, audience }: Rows): Judged[] {
  const book = openUnitBook(ctx);
  const seen = new Map<string, number>();
  return rows.map((row, index) => {
    if (index % 200 === 0) ctx.step(index, rows.length);
    const reader = readerOf({ cells: row.cells, defaults, picks: row.picks });
    const planned = planRow(ctx, book, reader, audience ?? 'office');
    const above = planned.double === undefined ? undefined : seen.get(planned.double);
    if (above !== undefined) reader.problems.push(problem('unit', 'duplicateInSheet', [above + 1]));
    else if (planned.double !== undefined) seen.set(planned.double, index);
    const { problems } = reader;
    const changes = hasError(problems) ? [] : planned.changes;
    return {
      ...planned,
      changes,
      checked: { key: row.key, state: stateOf(problems), problems, resolved: planned.resolved },
    };
  });
}

interface Planned {
  readonly id: string | undefined;
  readonly changes: readonly Change[];
  readonly resolved: Record<string, string>;
  /** What two rows of a sheet must not share. */
  readonly double: string | undefined;
}

const nothing: Planned = { id: undefined, changes: [], resolved: {}, double: undefined };

const fieldOfError = (error: AppError): HeadcountColumn =>
  error.code === 'UNIT_NOT_ALIVE' || error.code === 'FORBIDDEN' ? 'unit' : 'present';

function planRow(ctx: Ctx, book: UnitBook, reader: Reader, audience: 'office' | 'unit'): Planned {
  const { problems } = reader;
  const on = reader.day('onDay');
  if (on === null) {
    if (!problems.some(({ field }) => field === 'onDay')) problems.push(problem('onDay', 'required'));
    return nothing;
  }
  const unitId = readUnitOf(book, reader, on);
  const resolved = resolvedName(reader, book, unitId, on);
  const parsed = HeadcountFields.safeParse({
    ...{ onDay: on, note: reader.line('note'), present: reader.int('present') },
    ...{ establishment: reader.int('establishment'), chiefs: reader.int('chiefs') },
    ...{ deputies: reader.int('deputies'), investigators: reader.int('investigators') },
  });
  if (!parsed.success) tellIssues(problems, parsed.error, (path) => path, reader.line);
  if (unitId === undefined || !parsed.success || hasError(problems)) return { ...nothing, resolved };
  heed(problems, fieldOfError, () => {
    assertMayKeep(ctx, unitId, 'staffing.recordMany');
    checkCount(ctx, unitId, parsed.data);
  });
  const there = findHeadcountOf(ctx.db, unitId, on);
  const id = there?.id ?? ctx.newId();
  if (there !== undefined) problems.push(problem('onDay', 'duplicate', [showDay(on)], { level: 'warning' }));
  const change =
    there === undefined
      ? create('headcount', id, { ...parsed.data, unitId, audience: audienceOf(ctx, unitId, audience) })
      : update('headcount', id, parsed.data);
  return { id, changes: [change], resolved, double: `${unitId} ${on}` };
}

function readUnitOf(book: UnitBook, reader: Reader, on: Day): string | undefined {
  const text = reader.line('unit');
  if (text !== '') return readUnit(book, { reader, field: 'unit', on, text })?.unitId;
  reader.problems.push(problem('unit', 'required'));
  return undefined;
}

/** The unit's full name, where the cell says it otherwise. */
function resolvedName(reader: Reader, book: UnitBook, unitId: string | undefined, on: Day): Record<string, string> {
  const name = unitId === undefined ? undefined : book.byId(unitId, on)?.fullName;
  return name === undefined || name === reader.line('unit') ? {} : { unit: name };
}
