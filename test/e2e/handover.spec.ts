import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { type Merged, makeMerged } from '../helpers/merged.ts';
import { fixToday, goTo } from '../helpers/province.ts';

const taskCount = 40;
let app: App;
let page: Page;
let merged: Merged;

beforeAll(async () => {
  app = await startApp({
    prepare: async (host) => {
      merged = await makeMerged(host, taskCount);
    },
  });
  page = app.page;
  await fixToday(app);
});
afterAll(() => app.close());

const button = (name: string | RegExp) => page.getByRole('button', { name });
const tab = (name: RegExp) => page.getByRole('tab', { name });
const openCount = async (): Promise<number> =>
  (await app.host.get('handover.units', { eventId: merged.eventId })).event.openCount;

test('the desk says what is left, and leads to it', async () => {
  const block = page.getByRole('region', { name: 'Chưa hoàn tất bàn giao' });
  await block.getByText(`còn ${taskCount + 4} mục`).waitFor();
  await block.getByText(/^Hợp nhất:/).click();
  await page.getByText(`Còn ${taskCount + 4} trên ${taskCount + 4}`).waitFor();
  await page.getByRole('row', { name: /Nhiệm vụ số 1:/ }).waitFor();
  expect(await axeOf(page)).toEqual([]);
});

test('some are settled by hand: given to the heir, closed, kept and opened again', async () => {
  await page
    .getByRole('row', { name: /Nhiệm vụ số 1:/ })
    .getByRole('checkbox')
    .click();
  await page
    .getByRole('row', { name: /Nhiệm vụ số 2:/ })
    .getByRole('checkbox')
    .click();
  await button('Bàn giao tất cả cho Công an xã Tân Hợp').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Giải quyết 2 mục').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Giải quyết' }).click();
  await page.getByText('Đã giải quyết 2 mục.').waitFor();
  await page.getByText(`Còn ${taskCount + 2} trên ${taskCount + 4}`).waitFor();

  await page
    .getByRole('row', { name: /Nhiệm vụ số 4:/ })
    .getByRole('checkbox')
    .click();
  await button('Giữ…').click();
  await dialog.getByRole('button', { name: 'Giải quyết' }).click();
  await page.getByText(`Còn ${taskCount + 1} trên ${taskCount + 4}`).waitFor();
  await tab(/Đã giải quyết/).click();
  await page.getByRole('row', { name: /Nhiệm vụ số 4:/ }).click();
  expect(await axeOf(page)).toEqual([]);
  await button('Mở lại').click();
  await page.getByText(`Còn ${taskCount + 2} trên ${taskCount + 4}`).waitFor();
});

test('the rest goes by rule; a second chief stays for a person, who gives another title', async () => {
  await tab(/Còn mở/).click();
  await button('Bàn giao theo quy tắc').click();
  await button(`Giải quyết ${taskCount + 2} mục`).waitFor();
  expect(await axeOf(page)).toEqual([]);
  await button(`Giải quyết ${taskCount + 2} mục`).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 mục vẫn còn mở').waitFor();
  await dialog.getByText(/đã có Trưởng/).waitFor();
  expect(await axeOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Đóng' }).last().click();
  expect(await openCount()).toBe(1);

  await page
    .getByRole('row', { name: /Trưởng Công an xã: Trưởng/ })
    .getByRole('checkbox')
    .click();
  await button(/^Bàn giao tất cả/).click();
  await dialog.getByRole('combobox', { name: 'Chức danh ở đơn vị nhận' }).click();
  await page.getByRole('option', { name: 'Phó Trưởng Công an xã' }).click();
  await dialog.getByRole('button', { name: 'Giải quyết' }).click();
  await page.getByText('Đã hoàn tất bàn giao').waitFor();
  expect(await openCount()).toBe(0);
});

test('a seal is added by hand', async () => {
  await button('Thêm nội dung khác').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Nội dung' }).fill('Con dấu (01)');
  expect(await axeOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('Đã thêm nội dung bàn giao.').waitFor();
});

test('the minutes are filled in, saved, and printed over pages of A4', async () => {
  await tab(/Biên bản/).click();
  await button('Lập biên bản').first().click();
  const sheet = page.getByRole('region', { name: 'Xem trước trang in' });
  await sheet.getByText('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM').waitFor();
  await page.getByRole('textbox', { name: 'Số biên bản' }).fill('05/BB-CAX');
  await page.getByRole('textbox', { name: 'Đại diện bên nhận' }).fill('Trung tá A, Trưởng Công an xã; Thiếu tá B');
  await sheet.getByText('Số: 05/BB-CAX').waitFor();
  await sheet.getByText('- Thiếu tá B').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await page.getByText('Đã lưu biên bản bàn giao.').waitFor();
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(2);
  expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/);
});

test('the page of the event says the same, and the list of open hand-overs is empty', async () => {
  await goTo(page, `/reorganize/${merged.eventId}`);
  const section = page.getByRole('region', { name: 'Bàn giao', exact: true });
  await section.getByText('Đã hoàn tất bàn giao').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await goTo(page, '/handover');
  await page.getByText('Không còn sự kiện nào chưa hoàn tất bàn giao').waitFor();
  await page.getByText('Tất cả', { exact: true }).click();
  await page.getByRole('row', { name: /Công an xã Cầu Vồng/ }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  expect(app.problems).toEqual([]);
});
