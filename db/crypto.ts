import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { argon2id } from 'hash-wasm';
import { codecOf, usualCodec } from './compress.ts';
import type { Platform, Primitives, Sealing, SealingKey, SigningKey } from './sync/primitives.ts';

/*
 * The one place for cryptography. Electron's node:crypto is BoringSSL: only what both it and OpenSSL have is used
 * (AES-256-GCM, SHA-2, HMAC, HKDF, Ed25519, randomBytes); Argon2id is WebAssembly, age is a library in JavaScript.
 * test/architecture.test.ts refuses others.
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

// Keys are 32 bytes; these are what stands before them in their standard wrapping (RFC 8410).
const secretPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

function newSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return {
    publicKey: publicKey.subarray(publicPrefix.length).toString('hex'),
    secretKey: privateKey.subarray(secretPrefix.length).toString('hex'),
  };
}

async function newSealingKey(): Promise<SealingKey> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

function signHex(secretKey: string, data: Uint8Array): string {
  const key = Buffer.concat([secretPrefix, Buffer.from(secretKey, 'hex')]);
  return sign(null, data, { key, format: 'der', type: 'pkcs8' }).toString('hex');
}

function verifyHex(publicKey: string, data: Uint8Array, signature: string): boolean {
  const key = Buffer.concat([publicPrefix, Buffer.from(publicKey, 'hex')]);
  try {
    return verify(null, data, { key, format: 'der', type: 'spki' }, Buffer.from(signature, 'hex'));
  } catch {
    return false; // not the bytes of a key
  }
}

/** What the core of the exchange uses of cryptography (Ed25519 is RFC 8032). */
export const primitives: Primitives = {
  sha256,
  newSha256: () => {
    const hash = createHash('sha256');
    return { update: (bytes) => hash.update(bytes), digest: () => hash.digest('hex') };
  },
  mac: keyedHash,
  deriveKey,
  sign: signHex,
  verify: verifyHex,
  randomHex,
  newSigningKey,
  newSealingKey,
};

/** Files that age (age-encryption.org/v1) opens too. */
const sealing: Sealing = {
  async seal(recipients, plain, plainByteCount) {
    const encrypter = new Encrypter();
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    const body = await encrypter.encrypt(ReadableStream.from(plain) as ReadableStream<Uint8Array>);
    return { byteCount: body.size(plainByteCount), body };
  },
  async open(identities, sealed) {
    const decrypter = new Decrypter();
    for (const identity of identities) decrypter.addIdentity(identity);
    try {
      return await decrypter.decrypt(ReadableStream.from(sealed) as ReadableStream<Uint8Array>);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('no identity matched')) return undefined;
      throw error;
    }
  },
};

/** The usual platform of the exchange. */
export const platform: Platform = { crypto: primitives, sealing, codec: usualCodec, codecOf };
