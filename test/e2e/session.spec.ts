import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';

/* One story from the first start: make the office, keep the code, lock, forget, log in, add people; each sees their own menu. */

let app: App;
let page: Page;
let recoveryCode = '';

beforeAll(async () => {
  app = await startApp();
  page = app.page;
});
afterAll(() => app.close());

const field = (name: string | RegExp) => page.getByRole('textbox', { name });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const password = (name: RegExp) => page.getByLabel(name).and(page.locator('input'));
const menu = () => page.getByRole('navigation').getByRole('link').allInnerTexts();

async function logIn(login: string, secret: string): Promise<void> {
  await field('Tên đăng nhập').fill(login);
  await password(/^Mật khẩu/).fill(secret);
  await page.keyboard.press('Enter');
}

async function lock(): Promise<void> {
  await page.keyboard.press('Control+l');
  await button('Quên mật khẩu').waitFor();
}

test('the first form refuses a day that the calendar lacks, in words, and goes on when it is mended', async () => {
  await page.getByRole('heading', { name: 'Tạo cơ quan trên máy này' }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  await button('Tiếp tục').click();
  await page.getByText('Ô này không được để trống.').first().waitFor();
  await field(/Tên cơ quan/).fill('Công an tỉnh Bình Minh');
  await field(/Hoạt động từ ngày/).fill('31/02/2026');
  await button('Tiếp tục').click();
  await page.getByText('Ngày 31/02/2026 không có. Nhập ngày theo dạng ngày/tháng/năm, ví dụ 28/02/2026.').waitFor();
  expect(await field(/Hoạt động từ ngày/).inputValue()).toBe('31/02/2026');
  await field(/Hoạt động từ ngày/).fill('01072025');
  await button('Tiếp tục').click();
  await field(/Họ và tên/).waitFor();
});

test('the recovery code is shown once, and only its last group opens the way', async () => {
  await field(/Họ và tên/).fill('Nguyễn Thử Dùng');
  await field(/Tên đăng nhập/).fill('quantri');
  await password(/^Mật khẩu/).fill('mat-khau-thu');
  await password(/^Nhập lại mật khẩu/).fill('mat-khau-khac');
  await button('Tạo cơ quan').click();
  await page.getByText('Hai lần nhập mật khẩu không giống nhau. Hãy nhập lại.').waitFor();
  await password(/^Nhập lại mật khẩu/).fill('mat-khau-thu');
  await button('Tạo cơ quan').click();
  const groups = page.getByRole('list', { name: 'Mã khôi phục của cơ quan' }).getByRole('listitem');
  await groups.first().waitFor();
  const code = await groups.allInnerTexts();
  expect(code).toHaveLength(8);
  expect(await axeOf(page)).toEqual([]);
  recoveryCode = code.join('-');
  await field(/Nhập lại nhóm cuối/).fill('????');
  await button(/vào làm việc/).click();
  await page.getByText(/Chưa khớp với nhóm cuối/).waitFor();
  await field(/Nhập lại nhóm cuối/).fill((code.at(-1) ?? '').toLowerCase());
  await button(/vào làm việc/).click();
  await page.getByRole('navigation').waitFor();
  expect(await page.locator('body').textContent()).not.toContain(code[0] ?? '-');
});

test('a locked window shows nothing of the office; wrong passwords make it wait', async () => {
  await lock();
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(await axeOf(page)).toEqual([]);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const told = page.getByRole('alert').filter({ hasText: attempt < 3 ? 'chưa đúng' : 'Đã nhập sai nhiều lần' });
    await Promise.all([logIn('quantri', 'khong-dung'), told.waitFor({ state: 'hidden' })]);
    await Promise.all([told.waitFor(), button(attempt < 3 ? 'Đăng nhập' : /Chờ \d+ giây/).waitFor()]);
  }
  await button('Đăng nhập').waitFor();
  await logIn('quantri', 'mat-khau-thu');
  await page.getByRole('navigation').waitFor();
});

test('the code from the envelope sets a new password', async () => {
  await lock();
  await button('Quên mật khẩu').click();
  await field('Mã khôi phục').fill(recoveryCode.toLowerCase().replaceAll('-', ' '));
  await field('Tên đăng nhập').fill('quantri');
  await password(/^Mật khẩu mới/).fill('mat-khau-hai');
  await password(/^Nhập lại mật khẩu/).fill('mat-khau-hai');
  expect(await axeOf(page)).toEqual([]);
  await button('Đặt mật khẩu và đăng nhập').click();
  await page.getByRole('navigation').waitFor();
});

test('users are added one after the other by keys alone', async () => {
  await page.getByRole('link', { name: 'Người dùng' }).click();
  await button('Thêm người dùng').click();
  const people = [
    ['Trần Văn Thư', 'Văn thư', 'vanthu'],
    ['Phạm Chỉ Huy', 'Chỉ huy', 'chihuy'],
    ['Lê Chỉ Xem', 'Người xem', 'xem'],
  ] as const;
  for (const [name, role, login] of people) {
    await page
      .locator('form')
      .getByRole('textbox', { name: /Họ và tên/ })
      .fill(name);
    await page.getByRole('combobox', { name: /Vai trò/ }).press('ArrowDown');
    await page.getByRole('option', { name: role, exact: true }).click();
    await page
      .locator('form')
      .getByRole('textbox', { name: /Tên đăng nhập/ })
      .fill(login);
    await password(/^Mật khẩu ban đầu/).fill('mat-khau-thu');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('row', { name }).waitFor();
  }
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByText('Chọn một người dùng để xem và sửa.').waitFor();
});

