import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import type { TestHost } from '../helpers/host.ts';
import { fixToday, goTo, logInAs, makeProvince, switchTo } from '../helpers/province.ts';

/* A clerk at the fast-entry sheet: a table from Excel, mended by keyboard, saved in one step, taken back in one. */

let app: App;
let page: Page;
let units: string[];

async function prepare(host: TestHost): Promise<void> {
  await makeProvince(host);
  await switchTo(host, 'coordinator');
  const on = '2026-11-22';
  const found = await host.get('unit.list', { on, nature: 'police', level: 'commune', limit: 50 });
  units = found.rows.map(({ fullName }) => fullName);
  await host.get('session.lock', {});
}

beforeAll(async () => {
  app = await startApp({ prepare, permissions: ['clipboard-read', 'clipboard-write'] });
  page = app.page;
  await fixToday(app);
  await logInAs(page, 'coordinator');
});
afterAll(() => app.close());

const paste = async (rows: readonly (readonly string[])[]): Promise<void> => {
  const text = rows.map((row) => row.join('\t')).join('\r\n');
  await page.evaluate((block) => navigator.clipboard.writeText(block), text);
  await page.keyboard.press('Control+v');
};
const shares = async (): Promise<number> =>
  (await app.host.get('assignment.list', { on: '2026-11-22', filter: { role: 'any' } })).total;
const status = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).first().waitFor();

const wrong = 'Công an xã Trên Trời';

/** As many tasks as it takes for 200 units of them, with three wrong cells. */
function table(): string[][] {
  const rows = Array.from({ length: 200 }, (_, index) => [
    String(index + 1),
    `Nhiệm vụ số ${Math.floor(index / units.length) + 1}`,
    units[index % units.length] ?? '',
    '31/12/2026',
    index === 7 ? 'Dòng "bảy"' : '',
  ]);
  rows[3] = [...(rows[3] ?? []).with(2, wrong)];
  rows[5] = [...(rows[5] ?? []).with(3, '31/02/2027')];
  return [['STT', 'Nội dung công việc', 'Đơn vị chủ trì', 'Thời hạn hoàn thành', 'Ghi chú'], ...rows];
}

