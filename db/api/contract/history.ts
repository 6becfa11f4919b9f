import { z } from 'zod';
import { anyone, command, query, workers } from '../define.ts';
import { entityNames } from '../entity-names.ts';
import { Day, Flag, Id, Nothing, Page, PageInput } from '../types.ts';
import { Subject } from './activity.ts';

/** Records that have a history: everything that is exchanged. */
export const HistoryEntity = z.enum(entityNames);
export type HistoryEntity = z.output<typeof HistoryEntity>;

/** SHA-256 of an op: names one point in the history of a record. */
const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A value as it stands in the log; `label` names the record that it points at, or is null. */
const Value = z.object({ raw: z.unknown(), label: z.string().nullable() });
export type HistoryValue = z.output<typeof Value>;

export const HistoryRow = z.object({
  hash: Hash,
  entity: HistoryEntity,
  id: Id,
  /** What the record is called; '' for the record itself that was asked for. */
  title: z.string(),
  /** 'revive': it was removed, and is there again. */
  kind: z.enum(['create', 'update', 'delete', 'revive']),
  /** Claimed by the PC that wrote. */
  atMs: z.int(),
  /** The user; '' when another office wrote. */
  byName: z.string(),
  officeName: z.string(),
  /** Short name of the PC, and whether it is this one. */
  device: z.string(),
  isThisPc: Flag,
  /** Fields in the order of the record; `from` is null where there was nothing before. */
  changes: z.array(z.object({ field: z.string(), from: Value.nullable(), to: Value })),
  /** Fields of this record that the caller may set back; none of one that is gone. */
  restorable: z.array(z.string()),
});
export type HistoryRow = z.output<typeof HistoryRow>;

const Point = HistoryRow.pick({ hash: true, atMs: true, byName: true, officeName: true });
const Which = { entity: HistoryEntity, id: Id, on: Day };

/** Who changed what of a record, when, from which value: read from the log itself, so nothing can be missing. */
export const historyContract = {
  /** Newest first; with `related` also what belongs to the record: a document's relations, receipts and files, a task's shares and their steps. */
  'history.ofRecord': query({
    roles: anyone,
    input: PageInput.extend({ ...Which, related: z.boolean().default(false) }),
    output: Page(HistoryRow),
  }),
  /** The record itself. Errors: NOT_FOUND. */
  'history.record': query({
    roles: anyone,
    input: z.strictObject(Which),
    output: z.object({
      subject: Subject,
      /** Fields that this caller may set back to what they were. */
      restorable: z.array(z.string()),
      /** Fields that several PCs wrote without seeing each other; every value is kept. */
      conflicts: z.array(z.object({ field: z.string(), values: z.array(Value) })),
    }),
  }),
  /** The record as it was after each of two ops, only where it differs. Errors: NOT_FOUND. */
  'history.compare': query({
    roles: anyone,
    input: z.strictObject({ ...Which, first: Hash, second: Hash }),
    output: z.object({
      first: Point,
      second: Point,
      fields: z.array(z.object({ field: z.string(), first: Value.nullable(), second: Value.nullable() })),
    }),
  }),
  /**
   * Sets fields back to what they were after an op, by the record's own update with its rules and roles.
   * Errors: NOT_FOUND, RESTORE_REFUSED, FORBIDDEN and those of the update.
   */
  'history.restore': command({
    roles: workers,
    input: z.strictObject({
      entity: HistoryEntity,
      id: Id,
      hash: Hash,
      fields: z.array(z.string().max(60)).min(1).max(40),
    }),
    output: Nothing,
  }),
};
