import type { Op, StoredOp } from '../../../db/sync/op.ts';
import type { SignedDocument } from '../../../db/sync/signed.ts';
import { type Bug, Replica } from './replica.ts';
import { type Pc, standInPrimitives, World } from './world.ts';

/** A PC as the simulation sees it: in memory, or with a real database. */
export interface SimulatedPc {
  readonly pc: Pc;
  readonly inc: string;
  clock: () => number;
  write(entity: string, id: string, kind: Op['kind'], fields?: Record<string, unknown>): StoredOp | undefined;
  /** What travels is known to the kit alone. */
  export(to: string, targets: readonly string[]): unknown;
  import(parcel: unknown, crash?: boolean): number;
  clone(): SimulatedPc;
  /** Takes the state of a backup or of a copied disk. */
  restore(from: SimulatedPc): this;
  rotate(): void;
  digest(isCounted?: (ch: string) => boolean): string;
  readonly gapCount: number;
  readonly suspended: ReadonlySet<string>;
  readonly refusedOps: number;
  heldOps(): Map<string, StoredOp>;
}

/** How the PCs of a simulation are made, and how its units are called. */
export interface Kit {
  readonly provinceId: string;
  communeId(index: number): string;
  indexOf(communeId: string): number;
  make(world: World, pc: Pc, documents: readonly SignedDocument[], bugs: readonly Bug[]): SimulatedPc;
}

export const memoryKit: Kit = {
  provinceId: 'P',
  communeId: (index) => `C${index}`,
  indexOf: (unit) => Number(unit.slice(1)),
  make: (world, pc, documents, bugs) => new Replica(world, pc, documents, bugs),
};

export interface SimulationSettings {
  readonly offices: number;
  readonly rounds: number;
  readonly seed: number;
  readonly bugs?: readonly Bug[];
}

export interface SimulationResult {
  readonly pcs: number;
  readonly ops: number;
  readonly bundles: number;
  readonly lost: number;
  readonly repeated: number;
  readonly crashed: number;
  readonly restores: number;
  readonly clones: number;
  readonly clonesCaught: number;
  /** PCs that do not show what their office or the province shows. */
  readonly diverged: number;
  /** Ops that a PC holds and may not read, and canaries of another office found in one. */
  readonly leaks: number;
  /** Written ops that no reader holds although everything was exchanged. */
  readonly lostOps: number;
  readonly openGaps: number;
}

/** Pseudo-random numbers from a seed (mulberry32). */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Stick {
  readonly to: SimulatedPc;
  readonly parcel: unknown;
}

/**
 * A province and its communes, two PCs each, over rounds of work and of sticks that are lost, handed over twice, late or
 * pulled out; PCs are restored from backups and copied, clocks run between 1970 and 2099. At the end everything is
 * exchanged, and all must show the same.
 */
export class Simulation {
  readonly settings: SimulationSettings;
  readonly random: (below: number) => number;
  readonly world: World;
  readonly kit: Kit;
  readonly province: SimulatedPc[] = [];
  readonly communes: SimulatedPc[][] = [];
  readonly written = new Map<string, StoredOp>();
  readonly backups = new Map<SimulatedPc, SimulatedPc>();
  readonly sticks: Stick[] = [];
  readonly count = { ops: 0, bundles: 0, lost: 0, repeated: 0, crashed: 0, restores: 0, clones: 0, clonesCaught: 0 };

  constructor(settings: SimulationSettings, kit: Kit = memoryKit) {
    this.settings = settings;
    this.kit = kit;
    const bugs = settings.bugs ?? [];
    this.random = randomOf(settings.seed);
    this.world = new World(standInPrimitives(settings.seed), kit.provinceId);
    const units = Array.from({ length: settings.offices }, (_, index) => kit.communeId(index));
    for (const unit of units) this.world.addUnit(unit, kit.provinceId);
    const pcs = [kit.provinceId, ...units].map((unit) =>
      [0, 1].map((n) => this.world.admit(`${unit.slice(-12)}-${n}`, unit)),
    );
    const documents = this.world.documents;
    const [ofProvince = [], ...ofCommunes] = pcs;
    for (const pc of ofProvince) this.province.push(kit.make(this.world, pc, documents, bugs));
    // A commune starts with what its certificate came with: the authority, the province's PCs and its own.
    for (const [index, pair] of ofCommunes.entries()) {
      const own = [documents[0], documents[1], documents[2], documents[3 + index * 2], documents[4 + index * 2]];
      const known = own.flatMap((document) => document ?? []);
      this.communes.push(pair.map((pc) => kit.make(this.world, pc, known, bugs)));
    }
    for (const replica of this.all()) replica.clock = () => this.random(2 ** 31) * 1900;
  }

