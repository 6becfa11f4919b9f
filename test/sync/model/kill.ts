import { spawn } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { create } from '../../../db/commit.ts';
import { platform, primitives } from '../../../db/crypto.ts';
import { saveDeviceKeys } from '../../../db/exchange/keeping.ts';
import { schemaVersion } from '../../../db/migrations/index.ts';
import { openWriter } from '../../../db/open.ts';
import { findMeta } from '../../../db/queries/op.ts';
import { digestOfAll } from '../../../db/rebuild.ts';
import type { Db } from '../../../db/sql.ts';
import type { Ack } from '../../../db/sync/ack.ts';
import { openBundle, readWhole } from '../../../db/sync/bundle/read.ts';
import { incarnationName } from '../../../db/sync/certificate.ts';
import { documentHash } from '../../../db/sync/signed.ts';
import { chainOf } from '../../../db/sync/statement.ts';
import { memoryDb } from '../../helpers/office.ts';
import { inPieces, trustFrom } from './goi.ts';
import { chooseBackup, databaseKey, furnish, lookAtBackups, lookAtPutBack, makeBackup } from './kill-backup.ts';
import { type Plan, type Schedule, scheduleOf } from './kill-work.ts';
import { randomOf } from './simulate.ts';
import { Station } from './station.ts';
import { World } from './world.ts';

/*
 * Kills real processes in the middle of their work and looks at what they leave: exactly the old state or the new one, a database that is
 * whole, no acknowledgement without what it speaks of, no torn bundle or backup that opens, no number used twice, no half office.
 */

export const works = ['import', 'export', 'backup', 'restore', 'newLife', 'migrate'] as const;
export type Work = (typeof works)[number];

const child = fileURLToPath(new URL('../../helpers/kill-child.ts', import.meta.url));
const [P, A] = ['0190ffff-0000-7000-8000-000000000001', '0190ffff-0000-7000-8000-000000000002'];

export interface KillResult {
  readonly cycles: Readonly<Record<Work, number>>;
  /** How often the work had been done when the process was killed, and how often it had not. */
  readonly ended: Readonly<Record<Work, { readonly before: number; readonly after: number }>>;
  readonly violations: readonly string[];
}

interface Images {
  readonly schedule: Schedule;
  readonly folder: string;
  /** Digests of the tables of each work's state before and after. */
  readonly digests: Readonly<Record<'old' | 'new' | 'migrated', string>>;
  readonly opCount: { readonly old: number; readonly new: number };
}

