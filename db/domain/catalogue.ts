import type { UnitKind } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import { areaKey, areaLevels, type CatalogueLine } from './catalogue-line.ts';
import { foldText, nameKey } from './text.ts';
import {
  changeFrom,
  checkChildren,
  checkParents,
  checkVersions,
  endFrom,
  lifeOf,
  type UnitProblem,
  type UnitVersionLife,
  versionOn,
} from './unit.ts';

/** A version of an administrative unit with all it says; what the catalogue does not know is carried along. */
export interface AreaVersion extends UnitVersionLife {
  readonly kind: UnitKind;
  readonly name: string;
  readonly fullName: string;
  readonly shortName: string;
  readonly symbol: string;
  readonly officialCode: string | null;
  readonly isKey: 0 | 1;
  readonly hasPolice: 0 | 1;
  readonly orderNumber: number | null;
  readonly basisDirectiveId: string | null;
  readonly basisText: string;
}

/** An administrative unit as stored, with all its versions. */
export interface AreaUnit {
  readonly id: string;
  readonly level: string;
  readonly versions: readonly AreaVersion[];
}

/** What is done with a code that stands for quite another name: decided line by line, or the same for all. */
export type CodeReuse = 'ask' | 'rename' | 'newUnit';
/** What is done with units that the file does not name: nothing, or an end, in the provinces of the file or everywhere. */
export type MissingUnits = 'keep' | 'endInProvinces' | 'endAll';

export interface CatalogueChoices {
  /** First day on which the catalogue holds. */
  readonly on: Day;
  /** For a catalogue older than one already here: the first day on which it no longer holds; units without a successor by code end then. */
  readonly until: Day | null;
  readonly codeReuse: CodeReuse;
  /** By areaKey: the decision for one line, above `codeReuse`. */
  readonly decisions: Readonly<Record<string, 'rename' | 'newUnit'>>;
  readonly missing: MissingUnits;
  /** Legal basis written into every version that the import makes. */
  readonly basisText: string;
}

export type PlanProblem =
  | 'CODE_REUSED'
  | 'PARENT_UNKNOWN'
  | 'PARENT_HAS_ERROR'
  | 'HAS_LATER_VERSIONS'
  | 'STARTS_SAME_DAY'
  | UnitProblem['code'];
export type ChangedField = 'kind' | 'name' | 'fullName' | 'parent' | 'validFrom';

