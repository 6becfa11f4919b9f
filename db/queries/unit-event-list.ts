import type { Checked } from '../api/contract/index.ts';
import type { UnitNature } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import { foldText } from '../domain/text.ts';
import type { Row } from '../entities/index.ts';
import { type Db, prepare, type Value } from '../sql.ts';
import { likeText } from './assignment.ts';
import { readCursor } from './cursor.ts';

type Filter = Checked<'reorganization.list'>;
type Bound = Record<string, Value>;

export type EventFacts = Pick<
  Row<'unitEvent'>,
  'id' | 'kind' | 'effectiveOn' | 'signedOn' | 'basisText' | 'heirsUnknown'
>;

const namesUnit = (ids: string): string =>
  `event.id IN (SELECT eventId FROM unitLineage WHERE fromUnitId IN (${ids})
    UNION ALL SELECT eventId FROM unitLineage WHERE toUnitId IN (${ids}))`;

/** Units that stood under one at any time, with itself. */
const everUnder = `WITH RECURSIVE below (id) AS (
    SELECT @underId UNION SELECT child.unitId FROM below JOIN unitVersion child ON child.parentId = below.id)
  SELECT id FROM below`;

/** Which events match, before paging. */
function matching(db: Db, filter: Filter): { where: string; bound: Bound } {
  const { kinds, nature, unitId, underId, fromOn, toOn, state, text, on } = filter;
  const bound: Bound = {};
  const parts: string[] = [];
  const say = (sql: string, values: Bound): void => {
    parts.push(sql);
    Object.assign(bound, values);
  };
  if (kinds.length > 0) say('event.kind IN (SELECT value FROM json_each(@kinds))', { kinds: JSON.stringify(kinds) });
  if (fromOn !== undefined) say('event.effectiveOn >= @fromOn', { fromOn });
  if (toOn !== undefined) say('event.effectiveOn <= @toOn', { toOn });
  if (state === 'planned') say('event.effectiveOn > @on', { on });
  if (state === 'heirsUnknown') say('event.heirsUnknown = 1', {});
  if (nature !== undefined)
    say(
      `EXISTS (SELECT 1 FROM unitLineage edge JOIN unit ON unit.id = coalesce(edge.fromUnitId, edge.toUnitId)
         WHERE edge.eventId = event.id AND unit.nature = @nature)`,
      { nature },
    );
  if (unitId !== undefined) say(namesUnit('@unitId'), { unitId });
  if (underId !== undefined) say(namesUnit(everUnder), { underId });
  if (text !== '') sayText(db, text, say);
  return { where: parts.length === 0 ? '1' : parts.join(' AND '), bound };
}

const wordLimit = 8;

/** All words in one name that a unit of the event ever had, or in the words of the event. */
function sayText(db: Db, text: string, say: (sql: string, values: Bound) => void): void {
  const words = foldText(text)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, wordLimit);
  if (words.length === 0) return;
  const named = words.map((_, index) => `searchKey LIKE @word${index} ESCAPE '\\'`).join(' AND ');
  const told = (prepare(db, 'SELECT id, basisText, note FROM unitEvent').all() as Row<'unitEvent'>[]).filter(
    (event) => {
      const folded = foldText(`${event.basisText} ${event.note}`);
      return words.every((word) => folded.includes(word));
    },
  );
  say(
    `(event.id IN (SELECT value FROM json_each(@told)) OR ${namesUnit(`SELECT unitId FROM unitVersion WHERE ${named}`)})`,
    {
      told: JSON.stringify(told.map(({ id }) => id)),
      ...Object.fromEntries(words.map((word, index) => [`word${index}`, likeText(word)])),
    },
  );
}

/** Ids of all events that match, newest day first. */
export function listEventIds(db: Db, filter: Filter): string[] {
  const { where, bound } = matching(db, filter);
  const sql = `SELECT event.id FROM unitEvent event WHERE ${where} ORDER BY event.effectiveOn DESC, event.id DESC`;
  return prepare(db, sql).pluck().all(bound) as string[];
}

