import type { Checked, Output } from '../api/contract/index.ts';
import type { NormFields } from '../api/contract/staffing.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';

import { rowsOn, type StaffFacts, type StaffRow, sumOf } from '../domain/staffing-book.ts';
import type { Row } from '../entities/index.ts';
import { findNorm, hasNormLike, listNormRecords, loadFacts } from '../queries/staffing.ts';
import { publishedNorms } from '../seed-norms.ts';
import { assertForOffice } from './assignment-rules.ts';
import { readerOf } from './staffing-rules.ts';

/** Most units a preview names; the counts are of all. */
const namedLimit = 200;

/** The first day of view on which a norm holds; the last one of those that are over. */
const judgedOn = ({ validFrom, validTo }: Pick<NormFields, 'validFrom' | 'validTo'>, on: Day): Day =>
  validFrom > on || (validTo !== null && validTo <= on) ? validFrom : on;

const LAST: Day = '9999-12-31';

export function listNormRows(ctx: Ctx, { on }: Checked<'staffing.norms'>): Output<'staffing.norms'> {
  const facts = loadFacts(ctx.db, readerOf(ctx), LAST);
  const known = new Map<string, StaffRow[]>();
  const rowsAt = (level: NormFields['level'], day: Day): StaffRow[] => {
    const key = `${level} ${day}`;
    const rows = known.get(key) ?? rowsOn(facts, { underId: null, level }, day);
    known.set(key, rows);
    return rows;
  };
  return listNormRecords(ctx.db, on).map(({ ownerId, ...norm }) => {
    const day = judgedOn(norm, on);
    const own = rowsAt(norm.level, day).filter((row) => row.norm?.id === norm.id);
    const { units, below } = sumOf(own);
    return { ...norm, isOwn: ownerId === ctx.office.unitId, judgedOn: day, unitCount: units, belowCount: below };
  });
}

const DRAFT = 'draft';

export function previewNorm(
  ctx: Ctx,
  { id, norm, on }: Checked<'staffing.previewNorm'>,
): Output<'staffing.previewNorm'> {
  assertNorm(norm);
  const day = judgedOn(norm, on);
  const facts = loadFacts(ctx.db, readerOf(ctx), day);
  const draftId = id ?? DRAFT;
  const kept = facts.norms.filter((one) => one.id !== id);
  const rowsOf = (changed: StaffFacts): StaffRow[] => rowsOn(changed, { underId: null, level: norm.level }, day);
  const before = rowsOf(facts);
  const after = rowsOf({ ...facts, norms: [...kept, { ...norm, id: draftId }] });
  const judged = sumOf(after.filter((row) => row.norm?.id === draftId));
  const newly = after.filter((row, at) => row.verdict.state === 'below' && before[at]?.verdict.state !== 'below');
  return {
    on: day,
    units: judged.units,
    below: judged.below,
    belowBefore: sumOf(before).below,
    belowAfter: sumOf(after).below,
    noData: judged.noData,
    newlyBelow: newly.slice(0, namedLimit).map(({ version, staffing, verdict }) => ({
      unitId: version.unitId,
      unitName: version.name,
      total: staffing.total ?? 0,
      missing: verdict.missing,
    })),
  };
}

/** Errors: DATES_OUT_OF_ORDER, NORM_RANGE. */
function assertNorm({ validFrom, validTo, minTotal, maxTotal }: NormFields): void {
  if (validTo !== null && validTo <= validFrom)
    throw new AppError('DATES_OUT_OF_ORDER', { first: validFrom, second: validTo });
  if (maxTotal !== null && maxTotal < minTotal) throw new AppError('NORM_RANGE', { minTotal, maxTotal });
}

/** Errors: NOT_FOUND. */
function getNorm(ctx: Ctx, id: string): Row<'norm'> {
  const norm = findNorm(ctx.db, id);
  if (norm === undefined) throw new AppError('NOT_FOUND', { entity: 'norm', id });
  return norm;
}

export function saveNorm(ctx: Ctx, { id, norm }: Checked<'staffing.saveNorm'>): Output<'staffing.saveNorm'> {
  assertForOffice(ctx, 'staffing.saveNorm');
  assertNorm(norm);
  if (id !== null) {
    getNorm(ctx, id);
    commit(ctx, [update('norm', id, norm)]);
    return { id };
  }
  const newId = ctx.newId();
  commit(ctx, [create('norm', newId, norm)]);
  return { id: newId };
}

export function endNorm(ctx: Ctx, { id, validTo }: Checked<'staffing.endNorm'>): Output<'staffing.endNorm'> {
  assertForOffice(ctx, 'staffing.endNorm');
  assertNorm({ ...getNorm(ctx, id), validTo });
  commit(ctx, [update('norm', id, { validTo })]);
  return {};
}

export function removeNorm(ctx: Ctx, { id }: Checked<'staffing.removeNorm'>): Output<'staffing.removeNorm'> {
  assertForOffice(ctx, 'staffing.removeNorm');
  getNorm(ctx, id);
  commit(ctx, [remove('norm', id)]);
  return {};
}

export function loadPublishedNorms(ctx: Ctx): Output<'staffing.loadPublishedNorms'> {
  assertForOffice(ctx, 'staffing.loadPublishedNorms');
  const missing = publishedNorms.filter((norm) => !hasNormLike(ctx.db, norm));
  commit(
    ctx,
    missing.map((norm) => create('norm', ctx.newId(), norm)),
  );
  return { added: missing.length, skipped: publishedNorms.length - missing.length };
}
