import { create, update } from '../../../db/commit.ts';
import { entityRules } from '../../../db/exchange/rules.ts';
import { listCheckpoints, listHeldLogs } from '../../../db/queries/exchange.ts';
import type { Rules } from '../../../db/sync/authority.ts';
import { readCheckpoint } from '../../../db/sync/checkpoint.ts';
import type { Op, StoredOp } from '../../../db/sync/op.ts';
import type { Bug } from './replica.ts';
import { Shelf } from './shelf.ts';
import { randomOf } from './simulate.ts';
import { type SqlKit, type SqlPc, sqlKit } from './sql-pc.ts';
import type { Cargo } from './station.ts';
import { standInPrimitives, World } from './world.ts';

/*
 * Everything that happens to offices in years, on real databases: work, sticks that are lost, doubled, late, cut, handed to the wrong
 * office or read in halves, power failures, backups put back with and without a new incarnation, copied disks, clocks anywhere
 * between 1970 and 2099, older releases among newer ones, communes that merge, PCs withdrawn, PCs whose certificate is late.
 */

export interface Settings {
  readonly offices: number;
  readonly rounds: number;
  readonly seed: number;
  /** Databases open at once; undefined: all in memory. */
  readonly open?: number;
  readonly bugs?: readonly Bug[];
  readonly hasRightClocks?: boolean;
  readonly tell?: (line: string) => void;
}

/** What happened, and what must be nothing. */
export interface Outcome {
  readonly happened: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  /** One hash over what every PC shows. */
  readonly shown: string;
}

/** A release before this one: it knows neither sets of criteria nor a longer abbreviation of kinds of documents. */
export const olderRules: Rules = {
  schema: entityRules.schema - 1,
  ruleOf(name) {
    const rule = entityRules.ruleOf(name);
    if (name === 'criterionSet' || rule === undefined) return undefined;
    if (name !== 'documentKind') return rule;
    const isKnown = (fields: Record<string, unknown>) => String(fields['abbreviation'] ?? '').length < 6;
    return { ...rule, hasShape: (kind, fields) => isKnown(fields) && rule.hasShape(kind, fields) };
  },
};

interface Office {
  readonly unit: string;
  readonly pcs: SqlPc[];
  /** After a merger its people work elsewhere; what they had written still comes. */
  isClosed: boolean;
}

interface Stick {
  readonly to: SqlPc;
  readonly cargo: Cargo;
}

const zero = {
  ...{ ops: 0, bundles: 0, lost: 0, cut: 0, halved: 0, repeated: 0, late: 0, wrongOffice: 0, crashed: 0 },
  ...{ restores: 0, silentRestores: 0, clones: 0, upgrades: 0, mergers: 0, revocations: 0, newcomers: 0 },
  withheldCertificates: 0,
};

class History {
  readonly settings: Settings;
  readonly random: (below: number) => number;
  readonly world: World;
  readonly kit: SqlKit;
  readonly shelf: Shelf | undefined;
  readonly province: Office;
  readonly communes: Office[] = [];
  readonly written = new Map<string, StoredOp>();
  readonly backups = new Map<SqlPc, SqlPc>();
  readonly revoked = new Set<SqlPc>();
  readonly sticks: Stick[] = [];
  readonly happened = { ...zero };
  readonly faults = {
    ...{ diverged: 0, leaks: 0, lostOps: 0, openGaps: 0, wrongGaps: 0, clonesMissed: 0 },
    ...{ changedByWrongOffice: 0, unlikeLog: 0, unlikeWholeJudgement: 0, leftWaiting: 0 },
  };

  constructor(settings: Settings) {
    this.settings = settings;
    this.random = randomOf(settings.seed);
    const shelf = settings.open === undefined ? undefined : new Shelf(settings.open);
    this.shelf = shelf;
    this.kit = sqlKit(shelf && ((image) => shelf.slot(image)));
    this.world = new World(standInPrimitives(settings.seed), this.kit.provinceId);
    const units = Array.from({ length: settings.offices }, (_, index) => this.kit.communeId(index));
    for (const unit of units) this.world.addUnit(unit, this.kit.provinceId);
    const pcs = [this.kit.provinceId, ...units].map((unit) =>
      [0, 1].map((n) => this.world.admit(`${unit.slice(-12)}-${n}`, unit)),
    );
    const { documents } = this.world;
    const make = (unit: string, known: readonly number[]): SqlPc[] =>
      (pcs[unit === this.kit.provinceId ? 0 : this.kit.indexOf(unit) + 1] ?? []).map((pc) =>
        this.kit.make(
          this.world,
          pc,
          known.flatMap((n) => documents[n] ?? []),
          settings.bugs ?? [],
        ),
      );
    this.province = {
      ...{ unit: this.kit.provinceId, isClosed: false },
      pcs: make(this.kit.provinceId, [...documents.keys()]),
    };
    // A commune starts with what its certificate came with: the authority, the province's PCs and its own.
    for (const [index, unit] of units.entries())
      this.communes.push({ unit, pcs: make(unit, [0, 1, 2, 3 + index * 2, 4 + index * 2]), isClosed: false });
    for (const pc of this.all()) {
      this.setClock(pc);
      if (this.random(6) === 0) pc.station.rules = olderRules;
    }
    this.head.station.rules = entityRules;
  }

