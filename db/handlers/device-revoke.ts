import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { hear, nextVersion, ownAuthority, say } from '../exchange/authority.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import { exchangeOf } from '../exchange/keeping.ts';
import { followWord, ownStateOf } from '../exchange/own-standing.ts';
import { inOneGo } from '../exchange/take-in.ts';
import { listCheckpoints, listHeldLogs, listStatements } from '../queries/exchange.ts';
import { buildTrust, type Cut, type TrustedDevice } from '../sync/certificate.ts';
import { readCheckpoint, vouch } from '../sync/checkpoint.ts';
import { documentHash, type SignedDocument } from '../sync/signed.ts';
import { readStatement, type Statement } from '../sync/statement.ts';
import { officeOf } from '../vault.ts';
import type { GateCtx } from './define.ts';
import { bodyOf } from './device-admit.ts';
import { type NoticeFile, readNoticeFile } from './device-file.ts';
import { exchangeAt } from './device-keys.ts';

function deviceOf(exchange: Exchange, device: string): TrustedDevice {
  const known = trustOf(exchange).devices.get(device);
  if (known === undefined) throw new AppError('NOT_FOUND', { entity: 'device', id: device });
  return known;
}

/** Errors: AUTHORITY_MISSING, NOT_FOUND, DEVICE_IS_THIS_PC. */
export async function revokeDevice(ctx: GateCtx, input: Checked<'device.revoke'>): Promise<Output<'device.revoke'>> {
  const exchange = exchangeAt(ctx);
  const { device, incarnation } = input;
  const { authority } = ownAuthority(exchange);
  const known = deviceOf(exchange, device);
  const isPresent = incarnation === null || incarnation === exchange.office.incarnation;
  if (device === exchange.keys.device && isPresent) throw new AppError('DEVICE_IS_THIS_PC', {});
  const before = incarnation === null ? known.revoked : known.revokedIncarnations.get(incarnation);
  // What came after the first withdrawal is held too by now: a second one must not let it in.
  if (before !== undefined) return { keptOps: countKept(before.cuts) };
  const cuts = cutsOf(exchange, device, incarnation);
  inOneGo(exchange, () =>
    say(exchange, {
      ...{ kind: 'revocation', v: 1, authority: authority.id, version: nextVersion(exchange, authority.id) },
      ...{ device, incarnation, cuts },
    }),
  );
  return { keptOps: countKept(cuts) };
}

const countKept = (cuts: readonly Cut[]): number => cuts.reduce((sum, { seq }) => sum + seq, 0);

/** What is held and signed for of the PC's logs stays; the head is named, so that no other history can take its place. */
function cutsOf({ db, crypto, pin }: Exchange, device: string, incarnation: string | null): Cut[] {
  const trust = trustOf({ db, crypto, pin });
  return listHeldLogs(db).flatMap(({ logId, incarnation: inc, channel: ch, upTo: seq, head }) => {
    if (seq === 0 || (incarnation !== null && incarnation !== inc)) return [];
    const isIts = listCheckpoints(db, logId).some(
      ({ document }) =>
        vouch(crypto, trust, { document, checkpoint: readCheckpoint(document) }).certificate?.device === device,
    );
    return isIts ? { inc, ch, seq, head } : [];
  });
}

/** Errors: AUTHORITY_MISSING, NOT_FOUND. */
export async function reinstateDevice(
  ctx: GateCtx,
  input: Checked<'device.reinstate'>,
): Promise<Output<'device.reinstate'>> {
  const exchange = exchangeAt(ctx);
  const { authority } = ownAuthority(exchange);
  const { current, revoked } = deviceOf(exchange, input.device);
  if (revoked === undefined) return {};
  const version = nextVersion(exchange, authority.id);
  inOneGo(exchange, () => say(exchange, { ...bodyOf(current), authority: authority.id, version }));
  return {};
}

/** Errors: EXCHANGE_NOT_JOINED, NOT_FOUND. */
export function writeNotice(ctx: Ctx, input: Checked<'device.notice'>): Output<'device.notice'> {
  const exchange = exchangeOf(ctx);
  const { current } = deviceOf(exchange, input.device);
  const { refused } = trustOf(exchange);
  const isMeant = (said: Statement): boolean =>
    said.kind === 'authority' ||
    ((said.kind === 'certificate' || said.kind === 'revocation') && said.device === input.device) ||
    (said.kind === 'recovery-key' && said.unit === current.unit);
  const documents = listStatements(ctx.db).flatMap(({ hash, document }) => {
    const said = readStatement(document);
    return said !== undefined && !refused.has(hash) && isMeant(said) ? document : [];
  });
  const notice: NoticeFile = { kind: 'notice', v: 1, documents };
  return { fileName: `thong-bao-${input.device.slice(-6)}.json`, file: JSON.stringify(notice) };
}

/** Errors: EXCHANGE_NOT_JOINED, FILE_NOT_FOUND, JOIN_FILE_WRONG. */
export async function takeNotice(
  ctx: GateCtx,
  input: Checked<'device.takeNotice'>,
): Promise<Output<'device.takeNotice'>> {
  const exchange = exchangeAt(ctx);
  const { db } = exchange;
  const documents = meantDocuments(exchange, readNoticeFile(ctx.path(input.file)));
  if (documents.length === 0) throw new AppError('JOIN_FILE_WRONG', {});
  inOneGo(exchange, () => {
    hear(exchange, documents);
    followWord(exchange);
  });
  return { state: ownStateOf(db, officeOf(db)) };
}

/** Of the statements in a file those that the authority trusted here backs. */
function meantDocuments({ db, crypto, pin }: Exchange, found: readonly SignedDocument[]): SignedDocument[] {
  const held = listStatements(db).map(({ document }) => document);
  const { refused, authorities } = buildTrust(crypto, pin, [...held, ...found]);
  if (authorities.size === 0) return [];
  return found.filter((document) => {
    const said = readStatement(document);
    const isOfTrust = said !== undefined && said.kind !== 'ack' && said.kind !== 'checkpoint';
    return isOfTrust && !refused.has(documentHash(crypto, document));
  });
}
