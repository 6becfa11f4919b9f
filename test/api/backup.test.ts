import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../db/api/errors.ts';
import { whileOpen, withdraw } from '../../db/apply.ts';
import { writeBackup } from '../../db/backup-file.ts';
import { saveHeld, setJudging } from '../../db/queries/exchange.ts';
import { readOp } from '../../db/queries/op.ts';
import { addDirective } from '../helpers/directive.ts';
import { type ExchangePc, exchanging, newPc, newStick, password, takeFrom, writeTo } from '../helpers/exchange.ts';
import { put, samples } from '../helpers/files.ts';
import { filesBelow } from '../helpers/host.ts';
import { addTask } from '../helpers/lives.ts';

/* A backup is written, read back, damaged, cut, mistaken for something else, and put back on another PC. */

let province: ExchangePc;
let commune: ExchangePc;
let file = '';

beforeAll(async () => {
  const made = await exchanging(1);
  province = made.province;
  commune = made.communes[0] as ExchangePc;
  addTask(commune, 'trước khi sao lưu');
  const chosen = put(commune.ctx.scratch, 'chosen.pdf', samples['application/pdf'][1]);
  commune.get('attachment.add', {
    ...{ parentEntity: 'directive', parentId: addDirective(commune), file: commune.hand(chosen), name: 'a.pdf' },
  });
  file = join(newStick(), 'xa.vmbackup');
  commune.get('backup.create', { target: commune.hand(file) });
});

const restoreOn = (pc: ExchangePc, path: string) => pc.tryGate('backup.restore', { file: pc.hand(path) });
const folder = (): string => mkdtempSync(join(tmpdir(), 'vm-backup-'));
const contentsOf = ({ db }: ExchangePc): unknown[] =>
  db.prepare('SELECT content FROM task ORDER BY content').pluck().all();

test('on a new PC it opens with the old password, under another name, and what was lost comes back from others', async () => {
  const life = commune.ctx.office.incarnation;
  const before = commune.digest();
  addTask(commune, 'sau khi sao lưu');
  takeFrom(province, writeTo(commune, province.unitId).paths[0] as string);
  const pc = newPc();
  const steps: number[] = [];
  pc.onStep = (done) => void steps.push(done);
  const restored = await pc.gate('backup.restore', { file: pc.hand(file) });
  expect(restored.madeAtMs).toBeGreaterThan(0);
  expect(await restoreOn(pc, file)).toMatchObject({ ok: false, error: { code: 'OFFICE_EXISTS' } });
  await pc.gate('session.login', { login: 'quantri', password });
  expect(await pc.gate('office.lineage', {})).toEqual({ state: 'restored', lastAtMs: restored.madeAtMs });
  expect(pc.digest()).toBe(before);
  await pc.gate('office.continue', { password });
  expect(pc.ctx.office.incarnation).not.toBe(life);
  expect(filesBelow(pc.ctx.blobs.folder).length).toBeGreaterThan(0);
  expect(pc.get('data.check', {}).ok).toBe(true);
  addTask(pc, 'trên máy mới');
  const [first] = writeTo(pc, province.unitId).paths;
  takeFrom(province, first as string);
  takeFrom(pc, writeTo(province, pc.unitId).paths[0] as string);
  expect(contentsOf(pc)).toEqual(['sau khi sao lưu', 'trên máy mới', 'trước khi sao lưu']);
  expect(contentsOf(province)).toEqual(contentsOf(pc));
  pc.vault.close();
  await pc.gate('session.login', { login: 'quantri', password });
  expect(pc.vault.halted).toBeUndefined();
  expect(pc.get('data.check', {}).ok).toBe(true);
});

test('nothing of it can be read without a password, and no half file is left beside it', () => {
  const bytes = readFileSync(file);
  for (const word of ['trước khi sao lưu', 'SQLite format 3', '%PDF', 'quantri '])
    expect(bytes.includes(Buffer.from(word))).toBe(false);
  expect(readdirSync(join(file, '..'))).toEqual(['xa.vmbackup']);
});

