import { type Db, prepare } from '../sql.ts';
import { saveConflict } from '../tables.ts';

/*
 * What several records cannot all say: versions of a unit that hold on one day, two decisions on one report. They come to be when
 * two PCs of an office work apart; each record is well formed, so only side by side do they show. A person keeps one.
 */

interface Rival {
  /** The record it is about. */
  readonly about: string;
  readonly id: string;
  readonly ownerId: string;
  readonly hash: Buffer;
}

/** The op that made a record: how a rival is named. */
const madeBy = (id: string): string => `(SELECT hash FROM op WHERE entityId = ${id} ORDER BY lam, hash LIMIT 1)`;

/** A day between two versions that was moved in two ways is in question itself: it makes no rivals of those it lies between. */
const bound = (version: string, field: 'validFrom' | 'validTo'): string => `coalesce(
  (SELECT ${field === 'validTo' ? 'min' : 'max'}(coalesce(value ->> 'value', '9999-12-31')) FROM conflict, json_each(heads)
   WHERE entity = 'unitVersion' AND entityId = ${version}.id AND field = '${field}'), ${version}.${field}, '9999-12-31')`;

/** Makes the conflicts between versions of these units follow from the tables. */
export function updateOverlaps(db: Db, unitIds: ReadonlySet<string>): void {
  if (unitIds.size === 0) return;
  const asked = JSON.stringify([...unitIds]);
  const found = prepare(
    db,
    `SELECT about, id, ownerId, ${madeBy('id')} AS hash FROM (
       SELECT DISTINCT a.unitId AS about, a.id, a.ownerId FROM json_each(?) asked
       CROSS JOIN unitVersion a ON a.unitId = asked.value
       JOIN unitVersion b ON b.unitId = a.unitId AND b.id <> a.id
         AND ${bound('a', 'validFrom')} < ${bound('b', 'validTo')} AND ${bound('b', 'validFrom')} < ${bound('a', 'validTo')})
     ORDER BY about, id`,
  ).all(asked) as Rival[];
  save(db, 'unit', '*overlap', asked, found);
}

/** The same of decisions on these reports: after a first one only chốt may follow an approval. Saying the same twice is none. */
export function updateReviews(db: Db, reportIds: readonly string[]): void {
  if (reportIds.length === 0) return;
  const asked = JSON.stringify(reportIds);
  const found = prepare(
    db,
    `SELECT reportId AS about, id, ownerId, ${madeBy('id')} AS hash FROM reportReview
     WHERE reportId IN (SELECT reportId FROM json_each(?) asked CROSS JOIN reportReview ON reportId = asked.value
       GROUP BY reportId HAVING count(DISTINCT CASE kind WHEN 'close' THEN '' ELSE kind || onDay || reason END) > 1
         + max(kind = 'close'))
     ORDER BY about, id`,
  ).all(asked) as Rival[];
  save(db, 'report', '*review', asked, found);
}

/** Steps by which a report was decided on in one way. */
export const listDecisions = (db: Db, reportId: string, kind: 'approveResult' | 'returnResult'): string[] =>
  prepare(
    db,
    `SELECT id FROM assignmentStep WHERE assignmentId = (SELECT assignmentId FROM report WHERE id = @reportId)
       AND reportId = @reportId AND kind = @kind ORDER BY createdLam`,
  )
    .pluck()
    .all({ reportId, kind }) as string[];

/** Steps that ended a support of the lead that a step is of. */
export const listSupportEnds = (db: Db, stepId: string): string[] =>
  prepare(
    db,
    `SELECT step.id FROM assignment support JOIN assignmentStep step ON step.assignmentId = support.id AND step.kind = 'finish'
     WHERE support.leadId = (SELECT assignmentId FROM assignmentStep WHERE id = ?) ORDER BY step.createdLam`,
  )
    .pluck()
    .all(stepId) as string[];

function save(db: Db, entity: 'unit' | 'report', field: string, asked: string, found: readonly Rival[]): void {
  prepare(
    db,
    'DELETE FROM conflict WHERE entity = ? AND field = ? AND entityId IN (SELECT value FROM json_each(?))',
  ).run(entity, field, asked);
  const groups = new Map<string, Rival[]>();
  for (const rival of found) groups.set(rival.about, [...(groups.get(rival.about) ?? []), rival]);
  for (const [about, rivals] of groups) {
    const values = rivals.map(({ id, hash }) => ({ hash: hash.toString('hex'), value: id }));
    saveConflict(db, entity, about, field, values, rivals[0]?.ownerId ?? '');
  }
}
