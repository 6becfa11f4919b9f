import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { newPc } from './exchange.ts';

/* A process that backs an office up, or puts a backup back, under a limit of its own. argv: backup | restore, folder, marks, machine, file, key. */

process.on('SIGXFSZ', () => {}); // a limit on the size of files then shows as a failed write
const [work = '', root = '', marks = '', machine = '', file = '', key = ''] = process.argv.slice(2);
const pc = newPc(root, { marks, machine });
const run = (): Promise<unknown> | unknown => {
  if (work === 'restore') return pc.tryGate('backup.restore', { file: pc.hand(file) });
  pc.vault.open(Buffer.from(key, 'hex'), pc.vault.readKeys()?.cipher ?? 'chacha20');
  return pc.call('backup.create', { target: pc.hand(file) });
};
const result = await run();
const left = readdirSync(work === 'restore' ? root : dirname(file));
const scratch = pc.vault.isOpen ? readdirSync(pc.ctx.scratch) : [];
process.stdout.write(JSON.stringify({ result, left, scratch }));
