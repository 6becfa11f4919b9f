import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { openWriter } from '../../db/open.ts';
import type { Clock } from '../../electron/idle-lock.ts';
import { codeOf, filesBelow, filesWith, host, newFolder, newOffice, officeHost, password } from '../helpers/host.ts';

const unprivileged = process.getuid?.() !== 0;

test('an office is made once, and its first user is in', async () => {
  const { session, get, call } = await host();
  expect(await get('office.status', {})).toMatchObject({ state: 'none', session: null });
  const { recoveryCode, session: first } = await get('office.create', newOffice);
  expect(recoveryCode).toMatch(/^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$/);
  expect(first.user).toMatchObject({ login: 'quantri', role: 'admin', unitId: null });
  expect(await get('office.status', {})).toMatchObject({ state: 'open', officeName: newOffice.office.name });
  expect(codeOf(await call('office.create', newOffice))).toBe('OFFICE_EXISTS');
  await session.close();
});

test('before an office there is nothing to log in to', async () => {
  const { session, call } = await host();
  expect(codeOf(await call('session.login', { login: 'a', password }))).toBe('OFFICE_MISSING');
  expect(codeOf(await call('draft.list', {}))).toBe('NOT_LOGGED_IN');
  await session.close();
});

test('the office is still there for the next program, and opens with the password only', async () => {
  const { root, session } = await officeHost();
  await session.close();
  const again = await host({ root });
  expect(await again.get('office.status', {})).toMatchObject({ state: 'locked', session: null });
  expect(codeOf(await again.call('session.login', { login: 'quantri', password: `${password}x` }))).toBe('LOGIN_WRONG');
  expect(codeOf(await again.call('session.login', { login: 'khongco', password }))).toBe('LOGIN_WRONG');
  expect((await again.get('session.login', { login: 'QUẢNTRỊ', password })).user.login).toBe('quantri');
  await again.session.close();
});

test('after three wrong passwords everyone waits, longer each time, also in a new program', async () => {
  const { root, session, get, call } = await officeHost();
  await get('session.lock', {});
  const wrong = { login: 'quantri', password: 'sai mat khau' };
  const waits: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const result = await call('session.login', wrong);
    if (!result.ok && result.error.code === 'LOGIN_WRONG') waits.push(result.error.details.waitSeconds);
  }
  expect(waits).toEqual([0, 0, 1]);
  expect(codeOf(await call('session.login', { login: 'quantri', password }))).toBe('LOGIN_WAIT');
  await session.close();
  const again = await host({ root });
  await vi.waitFor(
    async () => expect((await again.call('session.login', { login: 'quantri', password })).ok).toBe(true),
    { timeout: 5000 },
  );
  await again.session.close();
});

test('the recovery code gives a new password; the old one and a wrong code do not work', async () => {
  const { session, recoveryCode, get, call } = await officeHost();
  await get('session.lock', {});
  const input = { login: 'quantri', newPassword: 'mat-khau-moi' };
  expect(
    codeOf(
      await call('session.recover', { ...input, code: recoveryCode.replace(/^./, (c) => (c === '0' ? '1' : '0')) }),
    ),
  ).toBe('RECOVERY_CODE_WRONG');
  await get('session.recover', { ...input, code: recoveryCode.toLowerCase().replaceAll('-', ' ') });
  expect(session.isOpen).toBe(true);
  await get('session.lock', {});
  expect(codeOf(await call('session.login', { login: 'quantri', password }))).toBe('LOGIN_WRONG');
  await get('session.login', { login: 'quantri', password: 'mat-khau-moi' });
  const { recoveryCode: newer } = await get('session.renewRecovery', { password: 'mat-khau-moi' });
  await get('session.lock', {});
  expect(codeOf(await call('session.recover', { ...input, code: recoveryCode }))).toBe('RECOVERY_CODE_WRONG');
  await get('session.recover', { ...input, code: newer });
  await session.close();
});

