import { type MessagePort, type Transferable, workerData } from 'node:worker_threads';
import { AppError } from './api/errors.ts';
import { type OpenBundleOrder, openForeign } from './exchange/open-bundle.ts';
import { type SealBundleOrder, sealTo } from './exchange/seal-bundle.ts';
import { messagesAhead, signalSlots } from './side-thread.ts';
import { Refusal } from './sync/refusal.ts';

/* Entry of the thread that opens and seals bundles; it has no database. */

const { order, port, signal } = workerData as {
  order: OpenBundleOrder | SealBundleOrder;
  port: MessagePort;
  signal: Int32Array<SharedArrayBuffer>;
};
const ring = (): void => {
  Atomics.add(signal, signalSlots.bell, 1);
  Atomics.notify(signal, signalSlots.bell);
};
const heartbeat = setInterval(ring, 250);

/** The reader wants no more: what is under way is taken back. */
class Stopped extends Error {}
const isStopped = (): boolean => Atomics.load(signal, signalSlots.cancel) === 1;

let sent = 0;
/** Waits while the reader is behind, so that a large file never stands in memory as a whole. */
async function post(message: object, transfer: readonly Transferable[] = []): Promise<void> {
  for (let taken = Atomics.load(signal, signalSlots.taken); sent - taken >= messagesAhead && !isStopped(); ) {
    await Atomics.waitAsync(signal, signalSlots.taken, taken).value;
    taken = Atomics.load(signal, signalSlots.taken);
  }
  if (isStopped()) throw new Stopped();
  sent += 1;
  port.postMessage(message, transfer);
  ring();
}

try {
  if (order.kind === 'open') for await (const message of openForeign(order)) await post(message);
  else for await (const message of sealTo(order)) await post(message);
  await post({ type: 'done', isLast: true });
} catch (error) {
  if (!(error instanceof Stopped)) await tell(error).catch(() => {});
}
clearInterval(heartbeat);
Atomics.store(signal, signalSlots.ended, 1);
Atomics.notify(signal, signalSlots.ended);
port.close();

async function tell(error: unknown): Promise<void> {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (error instanceof AppError) await post({ type: 'told', code: error.code, details: error.details, isLast: true });
  else if (error instanceof Refusal)
    await post({ type: 'refused', code: error.code, details: error.details, isLast: true });
  else await post({ type: 'failed', code: String(code ?? name ?? ''), isLast: true });
}