  *all(): Generator<SimulatedPc> {
    yield* this.province;
    for (const pair of this.communes) yield* pair;
  }

  run(): SimulationResult {
    for (let round = 0; round < this.settings.rounds; round += 1) {
      this.work(round);
      this.mishaps();
      this.sendUp();
      this.carry();
      this.exchange(this.province);
      this.sendDown();
      for (const pair of this.communes) if (this.random(2) === 0) this.exchange(pair);
    }
    this.settle();
    return this.judge();
  }

  private note(op: StoredOp | undefined): void {
    if (op === undefined) return;
    this.count.ops += 1;
    this.written.set(op.hash, op);
  }

  private work(round: number): void {
    for (const [n, pc] of this.province.entries()) {
      this.note(pc.write('notice', `n${round}-${n}`, 'create', { body: 'notice' }));
      this.note(pc.write('notice', `n${this.random(round + 1)}-${n}`, 'update', { body: `changed ${round}` }));
      for (let each = 0; each < Math.ceil(this.communes.length / 20); each += 1) {
        const unit = this.kit.communeId(this.random(this.communes.length));
        this.note(pc.write('order', `o${round}-${n}-${each}`, 'create', { unit, body: `canary-${unit}` }));
      }
    }
    for (const pair of this.communes) {
      for (const [n, pc] of pair.entries()) {
        const { unit } = pc.pc;
        this.note(pc.write('report', `r${unit}-${n}-${round}`, 'create', { unit, body: `canary-${unit}` }));
        this.note(pc.write('memo', `m${unit}-${this.random(5)}`, 'create', { body: `canary-${unit}` }));
        this.note(
          pc.write('memo', `m${unit}-${this.random(5)}`, 'update', { body: `canary-${unit} ${this.random(1e6)}` }),
        );
        if (this.random(12) === 0) this.note(pc.write('memo', `m${unit}-${this.random(5)}`, 'delete'));
      }
    }
  }

  /** Backups are put back, disks are copied. The marker outside the database tells; one in four times it is lost too. */
  private mishaps(): void {
    for (const pair of this.communes) {
      for (const pc of pair) {
        if (this.random(20) === 0) this.backups.set(pc, pc.clone());
        if (this.random(150) === 0) this.copyDisk(pc);
        const backup = this.backups.get(pc);
        if (backup === undefined || this.random(30) !== 0) continue;
        this.count.restores += 1;
        pc.restore(backup).rotate();
        this.backups.delete(pc);
      }
    }
  }

  /** A copy of the disk works on beside the original, under the same incarnation; both hand in a bundle. */
  private copyDisk(pc: SimulatedPc): void {
    const copy = pc.clone();
    const { unit } = pc.pc;
    this.count.clones += 1;
    const head = this.province[0] as SimulatedPc;
    for (const [n, each] of [pc, copy].entries()) {
      this.note(each.write('report', `c${unit}-${this.count.clones}-${n}`, 'create', { unit, body: `canary-${unit}` }));
      head.import(each.export(this.kit.provinceId, [head.inc]));
    }
    if (head.suspended.has(pc.pc.keys.device)) this.count.clonesCaught += 1;
    pc.rotate();
  }

  private send(from: SimulatedPc, to: SimulatedPc, known: readonly SimulatedPc[] = [to]): void {
    this.count.bundles += 1;
    const parcel = from.export(
      to.pc.unit,
      known.map(({ inc }) => inc),
    );
    const fate = this.random(20);
    if (fate < 3) this.count.lost += 1;
    else if (fate === 3) {
      this.count.crashed += 1;
      to.import(parcel, true);
    } else this.sticks.push({ to, parcel });
  }

  private sendUp(): void {
    for (const pair of this.communes) {
      const from = pair[this.random(2)];
      const to = this.province[this.random(this.province.length)];
      if (from !== undefined && to !== undefined && this.random(3) === 0) this.send(from, to);
    }
  }

