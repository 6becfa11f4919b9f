import type { HandoverEvent, OpenRow, SettledRow } from '../api/contract/handover.ts';
import type { Day } from '../api/day.ts';
import type { Row } from '../entities/index.ts';
import { type Db, one, prepare, q } from '../sql.ts';
import { readCursor, showCursor } from './cursor.ts';
import { type OpenItem, openKinds, withOpenItems } from './open-item.ts';
import { unitIdsUnder, versionIdOn } from './unit-on.ts';

/** A unit whose life ended with an event. */
export interface Ending {
  readonly eventId: string;
  readonly unitId: string;
}

/**
 * SQL for the units that ended with the events `e` that meet a condition. One that an event puts right for another of the same
 * day stays with the first, so that nothing is listed twice.
 */
const endingsOf = (condition: string): string =>
  `SELECT DISTINCT e.id AS eventId, l.fromUnitId AS unitId, e.effectiveOn
   FROM unitEvent e JOIN unitLineage l ON l.eventId = e.id
   WHERE ${condition} AND l.fromUnitId IS NOT NULL AND e.effectiveOn =
     (SELECT iif(sum(validTo IS NULL) > 0, NULL, max(validTo)) FROM unitVersion WHERE unitId = l.fromUnitId)
     AND NOT EXISTS (SELECT 1 FROM unitEvent first JOIN unitLineage was ON was.eventId = first.id
       WHERE first.id = e.correctsEventId AND first.effectiveOn = e.effectiveOn AND was.fromUnitId = l.fromUnitId)`;

/** Units that ended with one event. */
export const listEndedWith = (db: Db, eventId: string): string[] =>
  prepare(db, `SELECT unitId FROM (${endingsOf('e.id = ?')}) ORDER BY unitId`)
    .pluck()
    .all(eventId) as string[];

/** Units that ended on a day with any event, of those that stood under a unit (the day before) when one is named. */
export const listEndedOn = (db: Db, wanted: { effectiveOn: Day; dayBefore: Day; underId: string | null }): Ending[] =>
  prepare(
    db,
    `SELECT eventId, unitId FROM (${endingsOf('e.effectiveOn = @effectiveOn')})
     WHERE @unitId IS NULL OR unitId IN (${unitIdsUnder}) ORDER BY eventId, unitId`,
  ).all({ effectiveOn: wanted.effectiveOn, unitId: wanted.underId, on: wanted.dayBefore }) as Ending[];

/** All units that ended with an event, newest event first; `underId`: of those that stand under a unit or stood there last. */
export const listEndings = (db: Db, wanted: { underId: string | null; on: Day }): (Ending & { effectiveOn: Day })[] =>
  prepare(
    db,
    `SELECT eventId, unitId, effectiveOn FROM (${endingsOf('1')})
     WHERE @unitId IS NULL OR unitId IN (${unitIdsUnder}) ORDER BY effectiveOn DESC, eventId DESC, unitId`,
  ).all({ unitId: wanted.underId, on: wanted.on }) as (Ending & { effectiveOn: Day })[];

/** An edge to a successor, with the name that the unit has when it takes over. */
export interface HeirEdge {
  readonly fromUnitId: string;
  readonly unitId: string;
  readonly fullName: string;
  readonly part: Row<'unitLineage'>['part'];
  readonly isMainHeir: 0 | 1;
  /** 1: said by an event that puts the first one right. */
  readonly isCorrection: 0 | 1;
}

/** Who carries on something of the units of an event, as it and the events that put it right say, the main heir first. */
export const listHeirEdges = (db: Db, event: { id: string; effectiveOn: Day }): HeirEdge[] =>
  prepare(
    db,
    `SELECT l.fromUnitId, l.toUnitId AS unitId, version.fullName, l.part, l.isMainHeir, e.id <> @id AS isCorrection
     FROM unitEvent e JOIN unitLineage l ON l.eventId = e.id JOIN unitVersion version ON version.id = ${versionIdOn('l.toUnitId')}
     WHERE e.id IN (SELECT @id UNION ALL SELECT id FROM unitEvent WHERE correctsEventId = @id) AND l.fromUnitId IS NOT NULL AND l.toUnitId <> l.fromUnitId
     ORDER BY l.isMainHeir DESC, version.sortKey, l.toUnitId`,
  ).all({ id: event.id, on: event.effectiveOn }) as HeirEdge[];

