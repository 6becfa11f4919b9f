import type { deviceContract } from '../api/contract/device.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { primitives } from '../crypto.ts';
import { safeFileName } from '../domain/file-name.ts';
import { lineOf, nextVersion, ownAuthority, say } from '../exchange/authority.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import { exchangeOf, findAuthorityKeys, findDeviceKeys, findRequest } from '../exchange/keeping.ts';
import { listCheckpoints, listHeldLogs } from '../queries/exchange.ts';
import { listDeviceLives, listDeviceWords } from '../queries/exchange-device.ts';
import {
  findInvitation,
  insertInvitation,
  listInvitations,
  saveInvitation,
  voidInvitation,
} from '../queries/invitation.ts';
import { findName } from '../queries/unit.ts';
import type { Cut, TrustedDevice } from '../sync/certificate.ts';
import { readCheckpoint } from '../sync/checkpoint.ts';
import {
  certificateFor,
  channelsOf,
  fingerprint,
  invite,
  JoinRequest,
  judgeRequest,
  newInvitationCode,
  requestFingerprint,
} from '../sync/identity.ts';
import { invitationTries } from '../sync/limits.ts';
import { readDocument, SignedDocument } from '../sync/signed.ts';
import { assertAlive } from './assignment-rules.ts';
import type { HandlersOf } from './define.ts';
import { saveDeviceFile } from './device-file.ts';
import { orWrongFile, readSignedFile } from './device-keys.ts';
import { unitOf } from './unit-rules.ts';

const crypto = primitives;

/** PCs and invitations are shown with the newest name of their unit. */
const latest = '9999-12-31';

/** The tail of a PC's key, as two people read it to each other. */
const printOf = ({ current }: TrustedDevice): string =>
  fingerprint(crypto, `${current.device} ${current.signingKey} ${current.sealingKey}`);

function deviceStatus(ctx: Ctx): Output<'device.status'> {
  const keys = findDeviceKeys(ctx.db);
  const nothing = {
    isAuthority: false,
    isAuthorityOffice: false,
    authorityName: '',
    name: '',
    fingerprint: '',
    revocationVersion: 0,
  };
  if (keys === undefined) return { state: 'alone', ...nothing };
  const exchange = exchangeOf(ctx);
  const trust = trustOf(exchange);
  const device = trust.devices.get(keys.device);
  const authority = trust.authorities.get(exchange.pin.id);
  return {
    state: device === undefined ? 'waiting' : device.revoked === undefined ? 'joined' : 'revoked',
    isAuthority: findAuthorityKeys(ctx.db) !== undefined,
    isAuthorityOffice: authority?.unit === ctx.office.unitId,
    authorityName: authority?.name ?? '',
    name: device?.current.name ?? '',
    fingerprint: device === undefined ? '' : printOf(device),
    revocationVersion: trust.revocationVersion,
  };
}

function listDevices(ctx: Ctx): Output<'device.list'> {
  const exchange = exchangeOf(ctx);
  const words = listDeviceWords(ctx.db);
  const lives = listDeviceLives(ctx.db);
  const forked = new Set(listHeldLogs(ctx.db).flatMap(({ forkedDevice }) => forkedDevice ?? []));
  return [...trustOf(exchange).devices.values()]
    .map((known) => {
      const { current, revoked } = known;
      const word = words.get(current.device);
      return {
        ...{ device: current.device, unitId: current.unit, name: current.name, version: current.version },
        unitName: findName(ctx.db, current.unit, latest),
        isThisPc: current.device === exchange.keys.device,
        isOwnOffice: current.unit === ctx.office.unitId,
        state:
          revoked !== undefined
            ? ('revoked' as const)
            : forked.has(current.device)
              ? ('suspended' as const)
              : ('active' as const),
        heardAtMs: word?.heardAtMs ?? null,
        opCount: word?.opCount ?? 0,
        fingerprint: printOf(known),
        lives: lives.get(current.device) ?? [],
      };
    })
    .sort((a, b) => Number(b.isOwnOffice) - Number(a.isOwnOffice) || a.unitName.localeCompare(b.unitName, 'vi'));
}

function inviteDevice(ctx: Ctx, input: Checked<'device.invite'>): Output<'device.invite'> {
  const exchange = exchangeOf(ctx);
  const { keys, authority } = ownAuthority(exchange);
  unitOf(ctx.db, input.unitId);
  assertAlive(ctx, [input.unitId], input.on);
  const unitName = findName(ctx.db, input.unitId, input.on);
  const code = newInvitationCode(crypto);
  const id = crypto.randomHex(16);
  const pin = { id: authority.id, hash: authority.hash };
  const offer = { id, unit: input.unitId, unitName, authorities: lineOf(exchange, authority), pin, code };
  const { document, state } = invite(crypto, offer, keys.keys);
  insertInvitation(ctx.db, { ...state, madeAtMs: ctx.now(), userId: ctx.caller.userId });
  return {
    id,
    fileName: safeFileName(`loi-moi ${unitName}.json`, ['json'], 120),
    file: JSON.stringify(document),
    code,
  };
}

function showInvitations(ctx: Ctx): Output<'device.invitations'> {
  return listInvitations(ctx.db).map(({ id, unit, failures, usedBy, madeAtMs }) => ({
    ...{ id, unitId: unit, unitName: findName(ctx.db, unit, latest), madeAtMs, failures },
    state: usedBy !== undefined ? 'used' : failures >= invitationTries ? 'void' : 'open',
  }));
}