test('a damaged, cut, forged or mistaken file changes nothing and is called by its name', async () => {
  const whole = readFileSync(file);
  const pc = newPc();
  const refused = async (bytes: Buffer, name: string, error: object): Promise<void> => {
    const path = join(folder(), name);
    writeFileSync(path, bytes);
    expect(await restoreOn(pc, path), name).toMatchObject({ ok: false, error });
    expect([existsSync(join(pc.root, 'keys.json')), existsSync(join(pc.root, 'office.db'))]).toEqual([false, false]);
    expect(existsSync(join(pc.root, 'put-back.tmp'))).toBe(false);
  };
  for (let n = 0; n < 40; n += 1) {
    const at = Math.floor((whole.length * n) / 40) + (n % 7);
    const bytes = Buffer.from(whole);
    bytes.writeUInt8((bytes.at(at) ?? 0) ^ 1, at);
    await refused(bytes, `lật ${at}`, { code: 'BACKUP_DAMAGED' });
  }
  for (const length of [0, 5, 100, whole.length - 1, whole.length - 40])
    await refused(whole.subarray(0, length), `cắt ${length}`, { code: 'BACKUP_DAMAGED' });
  await refused(Buffer.from('PK\u0003\u0004 something else entirely'), 'khác', {
    code: 'BACKUP_DAMAGED',
    details: { detail: 'other' },
  });
  const bundle = readFileSync(writeTo(province, commune.unitId).paths[0] as string);
  await refused(bundle, 'gói', { code: 'BACKUP_DAMAGED', details: { detail: 'bundle' } });
  const newer = join(folder(), 'moi.vmbackup');
  writeBackup(newer, { officeName: '', madeAtMs: 1, app: '99', schema: 999 }, [], () => {});
  expect(await restoreOn(pc, newer)).toMatchObject({ ok: false, error: { code: 'DATABASE_NEWER' } });
  // And the other way round: a backup is no bundle.
  expect(commune.call('bundle.open', { file: commune.hand(file) })).toMatchObject({
    error: { code: 'BUNDLE_REFUSED', details: { reason: 'NOT_A_BUNDLE' } },
  });
});

test('cancelled while it is written, nothing is left; the file of before stays', () => {
  const target = join(newStick(), 'xa.vmbackup');
  writeFileSync(target, 'bản cũ');
  let steps = 0;
  commune.onStep = () => {
    steps += 1;
    if (steps > 3) throw new AppError('CANCELLED', {});
  };
  expect(commune.call('backup.create', { target: commune.hand(target) })).toMatchObject({
    error: { code: 'CANCELLED' },
  });
  commune.onStep = () => {};
  expect([readdirSync(join(target, '..')), readFileSync(target, 'utf8')]).toEqual([['xa.vmbackup'], 'bản cũ']);
  expect(readdirSync(commune.ctx.scratch).filter((name) => name.startsWith('backup-'))).toEqual([]);
});

test('a stick that is pulled out while it is written to, or gives other bytes back: told as such, and written again', () => {
  const failing = (at: number, harm: (path: string) => void): unknown => {
    const target = join(newStick(), 'xa.vmbackup');
    let steps = 0;
    commune.onStep = () => {
      steps += 1;
      if (steps === at) harm(`${target}.tmp`);
    };
    const result = commune.call('backup.create', { target: commune.hand(target) });
    commune.onStep = () => {};
    expect(existsSync(join(target, '..')) ? readdirSync(join(target, '..')) : []).toEqual([]);
    expect(readdirSync(commune.ctx.scratch).filter((name) => name.startsWith('backup-'))).toEqual([]);
    return result.ok ? 'written' : [result.error.code, result.error.details];
  };
  const pull = (path: string): void => rmSync(join(path, '..'), { recursive: true });
  expect(failing(1, pull)).toEqual(['BACKUP_WRITE_FAILED', { reason: 'gone' }]);
  expect(failing(3, pull)).toEqual(['BACKUP_WRITE_FAILED', { reason: 'gone' }]);
  const spoil = (path: string): void => {
    const bytes = readFileSync(path);
    bytes.writeUInt8((bytes.at(4000) ?? 0) ^ 1, 4000);
    writeFileSync(path, bytes);
  };
  expect(failing(3, spoil)).toEqual(['BACKUP_WRITE_FAILED', { reason: 'changed' }]);
  const target = join(newStick(), 'xa.vmbackup');
  writeFileSync(`${target}.tmp`, 'the rest of a backup that was cut off');
  commune.get('backup.create', { target: commune.hand(target) });
  expect(readdirSync(join(target, '..'))).toEqual(['xa.vmbackup']);
});

interface Told {
  readonly result: { readonly ok: boolean; readonly error?: unknown };
  readonly left: readonly string[];
  readonly scratch: readonly string[];
}

