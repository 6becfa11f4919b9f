import { AppError } from '../../../db/api/errors.ts';
import { apply, whileOpen } from '../../../db/apply.ts';
import { type Change, create, remove, update } from '../../../db/commit.ts';
import { trustOf } from '../../../db/exchange/exchange.ts';
import { treeOf } from '../../../db/exchange/tree.ts';
import { iterateAll, listHeldLogs } from '../../../db/queries/exchange.ts';
import { ensureLog, iterateOps, listOpsOf, readOp } from '../../../db/queries/op.ts';
import { digestOfAll } from '../../../db/rebuild.ts';
import { suspendedBy } from '../../../db/sync/authority.ts';
import { mayRead } from '../../../db/sync/channel.ts';
import { fold } from '../../../db/sync/fold.ts';
import { gapsOf, type Held } from '../../../db/sync/gap.ts';
import type { Op, StoredOp } from '../../../db/sync/op.ts';
import { type LogKey, logKey } from '../../../db/sync/vector.ts';
import { memoryDb } from '../../helpers/office.ts';
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

  constructor(station: Station) {
    this.station = station;
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
    return this.station.export(to, targets);
  }

  import(cargo: Cargo, crash = false): number {
    if (!crash) {
      const taken = this.station.import(cargo);
      this.refusedOps += taken?.refused ?? 0;
      return taken?.fresh ?? 0;
    }
    try {
      this.station.db.transaction(() => {
        this.station.import(cargo);
        throw new Error('power fails');
      })();
    } catch (error) {
      if ((error as Error).message !== 'power fails') throw error;
    }
    return 0;
  }

  clone(): SqlPc {
    return new SqlPc(this.station.copy());
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

  /** Do the tables hold what the log says? */
  get isWhole(): boolean {
    const { db } = this.station;
    const copy = memoryDb();
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
    return digestOfAll(db) === digestOfAll(copy);
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

/** Real databases, each in memory. The units are there from the start, as the first bundle brings them. */
export function sqlKit(): Kit {
  const provinceId = '0190ffff-0000-7000-8000-000000000000';
  const communeId = (index: number): string => `0190ffff-0000-7000-8000-${String(index + 1).padStart(12, '0')}`;
  let first: Station | undefined;
  let count = 0;
  return {
    provinceId,
    communeId,
    indexOf: (unit) => Number(unit.slice(-12)) - 1,
    make(world, pc, documents) {
      count += 1;
      const station = new Station(world, pc, documents, count);
      if (first === undefined) {
        first = station;
        station.write(...unitsOf(world, provinceId));
      } else station.import(first.export(pc.unit, []));
      return new SqlPc(station);
    },
  };
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
