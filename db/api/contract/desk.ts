import { z } from 'zod';
import { anyone, query } from '../define.ts';
import { Day, Id } from '../types.ts';
import { ActivityRow } from './activity.ts';
import { Urgency } from './directive-words.ts';
import { HandoverEvent } from './handover.ts';
import { ReportStatus } from './task-words.ts';

/** Rows of one block; the number of all is always told. */
export const deskRows = 6;

const Block = <R extends z.ZodType>(row: R) => z.object({ total: z.int(), rows: z.array(row).max(deskRows) });

/** One share of a task, or (the office's deadlines) all shares of one task that are in the same state. */
const Work = z.object({
  /** The share; of several the first. */
  id: Id,
  taskId: Id,
  content: z.string(),
  unitName: z.string(),
  shareCount: z.int().min(1),
  /** Of several the earliest. */
  dueOn: Day.nullable(),
  daysLate: z.int(),
  /** What is asked for, where something waits for a decision. */
  asks: z.enum(['result', 'return', 'extension']).nullable(),
  requestedDueOn: Day.nullable(),
});

const Report = z.object({
  id: Id,
  taskContent: z.string(),
  unitName: z.string(),
  periodKey: z.string().nullable(),
  reportedOn: Day,
  status: ReportStatus,
});

const Document = z.object({
  id: Id,
  number: z.string(),
  subject: z.string(),
  issuer: z.string(),
  urgency: Urgency,
  arrivedOn: Day.nullable(),
  replyDueOn: Day.nullable(),
});

/** The last period of a periodic task that has come due, and how many have not handed in. */
const Missing = z.object({ taskId: Id, content: z.string(), periodKey: z.string(), dueOn: Day, missing: z.int() });

/** An event that is not through with its hand-over. */
const Handover = HandoverEvent.omit({ settledCount: true });

/** What the exchange of bundles wants of a person. */
const Exchanged = z.object({
  kind: z.enum(['waiting', 'conflicts', 'refused', 'newer', 'missing', 'silent', 'backlog', 'invited', 'late']),
  /** As many as the list has that it opens: conflicts, changes, offices, invitations. */
  count: z.int(),
  /** Of offices that lack something: changes missing; of silent ones: days of the longest; else 0. */
  amount: z.int(),
  /** The office it is about, of several the worst; '' for this one. */
  unitName: z.string(),
  /** Late changes: who carries on the work of the ended unit. */
  heirNames: z.array(z.string()),
});

const Draft = z.object({
  assignmentId: Id,
  periodKey: z.string().nullable(),
  taskContent: z.string(),
  unitName: z.string(),
  savedAtMs: z.int(),
});

/** Bàn làm việc hôm nay. */
export const deskContract = {
  /**
   * What waits for the caller on a day: the first rows of each block and the number of all, which is that of the list the
   * block opens. For the office: what it assigned; for a user of one unit: what that unit and those below it must do.
   */
  'desk.today': query({
    roles: anyone,
    input: z.strictObject({ on: Day }),
    output: z.object({
      /** False: the caller does the work of one unit. */
      isOffice: z.boolean(),
      unit: z.object({ id: Id, name: z.string() }),
      /** directive.list isUnworked, newest first; only for the office. */
      documents: Block(Document),
      /** assignment.list timeliness overdue and dueSoon, the earliest deadline first; the office's by task. */
      overdue: Block(Work),
      dueSoon: Block(Work),
      /** True: the office stands above others and decides on their work. A commune's office waits for decisions instead. */
      decides: z.boolean(),
      /** report.list: submitted, the oldest first, for who decides; sent back, the newest first, for who reports. */
      reports: Block(Report),
      /** assignment.list awaitsDecision: returns and extensions, then results; only for who decides. */
      requests: Block(Work),
      /** report.drafts: the caller's own. */
      drafts: Block(Draft),
      /** overview.missing: tasks whose last period is past due; `total` is the number of reports that are not there. */
      missing: Block(Missing),
      /** handover.events, open ones, newest first; only for the office's Quản trị, Cán bộ tổ chức and Chỉ huy. */
      handovers: Block(Handover),
      /**
       * This PC waits to be let in; conflicts to settle, changes refused, changes only a newer release can read, offices of which
       * something is missing, that are silent for two weeks or have not acknowledged much (as exchange.status has them), for the
       * authority's Quản trị invitations without an answer, and changes of an ended unit that came in the last 30 days, told to its
       * heir and those above. Only for the office.
       */
      exchange: Block(Exchanged),
      /** activity.recent since the day before. */
      changes: Block(ActivityRow),
    }),
  }),
};
