import { z } from 'zod';
import { anyone, command, query } from '../define.ts';
import { Nothing } from '../types.ts';

/** What a form has in it before it is saved: `report:<assignment>:<period>`, `directive:new` … */
const DraftKey = z.string().min(1).max(200);

/** What a draft is of, as far as its key says. */
export const DraftKind = z.enum([
  'newDirective',
  'directive',
  'newTask',
  'task',
  'newUnit',
  'unit',
  'report',
  'event',
  'directiveSheet',
  'taskSheet',
  'other',
]);

/** Longest draft in characters: a sheet of two thousand full rows. */
export const draftLimit = 4_000_000;

/** Drafts belong to one user on one PC: never in the log, never exchanged, and they survive a crash. */
export const draftContract = {
  'draft.list': query({
    roles: anyone,
    input: Nothing,
    output: z.array(z.object({ key: DraftKey, savedAtMs: z.int() })),
  }),
  /** Own drafts for a person to choose from, newest first; names of what they are about are those of today. */
  'draft.overview': query({
    roles: anyone,
    input: Nothing,
    output: z.array(
      z.object({
        key: DraftKey,
        what: DraftKind,
        /** First words of what was written, or the record it changes; empty when neither says anything. */
        title: z.string(),
        /** Rows of a sheet; null for a form. */
        rowCount: z.int().nullable(),
        /** Where it is gone on with; null where no screen opens it any more. */
        path: z.string().nullable(),
        savedAtMs: z.int(),
      }),
    ),
  }),
  'draft.get': query({
    roles: anyone,
    input: z.strictObject({ key: DraftKey }),
    output: z.object({ body: z.string(), savedAtMs: z.int() }).nullable(),
  }),
  'draft.save': command({
    roles: anyone,
    input: z.strictObject({ key: DraftKey, body: z.string().max(draftLimit) }),
    output: Nothing,
  }),
  'draft.remove': command({ roles: anyone, input: z.strictObject({ key: DraftKey }), output: Nothing }),
};
