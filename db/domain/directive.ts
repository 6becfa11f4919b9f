import type { Day } from '../api/day.ts';

/**
 * What one document does to another. Every relation runs from the newer document to the one it speaks of:
 * `basis` = is based on, `preliminaryReview` (sơ kết) and `finalReview` (tổng kết) = reviews the carrying out of.
 */
export const RELATION_KINDS = [
  'basis',
  'replaces',
  'amends',
  'repeals',
  'corrects',
  'revokes',
  'continues',
  'implements',
  'guides',
  'replies',
  'preliminaryReview',
  'finalReview',
] as const;

/** One of RELATION_KINDS. */
export type RelationKind = (typeof RELATION_KINDS)[number];

/** Days that decide the effect of a directive; each `…On` is the first day of the new state, null when the papers name none. */
export interface DirectiveLife {
  readonly issuedOn: Day;
  readonly effectiveOn: Day | null;
  /** First day on which it no longer binds. */
  readonly expiresOn: Day | null;
  /** First day without the object it governs, such as Công an cấp huyện on 2025-03-01. */
  readonly objectGoneOn: Day | null;
}

/** A relation that points AT the directive: what a newer document does to it, from which day, to all of it or to a part. */
export interface IncomingRelation {
  readonly kind: RelationKind;
  readonly fromEffectiveOn: Day;
  readonly whole: boolean;
}

/** Effect of a directive on a day: Chưa có hiệu lực, Còn hiệu lực, Hết hiệu lực một phần, Hết hiệu lực, Hết đối tượng điều chỉnh. */
export type Effect = 'notYet' | 'inForce' | 'partly' | 'expired' | 'objectGone';

const ENDING: ReadonlySet<RelationKind> = new Set<RelationKind>(['replaces', 'repeals', 'revokes']);

/**
 * The effect of a directive on a day. Replacing, repealing or revoking all of it ends it, a part of it or an amendment leaves
 * it in part; `continues` ends nothing (DOMAIN 5.2.7); a lost object outweighs everything but an end or a start yet to come.
 */
export function effectOn(directive: DirectiveLife, incoming: readonly IncomingRelation[], day: Day): Effect {
  const acting = incoming.filter((relation) => relation.fromEffectiveOn <= day);
  const isEnded = acting.some((relation) => relation.whole && ENDING.has(relation.kind));
  if (isEnded || (directive.expiresOn !== null && directive.expiresOn <= day)) return 'expired';
  if (day < (directive.effectiveOn ?? directive.issuedOn)) return 'notYet';
  if (directive.objectGoneOn !== null && directive.objectGoneOn <= day) return 'objectGone';
  return acting.some((relation) => relation.kind === 'amends' || ENDING.has(relation.kind)) ? 'partly' : 'inForce';
}

/** A relation between two documents, from the newer to the one it speaks of. */
export interface RelationEdge {
  readonly fromId: string;
  readonly toId: string;
  readonly kind: RelationKind;
}

/**
 * The documents of the circle a new relation would close, its first one repeated at the end; undefined when it closes none.
 * All kinds count together: a document cannot be based on one that amends it (DOMAIN 5.2.7).
 */
export function findCycle(
  edges: readonly RelationEdge[],
  newEdge: Pick<RelationEdge, 'fromId' | 'toId'>,
): string[] | undefined {
  const targets = Map.groupBy(edges, (edge) => edge.fromId);
  const cameFrom = new Map<string, string | undefined>([[newEdge.toId, undefined]]);
  const waiting = [newEdge.toId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === newEdge.fromId) return circleBack(cameFrom, newEdge.fromId);
    for (const { toId } of targets.get(id) ?? []) {
      if (cameFrom.has(toId)) continue;
      cameFrom.set(toId, id);
      waiting.push(toId);
    }
  }
  return undefined;
}

function circleBack(cameFrom: ReadonlyMap<string, string | undefined>, startId: string): string[] {
  const path: string[] = [];
  for (let id: string | undefined = startId; id !== undefined; id = cameFrom.get(id)) path.push(id);
  return [startId, ...path.toReversed()];
}

