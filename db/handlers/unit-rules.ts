import type { UnitLevel } from '../api/contract/unit-words.ts';
import { type Day, dayOfInstant } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { AreaVersion } from '../domain/catalogue.ts';
import { checkChildren, checkParents, checkVersions, lifeOf, type UnitProblem } from '../domain/unit.ts';
import {
  fieldsOfVersion,
  findCodeHolder,
  findName,
  findUnit,
  findVersion,
  listVersions,
  listVersionsUnder,
  type UnitRow,
} from '../queries/unit.ts';
import type { Db } from '../sql.ts';

/** Errors: NOT_FOUND. */
export function unitOf(db: Db, id: string): UnitRow {
  const unit = findUnit(db, id);
  if (unit === undefined) throw new AppError('NOT_FOUND', { entity: 'unit', id });
  return unit;
}

/** The tree is kept by the provinces and the ministry; who works below them takes it as it comes. Errors: TREE_NOT_OWN. */
export function assertTreeOwner(ctx: Ctx): void {
  const level = findUnit(ctx.db, ctx.office.unitId)?.level;
  if (level === 'province' || level === 'ministry') return;
  throw new AppError('TREE_NOT_OWN', { officeName: findName(ctx.db, ctx.office.unitId, dayOfInstant(ctx.now())) });
}

/** Errors: NOT_FOUND. */
export function versionOf(db: Db, id: string): AreaVersion {
  const version = findVersion(db, id);
  if (version === undefined) throw new AppError('NOT_FOUND', { entity: 'unitVersion', id });
  return version;
}

/** The ops that turn the versions a unit has into those it shall have. */
export function versionChanges(before: readonly AreaVersion[], after: readonly AreaVersion[]): Change[] {
  const known = new Map(before.map((version) => [version.id, version]));
  const kept = new Set(after.map((version) => version.id));
  return [
    ...before.filter((version) => !kept.has(version.id)).map((version) => remove('unitVersion', version.id)),
    ...after.flatMap((version) => {
      const old = known.get(version.id);
      if (old === undefined) return [create('unitVersion', version.id, fieldsOfVersion(version))];
      return JSON.stringify(old) === JSON.stringify(version)
        ? []
        : [update('unitVersion', version.id, fieldsOfVersion(version))];
    }),
  ];
}

/** Writes what the versions of a unit shall be, once all rules of units over time hold. Errors: those rules'. */
export function saveVersions(ctx: Ctx, unit: UnitRow, after: readonly AreaVersion[]): void {
  assertStands(ctx.db, unit, after);
  commit(ctx, versionChanges(listVersions(ctx.db, unit.id), after));
}

/**
 * Errors: VERSION_ENDS_BEFORE_START, VERSIONS_OVERLAP, VERSIONS_GAP, PARENT_NOT_ALIVE, PARENT_CYCLE, CHILD_OUTLIVES_PARENT,
 * PARENT_OTHER_NATURE, PARENT_OF_LEVEL, OFFICIAL_CODE_TAKEN.
 */
export function assertStands(db: Db, unit: UnitRow, versions: readonly AreaVersion[]): void {
  const own = checkVersions(versions);
  if (own !== undefined) throw toError(db, own, versions);
  for (const version of versions) assertPlace(db, unit, version);
  const above = checkParents(versions, (id) => (id === unit.id ? versions : listVersions(db, id)));
  if (above !== undefined) throw toError(db, above, versions);
  const life = lifeOf(versions);
  const children = listVersionsUnder(db, unit.id);
  const below = life && checkChildren(life, children);
  if (below !== undefined) throw toError(db, below, children, life?.validTo ?? null);
}

/** Areas hang from the level above; other trees are free. */
const areaRank: Partial<Record<UnitLevel, number>> = { province: 1, district: 2, commune: 3 };

function assertPlace(db: Db, unit: UnitRow, version: AreaVersion): void {
  const { parentId, officialCode, validFrom, validTo } = version;
  if (parentId !== null && parentId !== unit.id) {
    const parent = unitOf(db, parentId);
    const parentName = findName(db, parentId, validFrom);
    if (parent.nature !== unit.nature) throw new AppError('PARENT_OTHER_NATURE', { parentName });
    const isAbove = (areaRank[parent.level] ?? 0) < (areaRank[unit.level] ?? 9);
    if (unit.nature === 'area' && !isAbove) throw new AppError('PARENT_OF_LEVEL', { parentName });
  }
  if (officialCode === null) return;
  const { id: unitId, nature, level } = unit;
  const holder = findCodeHolder(db, { unitId, nature, level, officialCode, validFrom, validTo });
  if (holder !== undefined) throw new AppError('OFFICIAL_CODE_TAKEN', { officialCode, name: holder.fullName });
}

/** The error a user reads for a broken rule; `versions` are those the rule looked at. */
function toError(db: Db, problem: UnitProblem, versions: readonly AreaVersion[], endsOn: Day | null = null): AppError {
  const find = (id: string): AreaVersion | undefined => versions.find((version) => version.id === id);
  switch (problem.code) {
    case 'VERSION_ENDS_BEFORE_START':
      return new AppError(problem.code, {
        validFrom: problem.on,
        validTo: find(problem.versionId)?.validTo ?? problem.on,
      });
    case 'VERSIONS_OVERLAP':
      return new AppError(problem.code, {
        validFrom: problem.on,
        otherFrom: find(problem.versionIds[0])?.validFrom ?? problem.on,
      });
    case 'VERSIONS_GAP':
      return new AppError(problem.code, {
        gapFrom: problem.on,
        gapTo: find(problem.versionIds[1])?.validFrom ?? problem.on,
      });
    case 'PARENT_NOT_ALIVE': {
      const parentName = findName(db, problem.parentId, problem.on);
      return new AppError(problem.code, { parentId: problem.parentId, parentName, validFrom: problem.on });
    }
    case 'PARENT_CYCLE':
      return new AppError(problem.code, { unitId: problem.unitIds[0] ?? '' });
    case 'CHILD_OUTLIVES_PARENT': {
      const outliving = versions.filter(
        (version) => endsOn === null || version.validTo === null || version.validTo > endsOn,
      );
      const count = new Set(outliving.map((version) => version.unitId)).size;
      const childName = findName(db, problem.unitId, problem.on);
      return new AppError(problem.code, { count: Math.max(1, count), childName, endsOn: endsOn ?? problem.on });
    }
  }
}
