import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { type ExchangePc, newPc, newStick, takeFrom, writeTo } from '../helpers/exchange.ts';
import { newOffice, password, type TestHost } from '../helpers/host.ts';
import { goTo, smallCatalogue } from '../helpers/province.ts';
import { dated } from '../helpers/tasks.ts';

/* The province works in a real browser; the commune's PC is a database of its own, and files go between them. */

const on = '2026-05-04';
const stick = newStick();
/** Files are opened and sealed one after another, each in a thread of its own: a busy PC starts those slowly. */
const openMs = 90_000;
let app: App;
let page: Page;
let commune: ExchangePc;
let communeName = '';
let provinceId = '';
let assignmentId = '';

/** Asks the province's data side to read a text, as from a stick. */
async function handText(host: TestHost, name: string, text: string): Promise<string> {
  writeFileSync(join(stick, name), text);
  return (await host.session.hand(join(stick, name), 'open')).handle;
}

/** A commune's PC is invited, asks and is let in; no bundle has gone yet. */
async function beginExchange(host: TestHost): Promise<void> {
  const { session } = await host.get('office.create', newOffice);
  provinceId = session.officeUnitId;
  const { handle } = await host.session.hand(smallCatalogue, 'open');
  await host.get('unit.import', { file: handle, on: '2025-07-01' });
  await host.get('unit.makePolice', { provinceIds: 'all', on: '2025-07-01' });
  await host.get('authority.create', { deviceName: 'Máy Văn phòng' });
  const { rows } = await host.get('unit.list', { on, nature: 'police', level: 'commune', limit: 1 });
  const unitId = rows[0]?.id ?? '';
  const { assignmentIds } = await host.get('task.create', { task: dated(), dueOn: '2026-05-31', leads: [{ unitId }] });
  assignmentId = assignmentIds[0] ?? '';
  const invited = await host.get('device.invite', { unitId, on });
  commune = newPc();
  writeFileSync(join(stick, 'moi.json'), invited.file);
  const user = { login: 'quantri', name: 'Trần Thử Xã', position: '', password };
  const file = commune.hand(join(stick, 'moi.json'));
  const asked = await commune.gate('office.join', { file, code: invited.code, deviceName: 'Máy trực ban', user });
  const request = await handText(host, 'yeu-cau.json', asked.file);
  const { fingerprint } = await host.get('device.readRequest', { file: request });
  await host.get('device.admit', { file: request, fingerprint });
  communeName = (await host.get('bundle.receivers', {}))[0]?.unitName ?? '';
}

beforeAll(async () => {
  app = await startApp({ prepare: beginExchange, acceptDownloads: true });
  page = app.page;
});
afterAll(() => app.close());

const button = (name: string | RegExp) => page.getByRole('button', { name });

/** Writes the chosen receiver's bundle and keeps what the browser downloads on the stick. */
async function download(): Promise<string> {
  const coming = page.waitForEvent('download', { timeout: openMs });
  await button(/^Ghi ra USB/).click();
  const file = await coming;
  const path = join(stick, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

async function chooseFiles(name: RegExp, paths: readonly string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(name).click()]);
  await chooser.setFiles([...paths]);
}

