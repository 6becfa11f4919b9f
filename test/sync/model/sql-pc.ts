import Database from 'better-sqlite3';
import { AppError } from '../../../db/api/errors.ts';
import { apply, whileOpen, withdraw } from '../../../db/apply.ts';
import { type Change, create, remove, update } from '../../../db/commit.ts';
import { trustOf } from '../../../db/exchange/exchange.ts';
import { sayHeld } from '../../../db/exchange/hand-out.ts';
import { rejudge, signOwnLogs } from '../../../db/exchange/judge.ts';
import { inOneGo } from '../../../db/exchange/take-in.ts';
import { treeOf } from '../../../db/exchange/tree.ts';
import { iterateAll, listHeldLogs, setJudging } from '../../../db/queries/exchange.ts';
import { ensureLog, iterateOps, listOpsOf, readOp } from '../../../db/queries/op.ts';
import { digestOfAll } from '../../../db/rebuild.ts';
import { suspendedBy } from '../../../db/sync/authority.ts';
import { mayRead } from '../../../db/sync/channel.ts';
import { fold } from '../../../db/sync/fold.ts';
import { gapsIn, gapsOf, type Held } from '../../../db/sync/gap.ts';
import type { Op, StoredOp } from '../../../db/sync/op.ts';
import type { RunningHash } from '../../../db/sync/primitives.ts';
import type { SignedDocument } from '../../../db/sync/signed.ts';
import { readStatement } from '../../../db/sync/statement.ts';
import { type LogKey, logKey } from '../../../db/sync/vector.ts';
import type { Bug } from './replica.ts';
import { emptyImage, memorySlot, type Slot } from './shelf.ts';
import type { Kit, SimulatedPc } from './simulate.ts';
import { type Cargo, Station } from './station.ts';
import type { Pc, World } from './world.ts';

/*
 * The four kinds of records of the simulation as real ones: notice = kind of document (for all), order and report = headcount
 * (down to one unit, up from one unit), memo = task of the office.
 */

