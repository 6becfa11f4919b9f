import type { Checked, Output } from '../api/contract/index.ts';
import type { modelWardContract, RegistrationRow, RoadmapYear } from '../api/contract/model-ward.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { judge } from '../api/judge.ts';
import type { Ctx } from '../context.ts';
import { predecessorsOf } from '../domain/lineage.ts';
import { stateOf } from '../domain/model-ward.ts';
import { readCursor, showCursor } from '../queries/cursor.ts';
import { readLineageAround } from '../queries/lineage.ts';
import {
  countRegistrations,
  findCriterionSet,
  findDirectiveNumber,
  findListedRegistration,
  findRegistration,
  type ListedRegistration,
  listAssessments,
  listCriteria,
  listCriterionSets,
  listRecognitions,
  listRegistrations,
  listRegistrationsOfUnits,
  listUnitsOfKinds,
  type RegistrationPlace,
  type StoredAssessment,
} from '../queries/model-ward.ts';
import { listUnitsThen } from '../queries/unit-then.ts';
import type { HandlersOf } from './define.ts';
import { assess, removeAssessment, updateAssessment } from './model-ward-assess.ts';
import { endRegistration, register, removeRegistration, updateRegistration } from './model-ward-register.ts';
import { createSet, removeSet, saveCriteria, updateSet } from './model-ward-sets.ts';

export const modelWardHandlers: HandlersOf<typeof modelWardContract> = {
  'modelWard.sets': (ctx) => listCriterionSets(ctx.db),
  'modelWard.set': getSet,
  'modelWard.createSet': createSet,
  'modelWard.updateSet': updateSet,
  'modelWard.removeSet': removeSet,
  'modelWard.saveCriteria': saveCriteria,
  'modelWard.list': list,
  'modelWard.counts': counts,
  'modelWard.get': getRegistration,
  'modelWard.ofUnit': listOfUnit,
  'modelWard.roadmap': roadmap,
  'modelWard.register': register,
  'modelWard.updateRegistration': updateRegistration,
  'modelWard.endRegistration': endRegistration,
  'modelWard.removeRegistration': removeRegistration,
  'modelWard.assess': assess,
  'modelWard.updateAssessment': updateAssessment,
  'modelWard.removeAssessment': removeAssessment,
};

/** Errors: NOT_FOUND. */
function getSet(ctx: Ctx, { id }: Checked<'modelWard.set'>): Output<'modelWard.set'> {
  const set = findCriterionSet(ctx.db, id);
  if (set === undefined) throw new AppError('NOT_FOUND', { entity: 'criterionSet', id });
  return { ...set, criteria: listCriteria(ctx.db, id) };
}

/** Registrations with what their assessments come to on a day; the criteria of a set are read once. */
function judged(ctx: Ctx, rows: readonly ListedRegistration[], on: Day): RegistrationRow[] {
  const criteria = new Map<string, ReturnType<typeof listCriteria>>();
  const criteriaOf = (setId: string) => {
    const known = criteria.get(setId) ?? listCriteria(ctx.db, setId);
    criteria.set(setId, known);
    return known;
  };
  const byRegistration = Map.groupBy(
    listAssessments(
      ctx.db,
      rows.map(({ id }) => id),
    ),
    ({ registrationId }) => registrationId,
  );
  return rows.map(({ sortKey: _, ...row }) => {
    const set = criteriaOf(row.setId);
    const all = (byRegistration.get(row.id) ?? []).filter(({ onDay }) => onDay <= on);
    const results = all.map((one) => ({ ...one, ...judge(set, one.marks) }));
    const latest = (kind: StoredAssessment['kind']) => {
      const found = results.find((one) => one.kind === kind);
      if (found === undefined) return null;
      const { onDay, total, met, notMet, notEntered, outcome } = found;
      return { onDay, total, met, notMet, notEntered, outcome };
    };
    const state = stateOf(row, results, on);
    return {
      ...row,
      state,
      ...{ self: latest('self'), inspection: latest('inspection'), appraisal: latest('appraisal') },
      recognisedOn: state === 'recognised' ? (results.find((one) => one.kind === 'appraisal')?.onDay ?? null) : null,
    };
  });
}

/** So many registrations are judged at a time while one looks for those in a state. */
const batch = 500;

/** All registrations that match, judged, after a place, as they are asked for. */
function* matching(ctx: Ctx, input: Checked<'modelWard.list'>, after?: RegistrationPlace) {
  let place = after;
  for (;;) {
    const rows = listRegistrations(ctx.db, input, place, batch);
    for (const [index, row] of judged(ctx, rows, input.on).entries()) {
      const sortKey = rows[index]?.sortKey ?? '';
      if (input.states.length === 0 || input.states.includes(row.state)) yield { row, sortKey };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < batch) return;
    place = [last.year, last.sortKey, last.id];
  }
}