test('each user has their own password and role; one switched off cannot enter', async () => {
  const { session, get, call } = await officeHost();
  const clerk = { login: 'vanthu', name: 'Trần Văn Thư', position: '', role: 'clerk', unitId: null } as const;
  const { id } = await get('user.create', { ...clerk, password: 'mat-khau-2' });
  expect(codeOf(await call('user.create', { ...clerk, login: 'VĂNTHƯ', password: 'mat-khau-2' }))).toBe('LOGIN_TAKEN');
  await get('session.lock', {});
  await get('session.login', { login: 'vanthu', password: 'mat-khau-2' });
  expect(codeOf(await call('user.list', {}))).toBe('FORBIDDEN');
  expect(codeOf(await call('user.setPassword', { id, newPassword: 'mat-khau-3' }))).toBe('FORBIDDEN');
  await get('session.changePassword', { oldPassword: 'mat-khau-2', newPassword: 'mat-khau-4' });
  await get('session.lock', {});
  await get('session.login', { login: 'quantri', password });
  const { login: _login, ...account } = clerk;
  await get('user.update', { ...account, id, isActive: 0 });
  await get('session.lock', {});
  expect(['LOGIN_WRONG', 'USER_INACTIVE']).toContain(
    codeOf(await call('session.login', { login: 'vanthu', password: 'mat-khau-4' })),
  );
  await session.close();
});

test('whoever gives away their own rights loses them at once, and the last admin cannot', async () => {
  const { session, get, call } = await officeHost();
  const [own] = await get('user.list', {});
  if (own === undefined) throw new Error('no user');
  const { id, name, position, unitId } = own;
  const asViewer = { id, name, position, unitId, role: 'viewer', isActive: 1 } as const;
  expect(codeOf(await call('user.update', asViewer))).toBe('LAST_ADMIN');
  await get('user.create', { login: 'hai', name: 'Người Hai', position: '', role: 'admin', unitId: null, password });
  await get('user.update', asViewer);
  expect(codeOf(await call('user.list', {}))).toBe('FORBIDDEN');
  await session.close();
});

test('nothing of the office can be read in any file of its folder', async () => {
  const { root, session, get } = await officeHost();
  await get('draft.save', { key: 'directive:new', body: 'nội dung rất kín 4711' });
  await get('user.create', {
    login: 'vanthu',
    name: 'Trần Thị Kín Đáo',
    position: '',
    role: 'clerk',
    unitId: null,
    password,
  });
  const secrets = ['nội dung rất kín 4711', 'Trần Thị Kín Đáo', 'Nghị quyết', password, 'SQLite format 3'];
  const leaks = (): string[] => secrets.flatMap((secret) => filesWith(root, secret));
  expect(leaks()).toEqual([]);
  await session.close();
  expect(leaks()).toEqual([]);
  expect(filesBelow(root).length).toBeGreaterThan(1);
});

test('a database that another key wrote is called damaged, and is left as it is', async () => {
  const { root, session } = await officeHost();
  await session.close();
  const stranger = await officeHost();
  await stranger.session.close();
  const path = join(root, 'office.db');
  const foreign = readFileSync(join(stranger.root, 'office.db'));
  writeFileSync(path, foreign);
  const again = await host({ root });
  expect(codeOf(await again.call('session.login', { login: 'quantri', password }))).toBe('DATABASE_DAMAGED');
  await again.session.close();
  expect(readFileSync(path).equals(foreign)).toBe(true);
});

test('a database of a newer program is refused with both versions', async () => {
  const root = newFolder();
  const first = await officeHost({ root });
  await first.session.close();
  const keys = JSON.parse(readFileSync(join(root, 'keys.json'), 'utf8'));
  const { unwrapKey } = await import('../../db/keys.ts');
  const key = await unwrapKey(password, keys.users[0].userId, keys.users[0].wrap);
  if (key === undefined) throw new Error('password does not open its own wrap');
  const db = openWriter({ path: join(root, 'office.db'), key, cipher: keys.cipher });
  db.pragma('user_version = 999');
  db.close();
  const again = await host({ root });
  const result = await again.call('session.login', { login: 'quantri', password });
  expect(result).toMatchObject({ ok: false, error: { code: 'DATABASE_NEWER', details: { fileVersion: 999 } } });
  await again.session.close();
});

