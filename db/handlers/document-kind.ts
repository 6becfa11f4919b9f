import type { documentKindContract } from '../api/contract/document-kind.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { nameKey } from '../domain/text.ts';
import { countDirectivesOfKind, listKindNames, listKinds } from '../queries/document-kind.ts';
import type { HandlersOf } from './define.ts';

export const documentKindHandlers: HandlersOf<typeof documentKindContract> = {
  'documentKind.list': (ctx) => listKinds(ctx.db, ctx.office.unitId),
  'documentKind.save': saveKind,
  'documentKind.remove': removeKind,
  'documentKind.reorder': reorderKinds,
};

/** Adds or changes a kind; two of one name would split a register in two. Errors: NOT_FOUND, NOT_OWNER, KIND_EXISTS. */
function saveKind(ctx: Ctx, { id, ...fields }: Checked<'documentKind.save'>): Output<'documentKind.save'> {
  const kinds = listKindNames(ctx.db);
  const key = nameKey(fields.name);
  const same = kinds.find((kind) => kind.id !== id && nameKey(kind.name) === key);
  if (same !== undefined) throw new AppError('KIND_EXISTS', { name: same.name });
  if (id !== null) {
    commit(ctx, [update('documentKind', id, fields)]);
    return { id };
  }
  const newId = ctx.newId();
  const orderNumber = Math.min(9999, Math.max(0, ...kinds.map((kind) => kind.orderNumber)) + 1);
  commit(ctx, [create('documentKind', newId, { ...fields, orderNumber })]);
  return { id: newId };
}

/** Errors: NOT_FOUND, NOT_OWNER, KIND_IN_USE. */
function removeKind(ctx: Ctx, { id }: Checked<'documentKind.remove'>): Output<'documentKind.remove'> {
  const count = countDirectivesOfKind(ctx.db, id);
  if (count > 0) throw new AppError('KIND_IN_USE', { count });
  commit(ctx, [remove('documentKind', id)]);
  return {};
}

/** Numbers the office's own kinds in the order given; those not named keep their places after them. Errors: NOT_FOUND, NOT_OWNER. */
function reorderKinds(ctx: Ctx, { ids }: Checked<'documentKind.reorder'>): Output<'documentKind.reorder'> {
  const named = new Set(ids);
  const own = listKindNames(ctx.db).filter((kind) => kind.ownerId === ctx.office.unitId && !named.has(kind.id));
  const order = [...named, ...own.map((kind) => kind.id)];
  commit(
    ctx,
    order.map((id, index) => update('documentKind', id, { orderNumber: index + 1 })),
  );
  return {};
}
