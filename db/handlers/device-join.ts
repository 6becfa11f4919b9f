import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { primitives as crypto, randomHex, randomKey } from '../crypto.ts';
import { noteTrustChanged } from '../exchange/exchange.ts';
import { rejudge } from '../exchange/judge.ts';
import { exchangeOf, findDeviceKeys, findRequest, saveDeviceKeys, savePin, saveRequest } from '../exchange/keeping.ts';
import { ownStateOf } from '../exchange/own-standing.ts';
import { inOneGo, learn } from '../exchange/take-in.ts';
import { type KeyFile, loginKey, newRecoveryCode, normalRecoveryCode, wrapKey } from '../keys.ts';
import { probeCipher } from '../open.ts';
import { listLogs, saveMeta } from '../queries/op.ts';
import { insertUser } from '../queries/user.ts';
import type { Db } from '../sql.ts';
import { Authority, incarnationName } from '../sync/certificate.ts';
import {
  type DeviceKeys,
  fingerprint,
  type Invitation,
  isCodeOf,
  JoinRequest,
  newDeviceKeys,
  readInvitation,
  requestFingerprint,
  requestToJoin,
} from '../sync/identity.ts';
import { readDocument, SignedDocument } from '../sync/signed.ts';
import { officeOf } from '../vault.ts';
import type { GateCtx } from './define.ts';
import { orWrongFile, readSignedFile } from './device-file.ts';
import { exchangeAt, requestName } from './device-keys.ts';
import { defaultAutoLockMinutes, sessionOf } from './session.ts';

/** Errors: FILE_NOT_FOUND, JOIN_FILE_WRONG. */
function invitationOf(path: string): Invitation {
  const document = readSignedFile(path);
  const invitation = orWrongFile(() => readInvitation(crypto, document));
  if (invitation === undefined) throw new AppError('JOIN_FILE_WRONG', {});
  return invitation;
}

/** The same, once the code that came another way proves it. Errors: those above, JOIN_CODE_WRONG. */
function provenInvitation(path: string, code: string): Invitation {
  const invitation = invitationOf(path);
  if (!isCodeOf(crypto, invitation, code)) throw new AppError('JOIN_CODE_WRONG', { triesLeft: null });
  return invitation;
}

export async function showInvitation(
  ctx: GateCtx,
  input: Checked<'office.readInvitation'>,
): Promise<Output<'office.readInvitation'>> {
  const { authorities, unitName } = invitationOf(ctx.path(input.file));
  const [first] = authorities as [SignedDocument];
  const { name } = orWrongFile(() => readDocument(Authority, first));
  return { unitName, authorityName: name, fingerprint: fingerprint(crypto, first.text) };
}

interface Newcomer {
  readonly invitation: Invitation;
  readonly keys: DeviceKeys;
  readonly request: SignedDocument;
  readonly user: Checked<'office.join'>['user'];
  readonly userId: string;
}

/** Everything an office is before its first bundle: who it is, whom it trusts, what it asked for, one user. */
function fill(db: Db, { invitation, keys, request, user, userId }: Newcomer, nowMs: number): void {
  const salt = randomHex(16);
  saveMeta(db, 'officeUnitId', invitation.unit);
  saveMeta(db, 'deviceId', keys.device);
  saveMeta(db, 'salt', salt);
  saveMeta(db, 'incarnation', incarnationName(crypto, keys.signing.publicKey, salt));
  saveMeta(db, 'officeName', invitation.unitName);
  saveMeta(db, 'autoLockMinutes', String(defaultAutoLockMinutes));
  saveDeviceKeys(db, keys);
  savePin(db, invitation.pin);
  saveRequest(db, JSON.stringify(request));
  const { login, name, position } = user;
  const about = { login, loginKey: loginKey(login), name, position, role: 'admin' as const };
  insertUser(db, { id: userId, ...about, unitId: null, isActive: 1, createdAtMs: nowMs });
  learn(exchangeOf({ db, office: officeOf(db), now: () => nowMs }), invitation.authorities);
}

