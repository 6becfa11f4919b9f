import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { trustOf } from '../exchange/exchange.ts';
import { planDue } from '../exchange/hand-out.ts';
import { exchangeOf } from '../exchange/keeping.ts';
import { owedFiles } from '../exchange/sent-files.ts';
import { treeOf } from '../exchange/tree.ts';
import {
  type BundleRow,
  countBundles,
  listBundles,
  listLastChangesFrom,
  listPrepared,
  listSentSoFar,
  listWordsOf,
} from '../queries/bundle.ts';
import { readCursor, showCursor } from '../queries/cursor.ts';
import { listFileReceivers } from '../queries/sent-file.ts';
import { findLatestName } from '../queries/unit.ts';
import { Ack } from '../sync/ack.ts';
import { isBelow, type Tree } from '../sync/channel.ts';
import { backlogOf } from '../sync/plan.ts';
import { endedName, targetsOf } from './bundle-out.ts';

const dayMs = 86_400_000;

type Receiver = Output<'bundle.receivers'>[number];

/** Neighbours are no receivers: nothing that this office writes is for them. */
function relationOf(tree: Tree, own: string, unitId: string): Receiver['relation'] | undefined {
  if (unitId === own) return 'own';
  if (isBelow(tree, unitId, own)) return 'below';
  return isBelow(tree, own, unitId) ? 'above' : undefined;
}

const orderOfRelations = ['above', 'own', 'below'];

/** Empty before this PC has joined. */
export function listReceivers(ctx: Ctx): Output<'bundle.receivers'> {
  const exchange = joined(ctx);
  if (exchange === undefined) return [];
  const trust = trustOf(exchange);
  const tree = treeOf(ctx.db, trust);
  const dueTo = planDue(exchange);
  const sent = listSentSoFar(ctx.db, ctx.office.incarnation);
  const prepared = listPrepared(ctx.db, ctx.office.incarnation);
  const heard = listLastChangesFrom(ctx.db);
  const owing = new Set(listFileReceivers(ctx.db));
  const devices = new Map<string, number>();
  for (const { current, revoked } of trust.devices.values())
    if (revoked === undefined && current.device !== exchange.keys.device)
      devices.set(current.unit, (devices.get(current.unit) ?? 0) + 1);
  return [...devices]
    .flatMap(([unitId, deviceCount]): Receiver[] => {
      const relation = relationOf(tree, ctx.office.unitId, unitId);
      if (relation === undefined) return [];
      const unitName = findLatestName(ctx.db, unitId);
      const targets = targetsOf(exchange, unitId);
      const { opCount, byteCount, documentCount, oldestMs } = dueTo(unitId, targets);
      const files = owing.has(unitId) ? owedFiles(exchange, ctx.blobs, unitId, targets).files : [];
      const owed = files.filter(({ isHere }) => isHere);
      const soFar = sent.get(unitId);
      const waits = prepared.get(unitId);
      // To who never was sent anything nothing is overdue.
      const since = opCount === 0 || soFar === undefined ? undefined : Math.max(oldestMs ?? 0, soFar.firstAtMs);
      const days = since === undefined ? 0 : Math.max(0, Math.floor((ctx.now() - since) / dayMs));
      return [
        {
          ...{ unitId, unitName, relation, deviceCount, opCount, documentCount, days, fileCount: owed.length },
          byteCount: owed.reduce((sum, file) => sum + file.byteCount, byteCount),
          isReceiptDue: (heard.get(unitId) ?? 0) > (soFar?.lastAtMs ?? 0),
          isTooMuch: backlogOf(byteCount, days).isTooMuch,
          ...{ lastSentAtMs: soFar?.lastAtMs ?? null, lastNumber: soFar?.lastNumber ?? 0 },
          prepared:
            waits === undefined
              ? null
              : {
                  ...{ id: waits.setId, number: waits.number, madeAtMs: waits.madeAtMs, opCount: waits.opCount },
                  fileName: endedName(ctx, unitId, waits),
                },
        },
      ];
    })
    .sort(
      (a, b) =>
        orderOfRelations.indexOf(a.relation) - orderOfRelations.indexOf(b.relation) ||
        a.unitName.localeCompare(b.unitName, 'vi'),
    );
}

/** This PC in the exchange, or undefined before it has joined. */
function joined(ctx: Ctx): ReturnType<typeof exchangeOf> | undefined {
  try {
    return exchangeOf(ctx);
  } catch (error) {
    if (error instanceof AppError && error.code === 'EXCHANGE_NOT_JOINED') return undefined;
    throw error;
  }
}

export function showBundles(ctx: Ctx, input: Checked<'bundle.list'>): Output<'bundle.list'> {
  const cursor = readCursor(input.after, 2);
  const before = cursor && { atMs: Number(cursor[0]), id: String(cursor[1]) };
  const found = listBundles(ctx.db, before, input.limit + 1);
  const rows = found.slice(0, input.limit);
  const last = rows.at(-1);
  const words = new Map<string, Ack[]>();
  const isAcknowledged = ({ way, unitId, inc, number }: BundleRow): boolean => {
    if (way === 'in') return false;
    const said = words.get(unitId) ?? readWords(ctx, unitId);
    words.set(unitId, said);
    return said.some(({ bundles }) =>
      bundles.some(([sender, highest, missing]) => sender === inc && number <= highest && !missing.includes(number)),
    );
  };
  return {
    rows: rows.map((row) => {
      const missingVolumes = volumesMissing(row);
      const { id, way, unitId, number, atMs, opCount, byteCount, userName, volumeCount } = row;
      return {
        ...{ id, way, unitId, number, atMs, opCount, byteCount, userName, volumeCount, missingVolumes },
        state: missingVolumes.length > 0 ? ('part' as const) : row.state,
        unitName: findLatestName(ctx.db, unitId),
        isAcknowledged: isAcknowledged(row),
      };
    }),
    next: found.length > input.limit && last !== undefined ? showCursor([last.atMs, last.id]) : null,
    total: input.isCounted ? countBundles(ctx.db) : 0,
  };
}

function volumesMissing({ volumes, volumeCount }: BundleRow): number[] {
  if (volumes === null) return [];
  const come = new Set(JSON.parse(volumes) as number[]);
  return Array.from({ length: volumeCount }, (_, index) => index + 1).filter((k) => !come.has(k));
}

const readWords = ({ db }: Ctx, unitId: string): Ack[] =>
  listWordsOf(db, unitId).flatMap((text) => {
    const word = Ack.safeParse(JSON.parse(text));
    return word.success ? word.data : [];
  });
