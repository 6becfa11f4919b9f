import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Output } from '../api/contract/index.ts';
import type { Ctx } from '../context.ts';
import { primitives as crypto } from '../crypto.ts';
import { findOwnAuthority } from '../exchange/authority.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import { exchangeOf, findDeviceKeys, findWatchFolder } from '../exchange/keeping.ts';
import { findInvitation, listInvitations } from '../queries/invitation.ts';
import { isRenewalOf, JoinRequest, judgeRequest, RenewRequest } from '../sync/identity.ts';
import { invitationTries } from '../sync/limits.ts';
import { documentHash, readDocument, type SignedDocument } from '../sync/signed.ts';
import { isInForce } from './device-admit.ts';
import { readSignedFile } from './device-file.ts';

/** More requests than this on one stick are no weekly round. */
const shownFiles = 100;

/** What waits for this PC as the keeper of the authority. Looking counts no wrong code: only a person's opening a file does. */
export function countRequests(ctx: Ctx): Output<'device.requests'> {
  const nothing = { openInvitations: 0, requests: 0 };
  if (findDeviceKeys(ctx.db) === undefined) return nothing;
  const exchange = exchangeOf(ctx);
  if (findOwnAuthority(exchange) === undefined) return nothing;
  const open = listInvitations(ctx.db).filter(
    ({ usedBy, failures }) => usedBy === undefined && failures < invitationTries,
  );
  const waiting = requestsIn(findWatchFolder(ctx.db)).filter((document) => isWaiting(exchange, document));
  const requests = new Set(waiting.map((document) => documentHash(crypto, document))).size;
  return { openInvitations: open.length, requests };
}

/** The signed files in a folder that are named like requests; none while the stick is away. */
function requestsIn(folder: string): SignedDocument[] {
  if (folder === '') return [];
  try {
    return readdirSync(folder)
      .filter((name) => /^yeu-cau.*\.json$/i.test(name))
      .slice(0, shownFiles)
      .flatMap((name) => readOrNothing(join(folder, name)));
  } catch {
    return [];
  }
}

function readOrNothing(path: string): SignedDocument[] {
  try {
    return lstatSync(path).isFile() ? [readSignedFile(path)] : [];
  } catch {
    return []; // something else under that name
  }
}

function isWaiting(exchange: Exchange, document: SignedDocument): boolean {
  try {
    const body = readDocument(JoinRequest.or(RenewRequest), document);
    const known = trustOf(exchange).devices.get(body.device);
    if (known?.revoked !== undefined || isInForce(known?.current, body)) return false;
    if (body.kind === 'renew-request') return known !== undefined && isRenewalOf(crypto, known.current, document, body);
    const invitation = findInvitation(exchange.db, body.invitation);
    return invitation !== undefined && judgeRequest(crypto, invitation, document).kind === 'accepted';
  } catch {
    return false; // not what its name says
  }
}
