import { z } from 'zod';

/** Version of the op's envelope; frozen, so that any release can relay and chain any op. */
export const opVersion = 1;

/** Largest op in bytes of its JSON; a longer text belongs in an attachment. */
export const opByteLimit = 64 * 1024;

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A claimed time in ms that is one at all: any calendar can show it. */
export const Wall = z.int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);

/**
 * One change of one record, as written once and never again.
 * A log is the pair (incarnation, channel): `seq` is dense from 1 in it and `prev` is the SHA-256 of the stored
 * bytes of the op before, so a checkpoint signed over (seq, head) vouches for all before it.
 * `base` are the record's heads that the author saw; `lam` is Lamport time; `wall` is claimed and never compared.
 */
export const Op = z.strictObject({
  v: z.literal(opVersion),
  inc: z.string().regex(/^[0-9a-f]{32}$/),
  ch: z.string().min(1).max(80),
  seq: z.int().min(1),
  prev: z.union([hash, z.literal('')]),
  lam: z.int().min(1),
  actor: z.string().max(36),
  dev: z.string().max(36),
  wall: Wall,
  entity: z.string().min(1).max(60),
  id: z.string().min(1).max(60),
  kind: z.enum(['create', 'update', 'delete']),
  base: z.array(hash).max(64),
  schema: z.int().min(1),
  fields: z.record(z.string(), z.unknown()),
});
export type Op = z.output<typeof Op>;

/** An op with the SHA-256 (hex) of its stored bytes. */
export interface StoredOp extends Op {
  readonly hash: string;
}

/** The bytes of an op: JSON with the keys in the order of the envelope. They are stored, hashed and relayed as they are. */
export function opText(op: Op): string {
  const { v, inc, ch, seq, prev, lam, actor, dev, wall, entity, id, kind, base, schema, fields } = op;
  return JSON.stringify({ v, inc, ch, seq, prev, lam, actor, dev, wall, entity, id, kind, base, schema, fields });
}
