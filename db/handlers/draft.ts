import type { draftContract } from '../api/contract/draft.ts';
import { deleteDraft, findDraft, listBodies, listDraftsOf, upsertDraft } from '../queries/draft.ts';
import type { HandlersOf } from './define.ts';
import { describeDraft as describe } from './draft-words.ts';

export const draftHandlers: HandlersOf<typeof draftContract> = {
  'draft.list': (ctx) => listDraftsOf(ctx.db, ctx.caller.userId),

  'draft.overview': (ctx) => listBodies(ctx.db, ctx.caller.userId).map((draft) => describe(ctx.db, draft)),

  'draft.get': (ctx, input) => findDraft(ctx.db, ctx.caller.userId, input.key) ?? null,

  'draft.save': (ctx, input) => {
    upsertDraft(ctx.db, { ...input, userId: ctx.caller.userId, savedAtMs: ctx.now() });
    return {};
  },

  'draft.remove': (ctx, input) => {
    deleteDraft(ctx.db, ctx.caller.userId, input.key);
    return {};
  },
};
