import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { argon2id } from 'hash-wasm';

/*
 * The one place for cryptography. Electron's node:crypto is BoringSSL: only what both it and OpenSSL have is used
 * (AES-256-GCM, SHA-2, HMAC, HKDF, randomBytes); Argon2id is WebAssembly. test/architecture.test.ts refuses others.
 */

/** SHA-256 in hex. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** SHA-256 as 32 bytes. */
export const sha256Bytes = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

/** A running SHA-256, for what is read in pieces. */
export const newSha256 = (): { update(data: string | Uint8Array): unknown; digest(encoding: 'hex'): string } =>
  createHash('sha256');

export const randomKey = (): Buffer => randomBytes(32);
export const randomHex = (byteCount: number): string => randomBytes(byteCount).toString('hex');

/** 32 bytes for one purpose, derived from a key (HKDF-SHA-256, RFC 5869). */
export const deriveKey = (key: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), `vung-manh/${purpose}`, 32));

/** Keyed hash in hex: names a thing without telling outsiders which thing it is. */
export const keyedHash = (key: Uint8Array, text: string): string =>
  createHmac('sha256', key).update(text).digest('hex');

/** AES-256-GCM: nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes); `label` is authenticated with it. */
export function seal(key: Uint8Array, plain: Uint8Array, label: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(label));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What `seal` sealed, or undefined for a wrong key, a wrong label or a changed byte. */
export function unseal(key: Uint8Array, sealed: Uint8Array, label: string): Buffer | undefined {
  if (sealed.length < 28) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(label));
  decipher.setAuthTag(sealed.subarray(sealed.length - 16));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Cost of Argon2id: memory in KiB, passes, lanes. Kept beside each wrap so that it can be raised later. */
export interface KdfCost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** About a quarter of a second on a two-core office PC. */
export const kdfCost: KdfCost = { memoryKib: 64 * 1024, passes: 3, lanes: 1 };

/** 32 bytes from a password (Argon2id, RFC 9106); the password is NFC, so that every keyboard gives the same bytes. */
export async function passwordKey(password: string, salt: Uint8Array, cost: KdfCost): Promise<Buffer> {
  const raw = await argon2id({
    password: password.normalize('NFC'),
    salt,
    memorySize: cost.memoryKib,
    iterations: cost.passes,
    parallelism: cost.lanes,
    hashLength: 32,
    outputType: 'binary',
  });
  return Buffer.from(raw);
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
