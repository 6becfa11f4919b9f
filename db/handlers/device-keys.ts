import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { primitives as crypto } from '../crypto.ts';
import { found, ownAuthority, rotate } from '../exchange/authority.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import {
  exchangeOf,
  findDeviceKeys,
  findSpareKeys,
  saveAuthorityKeys,
  saveDeviceKeys,
  savePin,
  saveSpareKeys,
} from '../exchange/keeping.ts';
import { listLives } from '../exchange/lives.ts';
import { ownStateOf } from '../exchange/own-standing.ts';
import { inOneGo } from '../exchange/take-in.ts';
import { findMeta } from '../queries/op.ts';
import type { Authority, Certificate, RecoveryKey, TrustedAuthority } from '../sync/certificate.ts';
import { channelsOf, fingerprint, newDeviceKeys, requestFingerprint, requestToRenew } from '../sync/identity.ts';
import type { SigningKey } from '../sync/primitives.ts';
import { documentHash, signDocument } from '../sync/signed.ts';
import { officeOf } from '../vault.ts';
import type { GateCtx } from './define.ts';

/** This PC in the exchange, at a gate. Errors: NOT_LOGGED_IN, EXCHANGE_NOT_JOINED. */
export const exchangeAt = ({ vault: { db }, now }: GateCtx): Exchange => exchangeOf({ db, office: officeOf(db), now });

export const requestName = (device: string): string => `yeu-cau-${device.slice(-6)}.json`;

/** Errors: AUTHORITY_EXISTS, EXCHANGE_JOINED. */
export async function createAuthority(
  ctx: GateCtx,
  input: Checked<'authority.create'>,
): Promise<Output<'authority.create'>> {
  const { db } = ctx.vault;
  const office = officeOf(db);
  if (findDeviceKeys(db) !== undefined) {
    const exchange = exchangeAt(ctx);
    const isOurs = trustOf(exchange).authorities.get(exchange.pin.id)?.unit === office.unitId;
    throw new AppError(isOurs ? 'AUTHORITY_EXISTS' : 'EXCHANGE_JOINED', {});
  }
  const keys = await newDeviceKeys(crypto, office.deviceId);
  const paper = await crypto.newSealingKey();
  const signing = crypto.newSigningKey();
  const about = { v: 1, unit: office.unitId } as const;
  const id = crypto.randomHex(16);
  const authority: Authority = {
    ...{ kind: 'authority', ...about, id, name: findMeta(db, 'officeName') ?? '' },
    ...{ parent: null, version: 1, keys: [signing.publicKey], threshold: 1, keeps: [] },
  };
  const certificate: Certificate = {
    ...{ kind: 'certificate', ...about, authority: id, version: 1, device: keys.device, name: input.deviceName },
    ...{ signingKey: keys.signing.publicKey, sealingKey: keys.sealing.recipient },
    // The database is older than its keys: its lives so far are adopted by name.
    ...{ adopted: [...listLives(db).map(({ inc }) => inc), office.incarnation], retired: [] },
    ...{ channels: [...channelsOf(office.unitId), 'up:*'], entities: ['*'] },
  };
  const recovery: RecoveryKey = {
    ...{ kind: 'recovery-key', ...about, authority: id, version: 2, sealingKey: paper.recipient },
  };
  const documents = [authority, certificate, recovery].map((body) => signDocument(crypto, body, [signing]));
  const [first] = documents as [(typeof documents)[0]];
  const work = () => {
    saveDeviceKeys(db, keys);
    savePin(db, { id, hash: documentHash(crypto, first) });
    saveAuthorityKeys(db, { id, keys: [signing] });
    found(exchangeAt(ctx), documents);
  };
  inOneGo({ db }, work);
  return {
    paper: {
      authoritySecret: signing.secretKey,
      paperKey: paper.identity,
      fingerprint: fingerprint(crypto, first.text),
    },
  };
}

/** Errors: AUTHORITY_MISSING, AUTHORITY_SECRET_WRONG. */
export async function rotateAuthority(
  ctx: GateCtx,
  { authoritySecret }: Checked<'authority.rotate'>,
): Promise<Output<'authority.rotate'>> {
  const exchange = exchangeAt(ctx);
  const { authority, old } = authoritySecret === undefined ? held(exchange) : typed(exchange, authoritySecret);
  const next = crypto.newSigningKey();
  const document = inOneGo(exchange, () => rotate(exchange, authority, old, next));
  return { paper: { authoritySecret: next.secretKey, fingerprint: fingerprint(crypto, document.text) } };
}

interface Rotating {
  readonly authority: TrustedAuthority;
  readonly old: readonly SigningKey[];
}

function held(exchange: Exchange): Rotating {
  const { authority, keys } = ownAuthority(exchange);
  return { authority, old: keys.keys };
}

/** The authority of one's own office whose key somebody typed from its paper. */
function typed(exchange: Exchange, text: string): Rotating {
  const secretKey = text.toLowerCase().replace(/[\s-]/g, '');
  const authorities = [...trustOf(exchange).authorities.values()];
  const authority = authorities.find(({ unit }) => unit === exchange.office.unitId);
  if (authority === undefined) throw new AppError('AUTHORITY_MISSING', {});
  const publicKey = authority.keys.find((key) => isSecretOf(secretKey, key));
  if (publicKey === undefined) throw new AppError('AUTHORITY_SECRET_WRONG', {});
  return { authority, old: [{ publicKey, secretKey }] };
}

function isSecretOf(secretKey: string, publicKey: string): boolean {
  if (!/^[0-9a-f]{64}$/.test(secretKey)) return false;
  const probe = Buffer.from('vung-manh/typed-key/1');
  return crypto.verify(publicKey, probe, crypto.sign(secretKey, probe));
}

/** Errors: EXCHANGE_NOT_JOINED, DEVICE_REVOKED. */
export async function renewKeys(ctx: GateCtx, input: Checked<'device.renew'>): Promise<Output<'device.renew'>> {
  const exchange = exchangeAt(ctx);
  const { db, keys, office } = exchange;
  const state = ownStateOf(db, office);
  if (state === 'revoked') throw new AppError('DEVICE_REVOKED', {});
  if (state !== 'joined') throw new AppError('EXCHANGE_NOT_JOINED', {});
  const next = await newDeviceKeys(crypto, keys.device);
  const paper = input.hasNewPaper ? await crypto.newSealingKey() : undefined;
  const document = requestToRenew(crypto, office.unitId, keys, next, paper?.recipient ?? null);
  // Asked twice: whichever the authority admits is there.
  saveSpareKeys(db, [next, ...findSpareKeys(db)]);
  return {
    ...{ paperKey: paper?.identity ?? null, fileName: requestName(keys.device), file: JSON.stringify(document) },
    fingerprint: requestFingerprint(crypto, document),
  };
}