/** One page of events with the row after it, newest day first. Uses index unitEvent_by_day. */
export function listEvents(db: Db, filter: Filter, only?: readonly string[]): EventFacts[] {
  const { where, bound } = matching(db, filter);
  const after = readCursor(filter.after, 2);
  const place = after === undefined ? '' : 'AND (event.effectiveOn, event.id) < (@afterOn, @afterId)';
  const chosen = only === undefined ? '' : 'AND event.id IN (SELECT value FROM json_each(@only))';
  if (after !== undefined) Object.assign(bound, { afterOn: after[0], afterId: after[1] });
  if (only !== undefined) bound['only'] = JSON.stringify(only);
  return prepare(
    db,
    `SELECT event.id, kind, effectiveOn, signedOn, basisText, heirsUnknown FROM unitEvent event
     WHERE ${where} ${chosen} ${place} ORDER BY event.effectiveOn DESC, event.id DESC LIMIT @rowLimit`,
  ).all({ ...bound, rowLimit: filter.limit + 1 }) as EventFacts[];
}

export function countEvents(db: Db, filter: Filter): number {
  const { where, bound } = matching(db, filter);
  return prepare(db, `SELECT count(*) FROM unitEvent event WHERE ${where}`).pluck().get(bound) as number;
}

export type EdgeRow = Pick<
  Row<'unitLineage'>,
  'id' | 'eventId' | 'fromUnitId' | 'toUnitId' | 'part' | 'isMainHeir' | 'ratio'
>;

/** Edges of events in the order of their making. Uses index unitLineage_by_event. */
export const listEdges = (db: Db, eventIds: readonly string[]): EdgeRow[] =>
  prepare(
    db,
    `SELECT id, eventId, fromUnitId, toUnitId, part, isMainHeir, ratio FROM unitLineage
     WHERE eventId IN (SELECT value FROM json_each(?)) ORDER BY id`,
  ).all(JSON.stringify(eventIds)) as EdgeRow[];

/** Edges of events of one day that name a unit. Uses indexes unitLineage_by_from and unitLineage_by_to. */
export const listEdgesOn = (db: Db, unitId: string, on: Day): EdgeRow[] =>
  prepare(
    db,
    `SELECT edge.id, eventId, fromUnitId, toUnitId, part, isMainHeir, ratio FROM unitLineage edge
     JOIN unitEvent event ON event.id = edge.eventId
     WHERE (fromUnitId = @unitId OR toUnitId = @unitId) AND effectiveOn = @on ORDER BY edge.id`,
  ).all({ unitId, on }) as EdgeRow[];

/** Units that an event ends: they give away, and live no longer from its day on. */
export const listEnded = (db: Db, eventIds: readonly string[]): { eventId: string; unitId: string }[] =>
  prepare(
    db,
    `SELECT DISTINCT edge.eventId, edge.fromUnitId AS unitId FROM unitLineage edge JOIN unitEvent event ON event.id = edge.eventId
     WHERE edge.eventId IN (SELECT value FROM json_each(?)) AND edge.fromUnitId IS NOT NULL AND edge.fromUnitId IS NOT edge.toUnitId
       AND (SELECT max(coalesce(validTo, '9999-12-31')) FROM unitVersion WHERE unitId = edge.fromUnitId) = event.effectiveOn`,
  ).all(JSON.stringify(eventIds)) as { eventId: string; unitId: string }[];

export const natureOf = (db: Db, unitId: string): UnitNature | undefined =>
  prepare(db, 'SELECT nature FROM unit WHERE id = ?').pluck().get(unitId) as UnitNature | undefined;

/** Events that put another right. */
export const listCorrections = (
  db: Db,
  eventId: string,
): { id: string; kind: EventFacts['kind']; effectiveOn: Day }[] =>
  prepare(db, 'SELECT id, kind, effectiveOn FROM unitEvent WHERE correctsEventId = ? ORDER BY effectiveOn, id').all(
    eventId,
  ) as { id: string; kind: EventFacts['kind']; effectiveOn: Day }[];
