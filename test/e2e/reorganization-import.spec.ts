import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { newOffice, type TestHost } from '../helpers/host.ts';
import { goTo } from '../helpers/province.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const mapping = readFileSync(fixture('reorganization-mapping-2025-07-01.csv'), 'utf8');
let app: App;

/** Three made-up provinces on the eve of a reorganisation, with their police units. */
async function prepare(host: TestHost): Promise<void> {
  await host.get('office.create', newOffice);
  const { handle } = await host.session.hand(fixture('reorganization-units.csv'), 'open');
  await host.get('unit.import', { file: handle, on: '2021-11-01' });
  await host.get('unit.makePolice', { provinceIds: 'all', on: '2025-03-01' });
}

beforeAll(async () => {
  app = await startApp({ prepare });
  await goTo(app.page, 'reorganize');
});
afterAll(() => app.close());
afterEach(() => expect(app.problems).toEqual([]));

const button = (name: string | RegExp) => app.page.getByRole('button', { name });
const shown = (text: string | RegExp) => app.page.getByText(text).first().waitFor();

/** A copy of the mapping under a name with its day, as offices get it. */
async function choose(text: string): Promise<void> {
  const path = join(app.host.root, 'sap-xep-2025-07-01.csv');
  writeFileSync(path, text);
  const chooser = app.page.waitForEvent('filechooser');
  await button(/Chọn tệp (CSV|khác)/).click();
  await (await chooser).setFiles(path);
}

test('the list of events leads to the import; a file of neither kind is refused in words', async () => {
  await button('Nhập bảng sắp xếp').click();
  await app.page.getByRole('heading', { name: 'Nhập bảng sắp xếp' }).waitFor();
  expect(await axeOf(app.page)).toEqual([]);
  await choose('a,b\n1,2\n');
  await shown(/Tệp CSV thiếu cột: old_ward_code/);
});

test('faults are named with line and what to do, saved as a table, and nothing is recorded unless a person says so', async () => {
  await choose(mapping.replace('97004,97004,Xã Bình', '97999,97999,Xã Bình'));
  await shown(/Mã đơn vị cũ không có trong cây/);
  await shown(/không có dòng nào nói chuyển đi đâu/);
  expect(await app.page.getByLabel('Có hiệu lực từ').inputValue()).toBe('01/07/2025');
  expect(await button(/^Ghi \d+ sự kiện/).isDisabled()).toBe(true);
  expect(await axeOf(app.page)).toEqual([]);
  const saved = app.page.waitForEvent('download');
  await button('Lưu danh sách này (CSV)').click();
  const table = readFileSync(await (await saved).path(), 'utf8');
  expect(table.startsWith('\ufeffDòng,Mã,Đơn vị,Nội dung\r\n')).toBe(true);
  expect(table).toContain('\r\n3,97999,Xã Bình,"Mã đơn vị cũ không có trong cây');
});

test('one province only: the others wait', async () => {
  await choose(mapping);
  await shown('Bị chia');
  await app.page.getByText('Chọn tỉnh', { exact: true }).click();
  await app.page.getByRole('combobox', { name: 'Tỉnh, thành phố cũ hoặc mới' }).click();
  await app.page.getByRole('option', { name: 'Tỉnh Hải Âu' }).click();
  await app.page.keyboard.press('Escape');
  await shown(/7 dòng ngoài phạm vi/);
  await app.page.getByText('Cả tệp', { exact: true }).click();
  await button('Ghi 10 sự kiện').waitFor();
});

test('the whole file: new units with what they are made of, splits, police beside; then every event stands in the list', async () => {
  await shown(/Hợp nhất 5 · /);
  await shown(/kèm 7 sự kiện của đơn vị Công an/);
  await shown('Xã An (toàn bộ); Xã Bình (toàn bộ)');
  await button(/Bị chia/).click();
  await shown('Phường Cát Dừa; Xã Én Dừa');
  expect(await axeOf(app.page)).toEqual([]);
  await button('Ghi 10 sự kiện').click();
  await shown('Đã nhập bảng sắp xếp');
  expect(await axeOf(app.page)).toEqual([]);
  await button('Xem các sự kiện').click();
  await shown(/An Bình/);
  const counts = await app.host.get('unit.counts', { on: '2025-07-01' });
  const police = counts.rows.filter(({ nature, level }) => nature === 'police' && level === 'commune');
  expect(police.reduce((sum, row) => sum + row.count, 0)).toBe(7);
});

test('the same file again: nothing to import, and it says so', async () => {
  await button('Nhập bảng sắp xếp').click();
  await choose(mapping);
  await shown('Không có gì để nhập: mọi đơn vị đã đúng như tệp.');
  await shown(/10 dòng đã đúng như tệp/);
  expect(await button(/^Ghi 0 sự kiện/).isDisabled()).toBe(true);
});

test('it fits in the dark and at 150 %, and reads in English', async () => {
  for (const layout of [{ scheme: 'dark' }, { scalePercent: 150 }, { scheme: 'contrast', language: 'en' }]) {
    await app.page.evaluate((state) => localStorage.setItem('layout', JSON.stringify({ state, version: 1 })), layout);
    await app.page.reload();
    await app.page.locator('.vm-import-drop').waitFor();
    expect(await axeOf(app.page)).toEqual([]);
    expect(await app.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
  await app.page.getByRole('heading', { name: 'Import a reorganisation' }).waitFor();
});
