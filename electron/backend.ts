import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { type ApiName, contract } from '../db/api/contract/index.ts';
import { fail, type Result } from '../db/api/errors.ts';
import type { Caller } from '../db/context.ts';
import type { CallMessage, FromThread, ThreadMode, ToThread } from '../db/messages.ts';
import type { ThisPc } from '../db/this-pc.ts';
import type { Opening } from '../db/vault.ts';

/** What the data side tells its windows without being asked. */
export type BackendEvent =
  | { readonly type: 'progress'; readonly callId: string; readonly done: number; readonly total: number }
  /** Records of these kinds were written: what shows them reads again. */
  | { readonly type: 'changed'; readonly entities: readonly string[] }
  /** All that was written can be found now. */
  | { readonly type: 'indexed' }
  /** A bundle was opened in the file manager: ask for it by pickFile 'opened'. */
  | { readonly type: 'offered' }
  /** The office was opened or locked. */
  | { readonly type: 'opened' }
  | { readonly type: 'locked' };

export interface BackendCall {
  readonly name: string;
  readonly input: unknown;
  readonly caller: Caller | undefined;
  readonly files: CallMessage['files'];
  /** Given by the window, so that it can cancel and match progress; made here if it gives none. */
  readonly callId?: string;
}

export interface Backend {
  readonly call: (call: BackendCall) => Promise<Result<unknown>>;
  /** Asks a running job to stop; its call then ends with CANCELLED. */
  readonly cancel: (callId: string) => void;
  readonly close: () => Promise<void>;
}

export interface BackendOptions {
  /** Data folder of the office. */
  readonly root: string;
  /** The data side's thread entry: db/worker.ts, or its bundle. */
  readonly workerUrl: URL;
  /** What stands for this PC; its own unless someone says otherwise. */
  readonly pc?: ThisPc;
  readonly emit: (event: BackendEvent) => void;
  /** Lines for the local log file; they never hold personal data. */
  readonly log?: (line: string) => void;
}

/** How long a thread may take to end by itself. */
const stopAfterMs = 5000;

interface Running {
  readonly resolve: (result: Result<unknown>) => void;
  readonly cancel: Int32Array;
}

interface Thread {
  readonly send: (message: ToThread) => void;
  readonly stop: () => Promise<void>;
  /** Resolves when the thread is gone, for whatever reason. */
  readonly gone: Promise<void>;
}

/** Starts the writer and the reader; scanning jobs get a thread of their own for as long as they run. */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const running = new Map<string, Running>();
  let opening: Opening | undefined;
  let isClosed = false;

  const onMessage = (message: FromThread): void => {
    if (message.type === 'progress' || message.type === 'indexed') options.emit(message);
    if (message.type === 'log') options.log?.(message.line);
    if (message.type === 'vault') onVault(message.opening ?? undefined);
    if (message.type !== 'result') return;
    if (message.changed.length > 0) options.emit({ type: 'changed', entities: message.changed });
    settle(message.callId, message.result);
  };

  const onVault = (next: Opening | undefined): void => {
    opening?.key.fill(0);
    opening = next;
    reader.send(next === undefined ? { type: 'close' } : { type: 'open', opening: next });
    options.emit({ type: next === undefined ? 'locked' : 'opened' });
  };

  const settle = (callId: string, result: Result<unknown>): void => {
    running.get(callId)?.resolve(result);
    running.delete(callId);
  };

  const start = (mode: ThreadMode): Promise<Thread> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(options.workerUrl, { workerData: { mode, root: options.root, pc: options.pc } });
      const send = (message: ToThread): void => worker.postMessage(message);
      const gone = new Promise<void>((done) => worker.once('exit', () => done()));
      const stop = async (): Promise<void> => {
        send({ type: 'stop' });
        const late = setTimeout(() => void worker.terminate(), stopAfterMs);
        await gone;
        clearTimeout(late);
      };
      worker.on('message', (message: FromThread) =>
        message.type === 'ready' ? resolve({ send, stop, gone }) : onMessage(message),
      );
      worker.on('error', (error) => {
        options.log?.(`thread ${mode} failed: ${error.name}`);
        reject(error);
      });
    });

  const startPair = async (): Promise<[Thread, Thread]> => {
    const pair = await Promise.all([start('write'), start('read')]);
    void Promise.race(pair.map((thread) => thread.gone)).then(() => onLost(pair));
    return pair;
  };
  let [writer, reader] = await startPair();

  /** A thread that died took its calls with it. Both start anew, and the office is locked: nobody knows what was under way. */
  async function onLost(pair: readonly Thread[]): Promise<void> {
    if (isClosed) return;
    options.log?.('data thread lost; starting anew');
    await Promise.all(pair.map((thread) => thread.stop()));
    [writer, reader] = await startPair();
    onVault(undefined);
    for (const callId of [...running.keys()]) settle(callId, fail('INTERNAL', { incident: 'thread' }));
  }

  /** Runs one call on a thread of its own, beside the writer and the reader. */
  async function scan(message: CallMessage, ended: Promise<unknown>): Promise<void> {
    const thread = await start('scan');
    if (opening !== undefined) thread.send({ type: 'open', opening });
    thread.send(message);
    await Promise.race([ended, thread.gone]);
    await thread.stop();
  }

  function call({ name, input, caller, files, callId = randomUUID() }: BackendCall): Promise<Result<unknown>> {
    if (!Object.hasOwn(contract, name)) return Promise.resolve(fail('UNKNOWN_OPERATION', { name }));
    const { kind, writes } = contract[name as ApiName];
    const cancel = new SharedArrayBuffer(4);
    const message: CallMessage = { type: 'call', callId, name, input, caller, files, cancel };
    if (name === 'session.lock') {
      cancelAll();
      reader.send({ type: 'close' }); // the last connection to close folds the log into the database file
    }
    const ended = new Promise<Result<unknown>>((resolve) => {
      running.set(callId, { resolve, cancel: new Int32Array(cancel) });
    });
    const giveUp = (): void => settle(callId, fail('INTERNAL', { incident: 'thread' }));
    if (kind === 'query') reader.send(message);
    else if (kind === 'job' && !writes) void scan(message, ended).then(giveUp, giveUp);
    else writer.send(message);
    return ended;
  }

  function cancelAll(): void {
    for (const { cancel } of running.values()) Atomics.store(cancel, 0, 1);
  }

  return {
    call,
    cancel: (callId) => {
      const flag = running.get(callId)?.cancel;
      if (flag !== undefined) Atomics.store(flag, 0, 1);
    },
    close: async () => {
      isClosed = true;
      cancelAll();
      await Promise.race([call({ name: 'session.lock', input: {}, caller: undefined, files: {} }), writer.gone]);
      await Promise.all([writer.stop(), reader.stop()]);
    },
  };
}