/** Why a relation is refused: a document relates to itself, or the newer one was issued before the one it speaks of. */
export type RelationProblem =
  | { readonly code: 'RELATION_SELF'; readonly id: string }
  | { readonly code: 'RELATION_BEFORE_TARGET'; readonly fromIssuedOn: Day; readonly toIssuedOn: Day };

/** The problem of a relation of any kind from one document to another, or undefined; issued on the same day is allowed. */
export function checkRelation(
  from: { readonly id: string; readonly issuedOn: Day },
  to: { readonly id: string; readonly issuedOn: Day },
): RelationProblem | undefined {
  if (from.id === to.id) return { code: 'RELATION_SELF', id: from.id };
  if (from.issuedOn >= to.issuedOn) return undefined;
  return { code: 'RELATION_BEFORE_TARGET', fromIssuedOn: from.issuedOn, toIssuedOn: to.issuedOn };
}

/** A document of a chain; generation 0 rests on no other, each further one is one step above the highest it speaks of. */
export interface ChainNode {
  readonly id: string;
  readonly generation: number;
}

/** All documents tied to one another, oldest generation first and then by id, and each relation among them once. */
export interface Chain {
  readonly nodes: readonly ChainNode[];
  readonly edges: readonly RelationEdge[];
}

const edgeKey = (edge: RelationEdge): string => JSON.stringify([edge.fromId, edge.toId, edge.kind]);

function idsTiedTo(startId: string, edges: readonly RelationEdge[]): Set<string> {
  const bySource = Map.groupBy(edges, (edge) => edge.fromId);
  const byTarget = Map.groupBy(edges, (edge) => edge.toId);
  const ids = new Set([startId]);
  // A Set is walked in the order of insertion, including what is added on the way.
  for (const id of ids) {
    for (const edge of bySource.get(id) ?? []) ids.add(edge.toId);
    for (const edge of byTarget.get(id) ?? []) ids.add(edge.fromId);
  }
  return ids;
}

/**
 * The chain a document belongs to, for drawing; the same for every document of it and whatever the order of the edges.
 * A circle (two offices may each have added half of it offline) is drawn too, cut where its ids alone decide.
 */
export function chainOf(startId: string, edges: readonly RelationEdge[]): Chain {
  const ids = [...idsTiedTo(startId, edges)].toSorted();
  const members = new Set(ids);
  const unique = new Map(edges.filter((edge) => members.has(edge.fromId)).map((edge) => [edgeKey(edge), edge]));
  const chainEdges = [...unique].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
  const generations = generationsOf(ids, chainEdges);
  const nodes = ids
    .map((id) => ({ id, generation: generations.get(id) ?? 0 }))
    .toSorted((a, b) => a.generation - b.generation || (a.id < b.id ? -1 : 1));
  return { nodes, edges: chainEdges };
}

function generationsOf(ids: readonly string[], edges: readonly RelationEdge[]): Map<string, number> {
  const generations = new Map(ids.map((id) => [id, 0]));
  const openTargetCounts = new Map(ids.map((id) => [id, 0]));
  for (const { fromId } of edges) openTargetCounts.set(fromId, (openTargetCounts.get(fromId) ?? 0) + 1);
  const newerThan = Map.groupBy(edges, (edge) => edge.toId);
  const settled = new Set<string>();
  const settleFrom = (ready: string[]): void => {
    // An array is walked to its end even while it grows.
    for (const id of ready) {
      if (settled.has(id)) continue;
      settled.add(id);
      for (const { fromId } of newerThan.get(id) ?? []) {
        const openCount = (openTargetCounts.get(fromId) ?? 0) - 1;
        openTargetCounts.set(fromId, openCount);
        if (settled.has(fromId)) continue;
        generations.set(fromId, Math.max(generations.get(fromId) ?? 0, (generations.get(id) ?? 0) + 1));
        if (openCount === 0) ready.push(fromId);
      }
    }
  };
  settleFrom(ids.filter((id) => openTargetCounts.get(id) === 0));
  // What is left stands in or above a circle: cut it at the smallest id and go on.
  for (const id of ids) settleFrom([id]);
  return generations;
}
