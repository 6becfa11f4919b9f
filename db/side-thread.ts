import { MessageChannel, receiveMessageOnPort, type Transferable, Worker } from 'node:worker_threads';
import { verifyMemoryMib } from './sync/limits.ts';

/*
 * A short-lived thread beside a data thread, read from synchronous code: what opens and seals bundles is asynchronous and
 * works on hostile files, while the code around it holds a database. The thread has no database and a cap on its memory.
 */

/** What both sides share: a bell, how many messages were sent, how many were taken. */
export const signalSlots = { bell: 0, taken: 1, cancel: 2, ended: 3 } as const;

/** Messages a thread may be ahead of its reader; a part of a bundle is at most a MiB. */
export const messagesAhead = 16;

/** How long a thread that is stopped may tidy up: it takes its half-written file away. */
const tidyMs = 5000;

/** Without a sign of life for so long the thread is taken for dead; it rings four times a second. */
const silenceMs = 20_000;
/** Until its first sign of life it may take longer: a PC that is busy starts threads slowly. */
const startMs = 120_000;

export interface SideThreadOptions {
  readonly limitMs: number;
  /** Called now and then; throws to stop. */
  readonly step: () => void;
  readonly transfer?: readonly Transferable[];
}

/** The thread did not end well: it ran out of memory, of time, or fell silent. */
export class SideThreadLost extends Error {
  readonly why: 'memory' | 'time';
  constructor(why: 'memory' | 'time') {
    super(`side thread lost: ${why}`);
    this.why = why;
  }
}

/** Every message of a thread in order, the last has `isLast`. Ends the thread in any case. Errors: SideThreadLost. */
export function* messagesOf<T extends { readonly isLast?: boolean }>(
  data: object,
  { limitMs, step, transfer = [] }: SideThreadOptions,
): Generator<T> {
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(threadUrl, {
    workerData: { ...data, port: port2, signal },
    transferList: [port2, ...transfer],
    resourceLimits: { maxOldGenerationSizeMb: verifyMemoryMib },
    stdout: false,
    stderr: false,
  });
  worker.on('error', () => {}); // told by its silence
  const started = performance.now();
  let [heardAt, rung] = [started, 0];
  let isLost = false;
  const lost = (why: SideThreadLost['why']): SideThreadLost => {
    isLost = true;
    return new SideThreadLost(why);
  };
  try {
    for (;;) {
      const received = receiveMessageOnPort(port1) as { message: T } | undefined;
      step();
      if (received !== undefined) {
        Atomics.add(signal, signalSlots.taken, 1);
        Atomics.notify(signal, signalSlots.taken);
        yield received.message;
        if (received.message.isLast === true) return;
        heardAt = performance.now();
        continue;
      }
      Atomics.wait(signal, signalSlots.bell, rung, 100);
      const now = performance.now();
      const bell = Atomics.load(signal, signalSlots.bell);
      if (bell !== rung) [rung, heardAt] = [bell, now];
      if (now - started > limitMs) throw lost('time');
      if (now - heardAt > (rung === 0 ? startMs : silenceMs)) throw lost('memory');
    }
  } finally {
    Atomics.store(signal, signalSlots.cancel, 1);
    Atomics.notify(signal, signalSlots.taken);
    Atomics.wait(signal, signalSlots.ended, 0, isLost ? 0 : tidyMs);
    port1.close();
    void worker.terminate();
  }
}

/** The thread's entry: beside this file in the sources, beside the bundle of the data threads when packaged. */
const threadUrl = new URL(
  import.meta.url.endsWith('.ts') ? './bundle-thread.ts' : './bundle-thread.mjs',
  import.meta.url,
);
