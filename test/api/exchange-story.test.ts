import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { deliver, type ExchangePc, exchanging, writeTo } from '../helpers/exchange.ts';
import { assignTo, person, taskOf } from '../helpers/work.ts';

const report = (assignmentId: string, percent: number, correctsId: string | null = null): Input<'report.submit'> => ({
  ...{ assignmentId, periodKey: null, on: '2026-11-22', reportedOn: '2026-11-20', doneOn: null, percent, correctsId },
  ...{ content: `Đã bố trí ${percent} % số cán bộ.`, difficulties: '', proposals: '', figures: [], isNothing: 0 },
});

const reportsOf = (pc: ExchangePc) =>
  pc.db
    .prepare('SELECT version, percent, status FROM reportState JOIN report ON id = reportId ORDER BY version, percent')
    .all();

test('a commune sends its reports up, the province sends one back with its reason, the correction changes one line', async () => {
  const { province, communes } = await exchanging(2);
  const [commune, neighbour] = communes as [ExchangePc, ExchangePc];
  const due = '2026-12-31';
  const assignments = ['Kiện toàn chức danh Trưởng Công an xã', 'Rà soát trụ sở làm việc'].map((content) =>
    assignTo(province, taskOf(province, { content }), commune.unitId, due),
  );
  const [first, second] = assignments as [string, string];
  deliver(province, commune);

  // The commune reports on both.
  const clerk = person(commune, 'clerk');
  const { reportId } = clerk.get('report.submit', report(first, 40));
  clerk.get('report.submit', report(second, 100));
  expect(commune.get('exchange.badge', {}).unsent).toBeGreaterThan(0);
  const [came] = deliver(commune, province);
  expect(came).toMatchObject({ refused: [], newConflicts: 0 });
  expect(reportsOf(province)).toEqual(reportsOf(commune));
  expect(commune.get('exchange.badge', {}).unsent).toBe(0);
  // What a commune waits for is no work of its own desk; at the province it is.
  expect(clerk.get('desk.today', { on: '2026-11-22' }).reports.total).toBe(0);
  expect(province.get('desk.today', { on: '2026-11-22' })).toMatchObject({ decides: true, reports: { total: 2 } });

  // One is sent back, one approved; the receipt rides along.
  const chief = person(province, 'commander');
  const theirs = province.db.prepare('SELECT id FROM report ORDER BY percent').pluck().all() as string[];
  expect(theirs[0]).toBe(reportId);
  const review = { onDay: '2026-11-22', reason: 'Chưa nêu số Trưởng Công an xã còn khuyết' };
  chief.get('report.review', { reportId, kind: 'return', ...review });
  chief.get('report.review', { reportId: theirs[1] ?? '', kind: 'approve', onDay: '2026-11-22', reason: '' });
  deliver(province, commune);
  expect(reportsOf(commune)).toMatchObject([{ status: 'returned' }, { status: 'approved' }]);
  const desk = clerk.get('desk.today', { on: '2026-11-22' });
  expect(desk).toMatchObject({
    decides: false,
    requests: { total: 0 },
    reports: { total: 1, rows: [{ id: reportId }] },
  });
  expect(commune.get('bundle.receivers', {})).toMatchObject([{ opCount: 0 }]);

  // The correction is one new report, nothing else.
  clerk.get('report.submit', report(first, 60));
  const [again] = deliver(commune, province);
  expect(again?.entities.filter(({ entity }) => entity === 'report')).toEqual([
    { entity: 'report', created: 1, changed: 0, removed: 0 },
  ]);
  expect(reportsOf(province)).toHaveLength(3);
  // Nobody's neighbour hears of it.
  deliver(province, neighbour);
  expect(neighbour.db.prepare('SELECT count(*) FROM report').pluck().get()).toBe(0);
  expect(neighbour.db.prepare('SELECT count(*) FROM assignment').pluck().get()).toBe(0);
});

test('a changed byte and a withdrawn PC are refused in plain words, and nothing changes', async () => {
  const { province, communes } = await exchanging(1);
  const [commune] = communes as [ExchangePc];
  const assignmentId = assignTo(province, taskOf(province), commune.unitId, '2026-12-31');
  deliver(province, commune);
  person(commune, 'clerk').get('report.submit', report(assignmentId, 40));
  const [path = ''] = writeTo(commune, province.unitId).paths;
  const bytes = readFileSync(path);
  bytes[bytes.length - 200] = (bytes[bytes.length - 200] ?? 0) ^ 1;
  const broken = join(mkdtempSync(join(tmpdir(), 'vm-usb-')), 'hong.goi');
  writeFileSync(broken, bytes);
  const before = province.digest();
  expect(province.call('bundle.open', { file: province.hand(broken) })).toMatchObject({ ok: false });
  const device = commune.get('device.list', {}).find(({ isThisPc }) => isThisPc)?.device ?? '';
  await province.gate('device.revoke', { device, incarnation: null });
  const after = province.digest();
  const opened = province.call('bundle.open', { file: province.hand(path) });
  expect(opened).toMatchObject({ ok: false });
  expect(province.digest()).toBe(after);
  expect(before).not.toBe('');
});
