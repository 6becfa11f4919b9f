import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passwordKey, seal, unseal } from '../../db/crypto.ts';
import {
  newRecoveryCode,
  normalRecoveryCode,
  readKeyFile,
  unwrapKey,
  waitAfter,
  waitLeft,
  wrapKey,
} from '../../db/keys.ts';

const cheap = { memoryKib: 64, passes: 1, lanes: 1 };
const dataKey = Buffer.alloc(32, 9);

test('Argon2id gives the bytes of the reference implementation (RFC 9106 parameters, fixed salt)', async () => {
  const key = await passwordKey('mật khẩu', Buffer.from('0123456789abcdef'), cheap);
  const { argon2Sync } = await import('node:crypto');
  const reference = argon2Sync('argon2id', {
    ...{ message: Buffer.from('mật khẩu'), nonce: Buffer.from('0123456789abcdef') },
    ...{ parallelism: 1, tagLength: 32, memory: 64, passes: 1 },
  });
  expect(key.equals(reference)).toBe(true);
});

test('a password typed with another keyboard (NFD) opens the same key', async () => {
  const wrap = await wrapKey('Đường về quê', 'u1', dataKey, cheap);
  expect((await unwrapKey('Đường về quê'.normalize('NFD'), 'u1', wrap))?.equals(dataKey)).toBe(true);
});

test('a wrong password opens nothing, nor does the right one under another user', async () => {
  const wrap = await wrapKey('matkhau123', 'u1', dataKey, cheap);
  expect(await unwrapKey('matkhau124', 'u1', wrap)).toBeUndefined();
  expect(await unwrapKey('matkhau123', 'u2', wrap)).toBeUndefined();
});

test('a recovery code survives being read from paper', () => {
  const code = newRecoveryCode();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(
    normalRecoveryCode(` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('1', 'l').replaceAll('0', 'o')} `),
  ).toBe(code.replaceAll('-', ''));
});

test('the wait grows 1, 2, 4 … to five minutes, and turning the clock back does not shorten it', () => {
  expect([0, 1, 2, 3, 4, 5, 20].map(waitAfter)).toEqual([0, 0, 0, 1, 2, 4, 300]);
  const failures = { count: 6, lastAtMs: 1_000_000 };
  expect(waitLeft(failures, 1_000_000)).toBe(8);
  expect(waitLeft(failures, 1_007_500)).toBe(1);
  expect(waitLeft(failures, 1_008_000)).toBe(0);
  expect(waitLeft(failures, 0)).toBe(8);
});

test('any changed byte of what was sealed is noticed', () => {
  const sealed = seal(dataKey, Buffer.from('nội dung'), 'a');
  expect(unseal(dataKey, sealed, 'a')?.toString()).toBe('nội dung');
  expect(unseal(dataKey, sealed, 'b')).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bad = Buffer.from(sealed);
      bad[at] = (bad[at] ?? 0) ^ flip;
      return unseal(dataKey, bad, 'a') === undefined;
    }),
  );
});

test('a damaged key file is named as such, and left for repair', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'vm-keys-')), 'keys.json');
  expect(readKeyFile(path)).toBeUndefined();
  writeFileSync(path, '{"v":1');
  expect(() => readKeyFile(path)).toThrow('KEYS_DAMAGED');
  expect(readFileSync(path, 'utf8')).toBe('{"v":1');
});