  get head(): SqlPc {
    return this.province.pcs[0] as SqlPc;
  }

  *all(): Generator<SqlPc> {
    yield* this.province.pcs;
    for (const { pcs } of this.communes) yield* pcs;
  }

  private setClock(pc: SqlPc): void {
    const random = randomOf(this.settings.seed + this.random(1e9));
    pc.clock = this.settings.hasRightClocks ? () => 1_800_000_000_000 : () => random(2 ** 31) * 1900;
  }

  async run(): Promise<Outcome> {
    for (let round = 0; round < this.settings.rounds; round += 1) {
      this.workOfProvince(round);
      for (const office of this.communes) {
        if (!office.isClosed) this.workOf(office, round);
        this.mishaps(office);
        this.sendUp(office);
      }
      this.changes(round);
      this.carry();
      this.exchange(this.province);
      for (const office of this.communes) this.sendDown(office);
      for (const office of this.communes) if (this.random(2) === 0) this.exchange(office);
      this.lookAtGaps();
      await turn();
      this.settings.tell?.(`round ${round + 1} of ${this.settings.rounds}: ${JSON.stringify(this.happened)}`);
    }
    this.settle();
    await turn();
    this.settings.tell?.('everything is exchanged');
    const shown = this.judge();
    this.shelf?.remove();
    return { happened: this.happened, faults: this.faults, shown };
  }

  private note(op: StoredOp | undefined): void {
    if (op === undefined) return;
    this.happened.ops += 1;
    this.written.set(op.hash, op);
  }

  private write(pc: SqlPc, entity: string, id: string, kind: Op['kind'], fields = {}): void {
    if (!this.revoked.has(pc)) this.note(pc.write(entity, id, kind, fields));
  }

  private workOfProvince(round: number): void {
    for (const [n, pc] of this.province.pcs.entries()) {
      this.write(pc, 'notice', `n${round}-${n}`, 'create', { body: 'notice' });
      this.write(pc, 'notice', `n${this.random(round + 1)}-${n}`, 'update', { body: `changed ${round}` });
      // The same field from both PCs, so that they clash.
      this.write(pc, 'notice', `n${this.random(round + 1)}-${1 - n}`, 'update', { body: `by ${n} in ${round}` });
      if (pc.station.rules === entityRules) {
        this.write(pc, 'newer', `w${round}-${n}`, 'create', { body: `set ${round}` });
        this.write(pc, 'longer', `n${this.random(round + 1)}-${n}`, 'update', { body: `LONGER${round}` });
      }
      for (let each = 0; each < Math.ceil(this.communes.length / 20); each += 1) {
        const unit = this.kit.communeId(this.random(this.communes.length));
        this.write(pc, 'order', `o${round}-${n}-${each}`, 'create', { unit, body: `canary-${unit}` });
      }
    }
  }

  private workOf({ unit, pcs }: Office, round: number): void {
    for (const [n, pc] of pcs.entries()) {
      this.write(pc, 'report', `r${unit}-${n}-${round}`, 'create', { unit, body: `canary-${unit}` });
      const memo = (): string => `m${unit}-${this.random(5)}`;
      this.write(pc, 'memo', memo(), 'create', { body: `canary-${unit}` });
      this.write(pc, 'memo', memo(), 'update', { body: `canary-${unit} ${this.random(1e6)}` });
      if (this.random(12) === 0) this.write(pc, 'memo', memo(), 'delete');
    }
  }

