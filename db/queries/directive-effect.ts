/*
 * The effect of a directive as SQL, for filters and lists: the same answers as effectOn in db/domain/directive.ts, which
 * test/api/directive-list.test.ts holds against it.
 */

const ending = `acts.kind IN ('replaces', 'repeals', 'revokes')`;

/**
 * SQL that holds for a relation that may change the effect of the document it leads to: what an office below says of a document that
 * is not its own changes nothing for those above.
 */
export const isHeeded = (relation: string, directive: string): string =>
  `(${relation}.audience NOT LIKE 'up:%' OR ${relation}.ownerId IN (${directive}.ownerId, (SELECT value FROM meta WHERE key = 'officeUnitId')))`;

const newerActs = (kinds: string): string => `
  FROM directiveRelation acts JOIN directive newer ON newer.id = acts.fromId JOIN directive older ON older.id = acts.toId
  WHERE ${kinds} AND coalesce(newer.effectiveOn, newer.issuedOn) <= @on AND ${isHeeded('acts', 'older')}`;

/** Looks a document's own relations up: for the few rows of a page. */
const ofOne = (directive: string, kinds: string): string =>
  `EXISTS (SELECT 1 ${newerActs(kinds)} AND acts.toId = ${directive}.id)`;

/** Goes through all relations once: for a condition that every document is held against. */
const ofMany = (directive: string, kinds: string): string =>
  `${directive}.id IN (SELECT acts.toId ${newerActs(kinds)})`;

const effectBy = (directive: string, isActedOn: typeof ofOne): string => `CASE
  WHEN ${directive}.expiresOn <= @on OR ${isActedOn(directive, `acts.isWhole = 1 AND ${ending}`)} THEN 'expired'
  WHEN coalesce(${directive}.effectiveOn, ${directive}.issuedOn) > @on THEN 'notYet'
  WHEN ${directive}.objectGoneOn <= @on THEN 'objectGone'
  WHEN ${isActedOn(directive, `(acts.kind = 'amends' OR ${ending})`)} THEN 'partly'
  ELSE 'inForce' END`;

/** SQL for the effect on `@on` of the directive under that alias, to be shown in a row. */
export const effectSql = (directive: string): string => effectBy(directive, ofOne);

/** The same, to be filtered by. */
export const effectFilterSql = (directive: string): string => effectBy(directive, ofMany);