test('two hundred assignments come in from Excel; what is wrong is mended by keyboard; one undo takes all back', async () => {
  await goTo(page, '#/tasks');
  await page.getByRole('button', { name: 'Nhập nhanh' }).click();
  await page.getByRole('heading', { name: 'Nhập nhanh nhiệm vụ' }).waitFor();
  await page.getByRole('textbox', { name: 'Nội dung, dòng 1' }).waitFor();
  await paste(table());
  await status('Đã dán 200 dòng');
  await status('198 dòng lưu được · 2 có lỗi');
  expect(await axeOf(page)).toEqual([]);

  // The first problem: to its cell by the keyboard, the name typed and taken from what is offered.
  const review = page.getByRole('region', { name: /^Cần xem lại/ });
  await review.getByRole('button', { name: 'Dòng 4, Chủ trì' }).press('Enter');
  await page.getByRole('textbox', { name: 'Chủ trì, dòng 4' }).waitFor();
  const [, , , fourth = ''] = units;
  await page.keyboard.type(fourth.split(' ').slice(-2).join(' '));
  await page.getByRole('option', { name: fourth }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await status('199 dòng lưu được · 1 có lỗi');

  // Ctrl+Z and Ctrl+Y walk through what was typed here.
  await page.keyboard.press('Control+z');
  await status('198 dòng lưu được · 2 có lỗi');
  await page.keyboard.press('Control+y');
  await status('199 dòng lưu được · 1 có lỗi');

  // The good rows are saved; the other stays with its reason.
  await page.keyboard.press('Control+s');
  await page.getByText(/Đã lưu 199 dòng.*Còn 1 dòng chưa lưu được/).waitFor();
  expect(await shares()).toBe(199);
  await status('0 dòng lưu được · 1 có lỗi');
  await review.getByText('Ngày “31/02/2027” không có.').waitFor();

  await page.getByRole('button', { name: 'Hoàn tác lần lưu' }).click();
  await status('199 dòng lưu được · 1 có lỗi');
  expect(await shares()).toBe(0);
  expect(app.problems).toEqual([]);
}, 120_000);

test('a sheet left alone is there again after a lock; other columns for a block can be chosen', async () => {
  await page.keyboard.press('Control+l');
  await logInAs(page, 'coordinator');
  await goTo(page, '#/tasks/sheet');
  await status('199 dòng lưu được · 1 có lỗi');
  await page.getByRole('button', { name: 'Xóa bảng' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Xóa bảng' }).click();
  await page.getByText('Bảng còn trống').waitFor();

  await page.getByRole('grid').focus();
  await paste([['Việc A', units[0] ?? '', '31/12/2026', 'x']]);
  await status('Đã dán 1 dòng');
  await page.getByRole('combobox', { name: 'Cột 4 của khối dán' }).selectOption('Ghi chú');
  await status('1 dòng lưu được');
  await page.getByRole('gridcell', { name: 'x', exact: true }).waitFor();
  expect(await axeOf(page)).toEqual([]);
}, 60_000);

test('directives: a table is read by its headers, secret ones are refused, doubles are left', async () => {
  await goTo(page, '#/directives/sheet');
  await page.getByRole('heading', { name: 'Nhập nhanh văn bản' }).waitFor();
  await page.getByRole('textbox', { name: 'Số, ký hiệu, dòng 1' }).waitFor();
  await paste([
    ['Số ký hiệu', 'Ngày ban hành', 'Cơ quan ban hành', 'Trích yếu', 'Độ mật', 'Độ khẩn'],
    ['05/CT-BCA', '19/6/2020', 'Bộ Công an', 'Xây dựng Công an cấp huyện', '', 'Hỏa tốc'],
    ['06/KH-BCA', '20/6/2020', 'Bộ Công an', 'Kế hoạch mật', 'Mật', ''],
    ['5/ct-bca', '19/6/2020', 'Bộ Công an', 'Xây dựng Công an cấp huyện', '', ''],
  ]);
  await status('1 dòng lưu được · 1 trùng · 1 có lỗi');
  await page.keyboard.press('Control+s');
  await page.getByText(/Đã lưu 1 dòng.*Còn 2 dòng/).waitFor();
  const { rows } = await app.host.get('directive.list', { on: '2026-11-22' });
  expect(rows).toMatchObject([{ number: '05/CT-BCA', urgency: 'express', issuedOn: '2020-06-19' }]);
  expect(app.problems).toEqual([]);
}, 60_000);

test('many documents are given one field from beside the list; a paste into cells is looked at before it is written', async () => {
  await app.host.get('directive.createMany', {
    rows: [1, 2, 3].map((index) => ({
      key: String(index),
      cells: {
        number: `1${index}/KH-BCA`,
        issuer: 'Bộ Công an',
        issuedOn: `${index}/7/2026`,
        subject: `Kế hoạch ${index}`,
      },
    })),
  });
  await goTo(page, '#/directives');
  await page.getByRole('gridcell', { name: '13/KH-BCA', exact: true }).waitFor();
  await page.getByRole('checkbox', { name: /^Chọn 13\/KH-BCA/ }).click();
  await page.getByRole('checkbox', { name: /^Chọn 12\/KH-BCA/ }).click();
  await page.getByRole('button', { name: 'Sửa hàng loạt' }).click();
  await page.getByRole('heading', { name: 'Sửa hàng loạt 2 dòng' }).waitFor();
  await page.getByRole('textbox', { name: 'Thành' }).fill('Xây dựng lực lượng');
  await status('2 dòng sẽ đổi');
  expect(await axeOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Sửa 2 dòng' }).click();
  await page.getByRole('heading', { name: 'Sửa hàng loạt 2 dòng' }).waitFor({ state: 'detached' });
  const on = '2026-11-22';
  expect((await app.host.get('directive.list', { on, field: 'Xây dựng lực lượng' })).total).toBe(2);

  await page.getByRole('button', { name: 'Bỏ chọn' }).click();
  await page.getByRole('switch', { name: 'Sửa trong bảng' }).click();
  await page.getByRole('gridcell', { name: '03/07/2026' }).click();
  await paste([['15/8/2026'], ['31/02/2026']]);
  const plan = page.getByRole('region', { name: 'Dán vào 2 ô' });
  await plan.getByText('1 ô sẽ đổi · 1 ô không đổi được').first().waitFor();
  expect(await axeOf(page)).toEqual([]);
  await plan.getByRole('button', { name: 'Áp dụng 1 ô' }).click();
  await page.getByRole('gridcell', { name: '15/08/2026' }).waitFor();
  await page.getByRole('gridcell', { name: '02/07/2026' }).waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('gridcell', { name: '03/07/2026' }).waitFor();
  expect(app.problems).toEqual([]);
}, 60_000);