  private mishaps(office: Office): void {
    for (const pc of office.pcs) {
      if (this.revoked.has(pc)) continue;
      if (this.random(20) === 0) {
        this.backups.get(pc)?.drop();
        this.backups.set(pc, pc.clone());
      }
      if (this.random(150) === 0) this.copyDisk(office, pc);
      const backup = this.backups.get(pc);
      if (backup === undefined || this.random(30) !== 0) continue;
      this.happened.restores += 1;
      pc.restore(backup);
      // One in four times the marker outside the database is lost too: it works on under the old name until a peer tells.
      if (this.random(4) === 0) {
        this.happened.silentRestores += 1;
        this.write(pc, 'report', `s${office.unit}-${this.happened.silentRestores}`, 'create', {
          ...{ unit: office.unit, body: `canary-${office.unit}` },
        });
        this.head.import(pc.export(this.kit.provinceId, [this.head.inc]));
      }
      pc.rotate();
      backup.drop();
      this.backups.delete(pc);
    }
  }

  /** A copy of the disk works on beside the original, under the same incarnation; both hand in a bundle. */
  private copyDisk({ unit }: Office, pc: SqlPc): void {
    const copy = pc.clone();
    this.happened.clones += 1;
    for (const [n, each] of [pc, copy].entries()) {
      this.write(each, 'report', `c${unit}-${this.happened.clones}-${n}`, 'create', { unit, body: `canary-${unit}` });
      this.head.import(each.export(this.kit.provinceId, [this.head.inc]));
    }
    if (!this.head.suspended.has(pc.pc.keys.device)) this.faults.clonesMissed += 1;
    pc.rotate();
    copy.drop();
  }

  /** What the authority and releases bring. */
  private changes(round: number): void {
    const often = Math.ceil(this.communes.length / 40);
    for (let each = 0; each < often; each += 1) {
      const office = this.communes[this.random(this.communes.length)] as Office;
      const kind = this.random(4);
      if (kind === 0) this.merge(office, this.communes[this.random(this.communes.length)] as Office);
      if (kind === 1) this.revokeOneOf(office);
      if (kind === 2) this.admitOneTo(office, `${round}-${each}`);
      if (kind === 3) for (const pc of office.pcs) this.upgrade(pc);
    }
  }

  private upgrade(pc: SqlPc): void {
    if (pc.station.rules === entityRules) return;
    this.happened.upgrades += 1;
    pc.station.upgrade();
  }

  /** One commune goes into another, as the province decides: who became what is known to all, what they wrote stays theirs. */
  private merge(from: Office, into: Office): void {
    if (from === into || from.isClosed || into.isClosed) return;
    this.happened.mergers += 1;
    from.isClosed = true;
    const { station } = this.head;
    const before = station.db.prepare('SELECT coalesce(max(opId), 0) FROM op').pluck().get() as number;
    const eventId = station.newId();
    const edge = (toUnitId: string, fromUnitId: string, isMainHeir: 0 | 1) =>
      create('unitLineage', station.newId(), {
        ...{ eventId, fromUnitId, toUnitId, part: 'whole', isMainHeir, ratio: null },
      });
    station.write(
      create('unitEvent', eventId, {
        ...{ kind: 'absorb', signedOn: null, announcedOn: null, effectiveOn: '2026-07-01', basisDirectiveId: null },
        ...{ basisText: '', note: '', correctsEventId: null, heirsUnknown: 0 },
      }),
      edge(into.unit, from.unit, 1),
      edge(into.unit, into.unit, 1),
      update('unitVersion', from.unit.replace('ffff', 'eeee'), { validTo: '2026-07-01' }),
    );
    const rows = station.db.prepare('SELECT hash, bytes FROM op WHERE opId > ?').all(before);
    for (const { hash, bytes } of rows as { hash: Buffer; bytes: Buffer }[])
      this.note({ ...(JSON.parse(bytes.toString()) as Op), hash: hash.toString('hex') });
  }

  /** What the province holds of it stays, the rest goes; the thief writes on. */
  private revokeOneOf(office: Office): void {
    const pc = office.pcs[this.random(office.pcs.length)] as SqlPc;
    if (office.pcs.some((each) => this.revoked.has(each))) return;
    this.happened.revocations += 1;
    const { db } = this.head.station;
    const { device } = pc.pc.keys;
    const cuts = listHeldLogs(db).flatMap(({ logId, incarnation: inc, channel: ch, upTo: seq, head }) =>
      seq > 0 && listCheckpoints(db, logId).some(({ document }) => readCheckpoint(document).device === device)
        ? { inc, ch, seq, head }
        : [],
    );
    this.world.revoke(device, cuts);
    this.head.station.learn(this.world.documents.slice(-1));
    this.write(pc, 'report', `x${office.unit}-${this.happened.revocations}`, 'create', {
      ...{ unit: office.unit, body: `canary-${office.unit}` },
    });
    this.revoked.add(pc);
  }