/** Makes the databases that every cycle starts from. */
async function prepare(): Promise<Images> {
  const root = mkdtempSync(join(tmpdir(), 'vm-kill-'));
  const folder = join(root, 'work');
  mkdirSync(folder);
  const sealing = await primitives.newSealingKey();
  const world = new World(primitives, P);
  world.addUnit(A, P);
  const ofProvince = world.admit('device-p', P, sealing);
  const ofCommune = world.admit('device-a', A, await primitives.newSealingKey());
  const p = new Station(world, ofProvince, world.documents, 0);
  const a = new Station(world, ofCommune, world.documents, 1);
  const unit = (id: string, parentId: string | null) => [
    create('unit', id, { nature: 'police', level: parentId === null ? 'province' : 'commune', areaId: null }),
    create('unitVersion', id.replace('ffff', 'eeee'), {
      ...{ unitId: id, validFrom: '2025-07-01', validTo: null, kind: parentId === null ? 'province' : 'commune' },
      ...{ name: id, fullName: id, shortName: 'CA', symbol: 'CA', officialCode: null, isKey: 0, hasPolice: 1 },
      ...{ parentId, orderNumber: null, basisDirectiveId: null, basisText: '' },
    } as const),
  ];
  p.write(...unit(P, null), ...unit(A, P));
  a.import(p.export(A, [a.inc]));
  const task = (station: Station, text: string, audience: string) =>
    create('task', station.newId(), {
      ...{ directiveId: null, clause: '', content: text, detail: '', product: '', kind: 'dated', parentId: null },
      ...{ periodRuleId: null, periodFromOn: null, periodToOn: null, assignedBy: '', assignedOn: '2026-01-01' },
      audience,
    });
  a.write(...Array.from({ length: 200 }, (_, n) => task(a, `của xã ${n}`, `up:${A}`)));
  p.import(a.export(P, [p.inc]));
  p.write(...Array.from({ length: 800 }, (_, n) => task(p, `cho xã ${n} ${'x'.repeat(200)}`, `down:${A}`)));
  const cargo = p.export(A, [a.inc]);
  for (const [key, value] of [['salt', a.salt]] as const)
    a.db
      .prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
      .run(key, value);
  const plan: Plan = {
    ...{ folder, unitId: A, keys: ofCommune.keys, pin: world.pin, to: { unitId: P, keys: [sealing] } },
    sender: ofCommune.certificate,
    chain: chainOf(
      world.trust(),
      world.trust().byHash.get(ofCommune.certificate) as never,
      new Map(world.documents.map((document) => [documentHash(primitives, document), document])),
    ),
    cargo: {
      ...{ from: cargo.from, place: cargo.place, documents: cargo.documents },
      ops: cargo.ops.map(({ hash, bytes }) => ({ hash, text: Buffer.from(bytes).toString() })),
    },
  };
  writeFileSync(join(folder, 'schedule.json'), JSON.stringify(plan));
  saveDeviceKeys(a.db, ofCommune.keys);
  encrypted(a.db.serialize(), join(root, 'joined.db'));
  const old = { digest: digestOfAll(a.db), opCount: countOps(a.db) };
  a.import(cargo);
  const migrated = beforeTheExchange();
  encrypted(migrated.serialize(), join(root, 'version-3.db'));
  const schedule = scheduleOf(plan);
  copyFileSync(join(root, 'version-3.db'), schedule.opening.path);
  const upgraded = openWriter(schedule.opening);
  const digests = { old: old.digest, new: digestOfAll(a.db), migrated: digestOfAll(upgraded) };
  upgraded.close();
  await furnish(root);
  const joined = openWriter({ ...schedule.opening, path: join(root, 'joined.db') });
  makeBackup(root, joined, join(root, 'joined.vmbackup'));
  joined.pragma('journal_mode = DELETE');
  joined.close();
  return { schedule, folder: root, digests, opCount: { old: old.opCount, new: countOps(a.db) } };
}

/** An office of the release before, with records. */
function beforeTheExchange(): Db {
  const db = memoryDb(3);
  const incarnation = 'c'.repeat(32);
  db.prepare("INSERT INTO meta VALUES ('officeUnitId', ?), ('deviceId', 'd'), ('incarnation', ?)").run(P, incarnation);
  db.transaction(() => {
    db.prepare('UPDATE syncContext SET isOpen = 1').run();
    db.prepare("INSERT INTO log (incarnation, channel, seq, head) VALUES (?, 'down', 500, '')").run(incarnation);
    const op = db.prepare(
      "INSERT INTO op (logId, seq, hash, lam, entity, entityId, bytes) VALUES (1, ?, ?, ?, 'x', ?, ?)",
    );
    for (let seq = 1; seq <= 500; seq += 1)
      op.run(seq, Buffer.from(primitives.sha256(`${seq}`), 'hex'), seq, `${seq}`, Buffer.alloc(400, 65));
    db.prepare('UPDATE syncContext SET isOpen = 0').run();
  }).immediate();
  return db;
}

function encrypted(image: Buffer, path: string): void {
  writeFileSync(path, image);
  const db = new Database(path);
  db.pragma('journal_mode = DELETE');
  db.pragma("cipher='aegis'");
  db.pragma(`rekey='raw:${databaseKey.toString('hex')}'`);
  db.close();
}

const countOps = (db: Db): number => db.prepare('SELECT count(*) FROM op').pluck().get() as number;

/** Starts the work, kills it so many milliseconds after it began (never, if that is infinite), returns what it told. */
function killAfter(
  folder: string,
  name: Work,
  ms: number,
  isAtWord: boolean,
): Promise<{ told: string[]; wholeMs: number }> {
  const running = spawn(process.execPath, [child, folder, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Most of a short life is reading the program: the second child finds it read.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'vm-kill-compiled') },
  });
  let told = '';
  let begun = 0;
  running.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString();
    // What it says must hold from the instant it says so.
    if (isAtWord && told.split('\n').length > 2) running.kill('SIGKILL');
    if (begun > 0 || !told.includes('\n')) return;
    begun = performance.now();
    if (Number.isFinite(ms)) setTimeout(() => running.kill('SIGKILL'), ms);
  });
  return new Promise((resolve) =>
    running.on('close', () => {
      const lines = told.split('\n').slice(1, -1);
      resolve({ told: lines, wholeMs: performance.now() - begun });
    }),
  );
}

