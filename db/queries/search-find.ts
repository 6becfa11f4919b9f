import type { Day } from '../api/day.ts';
import { type SearchKind, searchKinds } from '../api/search-kinds.ts';
import { beforeDoc, kindOfDoc, newerFirst, spanOf, textTable } from '../domain/search-doc.ts';
import { matchExpression, withUnits } from '../domain/search-match.ts';
import type { Phrase } from '../domain/search-text.ts';
import { type Db, prepare } from '../sql.ts';
import { unitIdsUnder } from './unit-on.ts';

/** A prefix that this many words begin with is looked up as a prefix: naming them all would take longer. */
const completionLimit = 60;
/** A unit with more units below it than these is not named in the expression but asked of each hit. */
const tagLimit = 400;

/** What is looked for, as the index is asked. */
export interface Wanted {
  readonly match: string;
  readonly from: Day | null;
  readonly to: Day | null;
}

function completionsOf(db: Db, prefix: string): string[] | undefined {
  const words = prepare(db, 'SELECT word FROM searchWord WHERE word >= ? AND word < ? LIMIT ?')
    .pluck()
    .all(prefix, `${prefix}\uffff`, completionLimit + 1) as string[];
  return words.length > completionLimit ? undefined : words;
}

/** The MATCH expression for these phrases, of records of a unit or of those below it on a day. */
export function expressionOf(
  db: Db,
  phrases: readonly Phrase[],
  under: { unitId: string; on: Day } | undefined,
): { match: string; unitIds: ReadonlySet<string> | undefined } {
  const match = matchExpression(phrases, (prefix) => completionsOf(db, prefix));
  if (under === undefined) return { match, unitIds: undefined };
  const unitIds = prepare(db, unitIdsUnder).pluck().all(under) as string[];
  return unitIds.length > tagLimit
    ? { match, unitIds: new Set(unitIds) }
    : { match: withUnits(match, unitIds), unitIds: undefined };
}

const matching = (kind: SearchKind): string =>
  `SELECT rowid FROM ${textTable[kind]} WHERE ${textTable[kind]} MATCH ? AND rowid BETWEEN ? AND ?`;

/** The newest documents of these kinds that match, from the one after `after` on; each kind is walked backwards by id. */
export function listNewest(
  db: Db,
  wanted: Wanted,
  kinds: readonly SearchKind[],
  after: number | undefined,
  limit: number,
): number[] {
  const found = kinds.flatMap((kind) => {
    const { low, high } = spanOf(kind, wanted.from, wanted.to);
    const top = after === undefined ? high : Math.min(high, beforeDoc(kind, after));
    if (top < low) return [];
    const find = prepare(db, `${matching(kind)} ORDER BY rowid DESC LIMIT ?`).pluck();
    return find.all(wanted.match, low, top, limit) as number[];
  });
  return found.sort(newerFirst).slice(0, limit);
}

/** Of these documents, those that match. */
export function keepMatching(db: Db, wanted: Wanted, docIds: readonly number[]): number[] {
  return docIds.filter((docId) => {
    const kind = kindOfDoc(docId);
    const { low, high } = spanOf(kind, wanted.from, wanted.to);
    return docId >= low && docId <= high && prepare(db, matching(kind)).get(wanted.match, docId, docId) !== undefined;
  });
}

/** How many documents of each kind match, counted up to a limit. */
export function countKinds(db: Db, wanted: Wanted, limit: number): { kind: SearchKind; count: number }[] {
  return searchKinds.map((kind) => {
    const { low, high } = spanOf(kind, wanted.from, wanted.to);
    const count = prepare(db, `SELECT count(*) FROM (${matching(kind)} LIMIT ?)`).pluck();
    return { kind, count: count.get(wanted.match, low, high, limit) as number };
  });
}

/** The records of documents. */
export function recordsOf(db: Db, docIds: readonly number[]): Map<number, string> {
  const find = prepare(db, 'SELECT entityId FROM searchDoc WHERE docId = ?').pluck();
  const records = new Map<number, string>();
  for (const docId of docIds) {
    const id = find.get(docId) as string | undefined;
    if (id !== undefined) records.set(docId, id);
  }
  return records;
}

/** The document of a record; undefined while it is not indexed. */
export function findDocOf(db: Db, kind: SearchKind, id: string): number | undefined {
  const { low, high } = spanOf(kind);
  return prepare(db, 'SELECT docId FROM searchDoc WHERE entityId = ? AND docId BETWEEN ? AND ?')
    .pluck()
    .get(id, low, high) as number | undefined;
}

/** Documents whose title holds the phrase: the few among which one may be called exactly so. Uses the column head. */
export const listTitled = (db: Db, wanted: Wanted, phrase: string, kind: SearchKind, limit: number): number[] =>
  listNewest(db, { ...wanted, match: `{head} : ${phrase} AND ${wanted.match}` }, [kind], undefined, limit);
