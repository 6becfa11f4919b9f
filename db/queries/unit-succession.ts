import { type Succession, successionOf } from '../domain/lineage.ts';
import { type Db, prepare } from '../sql.ts';
import { listBefore, readLineage, readLineageAround } from './lineage.ts';

/** What changed so that heirs may be others: units with another life or other edges, and events with other days. */
export interface TouchedLineage {
  readonly units: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

/** From so many units on, one walk over all is faster than a walk around each. */
const wholeFrom = 300;

/** Makes the heirs of ended units follow what was touched, and of no other. */
export function updateSuccession(db: Db, touched: TouchedLineage): void {
  if (touched.units.size + touched.events.size === 0) return;
  const affected = listAffected(db, touched);
  if (affected === undefined) {
    const graph = readLineage(db);
    const wanted = [...graph.lives.keys()].flatMap((unitId) => successionOf(graph, unitId));
    write(db, prepare(db, rowsSql).all() as Succession[], wanted);
    return;
  }
  const graph = readLineageAround(db, affected);
  const known = prepare(db, `${rowsSql} WHERE unitId IN (SELECT value FROM json_each(?))`).all(
    JSON.stringify(affected),
  );
  const wanted = affected.flatMap((unitId) => successionOf(graph, unitId));
  write(db, known as Succession[], wanted);
}

/** The units touched and all that came before them; undefined when these are so many that all are looked at. */
function listAffected(db: Db, { units, events }: TouchedLineage): string[] | undefined {
  if (units.size + events.size >= wholeFrom) return undefined;
  const ids = new Set(units);
  const from = prepare(db, 'SELECT fromUnitId FROM unitLineage WHERE eventId = ? AND fromUnitId IS NOT NULL');
  for (const eventId of events) for (const id of from.pluck().all(eventId) as string[]) ids.add(id);
  if (ids.size >= wholeFrom) return undefined;
  const affected = listBefore(db, [...ids]);
  return affected.length < wholeFrom ? affected : undefined;
}

const rowsSql = 'SELECT unitId, fromOn, toOn, heirId, reason FROM unitSuccession';

/** Writes what differs only. */
function write(db: Db, known: readonly Succession[], wanted: readonly Succession[]): void {
  const keyOf = ({ unitId, fromOn }: Succession): string => `${unitId} ${fromOn}`;
  const old = new Map(known.map((row) => [keyOf(row), row]));
  const put = prepare(
    db,
    `INSERT INTO unitSuccession (unitId, fromOn, toOn, heirId, reason) VALUES (@unitId, @fromOn, @toOn, @heirId, @reason)
     ON CONFLICT (unitId, fromOn) DO UPDATE SET toOn = excluded.toOn, heirId = excluded.heirId, reason = excluded.reason`,
  );
  for (const row of wanted) {
    const key = keyOf(row);
    const before = old.get(key);
    old.delete(key);
    const same = before?.toOn === row.toOn && before.heirId === row.heirId && before.reason === row.reason;
    if (before === undefined || !same) put.run(row);
  }
  const drop = prepare(db, 'DELETE FROM unitSuccession WHERE unitId = ? AND fromOn = ?');
  for (const { unitId, fromOn } of old.values()) drop.run(unitId, fromOn);
}
