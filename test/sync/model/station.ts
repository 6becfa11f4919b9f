import { type Change, commit } from '../../../db/commit.ts';
import type { Ctx } from '../../../db/context.ts';
import type { Exchange } from '../../../db/exchange/exchange.ts';
import { type HandOut, handOut } from '../../../db/exchange/hand-out.ts';
import { beginIncarnation } from '../../../db/exchange/incarnation.ts';
import { rejudge, replayWaiting } from '../../../db/exchange/judge.ts';
import { entityRules } from '../../../db/exchange/rules.ts';
import { inOneGo, learn, type TakenIn, takeIn } from '../../../db/exchange/take-in.ts';
import { saveSent } from '../../../db/queries/exchange.ts';
import { saveWritten } from '../../../db/queries/exchange-status.ts';
import { findMeta, saveMeta } from '../../../db/queries/op.ts';
import type { Db } from '../../../db/sql.ts';
import type { Rules } from '../../../db/sync/authority.ts';
import { readOpLine } from '../../../db/sync/bundle/read.ts';
import { incarnationName } from '../../../db/sync/certificate.ts';
import type { SignedDocument } from '../../../db/sync/signed.ts';
import { memorySlot, type Slot } from './shelf.ts';
import type { Pc, World } from './world.ts';

/** What travels, without its envelope. */
export interface Cargo {
  readonly to: string;
  readonly from: { readonly unitId: string; readonly inc: string };
  readonly place: HandOut['place'];
  readonly volume?: { readonly k: number; readonly n: number };
  readonly documents: readonly SignedDocument[];
  readonly ops: readonly { readonly hash: string; readonly bytes: Uint8Array }[];
}

/** One PC with a real database, exchanging with others in memory. */
export class Station {
  readonly slot: Slot;
  readonly world: World;
  readonly pc: Pc;
  salt: string;
  inc: string;
  clock: () => number = () => 1_800_000_000_000;
  /** What its release knows; an older one knows less. */
  rules: Rules = entityRules;
  #count = 0;
  readonly #space: string;

  constructor(world: World, pc: Pc, documents: Iterable<SignedDocument>, space: number, slot: Slot = memorySlot()) {
    this.world = world;
    this.pc = pc;
    this.slot = slot;
    this.#space = space.toString(16).padStart(4, '0');
    this.salt = world.crypto.randomHex(16);
    this.inc = incarnationName(world.crypto, pc.keys.signing.publicKey, this.salt);
    this.name();
    this.db.transaction(() => learn(this.exchange, documents)).immediate();
  }

  get db(): Db {
    return this.slot.db;
  }

  private name(): void {
    for (const [key, value] of [
      ['officeUnitId', this.pc.unit],
      ['deviceId', this.pc.keys.device],
      ['incarnation', this.inc],
    ] as const)
      saveMeta(this.db, key, value);
  }

  newId(): string {
    this.#count += 1;
    return `0190${this.#space}-0000-7000-8000-${this.#count.toString(16).padStart(12, '0')}`;
  }

  get exchange(): Exchange {
    const office = { unitId: this.pc.unit, deviceId: this.pc.keys.device, incarnation: this.inc };
    const { crypto, pin } = this.world;
    const { rules, salt, clock: now } = this;
    return { db: this.db, office, salt, keys: this.pc.keys, pin, crypto, rules, now };
  }

  get ctx(): Ctx {
    const refuse = (): never => {
      throw new Error('not here');
    };
    return {
      db: this.db,
      caller: { userId: 'u', role: 'admin', unitId: this.pc.unit, sessionId: 's' },
      office: this.exchange.office,
      now: this.clock,
      newId: () => this.newId(),
      step: () => {},
      path: refuse,
      blobs: { folder: '', key: Buffer.alloc(32) },
      scratch: '',
    };
  }

  /** Other ids from now on than the copy this one was made of: as time gives them. */
  renameIds(space: number): void {
    this.#count += space * 10_000;
  }

  /** A copy of the disk. */
  copy(slot: Slot = memorySlot()): Station {
    const copy = new Station(this.world, this.pc, [], Number.parseInt(this.#space, 16), slot);
    return copy.takeOver(this);
  }

  /** The state of another: a backup that is put back, or a copied disk. */
  takeOver(from: Station): this {
    this.slot.copyOf(from.slot);
    this.inc = from.inc;
    this.rules = from.rules;
    this.salt = from.salt;
    this.#count = from.#count;
    return this;
  }

  /** A new incarnation: what a marker outside the database, or a peer, makes a restored one do. */
  rotate(): void {
    const begun = this.db.transaction(() => beginIncarnation(this.exchange)).immediate();
    this.inc = begun.incarnation;
    this.salt = begun.salt;
  }

  write(...changes: Change[]): void {
    this.db.transaction(() => commit(this.ctx, changes)).immediate();
  }

  learn(documents: Iterable<SignedDocument>): void {
    inOneGo(this.exchange, () => rejudge(this.exchange, learn(this.exchange, documents)));
  }

  export(to: string, targets: readonly string[]): Cargo {
    return this.db
      .transaction((): Cargo => {
        const { place, documents, ops, plan } = handOut(this.exchange, to, targets);
        const packed = [...ops()].map(({ hash, bytes }) => ({ hash, bytes }));
        saveWritten(this.db, plan.runs);
        saveSent(this.db, {
          ...{ setId: place.set, unitId: to, inc: this.inc, number: place.number, previous: place.previous },
          ...{ madeAtMs: 0, opCount: packed.length, byteCount: 0, volumeCount: 1, userId: 'u' },
          ...{ state: 'written', runs: [], documents: [] },
        });
        return { to, from: { unitId: this.pc.unit, inc: this.inc }, place, documents, ops: packed };
      })
      .immediate();
  }

  /** A newer release, which knows all kinds of records. */
  upgrade(): void {
    this.rules = entityRules;
    inOneGo(this.exchange, () => replayWaiting(this.exchange));
  }

  import({ to, from, place, volume = { k: 1, n: 1 }, documents, ops }: Cargo): TakenIn | undefined {
    if (to !== this.pc.unit) return undefined;
    const received = ops.map(({ hash, bytes }) => readOpLine(hash, bytes));
    const arrived = { unitId: from.unitId, inc: from.inc, place: { ...place, volume } };
    const taken = inOneGo(this.exchange, () =>
      takeIn(this.exchange, { ...arrived, madeAtMs: 0, documents, ops: received }, 'u'),
    );
    // Others may have known more of this PC than it did itself: then it has begun another life.
    const inc = findMeta(this.db, 'incarnation') ?? this.inc;
    if (inc !== this.inc) this.salt = findMeta(this.db, 'salt') ?? '';
    this.inc = inc;
    return taken;
  }
}
