import type { Checked } from '../api/contract/index.ts';
import type { AssessmentRow, CriterionRow, CriterionSetRow, RegistrationRow } from '../api/contract/model-ward.ts';
import type { Day } from '../api/day.ts';
import type { Row } from '../entities/index.ts';
import { type Db, prepare, type Value } from '../sql.ts';
import { likeText } from './assignment.ts';
import { fullNameOn, versionIdOn } from './unit-on.ts';

const isOwn = (alias: string): string => `${alias}.ownerId = (SELECT value FROM meta WHERE key = 'officeUnitId')`;

const setColumns = `s.id, s.name, s.validFrom, s.validTo, s.basisDirectiveId, s.basisText, s.changedAtMs, ${isOwn('s')} AS isOwn,
  (SELECT count(*) FROM criterion WHERE setId = s.id) AS criterionCount,
  (SELECT count(*) FROM criterion WHERE setId = s.id AND isRequired = 1) AS requiredCount,
  (SELECT count(*) FROM criterion WHERE setId = s.id AND content = '') AS unwordedCount,
  (SELECT count(*) FROM registration WHERE setId = s.id) AS registrationCount`;

/** The latest valid first. */
export const listCriterionSets = (db: Db): CriterionSetRow[] =>
  prepare(
    db,
    `SELECT ${setColumns} FROM criterionSet s ORDER BY s.validFrom DESC, s.id DESC`,
  ).all() as CriterionSetRow[];

export const findCriterionSet = (db: Db, id: string): CriterionSetRow | undefined =>
  prepare(db, `SELECT ${setColumns} FROM criterionSet s WHERE s.id = ?`).get(id) as CriterionSetRow | undefined;

/** Criteria of a set in their order. Uses index criterion_by_set. */
export const listCriteria = (db: Db, setId: string): CriterionRow[] =>
  prepare(
    db,
    'SELECT id, orderNumber, groupName, content, isRequired FROM criterion WHERE setId = ? ORDER BY orderNumber, id',
  ).all(setId) as CriterionRow[];

/** Of these criteria, how many an assessment says something about. */
export const countMarked = (db: Db, criterionIds: readonly string[]): number =>
  prepare(
    db,
    `SELECT count(DISTINCT mark.value ->> 'criterionId') FROM assessment, json_each(assessment.marks) mark
     WHERE mark.value ->> 'criterionId' IN (SELECT value FROM json_each(?)) AND mark.value ->> 'mark' <> 'notEntered'`,
  )
    .pluck()
    .get(JSON.stringify(criterionIds)) as number;

export type ListedRegistration = Pick<
  RegistrationRow,
  'id' | 'unitId' | 'unitName' | 'unitEndedOn' | 'year' | 'setId' | 'setName' | 'registeredOn' | 'endedOn'
> & { readonly sortKey: string };

const listed = `r.id, r.unitId, ${fullNameOn('r.unitId', 'r.registeredOn')} AS unitName,
  (SELECT max(validTo) FROM unitVersion WHERE unitId = r.unitId HAVING sum(validTo IS NULL) = 0 AND max(validTo) <= @on) AS unitEndedOn,
  r.year, r.setId, criterionSet.name AS setName, r.registeredOn, r.endedOn,
  (SELECT sortKey FROM unitVersion WHERE id = ${versionIdOn('r.unitId', 'r.registeredOn')}) AS sortKey`;
const listedFrom = 'registration r JOIN criterionSet ON criterionSet.id = r.setId';

/** Where a page of registrations ended: year, sort key of the unit, id. */
export type RegistrationPlace = readonly [year: number, sortKey: string, id: string];

/** Registrations that match, by year, the latest first, then by unit, after a place. Uses index registration_by_year. */
export function listRegistrations(
  db: Db,
  filter: Pick<Checked<'modelWard.list'>, 'on' | 'year' | 'setId' | 'text'>,
  after: RegistrationPlace | undefined,
  limit: number,
): ListedRegistration[] {
  const bound: Record<string, Value> = { on: filter.on, limit };
  const parts = ['TRUE'];
  const say = (name: string, value: Value, sql: string): void => {
    bound[name] = value;
    parts.push(sql);
  };
  if (filter.year !== null) say('year', filter.year, 'r.year = @year');
  if (filter.setId !== null) say('setId', filter.setId, 'r.setId = @setId');
  if (filter.text.trim() !== '')
    say(
      'text',
      likeText(filter.text),
      `EXISTS (SELECT 1 FROM unitVersion WHERE unitId = r.unitId AND searchKey LIKE @text ESCAPE '\\')`,
    );
  if (after !== undefined) {
    [bound['afterYear'], bound['afterKey'], bound['afterId']] = [...after];
    parts.push('(-year, sortKey, id) > (-@afterYear, @afterKey, @afterId)');
  }
  return prepare(
    db,
    `SELECT * FROM (SELECT ${listed} FROM ${listedFrom} WHERE ${parts.slice(0, after === undefined ? undefined : -1).join(' AND ')})
     ${after === undefined ? '' : `WHERE ${parts.at(-1)}`} ORDER BY year DESC, sortKey, id LIMIT @limit`,
  ).all(bound) as ListedRegistration[];
}

