import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWriter } from '../../db/open.ts';
import { putBack } from '../sync/model/kill-backup.ts';
import { scheduleOf, work } from '../sync/model/kill-work.ts';

/* A process that does one kind of work until it is killed, and tells each thing that is done. argv: folder, work. */

const [folder = '', name = ''] = process.argv.slice(2);
const schedule = scheduleOf(JSON.parse(readFileSync(join(folder, 'schedule.json'), 'utf8')));
const tell = (line: string): void => void process.stdout.write(`${line}\n`);
if (name === 'migrate') {
  tell('ready');
  openWriter(schedule.opening).close();
  tell('migrated');
} else if (name === 'restore') {
  tell('ready');
  await putBack(folder, tell);
} else await work(name, openWriter(schedule.opening), schedule, tell);