function list(ctx: Ctx, input: Checked<'modelWard.list'>): Output<'modelWard.list'> {
  const cursor = readCursor(input.after, 3);
  const after = cursor && ([Number(cursor[0]), String(cursor[1]), String(cursor[2])] as const);
  const found: { row: RegistrationRow; sortKey: string }[] = [];
  for (const one of matching(ctx, input, after)) {
    found.push(one);
    if (found.length > input.limit) break;
  }
  const shown = found.slice(0, input.limit);
  const last = found.length > input.limit ? shown.at(-1) : undefined;
  const total = input.isCounted ? [...matching(ctx, input)].length : 0;
  const next = last === undefined ? null : showCursor([last.row.year, last.sortKey, last.row.id]);
  return { rows: shown.map(({ row }) => row), next, total };
}

const everything = { year: null, setId: null, states: [], text: '', limit: batch, isCounted: false };

function counts(ctx: Ctx, { on }: Checked<'modelWard.counts'>): Output<'modelWard.counts'> {
  const counted = new Map<string, Output<'modelWard.counts'>[number]>();
  for (const { row } of matching(ctx, { ...everything, on })) {
    const key = `${row.year} ${row.state}`;
    const known = counted.get(key) ?? { year: row.year, state: row.state, count: 0 };
    counted.set(key, { ...known, count: known.count + 1 });
  }
  return [...counted.values()];
}

/** Errors: NOT_FOUND. */
function getRegistration(ctx: Ctx, { id, on }: Checked<'modelWard.get'>): Output<'modelWard.get'> {
  const { db } = ctx;
  const record = findRegistration(db, id);
  const row = findListedRegistration(db, id, on);
  const [shown] = row === undefined ? [] : judged(ctx, [row], on);
  const [unit] = record === undefined ? [] : listUnitsThen(db, [record.unitId], { heldOn: record.registeredOn, on });
  if (record === undefined || shown === undefined || unit === undefined)
    throw new AppError('NOT_FOUND', { entity: 'registration', id });
  const criteria = listCriteria(db, record.setId);
  const { target, basisDirectiveId, basisText, endReason, note, ownerId, changedAtMs } = record;
  return {
    ...shown,
    ...{ unit, criteria, target, basisDirectiveId, basisText, endReason, note, changedAtMs },
    basisDirectiveNumber: findDirectiveNumber(db, basisDirectiveId),
    assessments: listAssessments(db, [id]).map(({ registrationId: _r, unitId: _u, ...one }) => ({
      ...one,
      result: judge(criteria, one.marks),
    })),
    isOwn: ownerId === ctx.office.unitId ? 1 : 0,
  };
}

/** Errors: NOT_FOUND. */
function listOfUnit(ctx: Ctx, { unitId, on }: Checked<'modelWard.ofUnit'>): Output<'modelWard.ofUnit'> {
  const graph = readLineageAround(ctx.db, [unitId]);
  if (!graph.lives.has(unitId)) throw new AppError('NOT_FOUND', { entity: 'unit', id: unitId });
  const before = predecessorsOf(graph, unitId, on).filter((one) => one.unitId !== unitId);
  return judged(ctx, listRegistrationsOfUnits(ctx.db, [{ unitId, until: null }, ...before], on), on);
}

function roadmap(ctx: Ctx, { on, kinds }: Checked<'modelWard.roadmap'>): Output<'modelWard.roadmap'> {
  const registered = new Map(countRegistrations(ctx.db).map(({ year, count }) => [year, count]));
  const recognitions = listRecognitions(ctx.db, on);
  const thisYear = Number(on.slice(0, 4));
  const years = [...registered.keys(), ...recognitions.map(({ onDay }) => Number(onDay.slice(0, 4)))];
  const first = Math.min(thisYear, ...years);
  const rows: RoadmapYear[] = [];
  for (let year = first; year <= thisYear; year += 1) {
    const day = year === thisYear ? on : `${year}-12-31`;
    const units = new Set(listUnitsOfKinds(ctx.db, ctx.office.unitId, kinds, day));
    const known = new Set(recognitions.filter(({ onDay }) => onDay <= day).map(({ unitId }) => unitId));
    const recognisedInAll = [...known].filter((unitId) => units.has(unitId)).length;
    rows.push({
      ...{ year, on: day, units: units.size, registered: registered.get(year) ?? 0, recognisedInAll },
      recognised: recognitions.filter(({ onDay }) => onDay.startsWith(`${year}-`)).length,
      percent: units.size === 0 ? null : Math.round((recognisedInAll / units.size) * 10_000) / 100,
    });
  }
  return rows;
}
