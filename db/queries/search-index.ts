import { type SearchKind, searchKinds } from '../api/search-kinds.ts';
import { kindOfDoc, spanOf, textTable } from '../domain/search-doc.ts';
import { PREFIX_INDEXED } from '../domain/search-match.ts';
import { type Db, prepare } from '../sql.ts';
import { findMeta, saveMeta } from './op.ts';
import { readSearchDoc, type SearchDoc } from './search-doc.ts';

const pointerKey = 'searchedOpId';

/** How much one slice may do: it holds the writer, and somebody may be about to save. */
export interface Slice {
  readonly rows: number;
  readonly ms: number;
}
export const idleSlice: Slice = { rows: 2000, ms: 15 };
const everything: Slice = { rows: 5000, ms: Number.POSITIVE_INFINITY };

/** Pages of the index that one step of merging may write. */
const mergePages = 16;
/** Ops of one command up to which its records are found at once, however much else waits. */
const smallCommand = 200;

interface OpHead {
  opId: number;
  entity: string;
  entityId: string;
}

const lastOpId = (db: Db): number => prepare(db, 'SELECT coalesce(max(opId), 0) FROM op').pluck().get() as number;
const searchedOpId = (db: Db): number => Number(findMeta(db, pointerKey) ?? 0);

/** How far the index is: ops and records it has not seen yet, and all there is to see. */
export function searchBacklog(db: Db): { waiting: number; total: number } {
  const last = lastOpId(db);
  const queued = prepare(db, 'SELECT count(*) FROM searchQueue').pluck().get() as number;
  return { waiting: last - searchedOpId(db) + queued, total: last + queued };
}

/** Does anything wait? */
export const hasSearchBacklog = (db: Db): boolean =>
  searchedOpId(db) < lastOpId(db) || prepare(db, 'SELECT 1 FROM searchQueue LIMIT 1').get() !== undefined;

/**
 * Indexes a slice of what waits, in one transaction of its own: what is indexed and what no longer waits are the same
 * commit, so a crash loses nothing. Returns false when nothing waits any more.
 */
export function indexSlice(db: Db, slice: Slice = idleSlice): boolean {
  const run = new Run(db, slice);
  inPassing(db, () => {
    followOps(run);
    if (!run.isOver) drainQueue(run);
    run.write();
  });
  run.keepWords();
  return hasSearchBacklog(db);
}

/** Lets what a record is shown by in a search be read anew, when nothing in the log says that it changed. */
export function queueForSearch(db: Db, entity: string, entityId: string): void {
  const record = recordOf[entity]?.(db, entityId);
  if (record !== undefined) prepare(db, 'INSERT OR IGNORE INTO searchQueue VALUES (?, ?)').run(...record);
}

/** Indexes all that waits, now: for tests, and for work that shows progress of its own. */
export function indexAll(db: Db): void {
  while (indexSlice(db, everything));
}

/** After a small command, while much else waits: its own records do not have to wait with it. */
export function indexFresh(db: Db, sinceOpId: number): void {
  const last = lastOpId(db);
  if (last === sinceOpId || last - sinceOpId > smallCommand || searchedOpId(db) === sinceOpId) return;
  const run = new Run(db, everything);
  inPassing(db, () => {
    for (const op of opsBetween(db, sinceOpId, last, smallCommand)) run.follow(op);
    run.write();
  });
  run.keepWords();
}

/**
 * A transaction that does not wait for the disk: after a power cut it may be undone, with its own note of how far the
 * index is, and is then done again. Commits of what people wrote wait as ever, and for everything before them.
 */
function inPassing(db: Db, work: () => void): void {
  db.pragma('synchronous = NORMAL');
  try {
    db.transaction(work).immediate();
  } finally {
    db.pragma('synchronous = FULL');
  }
}

/** Joins segments of the index in small steps for about so many ms; true while there is more to join. */
export function mergeFor(db: Db, ms: number): boolean {
  const until = performance.now() + ms;
  let hasMore = false;
  inPassing(db, () => {
    hasMore = Object.values(textTable).some((table) => mergeUntil(db, table, until));
  });
  return hasMore;
}

function mergeUntil(db: Db, table: string, until: number): boolean {
  const changes = prepare(db, 'SELECT total_changes()').pluck();
  const merge = prepare(db, `INSERT INTO ${table} (${table}, rank) VALUES ('merge', ${mergePages})`);
  for (;;) {
    const before = changes.get() as number;
    merge.run();
    // The command itself counts as one change, as its documentation says.
    if ((changes.get() as number) - before < 2) return false;
    if (performance.now() > until) return true;
  }
}

/** Empties the index; all there is waits to be indexed again. Inside a transaction. */
export function clearSearch(db: Db): void {
  for (const table of Object.values(textTable))
    prepare(db, `INSERT INTO ${table} (${table}) VALUES ('delete-all')`).run();
  for (const table of ['searchDoc', 'searchWord', 'searchQueue']) prepare(db, `DELETE FROM ${table}`).run();
  saveMeta(db, pointerKey, '0');
  knownWords.delete(db);
}

