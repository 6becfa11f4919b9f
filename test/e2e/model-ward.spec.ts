import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { fixToday, goTo, logInAs, makeProvince } from '../helpers/province.ts';

let app: App;

beforeAll(async () => {
  app = await startApp({ prepare: makeProvince });
  await fixToday(app);
});
afterAll(() => app.close());

const row = (text: string) => app.page.getByRole('row').filter({ hasText: text });

test('an empty set of 22 criteria is made and worded in the grid', async () => {
  const { page } = app;
  await logInAs(page, 'coordinator');
  await goTo(page, '/model-wards/sets');
  await page.getByRole('button', { name: 'Tạo bộ 22 tiêu chí trống' }).click();
  await page.getByText('Quyết định số 5764/QĐ-BCA-V05 ngày 13/7/2021 · 22 chưa ghi nội dung').waitFor();
  const grid = page.getByRole('grid', { name: 'Tiêu chí của bộ' });
  await grid.getByRole('gridcell').nth(3).click();
  await page.keyboard.type('Không có cán bộ bị kỷ luật trong năm');
  await page.keyboard.press('Enter');
  await page.getByText('21 chưa ghi nội dung').waitFor();
  expect(await axeOf(page)).toEqual([]);
});

test('all wards are registered for a year in one step', async () => {
  const { page } = app;
  await goTo(page, '/model-wards/new');
  await page.getByRole('button', { name: /^Thêm tất cả \d+ Công an cấp xã$/ }).click();
  await row('Công an phường Hoa Mai').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await page.getByText(/^Đã đăng ký \d+ đơn vị\.$/).waitFor();
  await row('Công an phường Hoa Mai').getByText('Đã đăng ký').waitFor();
});

test('self beside inspection: 21 of 22, what differs is marked, and what lacks one is not recognised', async () => {
  const { page } = app;
  await row('Công an phường Hoa Mai').click();
  const assess = async (kind: string): Promise<void> => {
    await page.getByRole('button', { name: 'Ghi kết quả chấm' }).click();
    await page.getByRole('menuitem', { name: kind }).click();
    await page.getByRole('heading', { name: `${kind}: Công an phường Hoa Mai` }).waitFor();
  };
  await assess('Tự chấm');
  await page.getByText('0/22 đạt, 22 chưa nhập').waitFor();
  await page.getByRole('button', { name: 'Đánh dấu đạt tất cả tiêu chí chưa nhập' }).click();
  await page.getByText('Đạt tất cả tiêu chí', { exact: true }).waitFor();
  await page.keyboard.press('Control+s');
  await page.getByText('Đã lưu: 22/22 đạt.').waitFor();

  await assess('Thẩm định');
  await page.getByRole('button', { name: 'Đánh dấu đạt tất cả tiêu chí chưa nhập' }).click();
  const second = page.getByRole('radiogroup', { name: 'Tiêu chí 2 (chưa ghi nội dung)' });
  await second.getByRole('radio', { name: 'Đạt', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText('21/22 đạt, 1 không đạt').waitFor();
  expect(await page.getByRole('checkbox', { name: 'Công nhận đạt kiểu mẫu' }).isDisabled()).toBe(true);
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await page.getByText('khác với tự chấm').waitFor();
  await row('Công an phường Hoa Mai').getByText('Không đạt').waitFor();
  expect(await axeOf(page)).toEqual([]);
});

test('the page of the unit leads to it, and the roadmap counts the wards', async () => {
  const { page } = app;
  await page.getByRole('link', { name: 'Công an phường Hoa Mai' }).click();
  await page.getByRole('heading', { name: 'Công an phường kiểu mẫu' }).waitFor();
  await goTo(page, '/model-wards/roadmap');
  await page.getByRole('rowheader', { name: '2026' }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  expect(app.problems.filter((line) => !line.includes('ERR_ABORTED'))).toEqual([]);
});
