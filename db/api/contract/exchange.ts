import { z } from 'zod';
import { anyone, command, query, workers } from '../define.ts';
import { Id, Nothing, Page, PageInput } from '../types.ts';
import { Subject } from './activity.ts';
import { Problem } from './report.ts';

/** A run of changes of one PC that somebody signed for and that is not here. */
const GapShown = z.object({
  deviceName: z.string(),
  unitName: z.string(),
  channel: z.string(),
  from: z.int(),
  to: z.int(),
});

/** What a receiver has not acknowledged; `days` since the oldest bundle that still waits for its word went out, null if none did. */
const Backlog = z.object({
  opCount: z.int(),
  byteCount: z.int(),
  days: z.int().nullable(),
  /** So much that a full copy is offered instead. */
  isTooMuch: z.boolean(),
});

/** A value as it stands in the log; `label` names the record that it points at, or is null. As in `history`. */
const Value = z.object({ raw: z.unknown(), label: z.string().nullable() });

/**
 * What is open about a record. A field's own name: several PCs wrote it without seeing each other. `*removal`: one removed the
 * record, another went on with it. `*overlap`: versions of a unit that hold on the same day. `*review`: two decisions on one report.
 */
const ConflictKind = z.enum(['field', 'removal', 'overlap', 'review']);

/** All that is open about one record. */
const ConflictShown = z.object({
  title: z.string(),
  /** Where the record is shown. */
  subject: Subject,
  isOwn: z.boolean(),
  ownerName: z.string(),
  fields: z.array(
    z.object({
      field: z.string(),
      kind: ConflictKind,
      /** Another value than those may be written. */
      hasOther: z.boolean(),
      base: Value.nullable(),
      values: z.array(
        z.object({
          hash: z.string(),
          value: Value,
          /** Of a rival record: what it says, field by field. */
          fields: z.array(z.object({ entity: z.string(), field: z.string(), value: Value })),
          /** '' for a user of another PC: users are not exchanged. */
          userName: z.string(),
          deviceName: z.string(),
          atMs: z.int(),
          /** The clock it was written by cannot have been right. */
          isAtDoubtful: z.boolean(),
          isThisPc: z.boolean(),
          isShown: z.boolean(),
        }),
      ),
    }),
  ),
});

/** Records settled at once. */
export const severalConflicts = 200;

const Settlement = z.strictObject({
  entity: z.string().max(60),
  entityId: Id,
  choices: z
    .array(
      z.strictObject({
        field: z.string().max(60),
        keep: z.string().length(64).optional(),
        value: z.unknown().optional(),
        seen: z.array(z.string().length(64)).max(100).optional(),
      }),
    )
    .min(1)
    .max(100),
});

/** What waits until something else comes. */
export const pendingReasons = ['certificate', 'checkpoint', 'gap', 'record', 'schema'] as const;
/** What breaks a rule and was refused. */
export const quarantineReasons = [
  ...(['revoked', 'fork', 'device', 'lamport', 'channel', 'entity'] as const),
  ...(['shape', 'owner', 'audience', 'contested', 'frozen', 'deletion'] as const),
] as const;
export const HeldReason = z.enum([...pendingReasons, ...quarantineReasons]);
export type HeldReason = z.output<typeof HeldReason>;