  /** A new PC works and hands in before anyone but the authority has heard of it. */
  private admitOneTo(office: Office, name: string): void {
    this.happened.newcomers += 1;
    const index = this.kit.indexOf(office.unit);
    const known = [0, 1, 2, 3 + index * 2, 4 + index * 2].flatMap((n) => this.world.documents[n] ?? []);
    const pc = this.world.admit(`${office.unit.slice(-12)}-${name}`, office.unit);
    const certificate = this.world.documents.slice(-1);
    const made = this.kit.make(this.world, pc, [...known, ...certificate], this.settings.bugs ?? []);
    this.setClock(made);
    office.pcs.push(made);
    this.write(made, 'report', `a${office.unit}-${name}`, 'create', {
      ...{ unit: office.unit, body: `canary-${office.unit}` },
    });
    const cargo = made.export(this.kit.provinceId, []);
    this.head.import({ ...cargo, documents: cargo.documents.filter(({ text }) => !text.includes(device(pc))) });
    this.head.station.learn(certificate);
  }

  private send(from: SqlPc, to: SqlPc): void {
    this.happened.bundles += 1;
    const cargo = from.export(to.pc.unit, [to.inc]);
    const fate = this.random(24);
    if (fate < 3) this.happened.lost += 1;
    else if (fate === 3) {
      this.happened.crashed += 1;
      to.import(cargo, true);
      // A cut file is refused whole, by its length and its hash: nothing of it comes in.
    } else if (fate === 4) this.happened.cut += 1;
    else if (fate === 5) {
      this.happened.halved += 1;
      const middle = this.random(cargo.ops.length + 1);
      const halves = [
        { ...cargo, volume: { k: 1, n: 2 }, ops: cargo.ops.slice(0, middle) },
        { ...cargo, volume: { k: 2, n: 2 }, documents: [], ops: cargo.ops.slice(middle) },
      ];
      for (const half of halves) if (this.random(4) !== 0) this.sticks.push({ to, cargo: half });
    } else if (fate === 6) {
      this.happened.withheldCertificates += 1;
      const documents = cargo.documents.filter(({ text }) => !text.includes('"kind":"certificate"'));
      this.sticks.push({ to, cargo: { ...cargo, documents } });
    } else if (fate === 7) {
      this.happened.wrongOffice += 1;
      const other = this.communes[this.random(this.communes.length)]?.pcs[0];
      if (other !== undefined && other.pc.unit !== cargo.to && other.import(cargo) > 0)
        this.faults.changedByWrongOffice += 1;
    } else this.sticks.push({ to, cargo });
  }

  private sendUp({ pcs }: Office): void {
    const from = pcs[this.random(pcs.length)] as SqlPc;
    const to = this.province.pcs[this.random(2)] as SqlPc;
    if (this.random(3) === 0) this.send(from, to);
  }

  private sendDown({ pcs }: Office): void {
    const to = pcs[this.random(pcs.length)] as SqlPc;
    const from = this.province.pcs[this.random(2)] as SqlPc;
    if (this.random(3) === 0) this.send(from, to);
  }

  /** Sticks arrive in any order, some twice, some only in a later round. */
  private carry(): void {
    const now = this.sticks.splice(0);
    for (let left = now.length; left > 0; left -= 1) {
      const [stick] = now.splice(this.random(left), 1);
      if (stick === undefined) continue;
      if (this.random(10) === 0) {
        this.happened.late += 1;
        this.sticks.push(stick);
      }
      if (this.random(10) === 0) {
        this.happened.repeated += 1;
        stick.to.import(stick.cargo);
      }
      stick.to.import(stick.cargo);
    }
  }

  /** PCs of one office, each to each. */
  private exchange({ pcs }: Office): void {
    for (const from of pcs)
      for (const to of pcs) {
        if (from === to) continue;
        this.happened.bundles += 1;
        to.import(from.export(to.pc.unit, [to.inc]));
      }
  }

  private lookAtGaps(): void {
    const some = [...this.province.pcs, ...this.communes.filter(() => this.random(10) === 0).flatMap(({ pcs }) => pcs)];
    for (const pc of some) if (!pc.areGapsTrue) this.faults.wrongGaps += 1;
  }

  /** Everything is handed to everyone; then all have the newest release. */
  private settle(): void {
    this.carry();
    const { head } = this;
    for (const office of this.communes) {
      this.exchange(office);
      for (const pc of office.pcs) head.import(pc.export(this.kit.provinceId, [head.inc]));
    }
    this.exchange(this.province);
    this.exchange(this.province);
    for (const office of this.communes) {
      for (const pc of office.pcs) pc.import(head.export(pc.pc.unit, [pc.inc]));
      this.exchange(office);
    }
    for (const pc of this.all()) this.upgrade(pc);
  }

