import type { SavedView, savedViewContract } from '../api/contract/saved-view.ts';
import { savedViewLimits } from '../api/contract/saved-view.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { nameKey, viSortKey } from '../domain/text.ts';
import {
  deleteSavedView,
  findSavedView,
  listSavedViews,
  type SavedViewRow,
  upsertSavedView,
} from '../queries/saved-view.ts';
import type { HandlersOf } from './define.ts';

export const savedViewHandlers: HandlersOf<typeof savedViewContract> = {
  'savedView.list': (ctx, { place }) =>
    listSavedViews(ctx.db, ctx.caller.userId, place)
      .map((row) => ({ row, key: viSortKey(row.name) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ row }) => toView(row)),

  'savedView.save': (ctx, { place, name, body }) => {
    const { userId } = ctx.caller;
    const views = listSavedViews(ctx.db, userId, place);
    const same = views.find((view) => nameKey(view.name) === nameKey(name));
    if (same === undefined && views.length >= savedViewLimits.perPlace)
      throw new AppError('SAVED_VIEW_LIMIT', { limit: savedViewLimits.perPlace });
    const id = same?.id ?? ctx.newId();
    upsertSavedView(ctx.db, { id, userId, place, name, body: JSON.stringify(body), savedAtMs: ctx.now() });
    return { id };
  },

  'savedView.rename': (ctx, { id, name }) => {
    const view = ownView(ctx, id);
    const others = listSavedViews(ctx.db, view.userId, view.place).filter((other) => other.id !== id);
    if (others.some((other) => nameKey(other.name) === nameKey(name)))
      throw new AppError('SAVED_VIEW_NAME_TAKEN', { name });
    upsertSavedView(ctx.db, { ...view, name });
    return {};
  },

  'savedView.remove': (ctx, { id }) => {
    deleteSavedView(ctx.db, ownView(ctx, id).id);
    return {};
  },
};

/** A view of whoever calls; another's is not there for them. Errors: NOT_FOUND. */
function ownView(ctx: Ctx, id: string): SavedViewRow {
  const view = findSavedView(ctx.db, ctx.caller.userId, id);
  if (view === undefined) throw new AppError('NOT_FOUND', { entity: 'savedView', id });
  return view;
}

const toView = ({ id, name, body, savedAtMs }: SavedViewRow): SavedView => ({
  id,
  name,
  savedAtMs,
  body: JSON.parse(body) as Record<string, unknown>,
});
