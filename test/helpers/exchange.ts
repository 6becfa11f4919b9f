import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TakenShown } from '../../db/api/contract/bundle.ts';
import type { ApiName, GateName, Input, Output } from '../../db/api/contract/index.ts';
import { AppError, type Result } from '../../db/api/errors.ts';
import type { Caller, Ctx } from '../../db/context.ts';
import { dispatch, dispatchGate } from '../../db/dispatch.ts';
import { newId } from '../../db/ids.ts';
import { insertUser } from '../../db/queries/user.ts';
import { digestOfAll } from '../../db/rebuild.ts';
import type { ThisPc } from '../../db/this-pc.ts';
import { blobsOf, officeOf, Vault } from '../../db/vault.ts';
import type { TestOffice } from './office.ts';
import { unitUnder } from './work.ts';

/*
 * Offices that exchange real bundle files: each with an encrypted database in a folder of its own, behind the real door, in one
 * process and without the threads of the host. Making one takes about a second (its passwords are as slow as a user's).
 */

/** One PC of an office. Its `db` and `ctx` fit every other helper that takes an office. */
export interface ExchangePc extends TestOffice {
  readonly vault: Vault;
  /** The folder with its data. */
  readonly root: string;
  /** What stands for the PC itself. */
  readonly pc: ThisPc;
  readonly gate: <N extends GateName>(name: N, input: Input<N>) => Promise<Output<N>>;
  readonly tryGate: <N extends GateName>(name: N, input: Input<N>) => Promise<Result<Output<N>>>;
  /** Everything in its tables, as one hash. */
  readonly digest: () => string;
  /** Called at every step of a job; throws to cancel it. */
  onStep: (done: number, total: number) => void;
  /** Milliseconds that its clock is ahead of the real one. */
  clockAheadMs: number;
}

export const password = 'mat-khau-thu';
/** The first user of a PC. */
export const personOf = (name: string) => ({ login: 'quantri', name, position: 'Quản trị', password });

/** A PC without an office, or one that finds the office in a folder. */
export function newPc(
  root = mkdtempSync(join(tmpdir(), 'vm-pc-')),
  pc: ThisPc = { marks: mkdtempSync(join(tmpdir(), 'vm-marks-')), machine: root },
): ExchangePc {
  const vault = new Vault(root, () => {}, pc);
  const files = new Map<string, string>();
  const logged: unknown[] = [];
  const log = (error: unknown): string => {
    logged.push(error);
    return 'incident';
  };
  const path = (handle: string): string => {
    const found = files.get(handle);
    if (found === undefined) throw new AppError('FILE_NOT_FOUND', {});
    return found;
  };
  const hand = (given: string): string => {
    const handle = `file-${files.size + 1}`;
    files.set(handle, given);
    return handle;
  };
  const now = (): number => Date.now() + own.clockAheadMs;
  const ids = (): string => newId(now());
  const callerOf = (role: Caller['role'], userId: string): Caller => ({
    ...{ userId, role, sessionId: userId },
    unitId: officeOf(vault.db).unitId,
  });
  const ctxOf = (caller: Caller): Ctx => ({
    ...{ db: vault.db, caller, office: officeOf(vault.db), now, newId: ids, path },
    step: (done, total) => own.onStep(done, total),
    blobs: blobsOf(vault.folders, vault.key),
    scratch: vault.folders.scratch,
  });
  const view = (callerNow: () => Caller): TestOffice => {
    const call = <N extends Exclude<ApiName, GateName>>(name: N, input: Input<N>): Result<Output<N>> =>
      dispatch(ctxOf(callerNow()), name, input, log) as Result<Output<N>>;
    return {
      get db() {
        return vault.db;
      },
      get ctx() {
        return ctxOf(callerNow());
      },
      get unitId() {
        return officeOf(vault.db).unitId;
      },
      ...{ call, hand, logged },
      get: (name, input) => orFail(name, call(name, input), logged),
      as: (role, userId) => {
        const caller = callerOf(role, userId ?? userOf(role));
        return view(() => caller);
      },
    };
  };
  const userOf = (role: Caller['role']): string => {
    const id = ids();
    const user = { id, login: id, loginKey: id, name: `Người dùng ${role}`, position: '', role, unitId: null };
    insertUser(vault.db, { ...user, isActive: 1, createdAtMs: 0 });
    return id;
  };
  const adminId = (): string => vault.db.prepare("SELECT id FROM user WHERE login = 'quantri'").pluck().get() as string;
  const admin = (): Caller => callerOf('admin', adminId());
  const tryGate: ExchangePc['tryGate'] = async (name, input) => {
    const caller = vault.isOpen ? admin() : undefined;
    return (await dispatchGate({ vault, caller, now, newId: ids, path }, name, input, log)) as Result<never>;
  };
  const gate: ExchangePc['gate'] = async (name, input) => orFail(name, await tryGate(name, input), logged);
  const own = Object.defineProperties(
    { vault, root, pc, gate, tryGate, digest: () => digestOfAll(vault.db), onStep: () => {}, clockAheadMs: 0 },
    Object.getOwnPropertyDescriptors(view(admin)),
  ) as unknown as ExchangePc;
  return own;
}