  private judge(): string {
    const namesOf =
      (unit: string) =>
      (ch: string): string[] => {
        const parts = ch === 'down' ? ['down'] : ch.startsWith('int:') ? [] : [`shared ${ch.split(':')[1]}`];
        return unit === this.kit.provinceId || parts.length > 0 ? ['all', ...parts] : ['all'];
      };
    const held = new Map<SqlPc, ReadonlySet<string>>();
    const look = (pc: SqlPc, isSampled: boolean): Map<string, string> => {
      this.faults.leaks += pc.refusedOps;
      held.set(pc, this.readHeld(pc));
      this.faults.openGaps += pc.gapCount;
      if (!pc.areGapsTrue) this.faults.wrongGaps += 1;
      // A change of a record whose creation was set aside, or lost with a disk, waits for ever; nothing else does.
      this.faults.leftWaiting += pc.station.db
        .prepare("SELECT count(*) FROM heldOp WHERE status = 'pending' AND reason <> 'record'")
        .pluck()
        .get() as number;
      if (isSampled && !pc.isWhole) this.faults.unlikeLog += 1;
      if (isSampled && !pc.isJudgedWhole) this.faults.unlikeWholeJudgement += 1;
      return pc.shown(namesOf(pc.pc.unit));
    };
    const all: [string, string][] = [];
    const [first = new Map<string, string>(), ...others] = this.province.pcs.map((pc) => look(pc, true));
    for (const other of others) if (other.get('all') !== first.get('all')) this.faults.diverged += 1;
    all.push(...first);
    const every = Math.ceil(this.communes.length / 80);
    for (const [index, { unit, pcs }] of this.communes.entries()) {
      const [one = new Map<string, string>(), ...rest] = pcs.map((pc) => look(pc, index % every === 0));
      for (const other of rest) if (other.get('all') !== one.get('all')) this.faults.diverged += 1;
      for (const name of ['down', `shared ${unit}`]) if (one.get(name) !== first.get(name)) this.faults.diverged += 1;
      all.push(...one);
    }
    this.faults.lostOps = this.countLost(held);
    return this.world.crypto.sha256(JSON.stringify(all));
  }

  /** Hashes of what was written in this history and is held; canaries of others are leaks. */
  private readHeld(pc: SqlPc): Set<string> {
    const { unit } = pc.pc;
    const hashes = new Set<string>();
    const rows = pc.station.db.prepare('SELECT hash, bytes FROM op UNION ALL SELECT hash, bytes FROM heldOp').iterate();
    for (const row of rows) {
      const { hash, bytes } = row as { hash: Buffer; bytes: Buffer };
      const known = this.written.get(hash.toString('hex'));
      if (known !== undefined) hashes.add(known.hash);
      const text = bytes.toString();
      const isOthers =
        unit === this.kit.provinceId
          ? text.includes('"ch":"int:') && !text.includes(`"ch":"int:${unit}"`)
          : (text.match(/canary-[0-9a-f-]+/g) ?? []).some((canary) => canary !== `canary-${unit}`);
      if (isOthers) this.faults.leaks += 1;
    }
    return hashes;
  }

  /** What any PC still holds must be with all who may read it; a backup put back may lose what nobody else had. */
  private countLost(held: ReadonlyMap<SqlPc, ReadonlySet<string>>): number {
    const survivors = new Set<string>();
    for (const hashes of held.values()) for (const hash of hashes) survivors.add(hash);
    let lost = 0;
    for (const op of this.written.values()) {
      if (!survivors.has(op.hash)) continue;
      const [way = '', unit = ''] = op.ch.split(':');
      const pcs = this.communes[this.kit.indexOf(unit)]?.pcs ?? [];
      const readers = op.ch === 'down' ? [...this.all()] : way === 'int' ? pcs : [...pcs, ...this.province.pcs];
      if (readers.some((pc) => held.get(pc)?.has(op.hash) !== true)) lost += 1;
    }
    return lost;
  }
}

/** What a closed database leaves behind is freed when the event loop turns. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const device = ({ keys }: SqlPc['pc']): string => `"device":"${keys.device}"`;

export const play = (settings: Settings): Promise<Outcome> => new History(settings).run();

/** Is nothing wrong? */
export const isClean = ({ faults }: Outcome): boolean => Object.values(faults).every((count) => count === 0);
