import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { deriveKey, randomHex, seal, sha256, unseal } from './crypto.ts';
import { judgeLineage, type LineageState, type Mark, type Opened, openedAgain } from './exchange/lineage.ts';
import { listLives } from './exchange/lives.ts';
import { isHeld } from './queries/exchange.ts';
import { findLogId, findMeta, listLogs, removeMeta, saveMeta } from './queries/op.ts';
import type { Db } from './sql.ts';
import type { ThisPc } from './this-pc.ts';

/* The mark of an office on this PC: written after the database, sealed with a key that only the open office has. */

/** An open office as its mark sees it. */
export interface Marked {
  readonly db: Db;
  /** The data key. */
  readonly key: Buffer;
  readonly root: string;
  readonly pc: ThisPc;
}

const label = 'mark';

/** A database that went on after it was copied has a mark of its own beside that of the one it came from. */
const pathOf = ({ db, pc }: Marked): string =>
  join(pc.marks, `${sha256(findMeta(db, 'lineage') ?? findMeta(db, 'deviceId') ?? '').slice(0, 32)}.mark`);

/** Undefined where there is none, or none that this office wrote. */
export function readMark(office: Marked): Mark | undefined {
  const path = pathOf(office);
  if (!existsSync(path)) return undefined;
  try {
    const plain = unseal(deriveKey(office.key, label), readFileSync(path), label);
    return plain === undefined ? undefined : (JSON.parse(plain.toString('utf8')) as Mark);
  } catch {
    return undefined;
  }
}

/** Replaces the mark so that a power cut leaves the old one or the new one. False where the place cannot be written. */
export function writeMark(office: Marked, now: () => number): boolean {
  const path = pathOf(office);
  const temporary = `${path}.${randomHex(4)}.tmp`;
  try {
    mkdirSync(office.pc.marks, { recursive: true });
    const bytes = seal(deriveKey(office.key, label), Buffer.from(JSON.stringify(markOf(office, now))), label);
    const file = openSync(temporary, 'wx', 0o600);
    try {
      writeSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    return true;
  } catch {
    dropQuietly(temporary);
    return false; // the work goes on; what others hold of it is the second line
  }
}

function dropQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // nothing was there: the folder itself cannot be
  }
}

/** Read in one go, so that no other program's commit comes between. */
const markOf = ({ db, root, pc }: Marked, now: () => number): Mark =>
  db.transaction((): Mark => {
    const opened = findOpened(db);
    const inc = findMeta(db, 'incarnation') ?? '';
    return {
      ...{ v: 1, machine: pc.machine, root: realpathSync(root), count: opened?.count ?? 0 },
      ...{ token: opened?.tokens.at(-1) ?? '', atMs: now(), inc, ackNumber: ackNumberOf(db) },
      heads: listLogs(db).flatMap(({ incarnation, channel, seq, head }) =>
        incarnation === inc && seq > 0 ? [[channel, seq, head] as const] : [],
      ),
    };
  })();

const ackNumberOf = (db: Db): number => Number(findMeta(db, 'ackNumber') ?? '0');

export function findOpened(db: Db): Opened | undefined {
  const text = findMeta(db, 'opened');
  return text === undefined ? undefined : (JSON.parse(text) as Opened);
}

export const saveOpened = (db: Db, opened: Opened): void => saveMeta(db, 'opened', JSON.stringify(opened));

/** Left in a folder by putting a backup back; says which one, so that it is settled once. */
export const putBackPath = (root: string): string => join(root, 'put-back.json');

export function readPutBack(root: string): { id: string; madeAtMs: number } | undefined {
  try {
    return JSON.parse(readFileSync(putBackPath(root), 'utf8')) as { id: string; madeAtMs: number };
  } catch {
    return undefined;
  }
}

/** How the open database stands to the mark of this PC. */
export function lineageOf(office: Marked): { state: LineageState; lastAtMs: number | null } {
  const { db, root, pc } = office;
  const mark = readMark(office);
  const putBack = readPutBack(root);
  const opened = findOpened(db);
  const inc = findMeta(db, 'incarnation') ?? '';
  const state = judgeLineage({
    ...{ opened, mark, machine: pc.machine, inc, ackNumber: ackNumberOf(db) },
    formerLives: listLives(db).map((life) => life.inc),
    isElsewhere: mark !== undefined && isOtherOffice(root, mark.root),
    isPutBack: putBack !== undefined && findMeta(db, 'putBackSettled') !== putBack.id,
    holds: (channel, seq, head) => {
      const logId = findLogId(db, inc, channel);
      return logId !== undefined && isHeld(db, logId, seq, Buffer.from(head, 'hex'));
    },
  });
  return { state, lastAtMs: mark?.atMs ?? putBack?.madeAtMs ?? opened?.atMs ?? null };
}

/** Is the office in that folder another file than this one? A folder that was moved or is reached by another way is the same. */
function isOtherOffice(root: string, other: string): boolean {
  if (realpathSync(root) === other) return false;
  const fileOf = (folder: string) => statSync(join(folder, 'office.db'), { bigint: true, throwIfNoEntry: false });
  const [here, there] = [fileOf(root), fileOf(other)];
  return there !== undefined && (here?.dev !== there.dev || here.ino !== there.ino);
}

/** Counts an opening and marks it, first in the database, then outside. */
export function noteOpened(office: Marked, now: () => number): void {
  const { db, pc } = office;
  const opened = openedAgain(findOpened(db), { token: randomHex(8), machine: pc.machine, atMs: now() });
  db.transaction(() => {
    saveOpened(db, opened);
    removeMeta(db, 'halted');
  }).immediate();
  if (writeMark(office, now) && !opened.isMarked) saveOpened(db, { ...opened, isMarked: true });
}

export interface Halted {
  readonly state: Exclude<LineageState, 'same'>;
  readonly lastAtMs: number | null;
}

/** Set while a person has not yet said that a restored or copied database shall go on. */
export function findHalted(db: Db): Halted | undefined {
  const text = findMeta(db, 'halted');
  return text === undefined ? undefined : (JSON.parse(text) as Halted);
}

export const saveHalted = (db: Db, halted: Halted): void => saveMeta(db, 'halted', JSON.stringify(halted));

/**
 * The database goes on as one of its own: with a mark beside that of the one it came from, which may go on too. In the
 * transaction that begins the new life.
 */
export function noteSettled(db: Db, root: string): void {
  const opened = findOpened(db);
  if (opened !== undefined) saveOpened(db, { ...opened, isMarked: false });
  saveMeta(db, 'lineage', randomHex(16));
  saveMeta(db, 'putBackSettled', readPutBack(root)?.id ?? '');
}
