import { documentKind } from '../../../db/entities/document-kind.ts';
import { incarnationName } from '../../../db/sync/certificate.ts';
import { signCheckpoint } from '../../../db/sync/checkpoint.ts';
import { type Op, opText } from '../../../db/sync/op.ts';
import type { SignedDocument } from '../../../db/sync/signed.ts';
import type { Cargo } from './station.ts';
import type { Pc, World } from './world.ts';

/** Fields of a harmless record. */
export const kindFields = (name: string) =>
  documentKind.fields.parse({ name, abbreviation: '', grouping: 'other', orderNumber: 1, isActive: 1 });

/** A PC in wrong hands: its keys and its certificate are true, and it signs whatever it likes. */
export class Forger {
  readonly pc: Pc;
  readonly world: World;
  readonly salt: string;
  readonly inc: string;
  readonly ops: { op: Op; hash: string; bytes: Uint8Array }[] = [];
  #number = 0;

  constructor(world: World, pc: Pc) {
    this.world = world;
    this.pc = pc;
    this.salt = world.crypto.randomHex(16);
    this.inc = incarnationName(world.crypto, pc.keys.signing.publicKey, this.salt);
  }

  /** Writes an op; what is not given is as an honest PC would have it. Returns its hash. */
  write(
    ch: string,
    about: Pick<Op, 'entity' | 'id' | 'kind'>,
    fields: Record<string, unknown>,
    change: Partial<Op> = {},
  ): string {
    const before = this.ops.filter(({ op }) => op.ch === ch).at(-1);
    const op: Op = {
      ...{
        v: 1,
        inc: this.inc,
        ch,
        seq: (before?.op.seq ?? 0) + 1,
        prev: before?.hash ?? '',
        lam: this.ops.length + 1,
      },
      ...{ actor: 'u', dev: this.pc.keys.device, wall: 1_800_000_000_000, ...about, base: [], schema: 4 },
      fields: about.kind === 'create' ? { ...fields, ownerId: this.pc.unit } : fields,
      ...change,
    };
    const bytes = Buffer.from(opText(op));
    const hash = this.world.crypto.sha256(bytes);
    this.ops.push({ op, hash, bytes });
    return hash;
  }

  /** Its word on the last op of each of its logs. */
  signAll(): SignedDocument[] {
    const last = new Map(this.ops.map(({ op, hash }) => [op.ch, { seq: op.seq, head: hash }]));
    return [...last].map(([ch, { seq, head }]) => {
      const body = { device: this.pc.keys.device, inc: this.inc, salt: this.salt, ch, seq, head };
      return signCheckpoint(this.world.crypto, body, this.pc.keys.signing);
    });
  }

  /** All it wrote, and whatever statements it puts beside it. */
  cargo(to: string, documents: readonly SignedDocument[] = this.signAll()): Cargo {
    this.#number += 1;
    const set = this.world.crypto.randomHex(16);
    return {
      ...{ to, from: { unitId: this.pc.unit, inc: this.inc }, place: { number: this.#number, set, previous: '' } },
      ...{ documents, ops: this.ops.map(({ hash, bytes }) => ({ hash, bytes })) },
    };
  }
}
