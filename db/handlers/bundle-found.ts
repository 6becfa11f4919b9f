import { lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import { exchangeOf, findWatchFolder, openingKeysOf, saveWatchFolder } from '../exchange/keeping.ts';
import { isNetworkPath, peekHeader } from '../exchange/stick.ts';
import { exchangeName } from '../exchange/unit-name.ts';
import { listSeen } from '../queries/exchange.ts';
import type { SeenBundle } from '../sync/ack.ts';
import { keyId } from '../sync/bundle/format.ts';

type FoundFile = Output<'bundle.found'>['files'][number];

/** More new files than this on one stick are no weekly round; old ones may lie about by the hundred. */
const shownFiles = 300;

/** Errors: BUNDLE_REFUSED for what is no folder of this PC. */
export function watchFolder(ctx: Ctx, input: Checked<'bundle.watch'>): Output<'bundle.watch'> {
  const folder = input.folder === null ? '' : ctx.path(input.folder);
  if (isNetworkPath(folder)) throw new AppError('BUNDLE_REFUSED', { reason: 'NETWORK_PATH' });
  if (folder !== '' && statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new AppError('BUNDLE_REFUSED', { reason: 'FILE_GONE' });
  saveWatchFolder(ctx.db, folder);
  return {};
}

/** Path of a bundle that the host handed out, or that lies in the watched folder. Errors: FILE_NOT_FOUND. */
export function bundlePath(ctx: Ctx, input: Checked<'bundle.open'>): string {
  if ('file' in input) return ctx.path(input.file);
  const folder = findWatchFolder(ctx.db);
  const { found } = input;
  // A name and nothing else: never a way out of the folder.
  if (folder === '' || !isBundleName(found)) throw new AppError('FILE_NOT_FOUND', {});
  return join(folder, found);
}

const isBundleName = (name: string): boolean => /^[^\\/:]+\.goi$/i.test(name) && name === basename(name);

export function findBundles(ctx: Ctx): Output<'bundle.found'> {
  const folder = findWatchFolder(ctx.db);
  if (folder === '') return { folderName: null, isThere: false, files: [] };
  const folderName = basename(folder) || folder;
  const names = listNames(folder);
  if (names === undefined) return { folderName, isThere: false, files: [] };
  const judge = judgeOf(exchangeOf(ctx), ctx);
  const files = names
    .flatMap((name) => {
      ctx.step(0, names.length);
      const stat = lstatSync(join(folder, name), { throwIfNoEntry: false });
      if (stat?.isFile() !== true) return [];
      return [{ name, byteCount: stat.size, changedAtMs: Math.floor(stat.mtimeMs) }];
    })
    .sort((a, b) => b.changedAtMs - a.changedAtMs)
    .slice(0, shownFiles)
    .map((about): FoundFile => {
      ctx.step(0, names.length);
      return { ...about, ...judge(join(folder, about.name), about.byteCount) };
    });
  return { folderName, isThere: true, files };
}

/** Undefined while the stick is away. */
function listNames(folder: string): string[] | undefined {
  try {
    return readdirSync(folder).filter(isBundleName);
  } catch {
    return undefined;
  }
}

type Judged = Pick<FoundFile, 'state' | 'number' | 'volume' | 'fromName'>;

function judgeOf(exchange: Exchange, ctx: Ctx): (path: string, byteCount: number) => Judged {
  const trust = trustOf(exchange);
  const mine = new Set(openingKeysOf(exchange).map(({ recipient }) => keyId(exchange.crypto, recipient)));
  const bySet = new Map<string, SeenBundle>();
  for (const { seen } of listSeen(ctx.db).values()) for (const each of seen.values()) bySet.set(each.set, each);
  return (path, byteCount) => {
    const peeked = peekHeader(path);
    if (peeked === undefined || peeked.byteCount !== byteCount)
      return { state: 'odd', number: null, volume: null, fromName: '' };
    const { sender: hash, number, volume, recipients, set } = peeked.header;
    const sender = trust.byHash.get(hash);
    const about = { number, volume, fromName: sender === undefined ? '' : exchangeName(exchange, sender.unit) };
    if (sender?.device === exchange.keys.device) return { ...about, state: 'own' };
    if (!recipients.some((id) => mine.has(id))) return { ...about, state: 'other' };
    return { ...about, state: bySet.get(set)?.volumes.has(volume.k) === true ? 'taken' : 'new' };
  };
}