/** Registrations by their ids, or of some units; with what only the page of one shows. */
export const findListedRegistration = (db: Db, id: string, on: Day): ListedRegistration | undefined =>
  prepare(db, `SELECT ${listed} FROM ${listedFrom} WHERE r.id = @id`).get({ id, on }) as ListedRegistration | undefined;

/** Registrations of units, of each only those before its day if one is named; the latest first. Uses index registration_by_unit. */
export const listRegistrationsOfUnits = (
  db: Db,
  units: readonly { readonly unitId: string; readonly until: Day | null }[],
  on: Day,
): ListedRegistration[] =>
  prepare(
    db,
    `SELECT ${listed} FROM json_each(@units) asked CROSS JOIN registration r ON r.unitId = asked.value ->> 'unitId'
       JOIN criterionSet ON criterionSet.id = r.setId
     WHERE r.registeredOn < coalesce(asked.value ->> 'until', '9999-12-31') ORDER BY r.year DESC, r.registeredOn DESC, r.id`,
  ).all({ units: JSON.stringify(units), on }) as ListedRegistration[];

export type StoredAssessment = Omit<AssessmentRow, 'result' | 'marks'> & {
  readonly registrationId: string;
  readonly unitId: string;
  readonly marks: AssessmentRow['marks'];
};

/** Assessments of registrations, the latest first. Uses index assessment_by_registration. */
export function listAssessments(db: Db, registrationIds: readonly string[]): StoredAssessment[] {
  const rows = prepare(
    db,
    `SELECT a.id, a.registrationId, a.unitId, a.kind, a.onDay, a.marks, a.isRecognised, a.conclusion, a.changedAtMs, ${isOwn('a')} AS isOwn
     FROM assessment a WHERE a.registrationId IN (SELECT value FROM json_each(?)) ORDER BY a.onDay DESC, a.createdLam DESC, a.id DESC`,
  ).all(JSON.stringify(registrationIds)) as (Omit<StoredAssessment, 'marks'> & { marks: string })[];
  return rows.map((row) => ({ ...row, marks: JSON.parse(row.marks) as AssessmentRow['marks'] }));
}

export const findRegistration = (db: Db, id: string): Row<'registration'> | undefined =>
  prepare(db, 'SELECT * FROM registration WHERE id = ?').get(id) as Row<'registration'> | undefined;

/** Number of a document, for a basis; null for none. */
export const findDirectiveNumber = (db: Db, id: string | null): string | null =>
  id === null
    ? null
    : ((prepare(db, 'SELECT number FROM directive WHERE id = ?').pluck().get(id) as string | undefined) ?? null);

/** Units that run for a year by a set already, withdrawn ones aside. */
export const listRegisteredUnits = (db: Db, { year, setId }: { year: number; setId: string }): string[] =>
  prepare(db, 'SELECT unitId FROM registration WHERE year = ? AND setId = ? AND endedOn IS NULL')
    .pluck()
    .all(year, setId) as string[];

export const countRegistrations = (db: Db): { year: number; count: number }[] =>
  prepare(db, 'SELECT year, count(*) AS count FROM registration GROUP BY year ORDER BY year').all() as {
    year: number;
    count: number;
  }[];

/** Police units of some kinds below a unit on a day: what a share is a share of. */
export const listUnitsOfKinds = (db: Db, underId: string, kinds: readonly string[], on: Day): string[] =>
  prepare(
    db,
    `WITH RECURSIVE below (id) AS (
       SELECT @underId
       UNION
       SELECT version.unitId FROM below JOIN unitVersion version ON version.parentId = below.id
       WHERE version.validFrom <= @on AND (version.validTo IS NULL OR version.validTo > @on))
     SELECT unit.id FROM below JOIN unit ON unit.id = below.id AND unit.nature = 'police'
       JOIN unitVersion version ON version.unitId = unit.id AND version.validFrom <= @on AND (version.validTo IS NULL OR version.validTo > @on)
     WHERE version.kind IN (SELECT value FROM json_each(@kinds))`,
  )
    .pluck()
    .all({ underId, kinds: JSON.stringify(kinds), on }) as string[];

/** Of every registration that an appraisal recognised, the first day on which it was, with its unit and year. */
export const listRecognitions = (db: Db, on: Day): { unitId: string; year: number; onDay: Day }[] =>
  prepare(
    db,
    `SELECT r.unitId, r.year, min(a.onDay) AS onDay FROM assessment a JOIN registration r ON r.id = a.registrationId
     WHERE a.isRecognised = 1 AND a.onDay <= ? GROUP BY r.id`,
  ).all(on) as { unitId: string; year: number; onDay: Day }[];
