import { readFileSync, statSync } from 'node:fs';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { primitives, randomHex, randomKey } from '../crypto.ts';
import { ownAuthority, say } from '../exchange/authority.ts';
import { noteTrustChanged } from '../exchange/exchange.ts';
import {
  exchangeOf,
  findAuthorityKeys,
  saveAuthorityKeys,
  saveDeviceKeys,
  savePin,
  saveRequest,
} from '../exchange/keeping.ts';
import { learn } from '../exchange/take-in.ts';
import { type KeyFile, loginKey, newRecoveryCode, normalRecoveryCode, wrapKey } from '../keys.ts';
import { probeCipher } from '../open.ts';
import { listSaidHashes, saveStatement } from '../queries/exchange.ts';
import { findMeta, saveMeta } from '../queries/op.ts';
import { insertUser } from '../queries/user.ts';
import { Authority, incarnationName } from '../sync/certificate.ts';
import {
  channelsOf,
  fingerprint,
  type Invitation,
  isCodeOf,
  newDeviceKeys,
  readInvitation,
  requestFingerprint,
  requestToJoin,
} from '../sync/identity.ts';
import { documentByteLimit } from '../sync/limits.ts';
import { Refusal } from '../sync/refusal.ts';
import { documentHash, readDocument, SignedDocument, signDocument } from '../sync/signed.ts';
import { officeOf } from '../vault.ts';
import type { GateCtx } from './define.ts';
import { sessionOf } from './session.ts';

const crypto = primitives;

/** A signed statement from a small file that a person chose. Errors: FILE_NOT_FOUND, JOIN_FILE_WRONG. */
export function readSignedFile(path: string): SignedDocument {
  if (statSync(path).size > documentByteLimit * 2) throw new AppError('JOIN_FILE_WRONG', {});
  try {
    return SignedDocument.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new AppError('JOIN_FILE_WRONG', {});
  }
}

/** Runs what reads a foreign statement; whatever is wrong with it is the file's fault. */
export function orWrongFile<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) throw new AppError('JOIN_FILE_WRONG', {});
    throw error;
  }
}

/** Errors: AUTHORITY_EXISTS. */
export async function createAuthority(
  ctx: GateCtx,
  input: Checked<'authority.create'>,
): Promise<Output<'authority.create'>> {
  const { db } = ctx.vault;
  if (findAuthorityKeys(db) !== undefined) throw new AppError('AUTHORITY_EXISTS', {});
  const office = officeOf(db);
  const keys = await newDeviceKeys(crypto, office.deviceId);
  const paper = await crypto.newSealingKey();
  const signing = crypto.newSigningKey();
  const authority: Authority = {
    ...{
      kind: 'authority',
      v: 1,
      id: crypto.randomHex(16),
      unit: office.unitId,
      name: findMeta(db, 'officeName') ?? '',
    },
    ...{ parent: null, version: 1, keys: [signing.publicKey], threshold: 1, keeps: [] },
  };
  const document = signDocument(crypto, authority, [signing]);
  db.transaction(() => {
    saveDeviceKeys(db, keys);
    savePin(db, { id: authority.id, hash: documentHash(crypto, document) });
    saveAuthorityKeys(db, { id: authority.id, keys: [signing] });
    saveStatement(db, documentHash(crypto, document), 'authority', document, ctx.now());
    noteTrustChanged(db);
    const exchange = exchangeOf({ db, office, now: ctx.now });
    const about = { v: 1, authority: authority.id, unit: office.unitId } as const;
    say(
      exchange,
      {
        ...{ kind: 'certificate', ...about, version: 1, device: keys.device, name: input.deviceName },
        ...{ signingKey: keys.signing.publicKey, sealingKey: keys.sealing.recipient },
        // The database is older than its keys: its life so far is adopted by name.
        ...{
          adopted: [office.incarnation],
          retired: [],
          channels: [...channelsOf(office.unitId), 'up:*'],
          entities: ['*'],
        },
      },
      { kind: 'recovery-key', ...about, version: 2, sealingKey: paper.recipient },
    );
  }).immediate();
  return {
    paper: {
      authoritySecret: signing.secretKey,
      paperKey: paper.identity,
      fingerprint: fingerprint(crypto, document.text),
    },
  };
}

