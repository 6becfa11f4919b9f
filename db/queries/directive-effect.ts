/*
 * The effect of a directive as SQL, for filters and lists: the same answers as effectOn in db/domain/directive.ts, which
 * test/api/directive-list.test.ts holds against it.
 */

const acting = (directive: string, kinds: string): string => `EXISTS (
    SELECT 1 FROM directiveRelation acts JOIN directive newer ON newer.id = acts.fromId
    WHERE acts.toId = ${directive}.id AND ${kinds} AND coalesce(newer.effectiveOn, newer.issuedOn) <= @on)`;

const ending = `acts.kind IN ('replaces', 'repeals', 'revokes')`;

/** SQL for the effect on `@on` of the directive under that alias. */
export const effectSql = (directive: string): string => `CASE
  WHEN ${directive}.expiresOn <= @on OR ${acting(directive, `acts.isWhole = 1 AND ${ending}`)} THEN 'expired'
  WHEN coalesce(${directive}.effectiveOn, ${directive}.issuedOn) > @on THEN 'notYet'
  WHEN ${directive}.objectGoneOn <= @on THEN 'objectGone'
  WHEN ${acting(directive, `(acts.kind = 'amends' OR ${ending})`)} THEN 'partly'
  ELSE 'inForce' END`;
