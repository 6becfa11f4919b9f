import type { Checked, Output } from '../api/contract/index.ts';
import { maxTrendDays, type StaffingRow, type StaffingState } from '../api/contract/staffing.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { limits } from '../api/types.ts';
import type { Ctx } from '../context.ts';
import { isHeld, monthStarts, type PostHeld, readingDays } from '../domain/staffing.ts';
import { rowOfUnit, rowsOn, type StaffFacts, type StaffRow, type StaffScope, sumOf } from '../domain/staffing-book.ts';
import { foldText } from '../domain/text.ts';
import { readCursor, showCursor } from '../queries/cursor.ts';
import { listHeadcounts, listNormRecords, listPosts, loadFacts } from '../queries/staffing.ts';
import { findName } from '../queries/unit.ts';
import { listLives } from '../queries/unit-on.ts';
import { readerOf } from './staffing-rules.ts';

type Filter = Checked<'staffing.fences'>;

const tests: Record<StaffingState, (row: StaffRow) => boolean> = {
  noData: ({ verdict }) => verdict.state === 'noData',
  chiefVacant: ({ verdict }) => verdict.isChiefVacant,
  below: ({ verdict }) => verdict.state === 'below',
  deputiesOver: ({ verdict }) => verdict.deputiesOver > 0,
  met: ({ verdict }) => verdict.state === 'met' && !verdict.isChiefVacant && verdict.deputiesOver === 0,
};

const keyOf = ({ version }: StaffRow): [string, string] => [version.sortKey, version.unitId];

/** All rows of a filter in the order of names: a level of one office has hundreds, and one rule judges each. */
function findRows(ctx: Ctx, { on, underId, level, state, text }: Filter): { facts: StaffFacts; rows: StaffRow[] } {
  const facts = loadFacts(ctx.db, readerOf(ctx), on);
  const wanted = foldText(text ?? '');
  const rows = rowsOn(facts, { underId, level }, on).filter(
    (row) =>
      (state === undefined || tests[state](row)) && (wanted === '' || foldText(row.version.name).includes(wanted)),
  );
  return { facts, rows };
}

/** Who is chief on the day, else who acts for one. */
function chiefNameOf(posts: readonly PostHeld[], on: Day): string {
  const chiefs = posts.filter((post) => post.title === 'chief' && isHeld(post, on));
  return (chiefs.find(({ isActing }) => isActing === 0) ?? chiefs[0])?.holder ?? '';
}

const shownRow = (facts: StaffFacts, { version, staffing, norm, verdict }: StaffRow, on: Day): StaffingRow => ({
  unitId: version.unitId,
  unitName: version.name,
  kind: version.kind,
  chiefName: chiefNameOf(facts.posts.get(version.unitId) ?? [], on),
  ...staffing,
  normId: norm?.id ?? null,
  minTotal: norm?.minTotal ?? null,
  verdict,
});

export function listStaffing(ctx: Ctx, input: Checked<'staffing.list'>): Output<'staffing.list'> {
  const { after, limit, isCounted, ...filter } = input;
  const { facts, rows } = findRows(ctx, filter);
  const cursor = readCursor(after, 2)?.map(String);
  const isAfter = (row: StaffRow): boolean => {
    const [sortKey, id] = keyOf(row);
    return cursor === undefined || sortKey > (cursor[0] ?? '') || (sortKey === cursor[0] && id > (cursor[1] ?? ''));
  };
  const rest = rows.filter(isAfter);
  const shown = rest.slice(0, limit);
  const last = rest.length > limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map((row) => shownRow(facts, row, input.on)),
    next: last === undefined ? null : showCursor(keyOf(last)),
    total: isCounted ? rows.length : 0,
  };
}

export function listStaffingFences(ctx: Ctx, input: Filter): Output<'staffing.fences'> {
  const { rows } = findRows(ctx, input);
  const ends = rows.filter((_, index) => (index + 1) % limits.pageRows === 0);
  return { cursors: ends.map((row) => showCursor(keyOf(row))) };
}

