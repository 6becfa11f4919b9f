import { z } from 'zod';
import { anyone, command, query, workers } from '../define.ts';
import { Id, Nothing, Page, PageInput } from '../types.ts';

/** A run of changes of one PC that somebody signed for and that is not here. */
const GapShown = z.object({
  deviceName: z.string(),
  unitName: z.string(),
  channel: z.string(),
  from: z.int(),
  to: z.int(),
});

/** Trạng thái đồng bộ, xung đột, dòng bị từ chối. */
export const exchangeContract = {
  /** For the badge of the frame. */
  'exchange.badge': query({
    roles: anyone,
    input: Nothing,
    output: z.object({
      state: z.enum(['alone', 'waiting', 'joined', 'revoked']),
      /** Own changes that have never gone out in a bundle. */
      unsent: z.int(),
      /** Days since a bundle was last taken in; null when none ever was. */
      lastInDays: z.int().nullable(),
      conflicts: z.int(),
      refused: z.int(),
    }),
  }),
  /** Per office and PC: last bundle, days ago, what it has not acknowledged, exact gaps. */
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
            lastInAtMs: z.int().nullable(),
            lastInNumber: z.int(),
            missingBundles: z.array(z.int()),
            /** It has said less than before: restored or copied. */
            isRewound: z.boolean(),
            isForked: z.boolean(),
            unacknowledged: z.int(),
          }),
        ),
        lastOutAtMs: z.int().nullable(),
        /** Whole days since anything came; null when nothing ever did. */
        silentDays: z.int().nullable(),
        missingOps: z.int(),
        gaps: z.array(GapShown),
      }),
    ),
  }),
  'conflict.list': query({
    roles: anyone,
    input: PageInput,
    output: Page(
      z.object({
        entity: z.string(),
        entityId: Id,
        title: z.string(),
        fields: z.array(z.string()),
        isOwn: z.boolean(),
      }),
    ),
  }),
  /** Field by field: every value with who wrote it, when (claimed) and on which PC; the base both saw. */
  'conflict.get': query({
    roles: anyone,
    input: z.strictObject({ entity: z.string().max(60), entityId: Id }),
    output: z.object({
      title: z.string(),
      isOwn: z.boolean(),
      fields: z.array(
        z.object({
          field: z.string(),
          base: z.unknown(),
          values: z.array(
            z.object({
              hash: z.string(),
              value: z.unknown(),
              userName: z.string(),
              deviceName: z.string(),
              atMs: z.int(),
              isThisPc: z.boolean(),
              isShown: z.boolean(),
            }),
          ),
        }),
      ),
    }),
  }),
  /** Keeps one of the values, or writes a third; the others stay in the history. Errors: NOT_OWNER, CONFLICT_GONE, INVALID_INPUT. */
  'conflict.settle': command({
    roles: workers,
    input: z.strictObject({
      entity: z.string().max(60),
      entityId: Id,
      choices: z
        .array(
          z.strictObject({
            field: z.string().max(60),
            keep: z.string().length(64).optional(),
            value: z.unknown().optional(),
          }),
        )
        .min(1)
        .max(100),
    }),
    output: Nothing,
  }),
  /** Changes that wait or were refused, with the reason. */
  'exchange.held': query({
    roles: anyone,
    input: PageInput.extend({ status: z.enum(['pending', 'quarantined']) }),
    output: Page(
      z.object({
        hash: z.string(),
        reason: z.string(),
        entity: z.string(),
        entityId: z.string(),
        title: z.string(),
        unitName: z.string(),
        deviceName: z.string(),
        atMs: z.int(),
        arrivedAtMs: z.int(),
        text: z.string(),
      }),
    ),
  }),
};
