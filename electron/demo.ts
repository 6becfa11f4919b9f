import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Day, dayOfInstant } from '../db/api/day.ts';
import { foldersOf } from '../db/vault.ts';
import { addExchange, call } from './demo-exchange.ts';
import { Session } from './session.ts';

/* Makes the demo office in --data DIR through the contract itself, unless one is there already. Every name is made up. */

const login = 'demo';
const unitLogin = 'congan-xa';
const password = 'thudung2026';
const colleagues = [
  ['vanthu', 'clerk', 'Trần Văn Thư', 'Cán bộ văn thư'],
  ['vanthu2', 'clerk', 'Đỗ Công Văn', 'Cán bộ văn thư'],
  ['tonghop', 'coordinator', 'Lê Tổng Hợp', 'Cán bộ tổng hợp'],
  ['tonghop2', 'coordinator', 'Bùi Giao Việc', 'Phó Trưởng phòng Tham mưu'],
  ['chihuy', 'commander', 'Phạm Chỉ Huy', 'Phó Giám đốc'],
] as const;

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) throw new Error('--data DIR is missing');
const root = resolve(values.data);
// Made beside its place and moved there when it is whole: a start that was broken off leaves no half office behind.
const making = `${root}-making`;

/** One line that is written over; a log gets none. */
function showProgress(done: number, total: number): void {
  if (!process.stdout.isTTY || total === 0) return;
  const percent = Math.round((done / total) * 100);
  process.stdout.write(`\rTạo tỉnh dùng thử · Making the demo province: ${percent} %  `);
}

async function makeOffice(session: Session): Promise<void> {
  await call(session, 'office.create', {
    office: {
      name: 'Công an tỉnh Bình Minh',
      shortName: 'CAT Bình Minh',
      symbol: 'CAT',
      level: 'province',
      validFrom: '2015-01-01',
    },
    user: { login, name: 'Nguyễn Thử Dùng', position: 'Quản trị bản dùng thử', password },
  });
  for (const [userLogin, role, name, position] of colleagues) {
    await call(session, 'user.create', { login: userLogin, role, name, position, unitId: null, password });
  }
  console.log('Lần đầu mở bản dùng thử mất chừng nửa phút · The first start takes about half a minute');
  const on = dayOfInstant(Date.now());
  await call(session, 'demo.fill', { on });
  await addUnitUser(session, on);
  await addExchange(session, making, on);
  if (process.stdout.isTTY) process.stdout.write('\n');
}

/** Someone who does the work of one commune, to see the program from there. */
async function addUnitUser(session: Session, on: Day): Promise<void> {
  const { rows } = await call(session, 'unit.list', { on, nature: 'police', level: 'commune', limit: 1 });
  const unit = rows[0];
  if (unit === undefined) return;
  const person = { name: 'Hoàng Cơ Sở', position: 'Phó Trưởng Công an xã', role: 'clerk' as const };
  await call(session, 'user.create', { login: unitLogin, ...person, unitId: unit.id, password });
}

async function make(): Promise<void> {
  rmSync(making, { recursive: true, force: true });
  const session = await Session.start({ root: making, workerUrl: new URL('../db/worker.ts', import.meta.url) });
  session.onEvent((event) => {
    if (event.type === 'progress') showProgress(event.done, event.total);
  });
  try {
    await makeOffice(session);
  } finally {
    await session.close();
  }
  mkdirSync(root, { recursive: true });
  // The key file last: with it the office is there.
  const names = readdirSync(making).sort((a, b) => Number(a === keyFileName) - Number(b === keyFileName));
  for (const name of names) renameSync(join(making, name), join(root, name));
  rmSync(making, { recursive: true });
}

const keyFileName = basename(foldersOf(root).keyFile);
if (!existsSync(foldersOf(root).keyFile)) await make();
console.log(
  `Bản dùng thử · Demo: ${root}\nĐăng nhập · Login: ${[login, ...colleagues.map(([name]) => name), unitLogin].join(', ')} — ${password}\n`,
);
