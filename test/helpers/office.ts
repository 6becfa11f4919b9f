import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ApiName, GateName, Input, Output } from '../../db/api/contract/index.ts';
import { AppError, type Result } from '../../db/api/errors.ts';
import { commit } from '../../db/commit.ts';
import type { Caller, Ctx } from '../../db/context.ts';
import { dispatch } from '../../db/dispatch.ts';
import { migrate } from '../../db/migrations/index.ts';
import { saveMeta } from '../../db/queries/op.ts';
import { insertUser } from '../../db/queries/user.ts';
import { seedChanges } from '../../db/seed.ts';
import type { Db } from '../../db/sql.ts';

type Plain = Exclude<ApiName, GateName>;

/** One office in memory, seeded as a new office is, behind the real door. Time and ids are counters. */
export interface TestOffice {
  readonly db: Db;
  readonly ctx: Ctx;
  readonly unitId: string;
  readonly call: <N extends Plain>(name: N, input: Input<N>) => Result<Output<N>>;
  /** The value, or a failed test that shows the error. */
  readonly get: <N extends Plain>(name: N, input: Input<N>) => Output<N>;
  /** The same office as another user sees it. */
  readonly as: (role: Caller['role'], userId?: string) => TestOffice;
  /** Hands a path in, as the host does after a file dialog; returns its handle. */
  readonly hand: (path: string) => string;
  /** Unexpected failures that reached the door. */
  readonly logged: unknown[];
}

export function memoryDb(version?: number): Db {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  migrate(db, version);
  return db;
}

/** Predictable ids: well formed, sorted by making. `space` keeps two offices apart. */
export const counterIds = (space = 0): (() => string) => {
  let count = 0;
  return () => {
    count += 1;
    return `0190${String(space).padStart(4, '0')}-0000-7000-8000-${count.toString(16).padStart(12, '0')}`;
  };
};

export function office(role: Caller['role'] = 'admin', space = 0): TestOffice {
  const db = memoryDb();
  const newId = counterIds(space);
  const unitId = newId();
  const folder = mkdtempSync(join(tmpdir(), 'vm-'));
  const files = new Map<string, string>();
  const logged: unknown[] = [];
  let time = Date.UTC(2026, 4, 4, 1);
  const base = {
    db,
    office: { unitId, deviceId: newId(), incarnation: String(space).padStart(32, 'a') },
    now: () => time++,
    newId,
    step: () => {},
    path: (handle: string) => {
      const path = files.get(handle);
      if (path === undefined) throw new AppError('FILE_NOT_FOUND', {});
      return path;
    },
    blobs: { folder: join(folder, 'blobs'), key: Buffer.alloc(32, 7) },
    scratch: folder,
  };
  const view = (asRole: Caller['role'], userId: string): TestOffice => {
    const ctx: Ctx = { ...base, caller: { userId, role: asRole, unitId, sessionId: userId } };
    const call = <N extends Plain>(name: N, input: Input<N>): Result<Output<N>> =>
      dispatch(ctx, name, input, (error) => {
        logged.push(error);
        return 'incident';
      }) as Result<Output<N>>;
    const get = <N extends Plain>(name: N, input: Input<N>): Output<N> => {
      const result = call(name, input);
      if (result.ok) return result.value;
      throw new Error(`${name}: ${JSON.stringify(result.error)}`, { cause: logged.at(-1) });
    };
    const hand = (path: string): string => {
      const handle = `file-${files.size + 1}`;
      files.set(handle, path);
      return handle;
    };
    return { db, ctx, unitId, call, get, as: (r, u) => view(r, u ?? userOf(db, r, newId())), hand, logged };
  };
  const userId = userOf(db, role, newId());
  saveMeta(db, 'officeUnitId', unitId);
  saveMeta(db, 'deviceId', base.office.deviceId);
  saveMeta(db, 'incarnation', base.office.incarnation);
  const first = view(role, userId);
  const newOffice = {
    name: 'Công an tỉnh Bình Minh',
    shortName: 'CAT Bình Minh',
    symbol: 'CAT',
    level: 'province' as const,
    validFrom: '2021-11-01',
  };
  db.transaction(() => commit(first.ctx, seedChanges(newOffice, unitId, newId))).immediate();
  return first;
}

function userOf(db: Db, role: Caller['role'], id: string): string {
  const user = { id, login: id, loginKey: id, name: `Người dùng ${role}`, position: '', role, unitId: null };
  insertUser(db, { ...user, isActive: 1, createdAtMs: 0 });
  return id;
}