/** The request in a file, judged against its invitation. Errors: JOIN_FILE_WRONG, JOIN_CODE_WRONG, JOIN_REQUEST_REFUSED. */
function requestIn(ctx: Ctx, handle: string): { document: SignedDocument; request: JoinRequest } {
  const document = readSignedFile(ctx.path(handle));
  const { invitation } = orWrongFile(() => readDocument(JoinRequest, document));
  const state = findInvitation(ctx.db, invitation);
  if (state === undefined) throw new AppError('JOIN_REQUEST_REFUSED', { reason: 'otherInvitation' });
  const verdict = orWrongFile(() => judgeRequest(crypto, state, document));
  if (verdict.kind === 'wrongCode') throw new AppError('JOIN_CODE_WRONG', { triesLeft: verdict.triesLeft });
  if (verdict.kind !== 'accepted') throw new AppError('JOIN_REQUEST_REFUSED', { reason: verdict.kind });
  return { document, request: verdict.request };
}

function showRequest(ctx: Ctx, input: Checked<'device.readRequest'>): Output<'device.readRequest'> {
  const { document, request } = requestIn(ctx, input.file);
  const { unit: unitId, name } = request;
  return {
    unitId,
    unitName: findName(ctx.db, unitId, latest),
    name,
    fingerprint: requestFingerprint(crypto, document),
  };
}

const digits = (text: string): string => text.replace(/\D/g, '');

function admitDevice(ctx: Ctx, input: Checked<'device.admit'>): Output<'device.admit'> {
  const exchange = exchangeOf(ctx);
  const { authority } = ownAuthority(exchange);
  const { document, request } = requestIn(ctx, input.file);
  if (digits(input.fingerprint) !== digits(requestFingerprint(crypto, document)))
    throw new AppError('FINGERPRINT_WRONG', {});
  const state = findInvitation(ctx.db, request.invitation);
  const verdict = state && judgeRequest(crypto, state, document);
  if (verdict?.kind === 'accepted') saveInvitation(ctx.db, verdict.state);
  const version = nextVersion(ctx.db, authority.id);
  const grant = { authority: authority.id, channels: channelsFor(request.unit), entities: ['*'] };
  const certificate = certificateFor(request, { ...grant, version });
  const paper =
    request.recoveryKey === null || trustOf(exchange).recovery.has(request.unit)
      ? []
      : [
          {
            ...({ kind: 'recovery-key', v: 1, authority: authority.id, unit: request.unit } as const),
            ...{ version: version + 1, sealingKey: request.recoveryKey },
          },
        ];
  say(exchange, certificate, ...paper);
  return { device: request.device, unitId: request.unit };
}

/** Of the units that have no PC an office enters what they report. */
const channelsFor = (unitId: string): string[] => [...channelsOf(unitId), 'up:*'];

function revokeDevice(ctx: Ctx, input: Checked<'device.revoke'>): Output<'device.revoke'> {
  const exchange = exchangeOf(ctx);
  const { authority } = ownAuthority(exchange);
  const known = trustOf(exchange).devices.get(input.device);
  if (known === undefined) throw new AppError('NOT_FOUND', { entity: 'device', id: input.device });
  const cuts = cutsOf(exchange, input.device, input.incarnation);
  say(exchange, {
    ...{ kind: 'revocation', v: 1, authority: authority.id, version: nextVersion(ctx.db, authority.id) },
    ...{ device: input.device, incarnation: input.incarnation, cuts },
  });
  return { keptOps: cuts.reduce((sum, { seq }) => sum + seq, 0) };
}

/** What is held and signed for of the PC's logs stays; the head is named, so that no other history can take its place. */
function cutsOf({ db }: Exchange, device: string, incarnation: string | null): Cut[] {
  return listHeldLogs(db).flatMap(({ logId, incarnation: inc, channel: ch, upTo: seq, head }) => {
    const isIts = listCheckpoints(db, logId).some(({ document }) => readCheckpoint(document).device === device);
    const isMeant = isIts && seq > 0 && (incarnation === null || incarnation === inc);
    return isMeant ? { inc, ch, seq, head } : [];
  });
}

function ownRequest(ctx: Ctx): Output<'device.request'> {
  const text = findRequest(ctx.db);
  const device = ctx.office.deviceId;
  if (text === undefined || deviceStatus(ctx).state !== 'waiting') throw new AppError('JOIN_NOT_WAITING', {});
  const document = SignedDocument.parse(JSON.parse(text));
  return {
    fileName: `yeu-cau-${device.slice(-6)}.json`,
    file: text,
    fingerprint: requestFingerprint(crypto, document),
  };
}

export const deviceHandlers: HandlersOf<typeof deviceContract> = {
  'device.status': deviceStatus,
  'device.list': listDevices,
  'device.invite': inviteDevice,
  'device.invitations': showInvitations,
  'device.voidInvitation': (ctx, { id }) => {
    voidInvitation(ctx.db, id);
    return {};
  },
  'device.request': ownRequest,
  'device.saveFile': saveDeviceFile,
  'device.readRequest': showRequest,
  'device.admit': admitDevice,
  'device.revoke': revokeDevice,
};