/** Errors: OFFICE_EXISTS, FILE_NOT_FOUND, JOIN_FILE_WRONG, JOIN_CODE_WRONG. A failure half-way leaves no office behind. */
export async function joinOffice(ctx: GateCtx, input: Checked<'office.join'>): Promise<Output<'office.join'>> {
  const { vault } = ctx;
  if (vault.readKeys() !== undefined) throw new AppError('OFFICE_EXISTS', {});
  const invitation = provenInvitation(ctx.path(input.file), input.code);
  vault.discard(); // a database without its key file is the rest of a joining that was killed
  const keys = await newDeviceKeys(crypto, ctx.newId());
  const paper = invitation.hasPaper ? undefined : await crypto.newSealingKey();
  const request = requestToJoin(crypto, invitation, input.code, keys, {
    ...{ name: input.deviceName, recoveryKey: paper?.recipient ?? null, adopts: [] },
  });
  const { user } = input;
  const userId = ctx.newId();
  const dataKey = randomKey();
  const recoveryCode = newRecoveryCode();
  const file: KeyFile = {
    ...{ v: 1, officeName: invitation.unitName, cipher: probeCipher() },
    users: [{ userId, login: loginKey(user.login), wrap: await wrapKey(user.password, userId, dataKey) }],
    recovery: await wrapKey(normalRecoveryCode(recoveryCode), 'recovery', dataKey),
    failures: { count: 0, lastAtMs: 0 },
  };
  try {
    vault.open(dataKey, file.cipher);
    const { db } = vault;
    db.transaction(() => fill(db, { invitation, keys, request, user, userId }, ctx.now())).immediate();
    vault.writeKeys(file);
    vault.mark(); // before anybody can copy it
    return {
      ...{ recoveryCode, paperKey: paper?.identity ?? null, session: sessionOf(db, userId) },
      ...shown(keys.device, request),
    };
  } catch (error) {
    vault.discard();
    throw error;
  }
}

const shown = (device: string, request: SignedDocument): Output<'device.request'> => ({
  fileName: requestName(device),
  file: JSON.stringify(request),
  fingerprint: requestFingerprint(crypto, request),
});

/** Errors: JOIN_NOT_WAITING. */
export function ownRequest({ db, office }: Ctx): Output<'device.request'> {
  const text = findRequest(db);
  if (text === undefined || ownStateOf(db, office) !== 'waiting') throw new AppError('JOIN_NOT_WAITING', {});
  return shown(office.deviceId, SignedDocument.parse(JSON.parse(text)));
}

/** Errors: JOIN_NOT_WAITING, FILE_NOT_FOUND, JOIN_FILE_WRONG, JOIN_CODE_WRONG, JOIN_REQUEST_REFUSED. */
export async function answerAgain(ctx: GateCtx, input: Checked<'device.answer'>): Promise<Output<'device.answer'>> {
  const { db } = ctx.vault;
  const office = officeOf(db);
  if (findDeviceKeys(db) === undefined || ownStateOf(db, office) !== 'waiting')
    throw new AppError('JOIN_NOT_WAITING', {});
  const invitation = provenInvitation(ctx.path(input.file), input.code);
  if (invitation.unit !== office.unitId) throw new AppError('JOIN_REQUEST_REFUSED', { reason: 'otherUnit' });
  const { keys } = exchangeAt(ctx);
  const text = findRequest(db);
  const before = text === undefined ? undefined : readDocument(JoinRequest, SignedDocument.parse(JSON.parse(text)));
  const request = requestToJoin(crypto, invitation, input.code, keys, {
    ...{ name: before?.name ?? invitation.unitName, adopts: before?.adopts ?? [] },
    // A paper that was printed with the first request goes on if the office has no other by now.
    recoveryKey: invitation.hasPaper ? null : (before?.recoveryKey ?? null),
  });
  inOneGo({ db }, () => {
    savePin(db, invitation.pin);
    saveRequest(db, JSON.stringify(request));
    noteTrustChanged(db); // whom this PC trusts is another than before, even where nothing new is said
    learn(exchangeAt(ctx), invitation.authorities);
    rejudge(
      exchangeAt(ctx),
      listLogs(db).map(({ logId }) => logId),
    );
  });
  return shown(keys.device, request);
}
