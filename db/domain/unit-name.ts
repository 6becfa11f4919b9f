import type { Day } from '../api/day.ts';
import { foldText, nameKey } from './text.ts';

/** A unit under one of its names, during [validFrom, validTo). */
export interface NamedUnit {
  readonly unitId: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly name: string;
  readonly fullName: string;
  readonly shortName: string;
  readonly symbol: string;
  readonly officialCode: string | null;
}

/** What a written name means on a day: one unit (`isGuess` when marks or a part of the name were missing), several, one that is none on that day, or nobody's. */
export type UnitReading =
  | { readonly kind: 'unit'; readonly unit: NamedUnit; readonly isGuess: boolean }
  | { readonly kind: 'ambiguous'; readonly units: readonly NamedUnit[] }
  | { readonly kind: 'ended'; readonly units: readonly NamedUnit[] }
  | { readonly kind: 'unknown' };

// "CAX. Kim Sơn", "CAX: Kim Sơn", "CA.xã" are written by hand as often as not.
const keyOf = (text: string): string => foldText(text.replace(/[.:_]+/g, ' '));

const police = 'cong an ';

/** Folded names under which a unit is sure to be meant: full, short, and how people shorten the full one. */
function* sureKeys(unit: NamedUnit): Generator<string> {
  const full = keyOf(unit.fullName);
  yield full;
  if (unit.shortName !== '') yield keyOf(unit.shortName);
  if (unit.officialCode !== null) yield unit.officialCode;
  if (full.startsWith(police)) yield `ca ${full.slice(police.length)}`;
}

/** Folded names that may mean it: the bare one, with the kind of the place, the symbol. */
function* looseKeys(unit: NamedUnit): Generator<string> {
  const full = keyOf(unit.fullName);
  yield keyOf(unit.name);
  if (full.startsWith(police)) yield full.slice(police.length);
  if (unit.symbol !== '') yield keyOf(unit.symbol);
}

/** All units by all names, to read many cells. */
export interface UnitBook {
  readonly read: (text: string, on: Day) => UnitReading;
  readonly byId: (id: string, on: Day) => NamedUnit | undefined;
  /** Units of the day whose name holds the last words of a text that names none: what may have been meant. */
  readonly near: (text: string, on: Day) => readonly NamedUnit[];
}

const nearLimit = 8;
// A pasted column of nonsense must not be looked for word by word.
const nearSearches = 100;

const isAlive = (unit: NamedUnit, on: Day): boolean =>
  unit.validFrom <= on && (unit.validTo === null || unit.validTo > on);

const distinct = (units: readonly NamedUnit[]): NamedUnit[] => [
  ...new Map(units.map((unit) => [unit.unitId, unit])).values(),
];

/** Names written with the very same letters and marks, wherever in a syllable the tone stands. */
const isWrittenSo = (unit: NamedUnit, key: string): boolean =>
  [unit.fullName, unit.shortName, unit.officialCode ?? ''].some((name) => name !== '' && nameKey(name) === key);

function add(index: Map<string, NamedUnit[]>, key: string, unit: NamedUnit): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [unit]);
  else known.push(unit);
}

/** Makes the book of some names; a former name is only read on a day on which it was in force. */
export function unitBook(names: readonly NamedUnit[]): UnitBook {
  const sure = new Map<string, NamedUnit[]>();
  const loose = new Map<string, NamedUnit[]>();
  const versions = new Map<string, NamedUnit[]>();
  for (const unit of names) {
    for (const key of sureKeys(unit)) add(sure, key, unit);
    for (const key of looseKeys(unit)) add(loose, key, unit);
    add(versions, unit.unitId, unit);
  }
  const judge = (found: readonly NamedUnit[], text: string, on: Day, isLoose: boolean): UnitReading | undefined => {
    const alive = distinct(found.filter((unit) => isAlive(unit, on)));
    const key = nameKey(text.replace(/[.:_]+/g, ' '));
    const exact = alive.filter((unit) => isWrittenSo(unit, key));
    const [unit, other] = exact.length > 0 ? exact : alive;
    if (unit === undefined) return undefined;
    if (other !== undefined) return { kind: 'ambiguous', units: exact.length > 0 ? exact : alive };
    return { kind: 'unit', unit, isGuess: isLoose || exact.length === 0 };
  };
  let searches = 0;
  const near = (text: string, on: Day): NamedUnit[] => {
    const words = keyOf(text).split(' ').slice(-2).join(' ');
    if (words.length < 2 || searches >= nearSearches) return [];
    searches += 1;
    const keys = [...sure].filter(([key, units]) => key.includes(words) && units.some((unit) => isAlive(unit, on)));
    return distinct(keys.flatMap(([, units]) => units.filter((unit) => isAlive(unit, on)))).slice(0, nearLimit);
  };
  return {
    near,
    byId: (id, on) => versions.get(id)?.find((unit) => isAlive(unit, on)),
    read: (text, on) => {
      const key = keyOf(text);
      const isSure = sure.get(key) ?? [];
      const isLoose = loose.get(key) ?? [];
      const reading = judge(isSure, text, on, false) ?? judge(isLoose, text, on, true);
      if (reading !== undefined) return reading;
      const former = distinct([...isSure, ...isLoose]);
      return former.length > 0 ? { kind: 'ended', units: former } : { kind: 'unknown' };
    },
  };
}
