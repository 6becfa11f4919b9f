/*
 * What the exchange needs of cryptography and compression, handed in so that this core stays free of any platform and a
 * prescribed module can take the place of the usual one. db/crypto.ts and db/compress.ts are the usual ones.
 */

export interface RunningHash {
  update(bytes: Uint8Array): unknown;
  /** Hex of all that was given so far; called once. */
  digest(): string;
}

/** A pair of Ed25519 keys, each 32 bytes in hex. */
export interface SigningKey {
  readonly publicKey: string;
  readonly secretKey: string;
}

/** A pair of age keys (X25519): `age1…` and `AGE-SECRET-KEY-1…`. */
export interface SealingKey {
  readonly recipient: string;
  readonly identity: string;
}

export interface Primitives {
  /** SHA-256 in hex. */
  sha256(data: string | Uint8Array): string;
  newSha256(): RunningHash;
  /** HMAC-SHA-256 in hex. */
  mac(key: Uint8Array, text: string): string;
  /** 32 bytes for one purpose (HKDF-SHA-256). */
  deriveKey(key: Uint8Array, purpose: string): Uint8Array;
  /** Ed25519 signature in hex. */
  sign(secretKey: string, data: Uint8Array): string;
  /** False for a wrong signature and for a key that is none. */
  verify(publicKey: string, data: Uint8Array, signature: string): boolean;
  randomHex(byteCount: number): string;
  newSigningKey(): SigningKey;
  newSealingKey(): Promise<SealingKey>;
}

export interface Sealing {
  /** Seals a stream of known length for all of the recipients; the size of the result is known at once. */
  seal(
    recipients: readonly string[],
    plain: AsyncIterable<Uint8Array>,
    plainByteCount: number,
  ): Promise<{ readonly byteCount: number; readonly body: AsyncIterable<Uint8Array> }>;
  /** The plain stream, or undefined when none of the identities is meant. Throws for damage, also while it is read. */
  open(
    identities: readonly string[],
    sealed: AsyncIterable<Uint8Array>,
  ): Promise<AsyncIterable<Uint8Array> | undefined>;
}

export type CodecName = 'zstd' | 'gzip';

export interface Codec {
  readonly name: CodecName;
  compress(raw: Uint8Array): Uint8Array;
  /** The raw bytes; throws for damage or for more than `limitBytes`. */
  expand(stored: Uint8Array, limitBytes: number): Uint8Array;
}

/** Everything of the platform that the exchange uses. */
export interface Platform {
  readonly crypto: Primitives;
  readonly sealing: Sealing;
  /** The codec to write with: zstd where the runtime has it. */
  readonly codec: Codec;
  /** The codec of that name, or undefined where this runtime lacks it. */
  readonly codecOf: (name: CodecName) => Codec | undefined;
}
