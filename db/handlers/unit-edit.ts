import type { Checked, Output } from '../api/contract/index.ts';
import type { UnitKind, UnitLevel, UnitNature } from '../api/contract/unit-words.ts';
import { AppError } from '../api/errors.ts';
import { commit, create, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { AreaVersion } from '../domain/catalogue.ts';
import { changeOnward, given } from '../domain/reorganization-writes.ts';
import { changeFrom, endFrom, versionOn } from '../domain/unit.ts';
import { isKindOf } from '../domain/unit-kind.ts';
import { countOpenItems } from '../queries/open-item.ts';
import { findName, listVersions, listVersionsUnder, type UnitRow } from '../queries/unit.ts';
import { correctTrace, dropEnd, recordChange, recordEnd } from './reorganization-trace.ts';
import { assertStands, assertTreeOwner, saveVersions, unitOf, versionOf } from './unit-rules.ts';

function assertKind(nature: UnitNature, level: UnitLevel, kind: UnitKind): void {
  if (!isKindOf(nature, level, kind))
    throw new AppError('INVALID_INPUT', { issues: [{ path: 'kind', code: 'kind_of_level' }] });
}

/** Errors: NOT_FOUND (parent or area), INVALID_INPUT and the rules of units over time. */
export function createUnit(ctx: Ctx, input: Checked<'unit.create'>): Output<'unit.create'> {
  assertTreeOwner(ctx);
  const { nature, level, areaId, validFrom, validTo, facts } = input;
  assertKind(nature, level, facts.kind);
  if (areaId !== null && unitOf(ctx.db, areaId).nature !== 'area')
    throw new AppError('NOT_FOUND', { entity: 'unit', id: areaId });
  const id = ctx.newId();
  const unit: UnitRow = { id, nature, level, areaId, ownerId: ctx.office.unitId };
  const version: AreaVersion = { id: ctx.newId(), unitId: id, validFrom, validTo, ...facts };
  assertStands(ctx.db, unit, [version]);
  const { id: versionId, ...fields } = version;
  commit(ctx, [create('unit', id, { nature, level, areaId }), create('unitVersion', versionId, fields)]);
  return { id };
}

/**
 * A change of name, kind or parent is an event of the organisation and is recorded as one, so that its history has no holes.
 * Errors: NOT_FOUND, UNIT_NOT_ALIVE, TREE_NOT_OWN and the rules of units over time.
 */
export function changeUnit(ctx: Ctx, input: Checked<'unit.change'>): Output<'unit.change'> {
  assertTreeOwner(ctx);
  const unit = unitOf(ctx.db, input.unitId);
  const versions = listVersions(ctx.db, unit.id);
  const current = versionOn(versions, input.from);
  if (current === undefined) throw notAlive(ctx, unit.id, input.from);
  const patch = given(input.patch);
  if (patch.kind !== undefined) assertKind(unit.nature, unit.level, patch.kind);
  const after = changeOnward(versions, input.from, ctx.newId, patch, noBasis) ?? versions;
  const now = versionOn(after, input.from) ?? current;
  if (after === versions) return { versionId: current.id };
  saveVersions(ctx, unit, after);
  recordChange(ctx, unit.id, { versions, now });
  return { versionId: now.id };
}

const noBasis = { basisDirectiveId: null, basisText: '' };

/** Errors: NOT_FOUND, VERSIONS_OVERLAP and the other rules of units over time. */
export function correctVersion(ctx: Ctx, input: Checked<'unit.correct'>): Output<'unit.correct'> {
  assertTreeOwner(ctx);
  const version = versionOf(ctx.db, input.versionId);
  const unit = unitOf(ctx.db, version.unitId);
  const versions = listVersions(ctx.db, unit.id);
  const patch = given(input.patch);
  if (patch.kind !== undefined) assertKind(unit.nature, unit.level, patch.kind);
  const place = versions.findIndex((other) => other.id === version.id);
  const mended = { ...version, ...patch };
  const [previous, next] = [versions[place - 1], versions[place + 1]];
  if (previous !== undefined && mended.validFrom <= previous.validFrom) {
    throw new AppError('VERSIONS_OVERLAP', { validFrom: mended.validFrom, otherFrom: previous.validFrom });
  }
  if (next !== undefined && (mended.validTo === null || (next.validTo !== null && mended.validTo >= next.validTo))) {
    throw new AppError('VERSIONS_OVERLAP', { validFrom: mended.validFrom, otherFrom: next.validFrom });
  }
  const after = versions.map((other) => {
    if (other === versions[place]) return mended;
    if (other === previous) return { ...other, validTo: mended.validFrom };
    return other === next && mended.validTo !== null ? { ...other, validFrom: mended.validTo } : other;
  });
  saveVersions(ctx, unit, after);
  correctTrace(ctx, unit.id, versions, after);
  return {};
}

/** Errors: NOT_FOUND, ONLY_VERSION and the rules of units over time. */
export function removeVersion(ctx: Ctx, input: Checked<'unit.removeVersion'>): Output<'unit.removeVersion'> {
  assertTreeOwner(ctx);
  const version = versionOf(ctx.db, input.versionId);
  const unit = unitOf(ctx.db, version.unitId);
  const versions = listVersions(ctx.db, unit.id);
  const place = versions.findIndex((other) => other.id === version.id);
  const heir = versions[place - 1] ?? versions[place + 1];
  if (heir === undefined) throw new AppError('ONLY_VERSION', {});
  const isBefore = heir.validFrom < version.validFrom;
  const taken = isBefore ? { ...heir, validTo: version.validTo } : { ...heir, validFrom: version.validFrom };
  const after = versions
    .filter((other) => other.id !== version.id)
    .map((other) => (other.id === heir.id ? taken : other));
  saveVersions(ctx, unit, after);
  correctTrace(ctx, unit.id, versions, after);
  return {};
}

const notAlive = (ctx: Ctx, unitId: string, on: string): AppError =>
  new AppError('UNIT_NOT_ALIVE', { unitId, name: findName(ctx.db, unitId, on), on });

/** Errors: NOT_FOUND, UNIT_NOT_ALIVE, UNIT_HAS_OPEN_WORK, CHILD_OUTLIVES_PARENT, IMMUTABLE for the office's own unit. */
export function endUnit(ctx: Ctx, input: Checked<'unit.end'>): Output<'unit.end'> {
  assertTreeOwner(ctx);
  const unit = unitOf(ctx.db, input.unitId);
  if (unit.id === ctx.office.unitId) throw new AppError('IMMUTABLE', { entity: 'unit', field: 'validTo' });
  const ended = input.children === 'end' ? [unit.id, ...listBelow(ctx, unit.id, input.on)] : [unit.id];
  const openCount = [...countOpenItems(ctx.db, ended, input.on).values()].reduce((sum, count) => sum + count, 0);
  if (openCount > 0) throw new AppError('UNIT_HAS_OPEN_WORK', { count: openCount });
  const movedIds = input.children === 'moveUp' ? moveChildrenUp(ctx, unit, input) : [];
  // From the lowest up, so that no child is ever without its parent.
  for (const id of ended.toReversed()) {
    const versions = listVersions(ctx.db, id);
    const before = versionOn(versions, input.on) ?? versions.find((version) => version.validTo === input.on);
    const after = before && endFrom(versions, input.on);
    if (after === undefined) throw notAlive(ctx, id, input.on);
    const last = after.at(-1);
    const basis = input.basisText === '' ? {} : { basisText: input.basisText };
    saveVersions(
      ctx,
      unitOf(ctx.db, id),
      after.map((version) => (version === last ? { ...version, ...basis } : version)),
    );
  }
  recordEnd(ctx, { endedIds: ended, movedIds, on: input.on, basisText: input.basisText });
  return { ended: ended.length, moved: movedIds.length };
}

/** Units below one on a day, each after its parent. */
function listBelow(ctx: Ctx, unitId: string, on: string): string[] {
  const children = listVersionsUnder(ctx.db, unitId).filter((version) => versionOn([version], on) !== undefined);
  return children.flatMap((child) => [child.unitId, ...listBelow(ctx, child.unitId, on)]);
}

/** Puts what stands under a unit under its parent, from the day of its end on. */
function moveChildrenUp(ctx: Ctx, unit: UnitRow, input: Checked<'unit.end'>): string[] {
  const parentId = versionOn(listVersions(ctx.db, unit.id), input.on)?.parentId ?? null;
  const after = listVersionsUnder(ctx.db, unit.id).filter(
    (version) => version.validTo === null || version.validTo > input.on,
  );
  const childIds = [...new Set(after.map((version) => version.unitId))];
  for (const childId of childIds) {
    const versions = listVersions(ctx.db, childId);
    const fromDay = versionOn(versions, input.on)?.parentId === unit.id;
    const basis = { basisDirectiveId: null, basisText: input.basisText };
    const cut = fromDay ? (changeFrom(versions, input.on, ctx.newId(), { parentId, ...basis }) ?? versions) : versions;
    const moved = cut.map((version) =>
      version.validFrom > input.on && version.parentId === unit.id ? { ...version, parentId } : version,
    );
    saveVersions(ctx, unitOf(ctx.db, childId), moved);
  }
  return childIds;
}

/** Errors: NOT_FOUND, UNIT_NOT_ENDED, EVENT_IN_FORCE where an event says who carries it on, and the rules of units over time. */
export function reopenUnit(ctx: Ctx, input: Checked<'unit.reopen'>): Output<'unit.reopen'> {
  assertTreeOwner(ctx);
  const unit = unitOf(ctx.db, input.unitId);
  const versions = listVersions(ctx.db, unit.id);
  const last = versions.at(-1);
  if (last === undefined || last.validTo === null) {
    throw new AppError('UNIT_NOT_ENDED', { name: last?.fullName ?? '' });
  }
  dropEnd(ctx, unit.id, last.validTo);
  saveVersions(
    ctx,
    unit,
    versions.map((version) => (version === last ? { ...version, validTo: null } : version)),
  );
  return {};
}

/** Errors: NOT_FOUND, UNIT_NOT_ALIVE. */
export function setHasPolice(ctx: Ctx, input: Checked<'unit.setHasPolice'>): Output<'unit.setHasPolice'> {
  assertTreeOwner(ctx);
  const changes = input.unitIds.map((unitId) => {
    const version = versionOn(listVersions(ctx.db, unitOf(ctx.db, unitId).id), input.on);
    if (version === undefined) throw notAlive(ctx, unitId, input.on);
    return update('unitVersion', version.id, { hasPolice: input.hasPolice });
  });
  return { changed: commit(ctx, changes) };
}