test('a plain SQLite file in place of the database is refused', async () => {
  const { root, session } = await officeHost();
  await session.close();
  const path = join(root, 'office.db');
  writeFileSync(path, '');
  const plain = new Database(path);
  plain.exec('CREATE TABLE t (a)');
  plain.close();
  const again = await host({ root });
  expect(codeOf(await again.call('session.login', { login: 'quantri', password }))).toBe('DATABASE_DAMAGED');
  await again.session.close();
});

test('a damaged key file is named as such', async () => {
  const { root, session } = await officeHost();
  await session.close();
  writeFileSync(join(root, 'keys.json'), '{"v":1');
  const again = await host({ root });
  expect(codeOf(await again.call('session.login', { login: 'quantri', password }))).toBe('KEYS_DAMAGED');
  await again.session.close();
});

/** Root may write anywhere but in the kernel's own folders. */
test('a folder that cannot be written to is told as such', async () => {
  const folder = newFolder();
  const root = unprivileged ? folder : '/sys/vung-manh';
  if (unprivileged) chmodSync(folder, 0o500);
  const { session, call } = await host({ root });
  expect(codeOf(await call('office.create', newOffice))).toBe('FOLDER_READ_ONLY');
  await session.close();
});

/** A clock that a test turns by hand. */
function handClock(): Clock & { turn: (wallMs: number, steadyMs?: number) => void } {
  let now = { wall: 1_000_000, steady: 5_000 };
  const ticks = new Set<() => void>();
  return {
    wallMs: () => now.wall,
    steadyMs: () => now.steady,
    every: (_ms, work) => {
      ticks.add(work);
      return () => void ticks.delete(work);
    },
    turn: (wallMs, steadyMs = wallMs) => {
      now = { wall: now.wall + wallMs, steady: now.steady + steadyMs };
      for (const tick of ticks) tick();
    },
  };
}
const minutes = (count: number): number => count * 60_000;

test('fifteen minutes without a call lock the office; calls and running jobs keep it open, asking for the state does not', async () => {
  const clock = handClock();
  const { session, get, call, next } = await officeHost({ clock });
  clock.turn(minutes(14));
  await get('draft.list', {});
  clock.turn(minutes(14));
  await get('office.status', {});
  expect(session.isOpen).toBe(true);
  const locked = next('locked');
  clock.turn(minutes(1));
  await locked;
  expect(codeOf(await call('draft.list', {}))).toBe('NOT_LOGGED_IN');

  await get('session.login', { login: 'quantri', password });
  const progress = next('progress');
  const filling = call('demo.fill', { on: '2026-05-04', communes: 12, directives: 6 });
  await progress;
  clock.turn(minutes(60));
  expect((await filling).ok).toBe(true);
  expect(session.isOpen).toBe(true);
  await session.close();
});

test.each([
  ['the PC slept', minutes(15), 0],
  ['someone turned the clock back', -minutes(600), minutes(15)],
])('%s: the office is locked', async (_what, wallMs, steadyMs) => {
  const clock = handClock();
  const { session, next } = await officeHost({ clock });
  const locked = next('locked');
  clock.turn(wallMs, steadyMs);
  await locked;
  expect(session.isOpen).toBe(false);
  await session.close();
});

test('a new limit counts at once', async () => {
  const clock = handClock();
  const { session, get, next } = await officeHost({ clock });
  await get('office.saveSettings', { autoLockMinutes: 1 });
  const locked = next('locked');
  clock.turn(minutes(1));
  await locked;
  await session.close();
});

test('files handed in are forgotten, and their copies deleted, when the office is locked', async () => {
  const { root, session, get } = await officeHost();
  const { path, handle } = await session.stage('bảng.csv');
  writeFileSync(path, 'a;b');
  const given = join(newFolder(), 'own.csv');
  writeFileSync(given, 'c;d');
  const own = await session.hand(given, 'open');
  expect(own).toMatchObject({ name: 'own.csv', byteCount: 3 });
  expect(session.staged(own.handle)).toBeUndefined();
  await get('session.lock', {});
  await vi.waitFor(() => expect(filesBelow(root).filter((file) => file.includes('file-'))).toEqual([]));
  expect(session.staged(handle)).toBeUndefined();
  expect(readFileSync(given, 'utf8')).toBe('c;d');
  await session.close();
});