test('a bundle is prepared, looked at, written and read back; the commune takes it in', async () => {
  await goTo(page, '/export');
  await page.getByRole('row', { name: new RegExp(communeName) }).click();
  await page.getByRole('heading', { name: communeName }).waitFor();
  await button('Chuẩn bị gói').press('Enter');
  // By keys alone: the button that was pressed is gone, and the next one has the focus.
  await page.locator('button:focus', { hasText: 'Ghi ra USB' }).waitFor();
  await page.getByRole('table', { name: 'Thay đổi theo loại dữ liệu' }).getByText('Đơn vị', { exact: true }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  const path = await download();
  await page.getByText('Đã ghi và đọc lại đúng').waitFor();
  await page.getByText(basename(path)).first().waitFor();
  await page.locator('button:focus', { hasText: 'Xong' }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  expect(takeFrom(commune, path)).toMatchObject({ order: { kind: 'next' }, refused: [], waiting: [] });
  await goTo(page, '/bundles');
  await page.getByRole('row', { name: new RegExp(`Xuất.*${communeName}.*Chưa xác nhận`) }).waitFor();
});

test('bundles chosen at once stand in order; what one would do is what it does; a cut one says why and stays', async () => {
  const [first = ''] = writeTo(commune, provinceId).paths;
  commune.get('assignment.accept', { id: assignmentId, onDay: '2026-05-05', reason: '' });
  const [second = ''] = writeTo(commune, provinceId).paths;
  const cut = join(stick, 'hong.goi');
  writeFileSync(cut, readFileSync(second).subarray(0, -7));
  await goTo(page, '/import');
  await chooseFiles(/^Chọn tệp gói/, [cut, second, first]);
  const items = page.getByRole('list', { name: 'Các gói đang nhập' }).getByRole('listitem');
  await items.nth(2).getByText('Không nhập được').waitFor({ timeout: openMs });
  await items.nth(0).getByText('gói số 1').waitFor();
  await items.nth(1).getByText('gói số 2').waitFor();
  await items.nth(0).getByRole('button').first().click();
  await button('Nhận biên nhận').click();
  await page.getByRole('heading', { name: 'Đã nhập gói' }).waitFor();
  await items.nth(1).getByRole('button').first().click();
  await button('Nhập 1 thay đổi').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await button('Nhập 1 thay đổi').click();
  await page.getByText(/1 thay đổi đã có hiệu lực ở đây/).waitFor();
  await page.getByRole('button', { name: 'Nhiệm vụ', exact: true }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  await items.nth(2).getByRole('button').first().click();
  await page
    .getByRole('alert')
    .getByText(/thiếu phần cuối|bị hỏng/)
    .waitFor();
  await button('Thử lại').waitFor();
});

test('a bundle that was given up elsewhere is not written: it says so, and is prepared anew', async () => {
  await goTo(page, '/export');
  await page.getByRole('row', { name: new RegExp(communeName) }).click();
  await button('Xong').click();
  await button('Chuẩn bị gói').click();
  await button(/^Ghi ra USB/).waitFor();
  // As another window of the same program would.
  await app.host.get('bundle.prepare', { unitId: commune.unitId });
  await button(/^Ghi ra USB/).click();
  await page.getByRole('main').getByText('Gói đã chuẩn bị không dùng được nữa').waitFor({ timeout: openMs });
  await button('Chuẩn bị gói').click();
  await button(/^Ghi ra USB/).waitFor();
});

test('many receivers are one run into a folder, with its result by name', async () => {
  await goTo(page, '/export');
  await page
    .getByRole('row', { name: new RegExp(communeName) })
    .getByRole('checkbox')
    .click();
  await button('Xuất 1 gói vào thư mục …').click();
  await page.getByRole('heading', { name: 'Đã ghi và đọc lại đúng 1 gói' }).waitFor({ timeout: openMs });
  await page.getByRole('list', { name: 'Kết quả từng nơi nhận' }).getByText('Đã ghi').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await button('Đóng').click();
  // What was prepared for it before went with this run: it is not offered again.
  await page.getByRole('row', { name: new RegExp(communeName) }).click();
  await page.getByRole('heading', { name: communeName }).waitFor();
  await button(/^Chuẩn bị gói/).waitFor();
});

test('the acknowledgement is in the book; a look into a bundle takes nothing in', async () => {
  await goTo(page, '/bundles');
  await page.getByRole('row', { name: new RegExp(`Xuất.*${communeName}.*Đã xác nhận`) }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  await goTo(page, '/bundles/view');
  await chooseFiles(/^Chọn tệp gói/, writeTo(commune, provinceId).paths);
  await page.getByText('Gửi cho đơn vị này, chữ ký hợp lệ').waitFor();
  expect(await axeOf(page)).toEqual([]);
  expect(app.problems).toEqual([]);
});