export interface FieldChange {
  readonly field: ChangedField;
  /** For `parent` the unit's id, or null for none. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What becomes of one line of the file. */
export interface LineResult {
  readonly line: CatalogueLine;
  readonly outcome: 'new' | 'changed' | 'same' | 'error';
  /** The unit it is about; null where it cannot be told. */
  readonly unitId: string | null;
  readonly changes: readonly FieldChange[];
  readonly problem: { readonly code: PlanProblem; readonly detail: string } | null;
}

/** A unit alive on the day that the file does not name. */
export interface MissingResult {
  readonly unitId: string;
  readonly version: AreaVersion;
  readonly level: string;
  readonly willEnd: boolean;
  readonly problem: { readonly code: PlanProblem; readonly detail: string } | null;
}

/** All versions that a unit has once the plan is carried out. */
export interface UnitWrite {
  readonly unitId: string;
  readonly level: string;
  readonly isNew: boolean;
  readonly versions: readonly AreaVersion[];
}

export interface CataloguePlan {
  readonly results: readonly LineResult[];
  readonly missing: readonly MissingResult[];
  readonly writes: readonly UnitWrite[];
}

type Problem = NonNullable<LineResult['problem']>;

/** What a round of planning has decided so far. */
interface Draft {
  readonly results: LineResult[];
  readonly missing: MissingResult[];
  readonly writes: Map<string, UnitWrite>;
  /** By areaKey: the unit that a line of the file became or already is. */
  readonly unitByKey: Map<string, string>;
  /** Old units whose code a new unit takes over, and the key of the line that does. */
  readonly replaced: Map<string, string>;
  /** Existing provinces that the file speaks of: named by a line, or standing above one. */
  readonly provinces: Set<string>;
}

interface Situation {
  readonly lines: readonly CatalogueLine[];
  readonly keys: ReadonlySet<string>;
  readonly units: ReadonlyMap<string, AreaUnit>;
  readonly aliveByKey: ReadonlyMap<string, AreaUnit>;
  readonly laterByKey: ReadonlyMap<string, AreaUnit>;
  readonly choices: CatalogueChoices;
  readonly newId: () => string;
  /** By areaKey of a line, or `end:` and a unit's id: what must be left out because it cannot stand. */
  readonly refused: Map<string, Problem>;
}

/**
 * What importing a catalogue does, line by line, without doing it. `refusedKeys` are areaKeys of rows that could not be
 * read: their units count as named, not as missing, and what stands under them waits. A line whose result would break a rule of units over
 * time (DOMAIN 5.2.1) becomes an error with that rule's code, and the rest is planned again without it.
 */
export function planCatalogue(
  lines: readonly CatalogueLine[],
  refusedKeys: readonly string[],
  existing: readonly AreaUnit[],
  choices: CatalogueChoices,
  newId: () => string,
): CataloguePlan {
  const ordered = areaLevels.flatMap((level) => lines.filter((line) => line.level === level));
  const { aliveByKey, laterByKey } = indexByKey(existing, choices.on);
  const refused = new Map<string, Problem>();
  const keys = new Set([...refusedKeys, ...lines.map((line) => areaKey(line.level, line.code))]);
  const units = new Map(existing.map((unit) => [unit.id, unit]));
  const situation = { lines: ordered, keys, units, aliveByKey, laterByKey, choices, newId, refused };
  for (;;) {
    const draft = draftPlan(situation);
    const found = findProblems(situation, draft);
    if (found.size === 0) {
      const results = draft.results.toSorted((a, b) => a.line.line - b.line.line);
      return { results, missing: draft.missing, writes: [...draft.writes.values()] };
    }
    for (const [key, problem] of found) refused.set(key, problem);
  }
}

function indexByKey(existing: readonly AreaUnit[], on: Day): Pick<Situation, 'aliveByKey' | 'laterByKey'> {
  const aliveByKey = new Map<string, AreaUnit>();
  const laterByKey = new Map<string, AreaUnit>();
  for (const unit of existing) {
    const alive = versionOn(unit.versions, on);
    if (alive?.officialCode) aliveByKey.set(areaKey(unit.level, alive.officialCode), unit);
    const first = firstOf(unit.versions);
    if (alive !== undefined || first === undefined || first.validFrom <= on || first.officialCode === null) continue;
    const key = areaKey(unit.level, first.officialCode);
    const known = firstOf(laterByKey.get(key)?.versions ?? []);
    if (known === undefined || first.validFrom < known.validFrom) laterByKey.set(key, unit);
  }
  return { aliveByKey, laterByKey };
}

const firstOf = (versions: readonly AreaVersion[]): AreaVersion | undefined =>
  versions.reduce<AreaVersion | undefined>(
    (first, next) => (first === undefined || next.validFrom < first.validFrom ? next : first),
    undefined,
  );

function draftPlan(situation: Situation): Draft {
  const draft: Draft = {
    results: [],
    missing: [],
    writes: new Map(),
    unitByKey: new Map(),
    replaced: new Map(),
    provinces: new Set(),
  };
  for (const line of situation.lines) draft.results.push(planLine(situation, draft, line));
  planMissing(situation, draft);
  return draft;
}

function planLine(situation: Situation, draft: Draft, line: CatalogueLine): LineResult {
  const key = areaKey(line.level, line.code);
  const fail = (problem: Problem, unitId: string | null = null): LineResult => ({
    line,
    outcome: 'error',
    unitId,
    changes: [],
    problem,
  });
  const refused = situation.refused.get(key);
  if (refused !== undefined) return fail(refused);
  const parent = findParent(situation, draft, line);
  if ('code' in parent) return fail(parent);
  const alive = situation.aliveByKey.get(key);
  const known = alive ?? situation.laterByKey.get(key);
  const version =
    alive === undefined ? firstOf(known?.versions ?? []) : versionOn(alive.versions, situation.choices.on);
  if (known === undefined || version === undefined)
    return addNew(situation, draft, line, parent.id, situation.choices.until);
  if (!isCloseName(version.name, line.name)) {
    const decision = situation.choices.decisions[key] ?? situation.choices.codeReuse;
    if (decision === 'ask') return fail({ code: 'CODE_REUSED', detail: version.fullName }, known.id);
    if (decision === 'newUnit') {
      if (alive === undefined) return addNew(situation, draft, line, parent.id, version.validFrom);
      const problem = replaceOld(situation, draft, alive, key);
      return problem === undefined ? addNew(situation, draft, line, parent.id, null) : fail(problem, alive.id);
    }
  }
  draft.unitByKey.set(key, known.id);
  if (line.level === 'province') draft.provinces.add(known.id);
  const changes = compare(version, line, parent.id, situation.choices.on);
  if (alive === undefined)
    return addEarlier(situation, draft, { line, unit: known, first: version, parentId: parent.id, changes });
  if (changes.length === 0) return { line, outcome: 'same', unitId: known.id, changes, problem: null };
  const patch = { ...statedBy(line, parent.id), ...basisOf(situation.choices) };
  const versions = changeFrom(known.versions, situation.choices.on, situation.newId(), patch) ?? [];
  draft.writes.set(known.id, { unitId: known.id, level: known.level, isNew: false, versions });
  return { line, outcome: 'changed', unitId: known.id, changes, problem: null };
}

const statedBy = (line: CatalogueLine, parentId: string | null) => {
  const { kind, name, fullName, code } = line;
  return { kind, name, fullName, officialCode: code, parentId };
};

const basisOf = (choices: CatalogueChoices) => ({ basisDirectiveId: null, basisText: choices.basisText });

/** The unit under which a line stands: a district before a province, a line of the file before what is already here. */
function findParent(situation: Situation, draft: Draft, line: CatalogueLine): { readonly id: string | null } | Problem {
  if (line.parentCode === null) return { id: null };
  for (const level of line.level === 'commune' ? (['district', 'province'] as const) : (['province'] as const)) {
    const key = areaKey(level, line.parentCode);
    const id = draft.unitByKey.get(key);
    if (id !== undefined) return { id };
    if (situation.keys.has(key)) return { code: 'PARENT_HAS_ERROR', detail: line.parentCode };
    const alive = situation.aliveByKey.get(key);
    if (alive === undefined) continue;
    draft.provinces.add(provinceOf(situation, alive.id));
    return { id: alive.id };
  }
  return { code: 'PARENT_UNKNOWN', detail: line.parentCode };
}

function addNew(
  situation: Situation,
  draft: Draft,
  line: CatalogueLine,
  parentId: string | null,
  validTo: Day | null,
): LineResult {
  const unitId = situation.newId();
  const version: AreaVersion = {
    id: situation.newId(),
    unitId,
    validFrom: situation.choices.on,
    validTo,
    ...statedBy(line, parentId),
    ...basisOf(situation.choices),
    shortName: '',
    symbol: '',
    isKey: 0,
    hasPolice: 1,
    orderNumber: null,
  };
  draft.unitByKey.set(areaKey(line.level, line.code), unitId);
  draft.writes.set(unitId, { unitId, level: line.level, isNew: true, versions: [version] });
  return { line, outcome: 'new', unitId, changes: [], problem: null };
}

/** Ends a unit whose code another one takes over. */
function replaceOld(situation: Situation, draft: Draft, unit: AreaUnit, key: string): Problem | undefined {
  const ended = endUnit(unit, situation.choices.on);
  if ('code' in ended) return ended;
  draft.writes.set(unit.id, { unitId: unit.id, level: unit.level, isNew: false, versions: ended.versions });
  draft.replaced.set(unit.id, key);
  if (unit.level === 'province') draft.provinces.add(unit.id);
  return undefined;
}

function endUnit(unit: AreaUnit, on: Day): { readonly versions: readonly AreaVersion[] } | Problem {
  const planned = unit.versions.find((version) => version.validFrom > on);
  if (planned !== undefined) return { code: 'HAS_LATER_VERSIONS', detail: planned.validFrom };
  const versions = endFrom(unit.versions, on);
  return versions === undefined ? { code: 'STARTS_SAME_DAY', detail: on } : { versions };
}

interface Earlier {
  readonly line: CatalogueLine;
  readonly unit: AreaUnit;
  readonly first: AreaVersion;
  readonly parentId: string | null;
  readonly changes: readonly FieldChange[];
}

/** The catalogue is older than what is known of the unit: its first version begins earlier, or gets one before it. */
function addEarlier(situation: Situation, draft: Draft, { line, unit, first, parentId, changes }: Earlier): LineResult {
  const { on } = situation.choices;
  const others = unit.versions.filter((version) => version !== first);
  const earlier = {
    ...first,
    ...statedBy(line, parentId),
    ...basisOf(situation.choices),
    id: situation.newId(),
    validFrom: on,
    validTo: first.validFrom,
  };
  const versions = changes.length === 0 ? [{ ...first, validFrom: on }, ...others] : [earlier, first, ...others];
  draft.writes.set(unit.id, { unitId: unit.id, level: unit.level, isNew: false, versions });
  const moved: FieldChange = { field: 'validFrom', from: first.validFrom, to: on };
  return { line, outcome: 'changed', unitId: unit.id, changes: [...changes, moved], problem: null };
}

/**
 * What the line says otherwise. A spelling that only moves a tone or a capital is no change of the unit (190 such "renames" stand in
 * the releases of 2025 and 2026); it is mended only in a version that this very catalogue began.
 */
function compare(version: AreaVersion, line: CatalogueLine, parentId: string | null, on: Day): FieldChange[] {
  const differs = (a: string, b: string): boolean => (version.validFrom === on ? a !== b : nameKey(a) !== nameKey(b));
  const changes: FieldChange[] = [];
  if (version.kind !== line.kind) changes.push({ field: 'kind', from: version.kind, to: line.kind });
  if (differs(version.name, line.name)) changes.push({ field: 'name', from: version.name, to: line.name });
  if (changes.length === 0 && differs(version.fullName, line.fullName)) {
    changes.push({ field: 'fullName', from: version.fullName, to: line.fullName });
  }
  if (version.parentId !== parentId) changes.push({ field: 'parent', from: version.parentId, to: parentId });
  return changes;
}

function planMissing(situation: Situation, draft: Draft): void {
  const { on, missing } = situation.choices;
  for (const unit of situation.units.values()) {
    const version = versionOn(unit.versions, on);
    if (version === undefined || draft.replaced.has(unit.id) || isNamed(situation, unit, version)) continue;
    const wanted =
      missing === 'endAll' || (missing === 'endInProvinces' && draft.provinces.has(provinceOf(situation, unit.id)));
    const entry = { unitId: unit.id, version, level: unit.level };
    if (!wanted) {
      draft.missing.push({ ...entry, willEnd: false, problem: null });
      continue;
    }
    const refused = situation.refused.get(`end:${unit.id}`);
    const ended = refused ?? endUnit(unit, on);
    if ('code' in ended) draft.missing.push({ ...entry, willEnd: false, problem: ended });
    else {
      draft.missing.push({ ...entry, willEnd: true, problem: null });
      draft.writes.set(unit.id, { unitId: unit.id, level: unit.level, isNew: false, versions: ended.versions });
    }
  }
}

const isNamed = (situation: Situation, unit: AreaUnit, version: AreaVersion): boolean =>
  version.officialCode !== null && situation.keys.has(areaKey(unit.level, version.officialCode));

/** The topmost unit above a unit on the day of the import; itself when it is at the top or new. */
function provinceOf({ units, choices }: Situation, unitId: string): string {
  let top = unitId;
  for (let steps = 0; steps < areaLevels.length; steps += 1) {
    const parentId = versionOn(units.get(top)?.versions ?? [], choices.on)?.parentId;
    if (parentId === undefined || parentId === null) return top;
    top = parentId;
  }
  return top;
}

/** What the plan would break, by the key of what must be left out. */
function findProblems(situation: Situation, draft: Draft): Map<string, Problem> {
  const problems = new Map<string, Problem>();
  const keyByUnit = new Map([...draft.unitByKey].map(([key, unitId]) => [unitId, key]));
  const versionsOf = (unitId: string): readonly AreaVersion[] =>
    draft.writes.get(unitId)?.versions ?? situation.units.get(unitId)?.versions ?? [];
  const children = childVersions(situation, versionsOf, draft);
  for (const { unitId, versions } of draft.writes.values()) {
    const problem =
      checkVersions(versions) ?? checkParents(versions, versionsOf) ?? childProblem(versions, children.get(unitId));
    if (problem === undefined) continue;
    const key = draft.replaced.get(unitId) ?? keyByUnit.get(unitId) ?? `end:${unitId}`;
    problems.set(key, { code: problem.code, detail: detailOf(problem, situation) });
  }
  return problems;
}

function childProblem(
  versions: readonly AreaVersion[],
  children: readonly AreaVersion[] = [],
): UnitProblem | undefined {
  const life = lifeOf(versions);
  return life === undefined ? undefined : checkChildren(life, children);
}

/** The name of the child in the way, or the day on which it shows. */
function detailOf(problem: UnitProblem, { units, choices }: Situation): string {
  if (problem.code !== 'CHILD_OUTLIVES_PARENT') return problem.on;
  const child = units.get(problem.unitId)?.versions ?? [];
  return (versionOn(child, choices.on) ?? child[0])?.fullName ?? problem.on;
}

function childVersions(
  situation: Situation,
  versionsOf: (unitId: string) => readonly AreaVersion[],
  draft: Draft,
): Map<string, AreaVersion[]> {
  const children = new Map<string, AreaVersion[]>();
  for (const unitId of new Set([...situation.units.keys(), ...draft.writes.keys()])) {
    for (const version of versionsOf(unitId)) {
      if (version.parentId === null) continue;
      const list = children.get(version.parentId);
      if (list === undefined) children.set(version.parentId, [version]);
      else list.push(version);
    }
  }
  return children;
}

/** Names shorter than this are told apart by a single letter. */
const closeNameMinLength = 4;

/**
 * True when two bare names under one code are one name written otherwise: same letters without marks, `01` for `1`, or one
 * letter more, less or other (Xà Phìn / Sà Phìn in the table of the General Statistics Office). Names with other numbers never are.
 */
export function isCloseName(first: string, second: string): boolean {
  const a = foldText(first).replace(/\b0+(?=\d)/g, '');
  const b = foldText(second).replace(/\b0+(?=\d)/g, '');
  if (a === b) return true;
  const digits = (text: string): string => text.replace(/\D+/g, ' ').trim();
  if (digits(a) !== digits(b) || Math.min(a.length, b.length) < closeNameMinLength) return false;
  return isOneEdit(a, b);
}

function isOneEdit(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  const rest = long.slice(start + 1);
  return rest === (short.length === long.length ? short.slice(start + 1) : short.slice(start));
}
