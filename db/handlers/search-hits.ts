import type { Output } from '../api/contract/index.ts';
import type { SearchHit } from '../api/contract/search.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { SearchKind } from '../api/search-kinds.ts';
import type { Ctx } from '../context.ts';
import { kindOfDoc } from '../domain/search-doc.ts';
import { holdsAll, type Phrase, sharpened } from '../domain/search-text.ts';
import { countPhrases, type Marked, markAll, snippetOf } from '../domain/snippet.ts';
import { recordsOf } from '../queries/search-find.ts';
import { type FoundRecord, findRecords, listUnitNames, type UnitName } from '../queries/search-hit.ts';
import { heirsOfEnded } from './lineage.ts';

/** Documents and their records, kind by kind. */
export function byKind(records: ReadonlyMap<number, string>): Map<SearchKind, Map<number, string>> {
  const kinds = new Map<SearchKind, Map<number, string>>();
  for (const [docId, id] of records) {
    const kind = kindOfDoc(docId);
    const own = kinds.get(kind) ?? new Map<number, string>();
    kinds.set(kind, own.set(docId, id));
  }
  return kinds;
}

function readDocs(ctx: Ctx, docIds: readonly number[], on: Day): Map<number, FoundRecord> {
  const found = new Map<number, FoundRecord>();
  for (const [kind, records] of byKind(recordsOf(ctx.db, docIds))) {
    const rows = findRecords(ctx.db, kind, [...records.values()], on);
    for (const [docId, id] of records) {
      const row = rows.get(id);
      if (row !== undefined) found.set(docId, row);
    }
  }
  return found;
}

/** All that is written in each document, as it was written. */
export function textsOfDocs(ctx: Ctx, docIds: readonly number[], on: Day = '2100-01-01'): Map<number, string> {
  const rows = readDocs(ctx, docIds, on);
  return new Map(
    [...rows].map(([docId, row]) => [docId, [row.title, row.note, ...row.texts.map(({ text }) => text)].join('\n')]),
  );
}

/** Documents as hits, in their order; one whose record went away meanwhile is left out. */
export function showHits(
  ctx: Ctx,
  docIds: readonly number[],
  phrases: readonly Phrase[],
  on: Day,
  exact: ReadonlySet<number>,
): SearchHit[] {
  const rows = readDocs(ctx, docIds, on);
  const unitIds = [...rows].filter(([docId]) => kindOfDoc(docId) === 'unit').map(([, row]) => row.id);
  const names = Map.groupBy(unitIds.length === 0 ? [] : listUnitNames(ctx.db, unitIds), (name) => name.unitId);
  return docIds.flatMap((docId) => {
    const row = rows.get(docId);
    if (row === undefined) return [];
    const hit = showHit(kindOfDoc(docId), row, sharpFor(row, phrases), exact.has(docId));
    return [hit.kind === 'unit' ? withOldName(ctx, hit, row, names.get(row.id) ?? [], phrases, on) : hit];
  });
}

/** One record to be read whole, every place marked. Errors: NOT_FOUND. */
export function showPreview(
  ctx: Ctx,
  kind: SearchKind,
  id: string,
  phrases: readonly Phrase[],
  on: Day,
): Output<'search.preview'> {
  const row = findRecords(ctx.db, kind, [id], on).get(id);
  if (row === undefined) throw new AppError('NOT_FOUND', { entity: kind, id });
  const sharp = sharpFor(row, phrases);
  const hit = showHit(kind, row, sharp, false);
  const shown = kind === 'unit' ? withOldName(ctx, hit, row, listUnitNames(ctx.db, [id]), phrases, on) : hit;
  return { ...shown, sections: row.texts.map(({ field, text }) => ({ field, text: plain(markAll(text, sharp)) })) };
}

const sharpFor = (row: FoundRecord, phrases: readonly Phrase[]): Phrase[] =>
  sharpened([row.title, row.note, ...row.texts.map(({ text }) => text)], phrases);

const plain = ({ text, marks }: Marked): SearchHit['title'] => ({ text, marks: marks.map(([from, to]) => [from, to]) });

function showHit(kind: SearchKind, row: FoundRecord, phrases: readonly Phrase[], isExact: boolean): SearchHit {
  return {
    kind,
    id: row.id,
    open: { kind: row.openKind, id: row.openId },
    title: plain(markAll(row.title, phrases)),
    note: plain(markAll(row.note, phrases)),
    snippet: snippetIn(kind, row, phrases),
    day: row.day,
    status: row.status,
    oldName: null,
    heirs: [],
    isExact,
  };
}

/** The text in which most of the words stand; a report shows how it begins even when they stand elsewhere. */
function snippetIn(kind: SearchKind, row: FoundRecord, phrases: readonly Phrase[]): SearchHit['snippet'] {
  let best = kind === 'report' ? row.texts[0]?.text : undefined;
  let most = 0;
  for (const { text } of row.texts) {
    const count = countPhrases(text, phrases);
    if (count > most) [best, most] = [text, count];
  }
  return best === undefined ? null : plain(snippetOf(best, phrases));
}

const calledOf = (name: UnitName): string =>
  [name.fullName, name.shortName, name.symbol, name.officialCode ?? '', name.name].join(' · ');

/** A unit found by what it, or the unit whose place it took, was called: the living one, with the old name beside it. */
function withOldName(
  ctx: Ctx,
  hit: SearchHit,
  row: FoundRecord,
  names: readonly UnitName[],
  phrases: readonly Phrase[],
  on: Day,
): SearchHit {
  if (row.status === 'ended') return toHeir(ctx, hit, names, phrases, on);
  const current = names.find((name) => name.fullName === row.title);
  if (current !== undefined && holdsAll(calledOf(current), phrases)) return hit;
  const old = names.find((name) => name.fullName !== row.title && holdsAll(calledOf(name), phrases));
  return old === undefined ? hit : { ...hit, oldName: oldNameOf(old, phrases) };
}

function toHeir(ctx: Ctx, hit: SearchHit, names: readonly UnitName[], phrases: readonly Phrase[], on: Day): SearchHit {
  const heirs = heirsOfEnded(ctx.db, [hit.id], on).get(hit.id)?.units ?? [];
  const [only, second] = heirs;
  if (second !== undefined) return { ...hit, heirs };
  const heir = only === undefined ? undefined : findRecords(ctx.db, 'unit', [only.id], on).get(only.id);
  const old = names.find((name) => holdsAll(calledOf(name), phrases)) ?? names[0];
  if (heir === undefined || old === undefined) return hit;
  return {
    ...hit,
    open: { kind: 'unit', id: heir.id },
    title: plain(markAll(heir.title, phrases)),
    note: plain(markAll(heir.note, phrases)),
    snippet: null,
    status: heir.status,
    oldName: oldNameOf(old, phrases),
  };
}

const oldNameOf = (old: UnitName, phrases: readonly Phrase[]): SearchHit['oldName'] => ({
  name: plain(markAll(old.fullName, phrases)),
  until: old.validTo,
});