export const findEvent = (db: Db, id: string): Row<'unitEvent'> | undefined =>
  one(db, q.selectFrom('unitEvent').selectAll().where('id', '=', id));

/** Kinds, days and papers of events. */
export const listEventHeads = (
  db: Db,
  ids: readonly string[],
): Pick<HandoverEvent, 'eventId' | 'kind' | 'effectiveOn' | 'basisText'>[] =>
  prepare(
    db,
    'SELECT id AS eventId, kind, effectiveOn, basisText FROM unitEvent WHERE id IN (SELECT value FROM json_each(?))',
  ).all(JSON.stringify(ids)) as Pick<HandoverEvent, 'eventId' | 'kind' | 'effectiveOn' | 'basisText'>[];

/** Last full names of units, in the order of names. */
export const listLastNames = (db: Db, unitIds: readonly string[]): { id: string; fullName: string }[] =>
  prepare(
    db,
    `SELECT unitId AS id, fullName FROM (SELECT unitId, fullName, sortKey, max(validFrom) FROM unitVersion
       WHERE unitId IN (SELECT value FROM json_each(?)) GROUP BY unitId) ORDER BY sortKey, unitId`,
  ).all(JSON.stringify(unitIds)) as { id: string; fullName: string }[];

/** Lines that settle something which is open again: the work was opened anew, or a post goes on after all. */
const isReopened = `EXISTS (SELECT 1 FROM openItem WHERE openItem.kind = h.itemKind AND openItem.recordId = h.recordId)`;

/** How many things are settled, by unit; lines written by hand settle nothing that was open. */
export function countSettled(db: Db, unitIds: readonly string[], on: Day): Map<string, number> {
  const rows = prepare(
    db,
    `${withOpenItems()} SELECT h.fromUnitId AS unitId, count(*) AS count FROM handover h
     WHERE h.fromUnitId IN (SELECT value FROM json_each(@unitIds)) AND h.itemKind <> 'other' AND NOT ${isReopened}
     GROUP BY h.fromUnitId`,
  ).all({ unitIds: JSON.stringify(unitIds), on }) as { unitId: string; count: number }[];
  return new Map(rows.map(({ unitId, count }) => [unitId, count]));
}

/** A row of open things without the heirs that follow from the event. */
export type OpenListed = Omit<OpenRow, 'suggestedHeirId' | 'isOwn'> & Pick<OpenItem, 'ownerId'>;

/** The names that units had last, beside their open things. */
export function nameOpenItems(db: Db, items: readonly OpenItem[]): OpenListed[] {
  const names = new Map(
    listLastNames(db, [...new Set(items.map(({ unitId }) => unitId))]).map(({ id, fullName }) => [id, fullName]),
  );
  return items.map((item) => ({ ...item, unitName: names.get(item.unitId) ?? '' }));
}

/** Settled lines as shown; `detail` and `dueOn` are those of the record as it is now. */
const settledColumns = `h.id, h.itemKind AS kind, h.fromUnitId, giver.fullName AS fromName, h.toUnitId, taker.fullName AS toName,
  h.recordId, h.toRecordId, h.title, h.resolution, h.onDay, h.reason, coalesce(user.name, '') AS byName, h.createdAtMs AS atMs,
  coalesce(a.role, post.title, CAST(r.year AS TEXT), '') AS detail, coalesce(state.currentDueOn, post.toOn) AS dueOn,
  coalesce(directive.number, '') AS documentNumber, h.ownerId, h.createdLam`;

const lastVersionOf = (column: string): string =>
  `(SELECT id FROM unitVersion WHERE unitId = ${column} ORDER BY validFrom DESC LIMIT 1)`;