  private sendDown(): void {
    for (const pair of this.communes) {
      const to = pair[this.random(2)];
      const from = this.province[this.random(this.province.length)];
      if (from !== undefined && to !== undefined && this.random(3) === 0) this.send(from, to);
    }
  }

  /** Sticks arrive in any order, some twice, some only in a later round. */
  private carry(): void {
    const now = this.sticks.splice(0);
    for (let left = now.length; left > 0; left -= 1) {
      const [stick] = now.splice(this.random(left), 1);
      if (stick === undefined) continue;
      if (this.random(10) === 0) this.sticks.push(stick);
      if (this.random(10) === 0) {
        this.count.repeated += 1;
        stick.to.import(stick.parcel);
      }
      stick.to.import(stick.parcel);
    }
  }

  /** PCs of one office, both ways. */
  private exchange(pcs: readonly SimulatedPc[]): void {
    for (const from of pcs) {
      for (const to of pcs) {
        if (from === to) continue;
        this.count.bundles += 1;
        to.import(from.export(to.pc.unit, [to.inc]));
      }
    }
  }

  private settle(): void {
    this.carry();
    const head = this.province[0] as SimulatedPc;
    for (const pair of this.communes) {
      this.exchange(pair);
      for (const pc of pair) head.import(pc.export(this.kit.provinceId, [head.inc]));
    }
    this.exchange(this.province);
    this.exchange(this.province);
    for (const pair of this.communes) for (const pc of pair) pc.import(head.export(pc.pc.unit, [pc.inc]));
    for (const pair of this.communes) this.exchange(pair);
  }

  private judge(): SimulationResult {
    const head = this.province[0] as SimulatedPc;
    let diverged = new Set(this.province.map((pc) => pc.digest())).size - 1;
    let leaks = 0;
    const held = new Set<string>();
    const heldBy = new Map<SimulatedPc, ReadonlySet<string>>();
    for (const pc of this.all()) {
      const ops = pc.heldOps();
      leaks += pc.refusedOps + leaksIn(pc, ops, this.kit);
      for (const hash of ops.keys()) held.add(hash);
      heldBy.set(pc, new Set(ops.keys()));
    }
    for (const pair of this.communes) {
      const [a, b] = pair as [SimulatedPc, SimulatedPc];
      const { unit } = a.pc;
      const isShared = (ch: string): boolean => ch === `up:${unit}` || ch === `down:${unit}`;
      if (a.digest() !== b.digest()) diverged += 1;
      if (a.digest(isShared) !== head.digest(isShared)) diverged += 1;
      if (a.digest((ch) => ch === 'down') !== head.digest((ch) => ch === 'down')) diverged += 1;
    }
    const openGaps = [...this.all()].reduce((sum, pc) => sum + pc.gapCount, 0);
    // A restored PC may lose what nobody else had yet; everything that any PC still holds must be with its readers.
    const lostOps = [...this.written.values()].filter((op) => held.has(op.hash) && this.isMissing(op, heldBy)).length;
    const pcs = this.province.length + this.communes.length * 2;
    return { pcs, ...this.count, diverged, leaks, lostOps, openGaps };
  }

  private isMissing(op: StoredOp, heldBy: ReadonlyMap<SimulatedPc, ReadonlySet<string>>): boolean {
    if (op.ch === 'down') return [...this.all()].some((pc) => heldBy.get(pc)?.has(op.hash) !== true);
    const [way, unit = ''] = op.ch.split(':');
    const pair = this.communes[this.kit.indexOf(unit)] ?? [];
    const readers = way === 'int' ? pair : [...pair, ...this.province];
    return readers.some((pc) => heldBy.get(pc)?.has(op.hash) !== true);
  }
}

/** Canaries of other offices in a commune's database. */
function leaksIn(pc: SimulatedPc, held: ReadonlyMap<string, StoredOp>, kit: Kit): number {
  const ops = [...held.values()];
  const { unit } = pc.pc;
  if (unit === kit.provinceId) return ops.filter((op) => op.ch.startsWith('int:') && op.ch !== `int:${unit}`).length;
  return ops.filter((op) => {
    const canaries = JSON.stringify(op.fields).match(/canary-[^ "]+/g) ?? [];
    return canaries.some((canary) => canary !== `canary-${unit}`);
  }).length;
}

export const simulate = (settings: SimulationSettings, kit?: Kit): SimulationResult =>
  new Simulation(settings, kit).run();
