import { z } from 'zod';
import { anyone, command, query } from '../define.ts';
import { Id, Name, Nothing } from '../types.ts';

/** Characters of JSON a view may take, and how many views a user may keep in one place. */
export const savedViewLimits = { characters: 20_000, perPlace: 50 } as const;

/** Which list or search a view belongs to: `tasks`, `reports`, `search` … */
const Place = z.string().regex(/^[a-z][a-zA-Z-]{0,39}$/);

/** What the screen wants back as it was: filters, columns, sorts. The screen checks it when it reads it. */
const Body = z
  .record(z.string().max(100), z.unknown())
  .refine((body) => JSON.stringify(body).length <= savedViewLimits.characters, {
    error: 'too_big',
  });

/** One view as its user named it. */
export const SavedView = z.object({
  id: Id,
  name: z.string(),
  body: z.record(z.string(), z.unknown()),
  savedAtMs: z.int(),
});
export type SavedView = z.output<typeof SavedView>;

/** How a user likes to see a list, and searches kept for later: of one user on one PC, never in the log. */
export const savedViewContract = {
  /** By name, in the order of the Vietnamese dictionary. */
  'savedView.list': query({ roles: anyone, input: z.strictObject({ place: Place }), output: z.array(SavedView) }),
  /** Keeps a view under a name; one of the same name (whatever its capitals) in the same place is replaced. Errors: SAVED_VIEW_LIMIT. */
  'savedView.save': command({
    roles: anyone,
    input: z.strictObject({ place: Place, name: Name(80), body: Body }),
    output: z.object({ id: Id }),
  }),
  /** Errors: NOT_FOUND, SAVED_VIEW_NAME_TAKEN. */
  'savedView.rename': command({
    roles: anyone,
    input: z.strictObject({ id: Id, name: Name(80) }),
    output: Nothing,
  }),
  /** Errors: NOT_FOUND. */
  'savedView.remove': command({ roles: anyone, input: z.strictObject({ id: Id }), output: Nothing }),
};