/** What the cycles of all lanes add to. */
interface Count {
  readonly cycles: Record<Work, number>;
  readonly ended: Record<Work, { before: number; after: number }>;
  readonly violations: string[];
}

/**
 * The cycles, each with work and instant from the seed; how long an instant is follows the machine. Lanes work side by side, each in a
 * folder of its own.
 */
export async function killMany(settings: {
  readonly cycles: number;
  readonly seed: number;
  readonly lanes?: number;
  readonly tell?: (line: string) => void;
}): Promise<KillResult> {
  const { lanes = 1, tell = () => {} } = settings;
  const each = <T>(value: () => T): Record<Work, T> => ({
    ...{ import: value(), export: value(), backup: value(), restore: value(), newLife: value(), migrate: value() },
  });
  const count: Count = { cycles: each(() => 0), ended: each(() => ({ before: 0, after: 0 })), violations: [] };
  const share = (lane: number): number => Math.floor((settings.cycles + lanes - 1 - lane) / lanes);
  await Promise.all(
    Array.from({ length: lanes }, (_, lane) => runLane(count, share(lane), randomOf(settings.seed + lane), tell)),
  );
  return count;
}

async function runLane(
  { cycles, ended, violations }: Count,
  cycleCount: number,
  random: (below: number) => number,
  tell: (line: string) => void,
): Promise<void> {
  const images = await prepare();
  // How long each takes on this machine, learnt as it goes: the instants are spread over it and a little beyond.
  const spanMs = { import: 400, export: 400, backup: 500, restore: 100, newLife: 100, migrate: 150 };
  for (let cycle = 0; cycle < cycleCount; cycle += 1) {
    const name = works[cycle % works.length] as Work;
    const ms = (random(1000) / 1000) * spanMs[name] * 1.15;
    reset(images, name);
    // Every fourth time its own word kills it: it must not speak before what it speaks of is on the disk.
    const isAtWord = Math.floor(cycle / works.length) % 4 === 3;
    const atMs = isAtWord ? Number.POSITIVE_INFINITY : ms;
    const { told, wholeMs } = await killAfter(images.schedule.folder, name, atMs, isAtWord);
    const isDone = told.length > 0;
    ended[name][isDone ? 'after' : 'before'] += 1;
    const isOnce = name === 'import' || name === 'restore' || name === 'migrate';
    if (isOnce) spanMs[name] = isDone ? Math.max(20, spanMs[name] * 0.9) : Math.max(spanMs[name], wholeMs) * 1.02;
    cycles[name] += 1;
    for (const wrong of await look(images, name, told))
      violations.push(`cycle ${cycle}, ${name} after ${ms.toFixed(1)} ms: ${wrong}`);
    const done = Object.values(cycles).reduce((sum, times) => sum + times, 0);
    if (done % 50 === 0) tell(`${done} cycles, ${violations.length} violations`);
  }
  rmSync(images.folder, { recursive: true });
}

function reset({ folder, schedule }: Images, name: Work): void {
  for (const file of readdirSync(schedule.folder))
    if (file !== 'schedule.json') rmSync(join(schedule.folder, file), { recursive: true });
  if (name === 'restore') chooseBackup(join(folder, 'joined.vmbackup'), schedule.folder);
  else copyFileSync(join(folder, name === 'migrate' ? 'version-3.db' : 'joined.db'), schedule.opening.path);
  if (name !== 'backup') return;
  copyFileSync(join(folder, 'keys.json'), join(schedule.folder, 'keys.json'));
  cpSync(join(folder, 'blobs'), join(schedule.folder, 'blobs'), { recursive: true });
}