test('a login that is taken is refused in words, and what was typed stays', async () => {
  await button('Thêm người dùng').click();
  await page
    .locator('form')
    .getByRole('textbox', { name: /Họ và tên/ })
    .fill('Người thứ hai');
  await page
    .locator('form')
    .getByRole('textbox', { name: /Tên đăng nhập/ })
    .fill('Văn Thư'.replace(' ', ''));
  await password(/^Mật khẩu ban đầu/).fill('mat-khau-thu');
  await page.keyboard.press('Control+s');
  await page.getByText(/đã có người dùng\. Hãy chọn tên khác\./).waitFor();
  expect(
    await page
      .locator('form')
      .getByRole('textbox', { name: /Họ và tên/ })
      .inputValue(),
  ).toBe('Người thứ hai');
  await page.keyboard.press('Escape');
});

test('letters of an input method arrive whole, and its keys are no shortcuts', async () => {
  await button('Thêm người dùng').click();
  const name = page.locator('form').getByRole('textbox', { name: /Họ và tên/ });
  await name.focus();
  const keyboard = await app.context.newCDPSession(page);
  for (const text of ['d', 'đ', 'đă', 'đăn', 'đăng', 'đặng']) {
    const end = text.length;
    await keyboard.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
  }
  const escapeKey = { type: 'rawKeyDown', key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 229 } as const;
  await keyboard.send('Input.dispatchKeyEvent', escapeKey);
  expect(page.url()).toContain('/users/new');
  await keyboard.send('Input.insertText', { text: 'đặng' });
  await page.keyboard.type(' văn');
  expect(await name.inputValue()).toBe('đặng văn');
  await keyboard.detach();
  await page.keyboard.press('Escape');
  await page.getByText('Chọn một người dùng để xem và sửa.').waitFor();
});

test('Escape closes an open list first, and the form only then', async () => {
  await button('Thêm người dùng').click();
  await page.getByRole('combobox', { name: /Vai trò/ }).click();
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('option').first().waitFor({ state: 'hidden' });
  expect(page.url()).toContain('/users/new');
  await page.keyboard.press('Escape');
  await page.getByText('Chọn một người dùng để xem và sửa.').waitFor();
});

test('the window keeps WCAG in the dark, enlarged by half and in English, and speaks Vietnamese again', async () => {
  await button(/Tài khoản/).click();
  await page.getByText('Tối', { exact: true }).click();
  await page.getByText('150', { exact: true }).click();
  await page.getByText('English', { exact: true }).click();
  await page.getByRole('link', { name: 'Users' }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /Trần Văn Thư/ }).click();
  await page.getByRole('checkbox', { name: 'May log in' }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
  await button(/Account of/).click();
  await page.getByText('100', { exact: true }).click();
  await page.getByText('Light', { exact: true }).click();
  await page.getByText('Tiếng Việt', { exact: true }).click();
  await page.getByRole('link', { name: 'Người dùng' }).waitFor();
  await page.keyboard.press('Escape');
});

test('another day tints the frame and says so until one goes back', async () => {
  await button(/^Hôm nay/).click();
  await field('Ngày xem dữ liệu').fill('31/5/2021');
  await button('Đang xem tại 31/05/2021').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await button('Về hôm nay').click();
  await button(/^Hôm nay/).waitFor();
});

test.each([
  ['vanthu', ['Đơn vị', 'Văn bản', 'Nhiệm vụ', 'Báo cáo'], ['Kiểm tra dữ liệu'], ['Người dùng', 'Cài đặt và khóa']],
  ['chihuy', ['Đơn vị', 'Văn bản', 'Nhiệm vụ', 'Báo cáo'], [], ['Kiểm tra dữ liệu', 'Người dùng', 'Cài đặt và khóa']],
  ['xem', ['Đơn vị', 'Văn bản', 'Nhiệm vụ', 'Báo cáo'], [], ['Kiểm tra dữ liệu', 'Người dùng', 'Cài đặt và khóa']],
])('%s sees what the role may do, and nothing else', async (login, work, more, hidden) => {
  await lock();
  await logIn(login, 'mat-khau-thu');
  await page.getByRole('navigation').waitFor();
  const items = await menu();
  expect(items).toEqual(expect.arrayContaining([...work, ...more]));
  for (const label of hidden) expect(items).not.toContain(label);
  await page.evaluate(() => {
    location.hash = '#/users';
  });
  await page.getByText('Vai trò của bạn không xem được màn hình này').waitFor();
  await page.evaluate(() => {
    location.hash = '#/';
  });
});

test('the page never complained', () => {
  const isLeft = (problem: string): boolean => problem.endsWith('.svg net::ERR_ABORTED'); // the page was left before its icon came
  expect(app.problems.filter((problem) => !isLeft(problem))).toEqual([]);
});
