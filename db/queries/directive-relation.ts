import type { Directive, DirectiveLabel } from '../api/contract/directive.ts';
import type { Output } from '../api/contract/index.ts';
import type { Day } from '../api/day.ts';
import type { RelationEdge, RelationKind } from '../domain/directive.ts';
import type { NamedRelation } from '../domain/effect-reason.ts';
import { all, type Db, one, prepare, q } from '../sql.ts';
import { kindJoin, labelColumns, labelTables } from './directive.ts';
import { effectSql, isHeeded } from './directive-effect.ts';

type RelationRow = Directive['outgoing'][number];
type FlatRelation = DirectiveLabel &
  Omit<RelationRow, 'id' | 'other'> & { relationId: string; effect: RelationRow['other']['effect'] };

/** Relations of a document with the other document of each: those it makes (`outgoing`) or those made to it, oldest other first. */
export function listRelations(
  db: Db,
  id: string,
  side: 'outgoing' | 'incoming',
  on: Day,
  officeUnitId: string,
): RelationRow[] {
  const [own, other] = side === 'outgoing' ? ['fromId', 'toId'] : ['toId', 'fromId'];
  const rows = prepare(
    db,
    `SELECT r.id AS relationId, r.kind, r.isWhole, r.note, r.ownerId = @officeUnitId AS isOwn, ${labelColumns}, ${effectSql('d')} AS effect
     FROM directiveRelation r JOIN directive d ON d.id = r.${other} ${kindJoin}
     WHERE r.${own} = @id ORDER BY d.issuedOn, r.createdLam, r.id`,
  ).all({ id, on, officeUnitId }) as FlatRelation[];
  return rows.map(({ relationId, kind, isWhole, note, isOwn, ...label }) => ({
    id: relationId,
    kind,
    isWhole,
    note,
    isOwn,
    other: label,
  }));
}

/** What newer documents do to one, for its effect. */
export const listIncoming = (db: Db, toId: string): NamedRelation[] =>
  (
    prepare(
      db,
      `SELECT r.id, r.kind, r.isWhole, coalesce(f.effectiveOn, f.issuedOn) AS fromEffectiveOn
       FROM directiveRelation r JOIN directive f ON f.id = r.fromId JOIN directive d ON d.id = r.toId
       WHERE r.toId = ? AND ${isHeeded('r', 'd')} ORDER BY r.createdLam, r.id`,
    ).all(toId) as { id: string; kind: RelationKind; isWhole: 0 | 1; fromEffectiveOn: Day }[]
  ).map(({ isWhole, ...relation }) => ({ ...relation, whole: isWhole === 1 }));

export const findRelation = (db: Db, fromId: string, toId: string, kind: RelationKind): { id: string } | undefined =>
  one(
    db,
    q
      .selectFrom('directiveRelation')
      .select('id')
      .where('fromId', '=', fromId)
      .where('toId', '=', toId)
      .where('kind', '=', kind),
  );

/** Relations on every path that leads down from a document: all that can close a circle to it. */
export const listEdgesBelow = (db: Db, fromId: string): RelationEdge[] =>
  prepare(
    db,
    `WITH RECURSIVE below (id) AS (
       SELECT @fromId UNION SELECT r.toId FROM below JOIN directiveRelation r ON r.fromId = below.id)
     SELECT r.fromId, r.toId, r.kind FROM below JOIN directiveRelation r ON r.fromId = below.id`,
  ).all({ fromId }) as RelationEdge[];

export type ChainEdge = Output<'directive.chain'>['edges'][number];

/** Relations that begin or end at a document. */
export const listEdgesAt = (db: Db, id: string): ChainEdge[] =>
  all(
    db,
    q
      .selectFrom('directiveRelation')
      .select(['id', 'fromId', 'toId', 'kind', 'isWhole'])
      .where((e) => e.or([e('fromId', '=', id), e('toId', '=', id)]))
      .orderBy('createdLam')
      .orderBy('id'),
  );

type ChainLabel = Omit<Output<'directive.chain'>['nodes'][number], 'generation'>;

/** Names and effect of the documents of a chain. */
export const listChainLabels = (db: Db, ids: readonly string[], on: Day): ChainLabel[] =>
  prepare(
    db,
    `SELECT ${labelColumns}, coalesce(kind.abbreviation, '') AS kindAbbreviation, ${effectSql('d')} AS effect
     FROM ${labelTables} WHERE d.id IN (SELECT value FROM json_each(@ids))`,
  ).all({ ids: JSON.stringify(ids), on }) as ChainLabel[];

/** The dates of issue of the documents on the other end of a document's relations: the newest it speaks of, the oldest that speaks of it. */
export const findIssueBounds = (db: Db, id: string): { newestTarget: Day | null; oldestSource: Day | null } =>
  prepare(
    db,
    `SELECT (SELECT max(d.issuedOn) FROM directiveRelation r JOIN directive d ON d.id = r.toId WHERE r.fromId = @id) AS newestTarget,
       (SELECT min(d.issuedOn) FROM directiveRelation r JOIN directive d ON d.id = r.fromId WHERE r.toId = @id) AS oldestSource`,
  ).get({ id }) as { newestTarget: Day | null; oldestSource: Day | null };