/** Works in a process of its own that can write no file larger than so many KiB. */
function limited(kib: number, ...args: string[]): Told {
  const child = fileURLToPath(new URL('../helpers/backup-child.ts', import.meta.url));
  const command = ['-c', `ulimit -f ${kib}; exec "$@"`, 'bash', process.execPath, child, ...args];
  const { stdout, stderr } = spawnSync('bash', command, { encoding: 'utf8' });
  expect(stdout, stderr).not.toBe('');
  return JSON.parse(stdout) as Told;
}

test.runIf(process.platform !== 'win32')('no room: where it goes, on this PC, or for putting it back', () => {
  const failed = (reason: string) => ({ ok: false, error: { code: 'BACKUP_WRITE_FAILED', details: { reason } } });
  const big = put(
    commune.ctx.scratch,
    'big.pdf',
    Buffer.concat([samples['application/pdf'][1], Buffer.alloc(3e6, 32)]),
  );
  commune.get('attachment.add', {
    ...{ parentEntity: 'directive', parentId: addDirective(commune, { number: '99/KH' }), name: 'lon.pdf' },
    file: commune.hand(big),
  });
  const target = join(newStick(), 'xa.vmbackup');
  commune.get('backup.create', { target: commune.hand(target) });
  const whole = readFileSync(target);
  commune.db.pragma('wal_checkpoint(TRUNCATE)');
  const key = commune.vault.key.toString('hex');
  const args = (file: string): string[] => ['backup', commune.root, commune.pc.marks, commune.pc.machine, file, key];
  // The stick takes no more than this.
  const short = limited(Math.floor(whole.length / 1024) - 100, ...args(target));
  expect(short).toMatchObject({ result: failed('tooLarge'), left: ['xa.vmbackup'], scratch: [] });
  expect(readFileSync(target).equals(whole)).toBe(true);
  expect(limited(700, ...args(target))).toMatchObject({ result: failed('ownDisk'), scratch: [] });
  const restored = limited(700, 'restore', folder(), folder(), 'may-2', target);
  expect(restored).toMatchObject({ result: failed('restore'), left: [] });

  const small = newStick();
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]).status !== 0) return;
  onTestFinished(() => void spawnSync('umount', ['-l', small]));
  const full = commune.call('backup.create', { target: commune.hand(join(small, 'xa.vmbackup')) });
  expect(full).toMatchObject(failed('full'));
  expect(readdirSync(small)).toEqual([]);
});

test('only an administrator makes one', () => {
  expect(commune.as('clerk').call('backup.create', { target: 'x' })).toMatchObject({ error: { code: 'FORBIDDEN' } });
});

test('the check of the data counts what was set aside as part of its chain, and sees a byte of it changed', () => {
  const check = () => province.get('data.check', {});
  takeFrom(province, writeTo(commune, province.unitId).paths[0] as string);
  expect(check()).toMatchObject({ ok: true, brokenLogs: [] });
  const { db } = province;
  const row = db.prepare("SELECT logId, hash, bytes FROM op WHERE entity = 'task' ORDER BY opId LIMIT 1").get() as {
    logId: number;
    hash: Buffer;
    bytes: Buffer;
  };
  const op = readOp(row);
  db.transaction(() =>
    whileOpen(db, (touched) => {
      setJudging(db, 1);
      withdraw(db, touched, op, row.logId);
      const held = { status: 'quarantined', reason: 'owner', byRecord: true } as const;
      saveHeld(db, row.logId, { op, hash: row.hash, bytes: row.bytes }, held, 1);
      setJudging(db, 0);
    }),
  ).immediate();
  expect(check()).toMatchObject({ ok: true, brokenLogs: [] });
  const other = Buffer.from(row.bytes.toString().replace('"kind":"create"', '"kind":"update"'));
  db.prepare('UPDATE heldOp SET bytes = ? WHERE hash = ?').run(other, row.hash);
  expect(check()).toMatchObject({ ok: false, brokenLogs: [{ seq: op.seq, channel: op.ch }] });
  db.prepare('UPDATE heldOp SET bytes = ? WHERE hash = ?').run(row.bytes, row.hash);
  db.prepare(
    `UPDATE checkpoint SET signatures = replace(signatures, '"signature":"', '"signature":"00') WHERE logId = ?`,
  ).run(row.logId);
  expect(check().ok).toBe(false);
});
