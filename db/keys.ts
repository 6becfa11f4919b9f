import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { AppError } from './api/errors.ts';
import { deriveKey, type KdfCost, kdfCost, keyedHash, passwordKey, randomHex, seal, unseal } from './crypto.ts';
import { foldText } from './domain/text.ts';

/*
 * The key file: the database's random key, wrapped once per user by a key from their password and once by a key from
 * the recovery code. It holds no password and nothing that opens without one of them.
 */

const Wrap = z.strictObject({
  salt: z.string(),
  cost: z.strictObject({ memoryKib: z.int(), passes: z.int(), lanes: z.int() }),
  sealed: z.string(),
});
type Wrap = z.output<typeof Wrap>;

const KeyFile = z.strictObject({
  v: z.literal(1),
  officeName: z.string(),
  cipher: z.enum(['aegis', 'chacha20']),
  users: z.array(z.strictObject({ userId: z.string(), login: z.string(), wrap: Wrap })),
  recovery: Wrap,
  failures: z.strictObject({ count: z.int(), lastAtMs: z.int() }),
});
export type KeyFile = z.output<typeof KeyFile>;

/** Logins are compared without case or accents, since a clerk types them half asleep. */
export const loginKey = (login: string): string => foldText(login);

/** The key file, or undefined before the office exists. Errors: KEYS_DAMAGED. */
export function readKeyFile(path: string): KeyFile | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return KeyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new AppError('KEYS_DAMAGED', {});
  }
}

/** Replaces the key file so that a power cut leaves the old one or the new one, never half of either. */
export function writeKeyFile(path: string, keys: KeyFile): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.tmp`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, JSON.stringify(keys, null, 2));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

/** The data key, wrapped by a secret that a person knows. `owner` is authenticated, so wraps can't change places. */
export async function wrapKey(secret: string, owner: string, dataKey: Buffer, cost: KdfCost = kdfCost): Promise<Wrap> {
  const salt = randomHex(16);
  const key = await passwordKey(secret, Buffer.from(salt, 'hex'), cost);
  const sealed = seal(key, dataKey, `wrap/${owner}`).toString('base64');
  key.fill(0);
  return { salt, cost: { ...cost }, sealed };
}

/** The data key, or undefined for a wrong secret. */
export async function unwrapKey(secret: string, owner: string, wrap: Wrap): Promise<Buffer | undefined> {
  const key = await passwordKey(secret, Buffer.from(wrap.salt, 'hex'), wrap.cost);
  const dataKey = unseal(key, Buffer.from(wrap.sealed, 'base64'), `wrap/${owner}`);
  key.fill(0);
  return dataKey;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford: no I, L, O, U to mistake on paper

/** 32 signs in eight groups of four: 160 bits. */
export function newRecoveryCode(): string {
  const bits = BigInt(`0x${randomHex(20)}`);
  const signs = Array.from({ length: 32 }, (_, index) => alphabet[Number((bits >> BigInt(index * 5)) & 31n)]).join('');
  return signs.match(/.{4}/g)?.join('-') ?? signs;
}

/** What a person typed, as it was made: case, spaces, dashes and look-alike signs forgiven. */
export const normalRecoveryCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .replace(/[^0-9A-Z]/g, '');

/** Seconds to wait after that many failures in a row: none for the first two, then 1, 2, 4 … up to five minutes. */
export const waitAfter = (failures: number): number => (failures < 3 ? 0 : Math.min(300, 2 ** (failures - 3)));

/** Seconds still to wait; a clock that was turned back does not shorten it. */
export function waitLeft(failures: KeyFile['failures'], nowMs: number): number {
  const elapsed = Math.max(0, nowMs - failures.lastAtMs) / 1000;
  return Math.max(0, Math.ceil(waitAfter(failures.count) - elapsed));
}

/** The key that seals attachments. */
export const blobKeyOf = (dataKey: Buffer): Buffer => deriveKey(dataKey, 'blobs');

/** Name of a blob's file: the hash of its content, hidden by the key. */
export const blobName = (blobKey: Buffer, hash: string): string => keyedHash(blobKey, hash);