function orFail<T>(name: string, result: Result<T>, logged: readonly unknown[]): T {
  if (result.ok) return result.value;
  throw new Error(`${name}: ${JSON.stringify(result.error)}`, { cause: logged.at(-1) });
}

/** A folder that stands for a USB stick. */
export const newStick = (): string => mkdtempSync(join(tmpdir(), 'vm-usb-'));

/** A province office that keeps the authority of an exchange. */
export async function newProvince(name = 'Công an tỉnh Bình Minh'): Promise<ExchangePc> {
  const pc = newPc();
  const office = { name, shortName: 'CAT', symbol: 'CAT', level: 'province' as const, validFrom: '2021-11-01' };
  await pc.gate('office.create', { office, user: personOf('Nguyễn Thử Tỉnh') });
  await pc.gate('authority.create', { deviceName: 'Máy Văn phòng' });
  return pc;
}

/** A PC that joins for a unit by invitation, request and certificate; its first bundle is yet to come. */
export async function joinAs(province: ExchangePc, unitId: string, deviceName = 'Máy trực ban'): Promise<ExchangePc> {
  const pc = newPc();
  const stick = newStick();
  const hand = (to: ExchangePc, name: string, text: string): string => {
    writeFileSync(join(stick, name), text);
    return to.hand(join(stick, name));
  };
  const invited = province.get('device.invite', { unitId, on: '2026-05-04' });
  const file = hand(pc, 'loi-moi.json', invited.file);
  const user = personOf('Trần Thử Xã');
  const asked = await pc.gate('office.join', { file, code: invited.code, deviceName, user });
  const request = hand(province, 'yeu-cau.json', asked.file);
  const { fingerprint } = await province.gate('device.readRequest', { file: request });
  await province.gate('device.admit', { file: request, fingerprint });
  return pc;
}

/** What was written for whom. */
export interface Written {
  readonly id: string;
  readonly number: number;
  readonly opCount: number;
  readonly paths: readonly string[];
}

/** Prepares a bundle, writes it to a stick and settles it, as a person does. */
export function writeTo(
  from: ExchangePc,
  unitId: string,
  { stick = newStick(), isFull = false, volumeBytes }: { stick?: string; isFull?: boolean; volumeBytes?: number } = {},
): Written {
  const { id, fileName, number, opCount } = from.get('bundle.prepare', { unitId, isFull });
  const target = from.hand(join(stick, fileName));
  const { fileNames, byteCount } = from.get('bundle.write', { id, target, ...(volumeBytes && { volumeBytes }) });
  from.get('bundle.settle', { id, isWritten: true, byteCount, volumeCount: fileNames.length });
  return { id, number, opCount, paths: fileNames.map((name) => join(stick, name)) };
}

/** Opens a file, looks at it and takes it in. */
export function takeFrom(to: ExchangePc, path: string, hasSecondWord = false): TakenShown {
  const { stageId } = to.get('bundle.open', { file: to.hand(path) });
  to.get('bundle.preview', { stageId });
  const taken = to.get('bundle.take', { stageId, hasSecondWord });
  to.get('bundle.drop', { stageId });
  return taken;
}

/** A whole trip of a stick; returns what each volume brought. */
export const deliver = (from: ExchangePc, to: ExchangePc): TakenShown[] =>
  writeTo(from, to.unitId).paths.map((path) => takeFrom(to, path));

export interface Exchanging {
  readonly province: ExchangePc;
  readonly communes: readonly ExchangePc[];
}

/** A province and communes (one by default) that have joined and taken in their first bundle. */
export async function exchanging(communeCount = 1): Promise<Exchanging> {
  const province = await newProvince();
  const names = ['An Bình', 'Bình Hòa', 'Chánh Mỹ', 'Đông Thạnh'];
  const units = Array.from({ length: communeCount }, (_, n) =>
    unitUnder(province, province.unitId, names[n] ?? `Xã ${n}`),
  );
  const communes: ExchangePc[] = [];
  for (const unitId of units) {
    const pc = await joinAs(province, unitId);
    deliver(province, pc);
    communes.push(pc);
  }
  return { province, communes };
}
