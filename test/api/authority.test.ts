import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { rejudge } from '../../db/exchange/judge.ts';
import { exchangeOf, findAuthorityKeys } from '../../db/exchange/keeping.ts';
import { listHeldLogs } from '../../db/queries/exchange.ts';
import { admit, ask, inviteOn, say, tasksOf, twoOffices } from '../helpers/device.ts';
import { deliver, type ExchangePc, newPc, newStick, password } from '../helpers/exchange.ts';
import { addTask } from '../helpers/lives.ts';
import { taskOf, unitUnder } from '../helpers/work.ts';

/* An office that worked alone for years begins an exchange, and changes the keys of its authority: all that it wrote stays. */

const office = { name: 'Công an tỉnh Bình Minh', shortName: 'CAT', symbol: 'CAT', level: 'province' as const };
const user = { login: 'quantri', name: 'Nguyễn Thử Tỉnh', position: '', password };

async function alone(): Promise<ExchangePc> {
  const pc = newPc();
  await pc.gate('office.create', { office: { ...office, validFrom: '2021-11-01' }, user });
  return pc;
}

/** The office on another PC, out of its own backup. */
async function putBack(from: ExchangePc): Promise<ExchangePc> {
  const file = join(newStick(), 'tinh.vmbackup');
  from.get('backup.create', { target: from.hand(file) });
  const pc = newPc();
  await pc.gate('backup.restore', { file: pc.hand(file) });
  await pc.gate('session.login', { login: 'quantri', password });
  return pc;
}

const standing = (pc: ExchangePc): unknown => [
  listHeldLogs(pc.db),
  pc.db.prepare('SELECT hex(hash), status, reason, byRecord FROM heldOp ORDER BY hash').all(),
  pc.digest(),
];

/** Judges every log from its first op: does all stand as it stood? */
function expectAsJudged(pc: ExchangePc): void {
  const before = standing(pc);
  pc.db
    .transaction(() => {
      pc.db.prepare("UPDATE log SET judgedBy = NULL, judgedSeq = 0, judgedHead = ''").run();
      const logIds = listHeldLogs(pc.db).map(({ logId }) => logId);
      expect(rejudge(exchangeOf(pc.ctx), logIds)).toEqual([]);
    })
    .immediate();
  expect(standing(pc)).toEqual(before);
}

test('what an office wrote in every life before its keys counts, is signed, and reaches whom it lets in', async () => {
  const first = await alone();
  const unitId = unitUnder(first, first.unitId, 'An Bình');
  taskOf(first, { content: 'trước khi sao lưu', audience: `down:${unitId}` });
  const pc = await putBack(first);
  taskOf(pc, { content: 'sau khi khôi phục', audience: `down:${unitId}` });
  const before = pc.digest();
  await pc.gate('authority.create', { deviceName: 'Máy chính' });
  expect(pc.digest()).toBe(before);
  expect(tasksOf(pc)).toEqual(['sau khi khôi phục', 'trước khi sao lưu']);
  expect(new Set(listHeldLogs(pc.db).map(({ incarnation }) => incarnation)).size).toBe(2);
  for (const { upTo, seq } of listHeldLogs(pc.db)) expect(upTo).toBe(seq);
  expectAsJudged(pc);
  expect(pc.get('data.check', {}).ok).toBe(true);
  const commune = newPc();
  await admit(pc, (await ask(commune, pc.get('device.invite', { unitId, on: inviteOn }))).file);
  deliver(pc, commune);
  expect(tasksOf(commune)).toEqual(tasksOf(pc));
});

test('ten years of an office take no longer than its first day: no change is read when its authority is made', async () => {
  const pc = await alone();
  for (let n = 0; n < 20; n += 1) addTask(pc, `việc ${n}`);
  const readText = vi.spyOn(Buffer.prototype, 'toString');
  await pc.gate('authority.create', { deviceName: 'Máy chính' });
  const changes = readText.mock.results.filter(({ value }) => /^\{.*"lam":/s.test(String(value)));
  readText.mockRestore();
  // The head of each log, and nothing before it.
  expect(changes.length).toBeLessThanOrEqual(listHeldLogs(pc.db).length);
  expectAsJudged(pc);
});

test('after every word of the authority each log stands as judged from its first change', async () => {
  const { p1, p2, a1, a2, unitId } = await twoOffices();
  say(a1, 'việc của xã', `up:${unitId}`);
  deliver(a1, p1);
  deliver(a1, p2);
  for (const pc of [p1, p2]) expectAsJudged(pc);
  const { paper } = await p1.gate('authority.rotate', {});
  expectAsJudged(p1);
  deliver(p1, p2);
  expectAsJudged(p2);
  await p2.gate('authority.rotate', { authoritySecret: paper.authoritySecret });
  expectAsJudged(p2);
  const device = a2.ctx.office.deviceId;
  await p2.gate('device.revoke', { device, incarnation: null });
  expectAsJudged(p2);
  await p2.gate('device.reinstate', { device });
  expectAsJudged(p2);
  for (const pc of [p1, a1, a2]) {
    deliver(p2, pc);
    expectAsJudged(pc);
  }
  expect(findAuthorityKeys(p2.db)?.keys).toHaveLength(1);
});
