import type { UnitKind, UnitLevel } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import { type Interval, isInside } from './interval.ts';
import {
  type Counted,
  judge,
  type Norm,
  type Normed,
  normsOn,
  type PostHeld,
  type Staffing,
  staffingOn,
  type Verdict,
} from './staffing.ts';

/** A police unit during one of its versions. */
export interface BookVersion extends Interval {
  readonly unitId: string;
  readonly areaId: string | null;
  readonly level: UnitLevel;
  readonly kind: UnitKind;
  readonly name: string;
  readonly sortKey: string;
  readonly parentId: string | null;
  readonly isKey: 0 | 1;
}

/** Everything staffing is reckoned from. Posts and headcounts by unit, in any order. */
export interface StaffFacts {
  readonly versions: readonly BookVersion[];
  /** When an area is trọng điểm, by area. */
  readonly keyAreas: ReadonlyMap<string, readonly Interval[]>;
  readonly posts: ReadonlyMap<string, readonly PostHeld[]>;
  readonly counts: ReadonlyMap<string, readonly Counted[]>;
  readonly norms: readonly Norm[];
}

/** One unit on one day. */
export interface StaffRow {
  readonly version: BookVersion;
  readonly unit: Normed;
  readonly staffing: Staffing;
  readonly norm: Norm | null;
  readonly planned: readonly Norm[];
  readonly verdict: Verdict;
}

/** Which units: of a level, and under a unit (itself included) as the tree stood on the day. */
export interface StaffScope {
  readonly underId: string | null;
  readonly level: UnitLevel;
}

const none: readonly never[] = [];

function pathOf(unitId: string, alive: ReadonlyMap<string, BookVersion>): string[] {
  const path: string[] = [];
  for (let at: string | null = unitId; at !== null && path.length < 20; at = alive.get(at)?.parentId ?? null)
    path.push(at);
  return path;
}

/** How one unit stands on a day, from nothing but what was true on that day. */
export function rowOn(facts: StaffFacts, version: BookVersion, path: readonly string[], day: Day): StaffRow {
  const { unitId, level, kind, isKey, areaId } = version;
  const isKeyArea = areaId !== null && (facts.keyAreas.get(areaId) ?? none).some((one) => isInside(one, day));
  const unit = { level, kind, isKey: isKey === 1 || isKeyArea, path };
  const staffing = staffingOn(facts.posts.get(unitId) ?? none, facts.counts.get(unitId) ?? none, day);
  const { norm, planned } = normsOn(facts.norms, unit, day);
  return { version, unit, staffing, norm, planned, verdict: judge(staffing, norm) };
}

/** The units of a scope that exist on a day, in the order of names. */
export function rowsOn(facts: StaffFacts, { underId, level }: StaffScope, day: Day): StaffRow[] {
  const alive = new Map<string, BookVersion>();
  for (const version of facts.versions) if (isInside(version, day)) alive.set(version.unitId, version);
  const rows: StaffRow[] = [];
  for (const version of alive.values()) {
    if (version.level !== level) continue;
    const path = pathOf(version.unitId, alive);
    if (underId === null || path.includes(underId)) rows.push(rowOn(facts, version, path, day));
  }
  return rows.sort((a, b) => compare(a.version, b.version));
}

/** One unit on a day; undefined on a day on which it does not exist. */
export function rowOfUnit(facts: StaffFacts, unitId: string, day: Day): StaffRow | undefined {
  const versionOf = (id: string): BookVersion | undefined =>
    facts.versions.find((version) => version.unitId === id && isInside(version, day));
  const version = versionOf(unitId);
  if (version === undefined) return undefined;
  const path = [unitId];
  for (let at = version.parentId; at !== null && path.length < 20; at = versionOf(at)?.parentId ?? null) path.push(at);
  return rowOn(facts, version, path, day);
}

const compare = (a: BookVersion, b: BookVersion): number =>
  a.sortKey === b.sortKey ? (a.unitId < b.unitId ? -1 : 1) : a.sortKey < b.sortKey ? -1 : 1;

/** What the units of a scope come to together on a day. */
export interface StaffSum {
  readonly units: number;
  /** Units whose number is known, and that number. */
  readonly counted: number;
  readonly total: number;
  /** Of those with a norm: what they have and what they should have, so that the two can be compared. */
  readonly judged: number;
  readonly judgedTotal: number;
  readonly required: number;
  readonly noData: number;
  readonly noNorm: number;
  readonly below: number;
  readonly missing: number;
  readonly chiefVacant: number;
  readonly deputiesOver: number;
}

const isJudged = ({ staffing, norm }: StaffRow): boolean => staffing.total !== null && norm !== null;

/** Sums of rows; a unit nobody has counted is told apart and never taken for 0. */
export function sumOf(rows: readonly StaffRow[]): StaffSum {
  const many = (test: (row: StaffRow) => boolean): number => rows.filter(test).length;
  const add = (value: (row: StaffRow) => number): number => rows.reduce((sum, row) => sum + value(row), 0);
  return {
    units: rows.length,
    counted: many(({ staffing }) => staffing.total !== null),
    total: add(({ staffing }) => staffing.total ?? 0),
    judged: many(isJudged),
    judgedTotal: add((row) => (isJudged(row) ? (row.staffing.total ?? 0) : 0)),
    required: add(({ staffing, norm }) => (staffing.total === null ? 0 : (norm?.minTotal ?? 0))),
    noData: many(({ verdict }) => verdict.state === 'noData'),
    noNorm: many(({ verdict }) => verdict.state === 'noNorm'),
    below: many(({ verdict }) => verdict.state === 'below'),
    missing: add(({ verdict }) => verdict.missing),
    chiefVacant: many(({ verdict }) => verdict.isChiefVacant),
    deputiesOver: many(({ verdict }) => verdict.deputiesOver > 0),
  };
}
