import { z } from 'zod';
import { anyone, job, query } from '../define.ts';
import { Day, Flag, Id, Nothing, Page, PageInput } from '../types.ts';

/** The record that something is about, as a screen can open it; `isHere` 0: it was removed or withdrawn since. */
export const Subject = z.object({ entity: z.string(), id: Id, title: z.string(), isHere: Flag });
export type Subject = z.output<typeof Subject>;

/** What words are made of: the operation, what its first op was and how many records of each kind it wrote. */
const deed = {
  activityId: z.int(),
  /** Operation of the contract; for an undo that of what was undone. */
  name: z.string(),
  counts: z.array(z.object({ entity: z.string(), count: z.int() })),
  /** The record it is about came to be by it. */
  isNew: Flag,
  /** Kind of the step, review or relation it wrote; else ''. */
  word: z.string(),
  subject: Subject,
};

/** What the next undo or redo is about; `refusal` says why it would be refused, as far as that shows before trying. */
export const StackEntry = z.object({ ...deed, refusal: z.enum(['UNDO_EXPORTED', 'FORBIDDEN']).nullable() });
export type StackEntry = z.output<typeof StackEntry>;

export const ActivityRow = z.object({
  ...deed,
  action: z.enum(['do', 'undo', 'redo']),
  /** Claimed by this PC; shown, and what "since" asks. */
  atMs: z.int(),
  userId: z.string(),
  userName: z.string(),
  /** 'undone' may be done again; 'dropped' was undone before something else was done, and no longer may. */
  state: z.enum(['done', 'undone', 'dropped']),
  /** What undo and redo would take next. */
  isNextUndo: Flag,
  isNextRedo: Flag,
});
export type ActivityRow = z.output<typeof ActivityRow>;

const Step = z.object({ ...deed, opCount: z.int() });

/**
 * What was done on this PC, and taking it back. Only what writes synced records is in it: users, settings, drafts and saved
 * views are the office's or one's own, change no other office, and are not undone here; nor are gates, which work on keys.
 */
export const activityContract = {
  /** Newest first, from a day (Viet Nam's midnight) or an instant on; titles as on `on`. */
  'activity.recent': query({
    roles: anyone,
    input: PageInput.extend({
      since: z.union([Day, z.int()]).nullable().default(null),
      mine: z.boolean().default(false),
      on: Day,
    }),
    output: Page(ActivityRow),
  }),
  /** What Ctrl+Z and Ctrl+Y would do now: of one's own login, since the last lock. */
  'activity.stack': query({
    roles: anyone,
    input: Nothing,
    output: z.object({ undo: StackEntry.nullable(), redo: StackEntry.nullable() }),
  }),
  /**
   * Takes the newest thing of this session back by writing the opposite; nothing is erased from the log.
   * Errors: UNDO_NOTHING, UNDO_CHANGED, UNDO_EXPORTED, UNDO_BLOCKED, FORBIDDEN, NOT_OWNER.
   */
  'activity.undo': job({ roles: anyone, writes: true, input: Nothing, output: Step }),
  /** Does again what was undone last. Errors: REDO_NOTHING and those of undo. */
  'activity.redo': job({ roles: anyone, writes: true, input: Nothing, output: Step }),
};