const nameOnDay = (column: string): string =>
  `coalesce((SELECT id FROM unitVersion WHERE unitId = ${column} AND validFrom <= h.onDay ORDER BY validFrom DESC LIMIT 1),
    (SELECT id FROM unitVersion WHERE unitId = ${column} ORDER BY validFrom LIMIT 1))`;

const settledJoins = `JOIN unitVersion giver ON giver.id = ${lastVersionOf('h.fromUnitId')}
  LEFT JOIN unitVersion taker ON taker.id = ${nameOnDay('h.toUnitId')}
  LEFT JOIN user ON user.id = h.createdBy
  LEFT JOIN assignment a ON h.itemKind IN ('assignment', 'draft') AND a.id = h.recordId
  LEFT JOIN assignmentState state ON state.assignmentId = coalesce(h.toRecordId, h.recordId)
  LEFT JOIN task ON task.id = a.taskId LEFT JOIN directive ON directive.id = task.directiveId
  LEFT JOIN post ON h.itemKind = 'post' AND post.id = coalesce(h.toRecordId, h.recordId)
  LEFT JOIN registration r ON h.itemKind = 'registration' AND r.id = h.recordId`;

/** A line as stored, with who may take it off. */
export type SettledListed = Omit<SettledRow, 'mayRemove'> & { readonly ownerId: string };

