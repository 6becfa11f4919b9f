import type { deviceContract } from '../api/contract/device.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { primitives } from '../crypto.ts';
import { safeFileName } from '../domain/file-name.ts';
import { findOwnAuthority, lineOf, ownAuthority } from '../exchange/authority.ts';
import { trustOf } from '../exchange/exchange.ts';
import { exchangeOf, findDeviceKeys } from '../exchange/keeping.ts';
import { ownStateOf } from '../exchange/own-standing.ts';
import { treeOf } from '../exchange/tree.ts';
import { listHeldLogs } from '../queries/exchange.ts';
import { listDeviceLives, listDeviceWords } from '../queries/exchange-device.ts';
import { insertInvitation, listInvitations, voidInvitation } from '../queries/invitation.ts';
import { findMeta } from '../queries/op.ts';
import { findLatestName, findName } from '../queries/unit.ts';
import { type Fork, suspendedBy } from '../sync/authority.ts';
import type { TrustedDevice } from '../sync/certificate.ts';
import { isBelow } from '../sync/channel.ts';
import { fingerprint, invite, newInvitationCode } from '../sync/identity.ts';
import { invitationTries } from '../sync/limits.ts';
import { assertAlive } from './assignment-rules.ts';
import type { HandlersOf } from './define.ts';
import { saveDeviceFile } from './device-file.ts';
import { ownRequest } from './device-join.ts';
import { countRequests } from './device-requests.ts';
import { writeNotice } from './device-revoke.ts';
import { unitOf } from './unit-rules.ts';

const crypto = primitives;

/** PCs and invitations are shown with the newest name of their unit; before the units have come a PC knows that of its own office. */
const unitNameOf = ({ db, office }: Ctx, unitId: string): string =>
  findName(db, unitId, '9999-12-31') || (unitId === office.unitId ? (findMeta(db, 'officeName') ?? '') : '');

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
    state: ownStateOf(ctx.db, ctx.office),
    isAuthority: findOwnAuthority(exchange) !== undefined,
    isAuthorityOffice: authority?.unit === ctx.office.unitId,
    authorityName: authority?.name ?? '',
    name: device?.current.name ?? '',
    fingerprint: device === undefined ? '' : printOf(device),
    revocationVersion: trust.revocationVersion,
  };
}

function listDevices(ctx: Ctx): Output<'device.list'> {
  if (findDeviceKeys(ctx.db) === undefined) return [];
  const exchange = exchangeOf(ctx);
  const trust = trustOf(exchange);
  const words = listDeviceWords(ctx.db);
  const lives = listDeviceLives(ctx.db);
  const suspended = suspendedBy(trust, forksOf(ctx));
  return [...trust.devices.values()]
    .map((known) => {
      const { current, revoked } = known;
      const word = words.get(current.device);
      return {
        ...{ device: current.device, unitId: current.unit, name: current.name, version: current.version },
        unitName: unitNameOf(ctx, current.unit),
        isThisPc: current.device === exchange.keys.device,
        isOwnOffice: current.unit === ctx.office.unitId,
        state:
          revoked !== undefined
            ? ('revoked' as const)
            : suspended.has(current.device)
              ? ('suspended' as const)
              : ('active' as const),
        wasRevoked: known.withdrawal !== undefined || known.revokedIncarnations.size > 0,
        heardAtMs: word?.heardAtMs ?? null,
        opCount: word?.opCount ?? 0,
        fingerprint: printOf(known),
        lives: lives.get(current.device) ?? [],
      };
    })
    .sort((a, b) => Number(b.isOwnOffice) - Number(a.isOwnOffice) || a.unitName.localeCompare(b.unitName, 'vi'));
}

const forksOf = ({ db }: Ctx): Fork[] =>
  listHeldLogs(db).flatMap(({ incarnation: inc, channel: ch, splitSeq, forkedDevice: device }) =>
    device === null ? [] : { inc, ch, seq: splitSeq ?? 0, device },
  );

function inviteDevice(ctx: Ctx, input: Checked<'device.invite'>): Output<'device.invite'> {
  const exchange = exchangeOf(ctx);
  const { keys, authority } = ownAuthority(exchange);
  const trust = trustOf(exchange);
  const { nature } = unitOf(ctx.db, input.unitId);
  assertAlive(ctx, [input.unitId], input.on);
  const isOurs = input.unitId === authority.unit || isBelow(treeOf(ctx.db, trust), input.unitId, authority.unit);
  if (nature !== 'police' || !isOurs)
    throw new AppError('INVITE_UNIT_WRONG', { name: findLatestName(ctx.db, input.unitId) });
  const unitName = findName(ctx.db, input.unitId, input.on);
  const code = newInvitationCode(crypto);
  const id = crypto.randomHex(16);
  const pin = { id: authority.id, hash: authority.hash };
  const hasPaper = trust.recovery.has(input.unitId);
  const authorities = lineOf(exchange, authority);
  const offer = { id, unit: input.unitId, unitName, authorities, pin, hasPaper, code };
  const { document, state } = invite(crypto, offer, keys.keys);
  insertInvitation(ctx.db, { ...state, madeAtMs: ctx.now(), userId: ctx.caller.userId });
  return {
    id,
    fileName: safeFileName(`loi-moi ${unitName}.json`, ['json'], 120),
    file: JSON.stringify(document),
    code,
    fingerprint: fingerprint(crypto, authorities[0]?.text ?? ''),
  };
}

function showInvitations(ctx: Ctx): Output<'device.invitations'> {
  return listInvitations(ctx.db).map(({ id, unit, failures, usedBy, madeAtMs }) => ({
    ...{ id, unitId: unit, unitName: unitNameOf(ctx, unit), madeAtMs, failures },
    state: usedBy !== undefined ? 'used' : failures >= invitationTries ? 'void' : 'open',
  }));
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
  'device.requests': countRequests,
  'device.saveFile': saveDeviceFile,
  'device.notice': writeNotice,
};