export const countStaffing = (ctx: Ctx, { on, ...scope }: Checked<'staffing.counts'>): Output<'staffing.counts'> =>
  sumOf(rowsOn(loadFacts(ctx.db, readerOf(ctx), on), scope, on));

/** Errors: NOT_FOUND. */
export function getStaffingOf(ctx: Ctx, { unitId, on }: Checked<'staffing.ofUnit'>): Output<'staffing.ofUnit'> {
  const life = listLives(ctx.db, [unitId])[0];
  if (life === undefined) throw new AppError('NOT_FOUND', { entity: 'unit', id: unitId });
  const reader = readerOf(ctx);
  const facts = loadFacts(ctx.db, reader, on, unitId);
  const row = rowOfUnit(facts, unitId, on);
  const owned = <T extends { ownerId: string }>({ ownerId, ...rest }: T): Omit<T, 'ownerId'> & { isOwn: boolean } => ({
    ...rest,
    isOwn: ownerId === ctx.office.unitId,
  });
  const norms = listNormRecords(ctx.db, on);
  const norm = norms.find(({ id }) => id === row?.norm?.id) ?? null;
  return {
    unitId,
    unitName: findName(ctx.db, unitId, on),
    row: row === undefined ? null : shownRow(facts, row, on),
    norm,
    planned: norms.filter(({ id }) => row?.planned.some((one) => one.id === id)),
    validFrom: life.validFrom,
    validTo: life.validTo,
    posts: listPosts(ctx.db, unitId, reader).map(owned),
    headcounts: listHeadcounts(ctx.db, unitId, reader).map(owned),
  };
}

/** What was true on each day; nothing of a later day reaches an earlier one. */
export function getTrend(ctx: Ctx, input: Checked<'staffing.trend'>): Output<'staffing.trend'> {
  const { from, to, unitId, underId, level } = input;
  if (to < from) throw new AppError('DATES_OUT_OF_ORDER', { first: from, second: to });
  const facts = loadFacts(ctx.db, readerOf(ctx), to, unitId);
  const scope: StaffScope = { underId, level };
  const changes = input.by === 'change' ? changeDays(facts, unitId) : new Set<Day>();
  const by = input.by === 'change' && changes.size <= maxTrendDays ? 'change' : 'month';
  const normDays = facts.norms.flatMap(({ validFrom, validTo }) => [validFrom, ...(validTo === null ? [] : [validTo])]);
  const months = monthStarts(from, to);
  if (months.length > maxTrendDays) throw new AppError('INVALID_INPUT', { issues: [{ path: 'from', code: 'range' }] });
  const days = readingDays(from, to, [...normDays, ...(by === 'change' ? changes : months)]);
  const rowsOf = (day: Day): StaffRow[] => {
    if (unitId === null) return rowsOn(facts, scope, day);
    const row = rowOfUnit(facts, unitId, day);
    return row === undefined ? [] : [row];
  };
  return { by, rows: days.map((day) => ({ day, ...sumOf(rowsOf(day)) })) };
}

/** Days on which somebody came or went, was counted, or a unit changed. */
function changeDays(facts: StaffFacts, unitId: string | null): Set<Day> {
  const days = new Set<Day>();
  const isWanted = (id: string): boolean => unitId === null || id === unitId;
  for (const [id, posts] of facts.posts)
    if (isWanted(id)) for (const { fromOn, toOn } of posts) days.add(fromOn).add(toOn ?? fromOn);
  for (const [id, counts] of facts.counts) if (isWanted(id)) for (const { onDay } of counts) days.add(onDay);
  for (const { unitId: id, validFrom, validTo } of facts.versions)
    if (isWanted(id)) days.add(validFrom).add(validTo ?? validFrom);
  return days;
}
