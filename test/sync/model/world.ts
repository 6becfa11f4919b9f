import { primitives } from '../../../db/crypto.ts';
import {
  type Authority,
  buildTrust,
  type Certificate,
  type Cut,
  type Pin,
  type Revocation,
  type Trust,
} from '../../../db/sync/certificate.ts';
import type { Tree } from '../../../db/sync/channel.ts';
import { channelsOf, type DeviceKeys } from '../../../db/sync/identity.ts';
import type { Primitives, SealingKey, SigningKey } from '../../../db/sync/primitives.ts';
import { documentHash, type SignedDocument, signDocument } from '../../../db/sync/signed.ts';

/* A province with its communes, as plain values: who is above whom, who was let in with which keys. */

/** Primitives that check each signature once: the same few statements are read by every PC of a simulation. */
export function cachingPrimitives(): Primitives {
  const known = new Map<string, boolean>();
  return {
    ...primitives,
    verify(publicKey, data, signature) {
      const name = signature + publicKey + primitives.sha256(data);
      const found = known.get(name);
      if (found !== undefined) return found;
      const isRight = primitives.verify(publicKey, data, signature);
      known.set(name, isRight);
      return isRight;
    },
  };
}

/**
 * Primitives for models: keys, salts and names follow from a seed, so that a run replays exactly, and a signature is a
 * hash, a hundred times faster than a real one. Nobody forges in a model but through the functions under test.
 */
export function standInPrimitives(seed: number): Primitives {
  let count = 0;
  const next = (purpose: string): string => {
    count += 1;
    return primitives.sha256(`${purpose} ${seed} ${count}`);
  };
  const signatureOf = (publicKey: string, data: Uint8Array): string => {
    const half = primitives.sha256(publicKey + primitives.sha256(data));
    return half + half;
  };
  return {
    ...primitives,
    newSigningKey() {
      const publicKey = next('key');
      return { publicKey, secretKey: publicKey };
    },
    sign: signatureOf,
    verify: (publicKey, data, signature) => signatureOf(publicKey, data) === signature,
    randomHex: (byteCount) => next('random').slice(0, byteCount * 2),
  };
}

const bech = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
/** Looks like a recipient and opens nothing: for models that do not seal. */
export const standInRecipient = (crypto: Primitives, name: string): string =>
  `age1${[...crypto.sha256(name).slice(0, 58)].map((sign) => bech[Number.parseInt(sign, 16)]).join('')}`;

export interface Pc {
  readonly unit: string;
  readonly keys: DeviceKeys;
  readonly certificate: string;
}

export class World {
  readonly crypto: Primitives;
  readonly authorityKey: SigningKey;
  readonly authority: Authority;
  readonly pin: Pin;
  readonly documents: SignedDocument[] = [];
  readonly parents = new Map<string, string>();
  readonly offices = new Set<string>();
  #version = 0;

  constructor(crypto: Primitives = primitives, unit = 'P') {
    this.crypto = crypto;
    this.authorityKey = crypto.newSigningKey();
    this.offices.add(unit);
    this.authority = {
      ...{ kind: 'authority', v: 1, unit, name: unit, parent: null, version: 1, threshold: 1 },
      id: crypto.sha256(`authority ${unit}`).slice(0, 32),
      keys: [this.authorityKey.publicKey],
      keeps: [],
    } as Authority;
    const document = signDocument(crypto, this.authority, [this.authorityKey]);
    this.documents.push(document);
    this.pin = { id: this.authority.id, hash: documentHash(crypto, document) };
  }

  get tree(): Tree {
    return { parentOf: (unit) => this.parents.get(unit), hasOffice: (unit) => this.offices.has(unit) };
  }

  nextVersion(): number {
    this.#version += 1;
    return this.#version;
  }

  addUnit(unit: string, parent: string): void {
    this.parents.set(unit, parent);
  }

  /** Lets a PC in; its sealing key is a stand-in unless given. */
  admit(device: string, unit: string, sealing?: SealingKey, change: Partial<Certificate> = {}): Pc {
    this.offices.add(unit);
    const keys: DeviceKeys = {
      device,
      signing: this.crypto.newSigningKey(),
      sealing: sealing ?? { identity: '', recipient: standInRecipient(this.crypto, device) },
    };
    return { unit, keys, certificate: this.certify(keys, unit, change) };
  }

  /** Issues a certificate and returns its hash. */
  certify(keys: DeviceKeys, unit: string, change: Partial<Certificate> = {}): string {
    const body: Certificate = {
      ...{ kind: 'certificate', v: 1, authority: this.authority.id, version: this.nextVersion() },
      ...{ unit, device: keys.device, name: keys.device },
      signingKey: keys.signing.publicKey,
      sealingKey: keys.sealing.recipient,
      ...{ adopted: [], retired: [], channels: channelsOf(unit), entities: ['*'] },
      ...change,
    } as Certificate;
    return this.sign(body);
  }

  revoke(device: string, cuts: readonly Cut[], incarnation: string | null = null): string {
    const body: Revocation = {
      ...{ kind: 'revocation', v: 1, authority: this.authority.id, version: this.nextVersion() },
      ...{ device, incarnation, cuts: [...cuts] },
    } as Revocation;
    return this.sign(body);
  }

  sign<T extends { readonly kind: string }>(body: T): string {
    const document = signDocument(this.crypto, body, [this.authorityKey]);
    this.documents.push(document);
    return documentHash(this.crypto, document);
  }

  trust(documents: Iterable<SignedDocument> = this.documents): Trust {
    return buildTrust(this.crypto, this.pin, documents);
  }
}