const countSql: Record<SearchKind, string> = {
  unit: 'SELECT count(DISTINCT unitId) FROM unitVersion',
  directive: 'SELECT count(*) FROM directive',
  task: 'SELECT count(*) FROM task',
  report: 'SELECT count(*) FROM report',
  attachment: 'SELECT count(*) FROM attachment',
};

/** Records that should be in the index and documents that are; they differ for good only if the index is broken. */
export function countSearchable(db: Db): { records: number; indexed: number } {
  const records = searchKinds.map((kind) => prepare(db, countSql[kind]).pluck().get() as number);
  const indexed = prepare(db, 'SELECT count(*) FROM searchDoc').pluck().get() as number;
  return { records: records.reduce((sum, count) => sum + count, 0), indexed };
}

const opsBetween = (db: Db, after: number, last: number, limit: number): OpHead[] =>
  prepare(db, 'SELECT opId, entity, entityId FROM op WHERE opId > ? AND opId <= ? ORDER BY opId LIMIT ?').all(
    after,
    last,
    limit,
  ) as OpHead[];

function followOps(run: Run): void {
  const from = searchedOpId(run.db);
  const ops = opsBetween(run.db, from, Number.MAX_SAFE_INTEGER, run.slice.rows);
  let done = from;
  for (const op of ops) {
    if (run.isOver) break;
    run.follow(op);
    done = op.opId;
  }
  if (done !== from) saveMeta(run.db, pointerKey, String(done));
}

function drainQueue(run: Run): void {
  const rows = prepare(run.db, 'SELECT entity, entityId FROM searchQueue LIMIT ?').all(run.slice.rows) as OpHead[];
  const take = prepare(run.db, 'DELETE FROM searchQueue WHERE entity = ? AND entityId = ?');
  for (const { entity, entityId } of rows) {
    if (run.isOver) break;
    run.index(entity as SearchKind, entityId);
    take.run(entity, entityId);
  }
}

/** Words known to be in searchWord already, by connection; only what was committed. */
const knownWords = new WeakMap<Db, Set<string>>();
const knownWordLimit = 200_000;

/** One slice under way. */
class Run {
  readonly db: Db;
  readonly slice: Slice;
  readonly #until: number;
  readonly #seen = new Set<string>();
  readonly #newWords = new Set<string>();
  readonly #gone: number[] = [];
  readonly #fresh: [docId: number, doc: SearchDoc][] = [];
  readonly #lastOfDay = new Map<number, number>();
  #rows = 0;

  constructor(db: Db, slice: Slice) {
    this.db = db;
    this.slice = slice;
    this.#until = performance.now() + slice.ms;
  }

  get isOver(): boolean {
    return this.#rows >= this.slice.rows || performance.now() > this.#until;
  }

  /** Indexes what an op was about, and lets wait what also says what it changed. */
  follow({ opId, entity, entityId }: OpHead): void {
    const record = recordOf[entity]?.(this.db, entityId);
    if (record !== undefined) this.index(...record);
    const queue = dependents[entity];
    if (queue !== undefined && hasDocs(this.db, queue.kind) && changes(this.db, opId, queue))
      prepare(this.db, queue.sql).run(entityId);
  }

  /** Makes the index say of a record what is true now. */
  index(kind: SearchKind, id: string): void {
    const key = kind + id;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#rows += 1;
    const { low, high } = spanOf(kind);
    const old = prepare(this.db, 'SELECT docId FROM searchDoc WHERE entityId = ? AND docId BETWEEN ? AND ?')
      .pluck()
      .get(id, low, high) as number | undefined;
    const doc = readSearchDoc[kind](this.db, id);
    const docId = doc === undefined ? undefined : this.#place(kind, doc, old);
    if (old !== undefined) this.#gone.push(old);
    if (old !== undefined && old !== docId) prepare(this.db, 'DELETE FROM searchDoc WHERE docId = ?').run(old);
    if (doc === undefined || docId === undefined) return;
    this.#fresh.push([docId, doc]);
    if (old !== docId) prepare(this.db, 'INSERT INTO searchDoc VALUES (?, ?)').run(docId, id);
    this.#learn(doc.head);
    this.#learn(doc.body);
  }

