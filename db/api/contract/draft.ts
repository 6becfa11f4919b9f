import { z } from 'zod';
import { anyone, command, query } from '../define.ts';
import { Nothing } from '../types.ts';

/** What a form has in it before it is saved: `report:<assignment>:<period>`, `directive:new` … */
const DraftKey = z.string().min(1).max(200);

/** Longest draft in characters: a sheet of two thousand full rows. */
export const draftLimit = 4_000_000;

/** Drafts belong to one user on one PC: never in the log, never exchanged, and they survive a crash. */
export const draftContract = {
  'draft.list': query({
    roles: anyone,
    input: Nothing,
    output: z.array(z.object({ key: DraftKey, savedAtMs: z.int() })),
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