/** Trạng thái đồng bộ, xung đột, dòng bị từ chối. */
export const exchangeContract = {
  /** For the badge of the frame. */
  'exchange.badge': query({
    roles: anyone,
    input: Nothing,
    output: z.object({
      state: z.enum(['alone', 'waiting', 'joined', 'revoked']),
      /** Own changes that have never gone out in a bundle to anyone who may read them. */
      unsent: z.int(),
      /** Days since a bundle was last taken in; null when none ever was. */
      lastInDays: z.int().nullable(),
      /** Records of this office with something open. */
      conflicts: z.int(),
      refused: z.int(),
      /** Changes that wait for something else to come. */
      waiting: z.int(),
    }),
  }),
  /** Per office and PC: last bundle, days ago, what it has not acknowledged, exact gaps. Offices with something missing or silent first. */
  'exchange.status': query({
    roles: anyone,
    input: Nothing,
    output: z.array(
      z.object({
        unitId: Id,
        unitName: z.string(),
        relation: z.enum(['above', 'below', 'own']),
        devices: z.array(
          z.object({
            device: z.string(),
            name: z.string(),
            state: z.enum(['active', 'revoked', 'suspended']),
            isThisPc: z.boolean(),
            lastInAtMs: z.int().nullable(),
            lastInNumber: z.int(),
            missingBundles: z.array(z.int()),
            /** A later bundle that came whole, with all that the missing ones held; null when none did. */
            coveredBy: z.int().nullable(),
            /** It has said less than before: restored or copied. */
            isRewound: z.boolean(),
            /** It signed two histories, or sent two bundles under one number. */
            isForked: z.boolean(),
            unacknowledged: z.int(),
          }),
        ),
        lastOutAtMs: z.int().nullable(),
        lastOutNumber: z.int(),
        lastInAtMs: z.int().nullable(),
        /** Whole days since anything came; counted from enrolment (`lastInAtMs` null) when nothing ever did. Null for this office's own only PC. */
        silentDays: z.int().nullable(),
        isSilent: z.boolean(),
        missingOps: z.int(),
        gaps: z.array(GapShown),
        backlog: Backlog,
      }),
    ),
  }),
  /** Each record once. `isOwn` narrows to those this office may settle, or to those of others. */
  'conflict.list': query({
    roles: anyone,
    input: PageInput.extend({ isOwn: z.boolean().optional() }),
    output: Page(
      z.object({
        entity: z.string(),
        entityId: Id,
        title: z.string(),
        kinds: z.array(ConflictKind),
        /** Names of fields; of other kinds their sign with a star. */
        fields: z.array(z.string()),
        isOwn: z.boolean(),
        ownerName: z.string(),
      }),
    ),
  }),
  /**
   * Field by field: every value with who wrote it, when (claimed) and on which PC; the base all saw. Of a removal the values are
   * `removed` and `kept`; of an overlap or two decisions each value is one of the records, with its fields. Errors: CONFLICT_GONE.
   */
  'conflict.get': query({
    roles: anyone,
    input: z.strictObject({ entity: z.string().max(60), entityId: Id }),
    output: ConflictShown,
  }),
  /**
   * The same for many records of this office at once, in the order of the list, so that one side can be kept for all of them; `total`
   * is the number of all.
   */
  'conflict.several': query({
    roles: anyone,
    input: Nothing,
    output: z.object({
      total: z.int(),
      rows: z.array(ConflictShown.extend({ entity: z.string(), entityId: Id })).max(severalConflicts),
    }),
  }),
  /**
   * Keeps one of the values, or (for a field) writes a third; the others stay in the history. `seen`: hashes of the values that were
   * shown; with others there by now nothing is settled. Errors: NOT_OWNER, CONFLICT_GONE, INVALID_INPUT, CONFLICT_IN_USE for a removal,
   * CONFLICT_NO_OTHER, and those of the operation that writes such a field.
   */
  'conflict.settle': command({ roles: workers, input: Settlement, output: Nothing }),
  /** The same for many, each for itself: what is refused stays open and is told with the reason. One deed, taken back as one. */
  'conflict.settleMany': command({
    roles: workers,
    input: z.strictObject({ records: z.array(Settlement).min(1).max(severalConflicts) }),
    output: z.object({
      done: z.int(),
      refused: z.array(z.object({ entity: z.string(), entityId: Id, title: z.string(), problem: Problem })),
    }),
  }),
  /** Changes that wait or were refused, with the reason; the newest to arrive first. */
  'exchange.held': query({
    roles: anyone,
    input: PageInput.extend({
      status: z.enum(['pending', 'quarantined']),
      reason: HeldReason.optional(),
      entity: z.string().max(60).optional(),
    }),
    output: Page(
      z.object({
        hash: z.string(),
        reason: HeldReason,
        kind: z.enum(['create', 'update', 'delete']),
        entity: z.string(),
        /** False: only a newer release knows such records. */
        isKnownEntity: z.boolean(),
        entityId: z.string(),
        title: z.string(),
        unitName: z.string(),
        deviceName: z.string(),
        userName: z.string(),
        atMs: z.int(),
        arrivedAtMs: z.int(),
        /** What it says, short. */
        fields: z.array(z.object({ field: z.string(), value: Value })),
        text: z.string(),
      }),
    ).extend({
      /** All of that status, by why and by kind of record, whatever the filter. */
      reasons: z.array(z.object({ reason: HeldReason, count: z.int() })),
      entities: z.array(z.object({ entity: z.string(), count: z.int() })),
    }),
  }),
};
