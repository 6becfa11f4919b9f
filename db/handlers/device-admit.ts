import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { primitives as crypto } from '../crypto.ts';
import { nextVersion, ownAuthority, say } from '../exchange/authority.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import { inOneGo } from '../exchange/take-in.ts';
import { findInvitation, saveInvitation } from '../queries/invitation.ts';
import { findLatestName } from '../queries/unit.ts';
import type { Certificate } from '../sync/certificate.ts';
import {
  certificateFor,
  channelsOf,
  type InvitationState,
  isRenewalOf,
  JoinRequest,
  judgeRequest,
  RenewRequest,
  requestFingerprint,
} from '../sync/identity.ts';
import { readDocument, type SignedDocument } from '../sync/signed.ts';
import type { GateCtx } from './define.ts';
import { orWrongFile, readSignedFile } from './device-file.ts';
import { exchangeAt } from './device-keys.ts';

type Asked =
  | { readonly kind: 'join'; readonly request: JoinRequest; readonly state: InvitationState }
  | { readonly kind: 'renew'; readonly request: RenewRequest };

const refused = (reason: string): AppError => new AppError('JOIN_REQUEST_REFUSED', { reason });

/**
 * What a request asks for, if it may be asked. A wrong code is counted at once, outside any transaction that the refusal would
 * roll back. Errors: JOIN_FILE_WRONG, JOIN_CODE_WRONG, JOIN_REQUEST_REFUSED.
 */
function judgeAsked(exchange: Exchange, document: SignedDocument): Asked {
  const body = orWrongFile(() => readDocument(JoinRequest.or(RenewRequest), document));
  return body.kind === 'join-request' ? judgeJoin(exchange, document, body) : judgeRenewal(exchange, document, body);
}

function judgeJoin(exchange: Exchange, document: SignedDocument, { invitation }: JoinRequest): Asked {
  const state = findInvitation(exchange.db, invitation);
  if (state === undefined) throw refused('otherInvitation');
  const verdict = orWrongFile(() => judgeRequest(crypto, state, document));
  if (verdict.state.failures !== state.failures) saveInvitation(exchange.db, verdict.state);
  if (verdict.kind === 'wrongCode') throw new AppError('JOIN_CODE_WRONG', { triesLeft: verdict.triesLeft });
  if (verdict.kind !== 'accepted') throw refused(verdict.kind);
  const { request } = verdict;
  // A PC that joins begins its database with its keys: what it claims to have written before is somebody else's.
  if (request.adopts.length > 0) throw refused('adopts');
  const known = trustOf(exchange).devices.get(request.device);
  // An invitation lets a new PC in; it neither takes over the name of another nor takes a withdrawal back.
  if (known !== undefined && known.current.signingKey !== request.signingKey) throw refused('deviceKnown');
  if (known?.revoked !== undefined) throw refused('revoked');
  return { kind: 'join', request, state: verdict.state };
}

function judgeRenewal(exchange: Exchange, document: SignedDocument, request: RenewRequest): Asked {
  const known = trustOf(exchange).devices.get(request.device);
  if (known === undefined) throw refused('deviceUnknown');
  if (known.revoked !== undefined) throw refused('revoked');
  const isIn = isInForce(known.current, request);
  if (!isIn && !isRenewalOf(crypto, known.current, document, request)) throw refused('keyNotProven');
  return { kind: 'renew', request };
}

/** Does a certificate say already what is asked for? */
export const isInForce = (
  current: Certificate | undefined,
  { signingKey, sealingKey, unit }: JoinRequest | RenewRequest,
): boolean => current?.signingKey === signingKey && current.sealingKey === sealingKey && current.unit === unit;

const nameOf = (exchange: Exchange, asked: Asked): string =>
  asked.kind === 'join'
    ? asked.request.name
    : (trustOf(exchange).devices.get(asked.request.device)?.current.name ?? '');

/** Errors: AUTHORITY_MISSING, FILE_NOT_FOUND, JOIN_FILE_WRONG, JOIN_CODE_WRONG, JOIN_REQUEST_REFUSED. */
export async function showRequest(
  ctx: GateCtx,
  input: Checked<'device.readRequest'>,
): Promise<Output<'device.readRequest'>> {
  const exchange = exchangeAt(ctx);
  ownAuthority(exchange);
  const document = readSignedFile(ctx.path(input.file));
  const asked = judgeAsked(exchange, document);
  const { unit: unitId, recoveryKey } = asked.request;
  const paper = trustOf(exchange).recovery.get(unitId)?.sealingKey;
  return {
    ...{ kind: asked.kind, unitId, unitName: findLatestName(exchange.db, unitId), name: nameOf(exchange, asked) },
    fingerprint: requestFingerprint(crypto, document),
    hasSparePaper: asked.kind === 'join' && recoveryKey !== null && paper !== undefined && paper !== recoveryKey,
  };
}

const digits = (text: string): string => text.replace(/\D/g, '');

/** Errors: those above, FINGERPRINT_WRONG. */
export async function admitDevice(ctx: GateCtx, input: Checked<'device.admit'>): Promise<Output<'device.admit'>> {
  const exchange = exchangeAt(ctx);
  ownAuthority(exchange);
  const document = readSignedFile(ctx.path(input.file));
  const asked = judgeAsked(exchange, document);
  if (digits(input.fingerprint) !== digits(requestFingerprint(crypto, document)))
    throw new AppError('FINGERPRINT_WRONG', {});
  inOneGo(exchange, () => letIn(exchange, asked));
  return { device: asked.request.device, unitId: asked.request.unit };
}

/** What the authority says to a request: nothing where it has said it before. */
function letIn(exchange: Exchange, asked: Asked): void {
  const { request } = asked;
  const trust = trustOf(exchange);
  const { authority } = ownAuthority(exchange);
  if (asked.kind === 'join') saveInvitation(exchange.db, asked.state);
  const current = trust.devices.get(request.device)?.current;
  const version = nextVersion(exchange, authority.id);
  if (!isInForce(current, request))
    say(exchange, { ...certificateOf(asked, current), authority: authority.id, version });
  const paper = trust.recovery.get(request.unit)?.sealingKey;
  const { recoveryKey } = request;
  // The first paper of an office stays the one; another replaces it only when the office asks for just that.
  const isWanted = asked.kind === 'renew' ? paper !== recoveryKey : paper === undefined;
  if (recoveryKey !== null && isWanted)
    say(exchange, {
      ...({ kind: 'recovery-key', v: 1, authority: authority.id, unit: request.unit } as const),
      ...{ version: version + 1, sealingKey: recoveryKey },
    });
}

function certificateOf(asked: Asked, current: Certificate | undefined): Certificate {
  const { unit, signingKey, sealingKey } = asked.request;
  // Of the units that have no PC an office enters what they report.
  const channels = [...channelsOf(unit), 'up:*'];
  if (asked.kind === 'join')
    return certificateFor(asked.request, { authority: '', version: 0, channels, entities: ['*'] });
  if (current === undefined) throw refused('deviceUnknown');
  return bodyOf({ ...current, signingKey, sealingKey });
}

/** A certificate as it is signed, without what this PC knows of it. */
export const bodyOf = (certificate: Certificate): Certificate => ({
  ...{ kind: 'certificate', v: 1, authority: certificate.authority, version: certificate.version },
  ...{ unit: certificate.unit, device: certificate.device, name: certificate.name },
  ...{ signingKey: certificate.signingKey, sealingKey: certificate.sealingKey },
  ...{ adopted: certificate.adopted, retired: certificate.retired },
  ...{ channels: certificate.channels, entities: certificate.entities },
});
