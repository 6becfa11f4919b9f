import { parentPort } from 'node:worker_threads';
import type { ToThread } from '../../db/messages.ts';

/* The real data thread, which ends without a word when asked about the draft `die`, or to check the data. */

const wantsDeath = (message: ToThread): boolean =>
  message.type === 'call' && (message.name === 'data.check' || (message.input as { key?: string }).key === 'die');

parentPort?.on('message', (message: ToThread) => {
  if (wantsDeath(message)) process.exit(3);
});
await import('../../db/worker.ts');