/** What is wrong with what the killed process left. */
export async function look(images: Images, name: Work, told: readonly string[]): Promise<string[]> {
  const { schedule, digests } = images;
  if (name === 'restore') return lookAtPutBack(schedule.folder, digests.old, told);
  const wrong: string[] = [];
  if (name === 'migrate') {
    const version = versionIn(schedule);
    if (version !== 3 && version !== schemaVersion) wrong.push(`version ${version} is neither old nor new`);
    if (told.length > 0 && version !== schemaVersion) wrong.push('it said it was done');
  }
  const db = openWriter(schedule.opening);
  try {
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') wrong.push('the database is damaged');
    const digest = digestOfAll(db);
    if (name === 'migrate' && digest !== digests.migrated) wrong.push('records are not as they were');
    const isOnlyRead = name === 'export' || name === 'backup';
    if (isOnlyRead && digest !== digests.old) wrong.push('writing a bundle or a backup changed records');
    if (name === 'backup') wrong.push(...lookAtBackups(schedule.folder, digest, told));
    if (name === 'import') wrong.push(...lookAtImport(images, db, digest, told));
    if (name === 'export') wrong.push(...(await lookAtBundles(schedule, db, told)));
    if (name === 'newLife') wrong.push(...lookAtLife(schedule, db, told));
  } finally {
    db.close();
  }
  return wrong;
}

function versionIn({ opening }: Schedule): number {
  const db = new Database(opening.path);
  db.pragma(`cipher='${opening.cipher}'`);
  db.pragma(`key='raw:${opening.key.toString('hex')}'`);
  const version = db.pragma('user_version', { simple: true }) as number;
  db.close();
  return version;
}

function lookAtImport({ digests, opCount }: Images, db: Db, digest: string, told: readonly string[]): string[] {
  const count = countOps(db);
  const isOld = digest === digests.old && count === opCount.old;
  const isNew = digest === digests.new && count === opCount.new;
  const wrong = isOld || isNew ? [] : [`neither old nor new: ${count} ops`];
  const held = db.prepare('SELECT count(*) FROM heldOp').pluck().get();
  if (held !== 0) wrong.push(`${held} ops wait for nothing`);
  for (const text of told) {
    const claimed = (JSON.parse(text) as Ack).logs.flatMap(([inc, logs]) =>
      logs.map(([ch, seq]) => ({ inc, ch, seq })),
    );
    for (const { inc, ch, seq } of claimed) {
      const here = db
        .prepare('SELECT count(*) FROM op NATURAL JOIN (SELECT logId FROM log WHERE incarnation = ? AND channel = ?)')
        .pluck()
        .get(inc, ch);
      if ((here as number) < seq) wrong.push(`acknowledged ${seq} of ${ch}, held ${here}`);
    }
    if (claimed.length === 0) wrong.push('an acknowledgement of nothing');
  }
  return wrong;
}

async function lookAtBundles(schedule: Schedule, db: Db, told: readonly string[]): Promise<string[]> {
  const wrong: string[] = [];
  const files = readdirSync(schedule.folder).filter((file) => file.endsWith('.goi'));
  for (const file of told) if (!files.includes(file)) wrong.push(`${file} was said to be written`);
  const trustWith = trustFrom(schedule.pin, []);
  for (const file of files) {
    const bytes = new Uint8Array(readFileSync(join(schedule.folder, file)));
    try {
      const receiver = { unit: schedule.to.unitId, keys: schedule.to.keys, trustWith };
      const opened = await openBundle(platform, receiver, inPieces(bytes));
      const parts = await readWhole(opened);
      if (!parts.some(({ kind }) => kind === 'ops')) wrong.push(`${file} holds nothing`);
    } catch (error) {
      wrong.push(`${file} has its name and does not open: ${error}`);
    }
  }
  const numbers = db.prepare('SELECT number FROM sentBundle ORDER BY number').pluck().all() as number[];
  if (numbers.some((number, index) => number !== index + 1)) wrong.push(`numbers ${numbers.join()}`);
  const inFiles = files.map((file) => Number(/-(\d+)\.goi$/.exec(file)?.[1]));
  for (const number of inFiles) if (!numbers.includes(number)) wrong.push(`a bundle ${number} that nobody knows of`);
  return wrong;
}

function lookAtLife({ keys }: Schedule, db: Db, told: readonly string[]): string[] {
  const [inc, salt] = [findMeta(db, 'incarnation') ?? '', findMeta(db, 'salt') ?? ''];
  const wrong = incarnationName(primitives, keys.signing.publicKey, salt) === inc ? [] : ['name and salt of two lives'];
  const lives = (JSON.parse(findMeta(db, 'lives') ?? '[]') as { inc: string }[]).map((life) => life.inc);
  for (const life of told) if (life !== inc && !lives.includes(life)) wrong.push(`the life ${life} is forgotten`);
  return wrong;
}
