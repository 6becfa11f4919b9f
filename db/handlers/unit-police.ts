import type { Checked, Output } from '../api/contract/index.ts';
import type { UnitLevel } from '../api/contract/unit-words.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { AreaUnit } from '../domain/catalogue.ts';
import { type PolicePlan, type PoliceUnit, planPolice } from '../domain/police.ts';
import { checkParents, checkVersions, versionOn } from '../domain/unit.ts';
import { findName, listUnitsOf, listUnitsWithWork } from '../queries/unit.ts';
import { assertStands, assertTreeOwner, unitOf, versionChanges } from './unit-rules.ts';

type Choices = Checked<'unit.previewPolice'>;

/** Errors: CATALOGUE_EMPTY, NOT_FOUND, UNIT_NOT_ALIVE. */
function plan(
  ctx: Ctx,
  input: Choices,
): { areas: readonly AreaUnit[]; police: readonly PoliceUnit[]; plan: PolicePlan } {
  const areas = listUnitsOf(ctx.db, 'area');
  const provinces = areas.filter(
    (area) => area.level === 'province' && versionOn(area.versions, input.on) !== undefined,
  );
  if (provinces.length === 0) throw new AppError('CATALOGUE_EMPTY', { on: input.on });
  const asked = [
    ...(input.provinceIds === 'all' ? [] : input.provinceIds),
    ...(input.officeAreaId === null ? [] : [input.officeAreaId]),
  ];
  for (const id of asked) {
    const area = areas.find((known) => known.id === id);
    if (area === undefined) throw new AppError('NOT_FOUND', { entity: 'unit', id });
    if (versionOn(area.versions, input.on) === undefined) {
      throw new AppError('UNIT_NOT_ALIVE', { unitId: id, name: findName(ctx.db, id, input.on), on: input.on });
    }
  }
  ctx.step(0, 2);
  const police = listUnitsOf(ctx.db, 'police');
  const { on, provinceIds, officeAreaId, basisText, endGone } = input;
  const openWork = new Set(listUnitsWithWork(ctx.db));
  const choices = { on, provinceIds, officeAreaId, basisText, endGone, openWork, officeUnitId: ctx.office.unitId };
  const planned = planPolice(areas, police, choices, ctx.newId);
  ctx.step(1, 2);
  return { areas, police, plan: planned };
}

function showCounts(ctx: Ctx, planned: PolicePlan, on: string): Output<'unit.previewPolice'> {
  const rows = new Map<string, Output<'unit.previewPolice'>['rows'][number]>();
  for (const { level, outcome } of planned.outcomes) {
    const row = rows.get(level) ?? { level: level as UnitLevel, created: 0, changed: 0, same: 0 };
    rows.set(level, { ...row, [outcome]: row[outcome] + 1 });
  }
  const { officeAreaId: id, withoutPolice, gone, goneKept } = planned;
  return {
    rows: [...rows.values()],
    withoutPolice,
    officeArea: id === null ? null : { id, fullName: findName(ctx.db, id, on) },
    gone: gone.length,
    goneKept,
  };
}

export const previewPolice = (ctx: Ctx, input: Choices): Output<'unit.previewPolice'> =>
  showCounts(ctx, plan(ctx, input).plan, input.on);

/** Errors: see the contract, and the rules of units over time where a unit made by hand is in the way. */
export function makePolice(ctx: Ctx, input: Choices): Output<'unit.makePolice'> {
  assertTreeOwner(ctx);
  const { police, plan: planned } = plan(ctx, input);
  const before = new Map(police.map((unit) => [unit.id, unit]));
  const changes = planned.writes.flatMap(({ unitId, level, isNew, areaId, versions }): Change[] => {
    const known = before.get(unitId);
    const identity = isNew ? [create('unit', unitId, { nature: 'police', level: level as UnitLevel, areaId })] : [];
    const link = known !== undefined && known.areaId !== areaId ? [update('unit', unitId, { areaId })] : [];
    return [...identity, ...link, ...versionChanges(known?.versions ?? [], versions)];
  });
  const after = new Map(planned.writes.map((write) => [write.unitId, write.versions]));
  const versionsOf = (unitId: string) => after.get(unitId) ?? before.get(unitId)?.versions ?? [];
  const broken = planned.writes.find(({ versions }) => checkVersions(versions) ?? checkParents(versions, versionsOf));
  commit(ctx, changes);
  // The full check reads what was just written, finds the words for it, and throws: the transaction takes it all back.
  if (broken !== undefined) assertStands(ctx.db, unitOf(ctx.db, broken.unitId), broken.versions);
  return showCounts(ctx, planned, input.on);
}