const idOf = (world: World, name: string): string => {
  const digest = world.crypto.sha256(name);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-7${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
};

const task = {
  ...{ directiveId: null, clause: '', detail: '', product: '', periodRuleId: null, periodFromOn: null },
  ...{ periodToOn: null, parentId: null, assignedBy: '', assignedOn: '2026-01-01', kind: 'dated' as const },
};

function changeOf(entity: string, id: string, kind: Op['kind'], fields: Record<string, unknown>): Change | undefined {
  const body = String(fields['body'] ?? '');
  const unitId = String(fields['unit'] ?? '');
  if (entity === 'notice')
    return kind === 'create'
      ? create('documentKind', id, { name: body, abbreviation: '', grouping: 'other', orderNumber: 1, isActive: 1 })
      : update('documentKind', id, { name: body });
  // What an older release does not know: a kind of record, and a value of a field.
  if (entity === 'newer')
    return create('criterionSet', id, {
      ...{ name: body, validFrom: '2026-01-01', validTo: null, basisDirectiveId: null, basisText: '' },
    });
  if (entity === 'longer') return update('documentKind', id, { abbreviation: body });
  if (entity === 'memo') {
    if (kind === 'delete') return remove('task', id);
    return kind === 'create'
      ? create('task', id, { ...task, content: body, audience: 'office' })
      : update('task', id, { content: body });
  }
  if (kind !== 'create') return undefined;
  const audience = `${entity === 'order' ? 'down' : 'up'}:${unitId}`;
  const counts = { establishment: null, present: 1, chiefs: null, deputies: null, investigators: null };
  return create('headcount', id, { unitId, onDay: '2026-01-01', ...counts, note: body, audience });
}

/** One PC of a simulation with a real database behind the real commit, taking in and handing out. */
export class SqlPc implements SimulatedPc {
  readonly station: Station;
  refusedOps = 0;
  readonly #newSlot: (image?: Buffer) => Slot;
  readonly #bugs: ReadonlySet<Bug>;
  /** Only with a planted fault: acknowledgements of what was never made durable. */
  readonly early: SignedDocument[] = [];

  constructor(station: Station, newSlot: (image?: Buffer) => Slot = memorySlot, bugs: readonly Bug[] = []) {
    this.station = station;
    this.#newSlot = newSlot;
    this.#bugs = new Set(bugs);
  }

  get pc(): Pc {
    return this.station.pc;
  }
  get inc(): string {
    return this.station.inc;
  }
  set clock(clock: () => number) {
    this.station.clock = clock;
  }
  get clock(): () => number {
    return this.station.clock;
  }

  write(entity: string, name: string, kind: Op['kind'], fields: Record<string, unknown> = {}): StoredOp | undefined {
    const { db, world } = this.station;
    const change = changeOf(entity, idOf(world, name), kind, fields);
    const isThere =
      change !== undefined && db.prepare('SELECT 1 FROM op WHERE entityId = ?').get(change.id) !== undefined;
    if (change === undefined || (change.kind === 'create' && isThere)) return undefined;
    const before = this.#lastOp();
    try {
      this.station.write(change);
    } catch (error) {
      if (error instanceof AppError) return undefined; // not there, or not this office's
      throw error;
    }
    const last = this.#lastOp();
    return last?.opId === before?.opId ? undefined : last?.op;
  }

  #lastOp(): { opId: number; op: StoredOp } | undefined {
    const row = this.station.db.prepare('SELECT opId, hash, bytes FROM op ORDER BY opId DESC LIMIT 1').get();
    if (row === undefined) return undefined;
    const { opId, ...stored } = row as { opId: number; hash: Buffer; bytes: Buffer };
    return { opId, op: readOp(stored) };
  }

  export(to: string, targets: readonly string[]): Cargo {
    const cargo = this.station.export(to, targets);
    return { ...cargo, documents: [...cargo.documents, ...this.early] };
  }

  import(whole: Cargo, crash = false): number {
    const cargo = this.#bugs.has('noHash') ? this.#withoutSplits(whole) : whole;
    if (!crash) {
      const taken = this.station.import(cargo);
      if (this.#bugs.has('absenceDeletes')) this.#forgetAbsent(cargo);
      this.refusedOps += taken?.refused ?? 0;
      return taken?.fresh ?? 0;
    }
    try {
      this.station.db.transaction(() => {
        this.station.import(cargo);
        if (this.#bugs.has('ackBeforeCommit'))
          this.early.push(sayHeld({ ...this.station.exchange }, cargo.from.unitId));
        throw new Error('power fails');
      })();
    } catch (error) {
      if ((error as Error).message !== 'power fails') throw error;
    }
    return 0;
  }

  /** Planted fault: what stands at a place of a log is never compared with what comes for it. */
  #withoutSplits(cargo: Cargo): Cargo {
    const { db } = this.station;
    const isTaken = (inc: string, ch: string, seq: number): boolean =>
      db
        .prepare(
          'SELECT 1 FROM log WHERE incarnation = ? AND channel = ? AND (logId, ?) IN (SELECT logId, seq FROM op UNION SELECT logId, seq FROM heldOp)',
        )
        .get(inc, ch, seq) !== undefined;
    const ops = cargo.ops.filter(({ bytes }) => {
      const { inc, ch, seq } = JSON.parse(Buffer.from(bytes).toString()) as Op;
      return !isTaken(inc, ch, seq);
    });
    const documents = cargo.documents.filter((document) => {
      const statement = readStatement(document);
      return statement?.kind !== 'checkpoint' || !isTaken(statement.inc, statement.ch, statement.seq);
    });
    return { ...cargo, ops, documents };
  }

  /** Planted fault: what a bundle does not name is taken for deleted. */
  #forgetAbsent({ from, to, ops }: Cargo): void {
    if (to !== this.pc.unit) return;
    const { db } = this.station;
    const named = new Set(ops.map(({ hash }) => hash));
    db.transaction(() =>
      whileOpen(db, (touched) => {
        setJudging(db, 1);
        const rows = db
          .prepare(
            "SELECT logId, hash, bytes FROM op NATURAL JOIN log WHERE incarnation = ? AND channel = 'down' AND entity = 'documentKind'",
          )
          .all(from.inc) as { logId: number; hash: Buffer; bytes: Buffer }[];
        for (const row of rows) if (!named.has(row.hash.toString('hex'))) withdraw(db, touched, readOp(row), row.logId);
        setJudging(db, 0);
      }),
    ).immediate();
  }

  clone(): SqlPc {
    return new SqlPc(this.station.copy(this.#newSlot()), this.#newSlot, [...this.#bugs]);
  }

  drop(): void {
    this.station.slot.drop();
  }

  restore(from: SqlPc): this {
    this.station.takeOver(from.station);
    return this;
  }

  rotate(): void {
    this.station.rotate();
  }

  digest(isCounted: (ch: string) => boolean = () => true): string {
    const { db, world } = this.station;
    const rows: unknown[] = [];
    const records = db.prepare('SELECT DISTINCT entity, entityId FROM op ORDER BY entity, entityId').all();
    for (const { entity, entityId } of records as { entity: string; entityId: string }[]) {
      const ops = listOpsOf(db, entity, entityId);
      if (ops.some((op) => isCounted(op.ch))) rows.push([entity, entityId, fold(ops)]);
    }
    const held = db.prepare('SELECT hex(hash) AS hash, bytes, status, reason FROM heldOp ORDER BY hash').all();
    for (const { bytes, ...row } of held as { bytes: Buffer }[])
      if (isCounted((JSON.parse(bytes.toString()) as Op).ch)) rows.push(row);
    return world.crypto.sha256(JSON.stringify(rows));
  }

  /** What is shown of the channels of each name: one hash for each, in one pass over the log. */
  shown(names: (ch: string) => readonly string[]): Map<string, string> {
    const { db, world } = this.station;
    const hashes = new Map<string, RunningHash>();
    const add = (channels: Iterable<string>, row: unknown): void => {
      const text = JSON.stringify(row);
      for (const name of new Set([...channels].flatMap((ch) => [...names(ch)]))) {
        const hash = hashes.get(name) ?? world.crypto.newSha256();
        hashes.set(name, hash);
        hash.update(Buffer.from(text));
      }
    };
    let record: StoredOp[] = [];
    const end = (): void => {
      const [op] = record;
      if (op !== undefined) add(new Set(record.map(({ ch }) => ch)), [op.entity, op.id, this.#foldOf(record)]);
      record = [];
    };
    for (const row of db.prepare('SELECT hash, bytes FROM op ORDER BY entity, entityId').iterate()) {
      const op = readOp(row as { hash: Buffer; bytes: Buffer });
      if (op.entity !== record[0]?.entity || op.id !== record[0].id) end();
      record.push(op);
    }
    end();
    for (const row of db.prepare('SELECT hash, bytes, status, reason FROM heldOp ORDER BY hash').iterate()) {
      const { status, reason, ...stored } = row as { hash: Buffer; bytes: Buffer; status: string; reason: string };
      const { ch, hash } = readOp(stored);
      add([ch], [hash, status, reason]);
    }
    return new Map([...hashes].map(([name, hash]) => [name, hash.digest()]));
  }

  /** What is shown of one record. */
  fieldsOf(entity: string, id: string): unknown {
    return this.#foldOf(listOpsOf(this.station.db, entity, id)).slice(0, 2);
  }

  #foldOf(ops: readonly StoredOp[]): unknown[] {
    const { alive, fields, heads, conflicts } = fold(ops);
    if (!this.#bugs.has('clockDecides')) return [alive, Object.entries(fields).sort(), heads, conflicts];
    const byClock: Record<string, unknown> = {};
    for (const op of [...ops].sort((a, b) => a.wall - b.wall)) Object.assign(byClock, op.fields);
    return [alive, Object.entries(byClock).sort(), heads, conflicts];
  }

  /** Is what is reported as missing exactly what was signed for and is not here? Counted from what is held, log by log. */
  get areGapsTrue(): boolean {
    const { db, exchange } = this.station;
    const tree = treeOf(db, trustOf(exchange));
    const places = db
      .prepare('SELECT seq FROM op WHERE logId = @logId UNION SELECT seq FROM heldOp WHERE logId = @logId')
      .pluck();
    const signed = db.prepare('SELECT coalesce(max(seq), 0) FROM checkpoint WHERE logId = ?').pluck();
    return listHeldLogs(db).every((log) => {
      const { logId, incarnation, channel, author, upTo, claimed, splitSeq } = log;
      if (author === null || splitSeq !== null || !mayRead(tree, this.pc.unit, author, channel)) return true;
      const held = new Set(places.all({ logId }) as number[]);
      const missing: number[] = [];
      for (let seq = 1; seq <= (signed.get(logId) as number); seq += 1) if (!held.has(seq)) missing.push(seq);
      const beyond = [...held].filter((seq) => seq > upTo);
      const reported = gapsIn(logKey(incarnation, channel), { upTo, beyond }, claimed).flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, index) => from + index),
      );
      return JSON.stringify(missing) === JSON.stringify(reported);
    });
  }

  /** Does judging everything anew move nothing? */
  get isJudgedWhole(): boolean {
    const { db, exchange } = this.station;
    let isSame = false;
    const standing = (): string =>
      JSON.stringify(listHeldLogs(db).map(({ judgedBy: _by, judgedSeq: _seq, judgedHead: _head, ...rest }) => rest));
    try {
      inOneGo(exchange, () => {
        signOwnLogs(exchange);
        const before = standing();
        db.prepare('UPDATE log SET judgedBy = NULL').run();
        const moves = rejudge(
          exchange,
          listHeldLogs(db).map(({ logId }) => logId),
        );
        isSame = moves.length === 0 && standing() === before;
        throw new Error('only looked');
      });
    } catch (error) {
      if ((error as Error).message !== 'only looked') throw error;
    }
    return isSame;
  }

  /** Do the tables hold what the log says? */
  get isWhole(): boolean {
    const { db } = this.station;
    const copy = new Database(emptyImage());
    copy.pragma('foreign_keys = OFF');
    copy
      .transaction(() =>
        whileOpen(copy, (touched) => {
          for (const { bytes, hash, ...op } of iterateOps(db)) {
            const { logId } = ensureLog(copy, op.inc, op.ch);
            apply(copy, touched, { op, logId, bytes, hash: Buffer.from(hash, 'hex') });
          }
        }),
      )
      .immediate();
    const isSame = digestOfAll(db) === digestOfAll(copy);
    copy.close();
    return isSame;
  }

  get gapCount(): number {
    const { db, exchange } = this.station;
    const tree = treeOf(db, trustOf(exchange));
    const claims = new Map<LogKey, number>();
    const held = new Map<LogKey, Held>();
    for (const { logId, incarnation, channel, author, upTo, claimed } of listHeldLogs(db)) {
      if (author === null || !mayRead(tree, this.pc.unit, author, channel)) continue;
      const key = logKey(incarnation, channel);
      held.set(key, { upTo, beyond: [...iterateAll(db, logId, upTo + 1)].map(({ op }) => op.seq) });
      claims.set(key, claimed);
    }
    return gapsOf(held, claims).length;
  }

  get suspended(): ReadonlySet<string> {
    const forks = listHeldLogs(this.station.db).flatMap(({ incarnation: inc, channel: ch, splitSeq, forkedDevice }) =>
      forkedDevice === null ? [] : { inc, ch, seq: splitSeq ?? 0, device: forkedDevice },
    );
    return suspendedBy(trustOf(this.station.exchange), forks);
  }

  heldOps(): Map<string, StoredOp> {
    const { db } = this.station;
    const held = new Map<string, StoredOp>();
    for (const { logId } of listHeldLogs(db)) for (const { op } of iterateAll(db, logId)) held.set(op.hash, op);
    return held;
  }
}

export interface SqlKit extends Kit {
  make(world: World, pc: Pc, documents: readonly SignedDocument[], bugs: readonly Bug[]): SqlPc;
}

/** Real databases, in memory or on a shelf. The units are there from the start, as the first bundle brings them. */
export function sqlKit(newSlot: (image?: Buffer) => Slot = memorySlot): SqlKit {
  const provinceId = '0190ffff-0000-7000-8000-000000000000';
  const communeId = (index: number): string => `0190ffff-0000-7000-8000-${String(index + 1).padStart(12, '0')}`;
  let first: Station | undefined;
  let withUnits: Buffer | undefined;
  let count = 0;
  return {
    provinceId,
    communeId,
    indexOf: (unit) => Number(unit.slice(-12)) - 1,
    make(world, pc, documents, bugs) {
      count += 1;
      if (first === undefined) {
        first = new Station(world, pc, documents, count, newSlot());
        first.write(...unitsOf(world, provinceId));
        return new SqlPc(first, newSlot, bugs);
      }
      if (pc.unit === provinceId) {
        const station = new Station(world, pc, documents, count, newSlot());
        station.import(first.export(pc.unit, []));
        return new SqlPc(station, newSlot, bugs);
      }
      withUnits ??= imageWithUnits(first, pc, documents);
      return new SqlPc(new Station(world, pc, documents, count, newSlot(withUnits)), newSlot, bugs);
    },
  };
}

/** A commune's database as the first bundle leaves it, without anything that names the commune. */
function imageWithUnits(first: Station, pc: Pc, documents: readonly SignedDocument[]): Buffer {
  const station = new Station(first.world, pc, documents, 0);
  station.import(first.export(pc.unit, []));
  const { db } = station;
  for (const table of ['seenBundle', 'peer', 'statement']) db.prepare(`DELETE FROM ${table}`).run();
  first.db.prepare('DELETE FROM sentBundle WHERE unitId = ?').run(pc.unit);
  const image = station.slot.image();
  station.slot.drop();
  return image;
}

function unitsOf(world: World, provinceId: string): Change[] {
  return [provinceId, ...world.parents.keys()].flatMap((id) => [
    create('unit', id, { nature: 'police', level: id === provinceId ? 'province' : 'commune', areaId: null }),
    create('unitVersion', id.replace('ffff', 'eeee'), {
      ...{ unitId: id, validFrom: '2025-07-01', validTo: null, kind: id === provinceId ? 'province' : 'commune' },
      ...{ name: id, fullName: id, shortName: 'CA', symbol: 'CA', officialCode: null, isKey: 0, hasPolice: 1 },
      ...{ parentId: world.parents.get(id) ?? null, orderNumber: null, basisDirectiveId: null, basisText: '' },
    } as const),
  ]);
}