/** Errors: AUTHORITY_MISSING. */
export async function rotateAuthority(
  ctx: GateCtx,
  _input: Checked<'authority.rotate'>,
): Promise<Output<'authority.rotate'>> {
  const { db } = ctx.vault;
  const exchange = exchangeOf({ db, office: officeOf(db), now: ctx.now });
  const { keys, authority } = ownAuthority(exchange);
  const next = crypto.newSigningKey();
  const { hash: _hash, rank: _rank, lineage: _lineage, ...body } = authority;
  const renewed: Authority = { ...body, version: body.version + 1, keys: [next.publicKey], keeps: listSaidHashes(db) };
  const document = signDocument(crypto, renewed, [...keys.keys, next]);
  db.transaction(() => {
    saveAuthorityKeys(db, { id: authority.id, keys: [next] });
    learn(exchange, [document]);
  }).immediate();
  return { paper: { authoritySecret: next.secretKey, fingerprint: fingerprint(crypto, document.text) } };
}

function invitationOf(path: string): { document: SignedDocument; invitation: Invitation; authority: Authority } {
  const document = readSignedFile(path);
  const invitation = orWrongFile(() => readInvitation(crypto, document));
  const first = invitation?.authorities[0];
  if (invitation === undefined || first === undefined) throw new AppError('JOIN_FILE_WRONG', {});
  return { document, invitation, authority: orWrongFile(() => readDocument(Authority, first)) };
}

export async function showInvitation(
  ctx: GateCtx,
  input: Checked<'office.readInvitation'>,
): Promise<Output<'office.readInvitation'>> {
  const { invitation, authority } = invitationOf(ctx.path(input.file));
  const text = invitation.authorities[0]?.text ?? '';
  return { unitName: invitation.unitName, authorityName: authority.name, fingerprint: fingerprint(crypto, text) };
}

/** Errors: OFFICE_EXISTS, JOIN_FILE_WRONG, JOIN_CODE_WRONG. A failure half-way leaves no office behind. */
export async function joinOffice(ctx: GateCtx, input: Checked<'office.join'>): Promise<Output<'office.join'>> {
  const { vault } = ctx;
  if (vault.readKeys() !== undefined) throw new AppError('OFFICE_EXISTS', {});
  const { invitation } = invitationOf(ctx.path(input.file));
  if (!isCodeOf(crypto, invitation, input.code)) throw new AppError('JOIN_CODE_WRONG', { triesLeft: 0 });
  vault.discard();
  const device = ctx.newId();
  const keys = await newDeviceKeys(crypto, device);
  const paper = await crypto.newSealingKey();
  const salt = randomHex(16);
  const request = requestToJoin(crypto, invitation, input.code, keys, {
    ...{ name: input.deviceName, recoveryKey: paper.recipient, adopts: [] },
  });
  const { login, name, position, password } = input.user;
  const userId = ctx.newId();
  const dataKey = randomKey();
  const recoveryCode = newRecoveryCode();
  const file: KeyFile = {
    ...{ v: 1, officeName: invitation.unitName, cipher: probeCipher() },
    users: [{ userId, login: loginKey(login), wrap: await wrapKey(password, userId, dataKey) }],
    recovery: await wrapKey(normalRecoveryCode(recoveryCode), 'recovery', dataKey),
    failures: { count: 0, lastAtMs: 0 },
  };
  try {
    vault.open(dataKey, file.cipher);
    const { db } = vault;
    db.transaction(() => {
      saveMeta(db, 'officeUnitId', invitation.unit);
      saveMeta(db, 'deviceId', device);
      saveMeta(db, 'salt', salt);
      saveMeta(db, 'incarnation', incarnationName(crypto, keys.signing.publicKey, salt));
      saveMeta(db, 'officeName', invitation.unitName);
      saveDeviceKeys(db, keys);
      savePin(db, invitation.pin);
      saveRequest(db, JSON.stringify(request));
      const user = { id: userId, login, loginKey: loginKey(login), name, position, role: 'admin' as const };
      insertUser(db, { ...user, unitId: null, isActive: 1, createdAtMs: ctx.now() });
      learn(exchangeOf({ db, office: officeOf(db), now: ctx.now }), invitation.authorities);
    }).immediate();
    vault.writeKeys(file);
    return {
      ...{ recoveryCode, paperKey: paper.identity, fileName: `yeu-cau-${device.slice(-6)}.json` },
      ...{ file: JSON.stringify(request), fingerprint: requestFingerprint(crypto, request) },
      session: sessionOf(db, userId),
    };
  } catch (error) {
    vault.discard();
    throw error;
  }
}