export interface SettledQuery {
  readonly eventId: string;
  readonly unitId: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** One page of what is settled, newest first. Uses index handover_by_event. */
export function listSettled(
  db: Db,
  query: SettledQuery,
): { rows: SettledListed[]; next: string | null; total: number } {
  const { eventId, unitId = null, after, limit } = query;
  const where = 'h.eventId = @eventId AND (@unitId IS NULL OR h.fromUnitId = @unitId)';
  const cursor = readCursor(after, 2);
  const beyond = cursor === undefined ? '' : 'AND (h.createdLam, h.id) < (@lam, @id)';
  const bound = { eventId, unitId };
  const page = cursor === undefined ? {} : { lam: cursor[0] as number, id: cursor[1] as string };
  const found = prepare(
    db,
    `SELECT ${settledColumns} FROM handover h ${settledJoins} WHERE ${where} ${beyond}
     ORDER BY h.createdLam DESC, h.id DESC LIMIT @limit`,
  ).all({ ...bound, ...page, limit: limit + 1 }) as (SettledListed & { createdLam: number })[];
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next = found.length > limit && last !== undefined ? showCursor([last.createdLam, last.id]) : null;
  const total = prepare(db, `SELECT count(*) FROM handover h WHERE ${where}`).pluck().get(bound) as number;
  return { rows: rows.map(({ createdLam: _, ...row }) => row), next, total };
}

const kindPlace = `CASE h.itemKind ${openKinds.map((kind, place) => `WHEN '${kind}' THEN ${place}`).join(' ')} ELSE 99 END`;

/** What one unit gave another, as the minutes number it. */
export const listHandedTo = (
  db: Db,
  pair: { eventId: string; fromUnitId: string; toUnitId: string },
): SettledListed[] =>
  (
    prepare(
      db,
      `SELECT ${settledColumns} FROM handover h ${settledJoins}
       WHERE h.eventId = @eventId AND h.fromUnitId = @fromUnitId AND h.toUnitId = @toUnitId AND h.resolution = 'handOver'
       ORDER BY ${kindPlace}, dueOn IS NULL, dueOn, h.createdLam, h.id`,
    ).all(pair) as (SettledListed & { createdLam: number })[]
  ).map(({ createdLam: _, ...row }) => row);

export const findLine = (db: Db, id: string): Row<'handover'> | undefined =>
  one(db, q.selectFrom('handover').selectAll().where('id', '=', id));

/** The line of a thing that was settled before, by this office. Uses index handover_by_record. */
export const findLineOf = (db: Db, kind: OpenItem['kind'], recordId: string, ownerId: string): string | undefined =>
  one(
    db,
    q
      .selectFrom('handover')
      .select('id')
      .where('recordId', '=', recordId)
      .where('itemKind', '=', kind)
      .where('ownerId', '=', ownerId),
  )?.id;

export const findRegistration = (db: Db, id: string): Row<'registration'> | undefined =>
  one(db, q.selectFrom('registration').selectAll().where('id', '=', id));

/** The registration of a unit for a year by a set, that still runs on a day. */
export const findRunningRegistration = (
  db: Db,
  wanted: { unitId: string; setId: string; year: number; on: Day },
): string | undefined =>
  prepare(
    db,
    `SELECT id FROM registration WHERE unitId = @unitId AND setId = @setId AND year = @year
       AND (endedOn IS NULL OR endedOn > @on) LIMIT 1`,
  )
    .pluck()
    .get(wanted) as string | undefined;

/** Copies drafts of a report to another assignment of the same work, without writing over one that is there. */
export const copyDraft = (db: Db, draft: { fromKey: string; toKey: string; userId: string }): void =>
  void prepare(
    db,
    `INSERT INTO draft (key, userId, body, savedAtMs) SELECT @toKey, userId, body, savedAtMs FROM draft
     WHERE key = @fromKey AND userId = @userId ON CONFLICT DO NOTHING`,
  ).run(draft);

/** Drafts of all users of this PC on an assignment. */
export const listDraftsOn = (db: Db, assignmentId: string): { key: string; userId: string }[] =>
  prepare(
    db,
    `SELECT key, userId FROM draft WHERE key >= 'report:' || @id || ':' AND key < 'report:' || @id || ';'`,
  ).all({
    id: assignmentId,
  }) as { key: string; userId: string }[];

export const findMinutes = (
  db: Db,
  pair: { eventId: string; fromUnitId: string; toUnitId: string },
): Row<'handoverMinutes'> | undefined =>
  one(
    db,
    q
      .selectFrom('handoverMinutes')
      .selectAll()
      .where('eventId', '=', pair.eventId)
      .where('fromUnitId', '=', pair.fromUnitId)
      .where('toUnitId', '=', pair.toUnitId)
      .orderBy('createdLam')
      .limit(1),
  );

export const hasMinutes = (db: Db, id: string): boolean =>
  prepare(db, 'SELECT 1 FROM handoverMinutes WHERE id = ?').get(id) !== undefined;

/** Who gave what to whom in an event, and the minutes of it. */
export const listPairs = (
  db: Db,
  eventId: string,
): {
  fromUnitId: string;
  toUnitId: string;
  id: string | null;
  number: string;
  onDay: Day | null;
  lineCount: number;
}[] =>
  prepare(
    db,
    `SELECT fromUnitId, toUnitId, max(id) AS id, coalesce(max(number), '') AS number, max(onDay) AS onDay, sum(lines) AS lineCount
     FROM (SELECT fromUnitId, toUnitId, NULL AS id, NULL AS number, NULL AS onDay, 1 AS lines FROM handover
           WHERE eventId = @eventId AND resolution = 'handOver' AND toUnitId IS NOT NULL
         UNION ALL SELECT fromUnitId, toUnitId, id, number, onDay, 0 FROM handoverMinutes WHERE eventId = @eventId)
     GROUP BY fromUnitId, toUnitId ORDER BY fromUnitId, toUnitId`,
  ).all({ eventId }) as ReturnType<typeof listPairs>;

/** What the head of a document needs of a unit on a day: its names, and the full name of the unit above it. */
export const findLetterhead = (
  db: Db,
  unitId: string,
  on: Day,
): { fullName: string; name: string; symbol: string; superior: string } | undefined =>
  prepare(
    db,
    `SELECT version.fullName, version.name, version.symbol, coalesce((SELECT parent.fullName FROM unitVersion parent
        WHERE parent.unitId = version.parentId AND parent.validFrom <= max(@on, version.validFrom)
        ORDER BY parent.validFrom DESC LIMIT 1), '') AS superior
     FROM unitVersion version WHERE version.id = ${versionIdOn('@unitId')}`,
  ).get({ unitId, on }) as { fullName: string; name: string; symbol: string; superior: string } | undefined;
