import { chainLimit, type directiveContract } from '../api/contract/directive.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { chainOf } from '../domain/directive.ts';
import { chooseKind } from '../domain/document-number.ts';
import { explainEffect } from '../domain/effect-reason.ts';
import { listAttachments } from '../queries/attachment.ts';
import { countTasks, findDirective, listDuplicates, listSuggestions } from '../queries/directive.ts';
import { listDirectiveFences, listDirectives } from '../queries/directive-list.ts';
import { countReceipts, listReceipts } from '../queries/directive-receipt.ts';
import {
  type ChainEdge,
  listChainLabels,
  listEdgesAt,
  listIncoming,
  listRelations,
} from '../queries/directive-relation.ts';
import { listKindNames } from '../queries/document-kind.ts';
import type { Db } from '../sql.ts';
import type { HandlersOf } from './define.ts';
import { saveReceipts } from './directive-receipt.ts';
import { relate, unrelate } from './directive-relate.ts';
import { createDirective, removeDirective, setObjectGone, updateDirective } from './directive-write.ts';

export const directiveHandlers: HandlersOf<typeof directiveContract> = {
  'directive.list': (ctx, input) => listDirectives(ctx.db, input),
  'directive.fences': (ctx, input) => ({
    cursors: listDirectiveFences(ctx.db, input, (done) => ctx.step(done, 0)),
  }),
  'directive.get': getDirective,
  'directive.create': createDirective,
  'directive.update': updateDirective,
  'directive.remove': removeDirective,
  'directive.findDuplicates': (ctx, input) => listDuplicates(ctx.db, input, input.exceptId),
  'directive.readNumber': (ctx, { number }) => {
    const kinds = listKindNames(ctx.db).filter((kind) => kind.isActive === 1);
    return { kindId: chooseKind(number, kinds)?.id ?? null };
  },
  'directive.suggest': (ctx, input) => listSuggestions(ctx.db, input.column, input.text),
  'directive.relate': relate,
  'directive.unrelate': unrelate,
  'directive.chain': getChain,
  'directive.setObjectGone': setObjectGone,
  'directive.receipts': (ctx, { id, on }) => {
    assertExists(ctx, id);
    return { counts: countReceipts(ctx.db, id), rows: listReceipts(ctx.db, id, on) };
  },
  'directive.saveReceipts': saveReceipts,
};

function assertExists(ctx: Ctx, id: string): void {
  if (findDirective(ctx.db, id, ctx.office.unitId) === undefined)
    throw new AppError('NOT_FOUND', { entity: 'directive', id });
}

/** Errors: NOT_FOUND. */
function getDirective(ctx: Ctx, { id, on }: Checked<'directive.get'>): Output<'directive.get'> {
  const { db, office } = ctx;
  const directive = findDirective(db, id, office.unitId);
  if (directive === undefined) throw new AppError('NOT_FOUND', { entity: 'directive', id });
  const incoming = listRelations(db, id, 'incoming', on, office.unitId);
  const { relationId, ...reason } = explainEffect(directive, listIncoming(db, id), on);
  const by = incoming.find((relation) => relation.id === relationId);
  return {
    ...directive,
    effect: { ...reason, by: by === undefined ? null : { ...by.other, kind: by.kind, isWhole: by.isWhole } },
    outgoing: listRelations(db, id, 'outgoing', on, office.unitId),
    incoming,
    attachments: listAttachments(db, 'directive', id, office.unitId),
    receipts: countReceipts(db, id),
    tasks: countTasks(db, id, on),
  };
}

/** Errors: NOT_FOUND. */
function getChain(ctx: Ctx, { id, on }: Checked<'directive.chain'>): Output<'directive.chain'> {
  assertExists(ctx, id);
  const { ids, edges, isCut } = gather(ctx.db, id);
  const labels = new Map(listChainLabels(ctx.db, [...ids], on).map((label) => [label.id, label]));
  const drawn = edges.filter((edge) => labels.has(edge.fromId) && labels.has(edge.toId));
  const nodes = chainOf(id, drawn).nodes.flatMap(({ id: nodeId, generation }) => {
    const label = labels.get(nodeId);
    return label === undefined ? [] : [{ ...label, generation }];
  });
  return { nodes, edges: drawn, isCut };
}

/** The documents tied to one, nearest first, up to the limit: a law on which everything rests would draw the whole register. */
function gather(db: Db, startId: string): { ids: Set<string>; edges: ChainEdge[]; isCut: boolean } {
  const ids = new Set([startId]);
  const edges = new Map<string, ChainEdge>();
  let isCut = false;
  // A Set is walked in the order of insertion, including what is added on the way.
  for (const id of ids) {
    for (const edge of listEdgesAt(db, id)) {
      const otherId = edge.fromId === id ? edge.toId : edge.fromId;
      if (!ids.has(otherId) && ids.size >= chainLimit) isCut = true;
      else {
        ids.add(otherId);
        edges.set(edge.id, edge);
      }
    }
  }
  return { ids, edges: [...edges.values()], isCut };
}
