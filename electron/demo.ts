import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ApiName, Input, Output } from '../db/api/contract/index.ts';
import { dayOfInstant } from '../db/api/day.ts';
import { Session } from './session.ts';

/* Makes the demo office in --data DIR through the contract itself, unless one is there already. Every name is made up. */

const login = 'demo';
const password = 'thudung2026';
const colleagues = [
  ['vanthu', 'clerk', 'Trần Văn Thư', 'Cán bộ văn thư'],
  ['tonghop', 'coordinator', 'Lê Tổng Hợp', 'Cán bộ tổng hợp'],
  ['chihuy', 'commander', 'Phạm Chỉ Huy', 'Phó Giám đốc'],
] as const;

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) throw new Error('--data DIR is missing');
const root = resolve(values.data);
const session = await Session.start({ root, workerUrl: new URL('../db/worker.ts', import.meta.url) });

/** The value, or an end of the program: a demo half made helps nobody. */
async function call<N extends ApiName>(name: N, input: Input<N>): Promise<Output<N>> {
  const result = await session.call({ name, input, callId: randomUUID() });
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
  return result.value as Output<N>;
}

async function makeOffice(): Promise<void> {
  await call('office.create', {
    office: {
      name: 'Công an tỉnh Bình Minh',
      shortName: 'CAT Bình Minh',
      symbol: 'CAT',
      level: 'province',
      validFrom: '2021-11-01',
    },
    user: { login, name: 'Nguyễn Thử Dùng', position: 'Quản trị bản dùng thử', password },
  });
  for (const [userLogin, role, name, position] of colleagues) {
    await call('user.create', { login: userLogin, role, name, position, unitId: null, password });
  }
  await call('demo.fill', { on: dayOfInstant(Date.now()) });
}

try {
  const { state } = await call('office.status', {});
  if (state === 'none') await makeOffice();
  console.log(
    `Bản dùng thử · Demo: ${root}\nĐăng nhập · Login: ${[login, ...colleagues.map(([name]) => name)].join(', ')} — ${password}\n`,
  );
} finally {
  await session.close();
}