  /** Writes the texts, by rising id: FTS5 ends a segment at every step back, and a segment per text would fill it up. */
  write(): void {
    for (const docId of this.#gone.toSorted((a, b) => a - b))
      prepare(this.db, `DELETE FROM ${textTable[kindOfDoc(docId)]} WHERE rowid = ?`).run(docId);
    for (const [docId, { head, body }] of this.#fresh.toSorted(([a], [b]) => a - b))
      prepare(this.db, `INSERT INTO ${textTable[kindOfDoc(docId)]} (rowid, head, body) VALUES (?, ?, ?)`).run(
        docId,
        head,
        body,
      );
  }

  /** Its place, if the day is still the same; else the next one of its day. */
  #place(kind: SearchKind, doc: SearchDoc, old: number | undefined): number {
    const { low, high } = spanOf(kind, doc.day, doc.day);
    if (old !== undefined && old >= low && old <= high) return old;
    const find = prepare(this.db, 'SELECT max(docId) FROM searchDoc WHERE docId BETWEEN ? AND ?').pluck();
    const last = this.#lastOfDay.get(low) ?? (find.get(low, high) as number | null) ?? low - 1;
    this.#lastOfDay.set(low, last + 1);
    return last + 1;
  }

  #learn(text: string): void {
    const known = wordsKnown(this.db);
    for (const word of text.split(' ')) {
      if (word.length <= PREFIX_INDEXED || word.length > 40 || known.has(word) || word > '\ue000') continue;
      if (this.#newWords.has(word)) continue;
      this.#newWords.add(word);
      prepare(this.db, 'INSERT OR IGNORE INTO searchWord VALUES (?)').run(word);
    }
  }

  /** After the commit: what was rolled back must not count as known. */
  keepWords(): void {
    const known = wordsKnown(this.db);
    if (known.size > knownWordLimit) known.clear();
    for (const word of this.#newWords) known.add(word);
  }
}

function wordsKnown(db: Db): Set<string> {
  let known = knownWords.get(db);
  if (known === undefined) knownWords.set(db, (known = new Set()));
  return known;
}

/** Which searchable record an op of each entity is about; none: the entity itself is not searched. */
const recordOf: Record<string, ((db: Db, id: string) => [SearchKind, string]) | undefined> = {
  unit: (_db, id) => ['unit', id],
  unitVersion: (db, id) => ['unit', unitOfVersion(db, id)],
  directive: (_db, id) => ['directive', id],
  task: (_db, id) => ['task', id],
  assignment: (db, id) => ['task', taskOfAssignment(db, id)],
  report: (_db, id) => ['report', id],
  attachment: (_db, id) => ['attachment', id],
};

const taskOfAssignment = (db: Db, id: string): string =>
  String(prepare(db, 'SELECT taskId FROM assignment WHERE id = ?').pluck().get(id));

/** The unit of a version, also of one that was removed: its first op still says it. */
function unitOfVersion(db: Db, versionId: string): string {
  const unitId = prepare(db, 'SELECT unitId FROM unitVersion WHERE id = ?').pluck().get(versionId);
  if (unitId !== undefined) return String(unitId);
  const bytes = prepare(db, "SELECT bytes FROM op WHERE entityId = ? AND entity = 'unitVersion' ORDER BY lam LIMIT 1")
    .pluck()
    .get(versionId) as Buffer | undefined;
  if (bytes === undefined) return '';
  return (JSON.parse(bytes.toString('utf8')) as { fields: { unitId: string } }).fields.unitId;
}

interface Dependents {
  readonly kind: SearchKind;
  readonly fields: readonly string[];
  readonly sql: string;
  /** A new one changes what others say too: a version given to a unit afterwards. */
  readonly alsoNew?: boolean;
}

/** False while an index is first filled: units come long before the reports that name them. */
function hasDocs(db: Db, kind: SearchKind): boolean {
  const { low, high } = spanOf(kind);
  return prepare(db, 'SELECT 1 FROM searchDoc WHERE docId BETWEEN ? AND ? LIMIT 1').get(low, high) !== undefined;
}

// What is not indexed yet will be, by its own op, and needs no second time.
const indexed = (id: string): string => `EXISTS (SELECT 1 FROM searchDoc WHERE entityId = ${id})`;

/** Which records repeat words of another, when it changes which fields. */
const dependents: Record<string, Dependents | undefined> = {
  unitVersion: {
    kind: 'report',
    fields: ['fullName', 'shortName'],
    sql: `INSERT OR IGNORE INTO searchQueue SELECT 'report', report.id FROM unitVersion v JOIN assignment a ON a.unitId = v.unitId
      JOIN report ON report.assignmentId = a.id AND report.reportedOn >= v.validFrom WHERE v.id = ? AND ${indexed('report.id')}`,
    alsoNew: true,
  },
  task: {
    kind: 'report',
    fields: ['content'],
    sql: `INSERT OR IGNORE INTO searchQueue SELECT 'report', report.id FROM assignment a
      JOIN report ON report.assignmentId = a.id WHERE a.taskId = ? AND ${indexed('report.id')}`,
  },
  directive: {
    kind: 'task',
    fields: ['number'],
    sql: `INSERT OR IGNORE INTO searchQueue SELECT 'task', id FROM task WHERE directiveId = ? AND ${indexed('id')}`,
  },
  documentKind: {
    kind: 'directive',
    fields: ['name'],
    sql: `INSERT OR IGNORE INTO searchQueue SELECT 'directive', id FROM directive WHERE kindId = ? AND ${indexed('id')}`,
  },
};

/** Does the op change what others repeat? */
function changes(db: Db, opId: number, { fields, alsoNew = false }: Dependents): boolean {
  const bytes = prepare(db, 'SELECT bytes FROM op WHERE opId = ?').pluck().get(opId) as Buffer;
  const op = JSON.parse(bytes.toString('utf8')) as { kind: string; fields: Record<string, unknown> };
  return op.kind === 'create' ? alsoNew : fields.some((field) => Object.hasOwn(op.fields, field));
}
