import { parentPort, workerData } from 'node:worker_threads';
import { AppError, fail, type Result } from './api/errors.ts';
import type { Caller, Ctx } from './context.ts';
import { dispatch, dispatchGate, findEndpoint, type Log } from './dispatch.ts';
import { newId } from './ids.ts';
import { Indexer } from './indexer.ts';
import type { CallMessage, FromThread, ThreadData, ToThread } from './messages.ts';
import { openReader } from './open.ts';
import { type Db, prepare } from './sql.ts';
import { thisPc } from './this-pc.ts';
import { blobsOf, foldersOf, type Opening, officeOf, Vault } from './vault.ts';

/* Entry of every data thread; main thread and windows never touch SQLite. */

const slowMs = 50;
const port = parentPort;
if (port === null) throw new Error('runs as a worker thread only');
const { mode, root, pc } = workerData as ThreadData;
const folders = foldersOf(root);
const post = (message: FromThread): void => port.postMessage(message);

const vault = new Vault(root, (opening) => post({ type: 'vault', opening: opening ?? null }), pc ?? thisPc());
let reader: { db: Db; opening: Opening } | undefined;

/** Stack without the message: a message may quote what a user typed. */
const log: Log = (error, name) => {
  const incident = newId(Date.now()).slice(-12);
  const { code, stack } = error as { code?: unknown; stack?: unknown };
  const frames = String(stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');
  const kind = error instanceof Error ? error.name : typeof error;
  post({ type: 'log', line: `${incident} ${name} ${kind} ${String(code ?? '')}\n${frames}` });
  return incident;
};

function openDb(): { db: Db; key: Buffer } {
  if (mode === 'write') return { db: vault.db, key: vault.key };
  if (reader === undefined) throw new AppError('NOT_LOGGED_IN', {});
  return { db: reader.db, key: reader.opening.key };
}

/** The path behind a handle that the host gave for this call. Errors: FILE_NOT_FOUND. */
function pathOf({ files }: CallMessage, handle: string): string {
  if (files === 'any') return handle;
  const path = Object.hasOwn(files, handle) ? files[handle] : undefined;
  if (path === undefined) throw new AppError('FILE_NOT_FOUND', {});
  return path;
}

/** Tells progress of a call, and stops it when the user pressed cancel. */
function stepOf({ callId, cancel }: CallMessage): Ctx['step'] {
  const flag = new Int32Array(cancel);
  return (done, total) => {
    if (Atomics.load(flag, 0) === 1) throw new AppError('CANCELLED', {});
    post({ type: 'progress', callId, done, total });
  };
}

function contextOf(message: CallMessage, caller: Caller): Ctx {
  const { db, key } = openDb();
  return {
    db,
    caller,
    office: officeOf(db),
    now: Date.now,
    newId: () => newId(Date.now()),
    step: stepOf(message),
    path: (handle) => pathOf(message, handle),
    blobs: blobsOf(folders, key),
    scratch: folders.scratch,
  };
}

async function answer(message: CallMessage): Promise<Result<unknown>> {
  const endpoint = findEndpoint(message.name);
  if (endpoint === undefined) return fail('UNKNOWN_OPERATION', { name: message.name });
  const gateCtx = {
    vault,
    caller: message.caller,
    now: Date.now,
    newId: () => newId(Date.now()),
    path: (handle: string) => pathOf(message, handle),
    step: stepOf(message),
  };
  if (endpoint.kind === 'gate') return dispatchGate(gateCtx, message.name, message.input, log);
  if (message.caller === undefined) return fail('NOT_LOGGED_IN', {});
  try {
    return dispatch(contextOf(message, message.caller), message.name, message.input, log);
  } catch (error) {
    if (error instanceof AppError) return fail(error.code, error.details);
    return fail('INTERNAL', { incident: log(error, message.name) });
  }
}

/** Entities whose ops came after `opId`. */
function changedSince(db: Db, opId: number): string[] {
  return prepare(db, 'SELECT DISTINCT entity FROM op WHERE opId > ?').pluck().all(opId) as string[];
}
const lastOpId = (db: Db): number => prepare(db, 'SELECT coalesce(max(opId), 0) FROM op').pluck().get() as number;

/** What changes between offices without a record of its own: bundles handed out, PCs let in or withdrawn. */
const exchangeWriters =
  /^(bundle\.(settle|take)|device\.(admit|revoke|reinstate|renew|answer|takeNotice)|authority\.|office\.join|backup\.)/;

async function onCall(message: CallMessage): Promise<void> {
  const started = performance.now();
  const before = mode === 'write' && vault.isOpen ? lastOpId(vault.db) : undefined;
  const result = await answer(message);
  const ms = performance.now() - started;
  const changed = before !== undefined && result.ok && vault.isOpen ? changedSince(vault.db, before) : [];
  if (mode === 'write' && result.ok && exchangeWriters.test(message.name)) changed.push('exchange');
  if (ms > slowMs && findEndpoint(message.name)?.kind !== 'gate')
    post({ type: 'log', line: `slow ${message.name} ${ms.toFixed(0)} ms` });
  if (message.name === 'bundle.prepare') vault.mark(); // before anything is on a stick
  post({ type: 'result', callId: message.callId, result, changed, ms });
  if (mode !== 'write') return;
  // Also when this call has opened or made the office.
  if (changed.length > 0 || (before === undefined && vault.isOpen)) markSoon();
  indexer.after(before);
}

/** Not after every save: a mark that is a little behind is no alarm. */
const markAfterMs = 2000;
let isMarkPlanned = false;
function markSoon(): void {
  if (isMarkPlanned) return;
  isMarkPlanned = true;
  setTimeout(() => {
    isMarkPlanned = false;
    queue = queue.then(() => vault.mark());
  }, markAfterMs).unref();
}

// The answer is on its way already: nobody waits for the index, and whoever calls next waits for one slice at most.
const indexer = new Indexer({
  db: () => (mode === 'write' && vault.isOpen ? vault.db : undefined),
  enqueue: (work) => {
    queue = queue.then(work);
  },
  onDone: () => post({ type: 'indexed' }),
  onError: (error) => void log(error, 'search'),
});

// One call after another: a gate awaits its key derivation, and nothing may slip in between.
let queue: Promise<void> = Promise.resolve();
port.on('message', (message: ToThread) => {
  queue = queue.then(async () => {
    if (message.type === 'call') return onCall(message);
    reader?.db.close();
    reader?.opening.key.fill(0);
    reader = undefined;
    if (message.type === 'stop') {
      if (vault.isOpen) vault.close();
      port.close();
    }
    if (message.type === 'open') {
      const opening = { ...message.opening, key: Buffer.from(message.opening.key) };
      reader = { db: openReader(opening), opening };
    }
  });
});
post({ type: 'ready' });
