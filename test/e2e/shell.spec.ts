import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { makeProvince, switchTo } from '../helpers/province.ts';

/* The window around the screens: menus, keys, help, the card of keys, the tour, high contrast. */

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({
    isNewcomer: true,
    prepare: async (host) => {
      await makeProvince(host);
      await switchTo(host, 'clerk');
    },
  });
  page = app.page;
});
afterAll(() => app.close());

const place = (): string => new URL(page.url()).hash;
const item = (name: string | RegExp) => page.getByRole('menuitem', { name });
const hasFocus = (selector: string): Promise<boolean> =>
  page.evaluate((sought) => document.activeElement?.matches(sought) === true, selector);

async function goTo(hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

test('a newcomer is offered the tour without being kept from work', async () => {
  const offer = page.getByRole('complementary', { name: 'Làm quen trong hai phút' });
  await offer.waitFor();
  await page.keyboard.press('Control+n');
  expect(await hasFocus('.vm-tour-invitation *')).toBe(false);
  await goTo('/directives');
  await page.getByRole('button', { name: 'Xem hướng dẫn' }).click();
  const stop = page.getByRole('dialog', { name: 'Mọi lệnh ở đây' });
  await stop.waitFor();
  expect(await axeOf(page)).toEqual([]);
  let stops = 1;
  const next = page.getByRole('button', { name: 'Tiếp', exact: true });
  while (await next.isVisible()) {
    await next.click();
    stops += 1;
  }
  expect(stops).toBeGreaterThanOrEqual(5);
  await page.keyboard.press('Escape');
  await page.locator('.mantine-Tour-tooltip').waitFor({ state: 'detached' });
  await page.reload();
  await page.locator('main h1').waitFor();
  expect(await offer.count()).toBe(0);
});

test('Alt goes to the menus, letters open them, Esc goes back to where one was', async () => {
  await goTo('/directives/new');
  const number = page.getByRole('textbox', { name: 'Số, ký hiệu', exact: true });
  await number.fill('05/CT');
  await page.keyboard.press('Alt');
  expect(await hasFocus('[data-menubar-target]')).toBe(true);
  await page.keyboard.press('s');
  await item('Tìm trong danh sách').waitFor();
  await expect.poll(() => hasFocus('[data-menu-item]')).toBe(true);
  await page.keyboard.press('ArrowRight');
  await item('Đọc lại dữ liệu').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await item('Đọc lại dữ liệu').waitFor({ state: 'detached' });
  expect(await number.evaluate((input) => input === document.activeElement)).toBe(true);
  expect(await number.inputValue()).toBe('05/CT');
  await page.keyboard.press('F10');
  expect(await hasFocus('[data-menubar-target]')).toBe(true);
  await page.keyboard.press('Escape');
  expect(await number.evaluate((input) => input === document.activeElement)).toBe(true);
});

test('Alt with a letter opens a menu at once; Alt with another key, or held over a click, opens none', async () => {
  await page.keyboard.press('Alt+x');
  await item('Đọc lại dữ liệu').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+z');
  await page.keyboard.press('Alt+Shift');
  await page.keyboard.down('Alt');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.up('Alt');
  expect(await hasFocus('[data-menubar-target]')).toBe(false);
  expect(await page.getByRole('menu').count()).toBe(0);
});

test('a command of the menu does what its keys do', async () => {
  await page.keyboard.press('Alt+d');
  await item(/^Nhiệm vụ/).waitFor();
  await page.keyboard.press('Escape');
  const screens = await page
    .locator('.vm-rail-item')
    .evaluateAll((items) => items.map((one) => one.getAttribute('href')));
  for (const [index, href] of screens.slice(0, 4).entries()) {
    await page.keyboard.press(`Control+${index + 1}`);
    await page.locator(`.vm-rail-item[href="${href}"][aria-current]`).waitFor();
  }
  await goTo('/directives');
  // Each screen hears its own keys, as soon as it stands there.
  await page.getByRole('heading', { level: 1, name: 'Văn bản chỉ đạo' }).waitFor();
  await page.keyboard.press('Control+n');
  await page.getByRole('heading', { name: 'Thêm văn bản chỉ đạo' }).waitFor();
  await goTo('/units');
  await page.getByRole('heading', { level: 1, name: 'Đơn vị' }).waitFor();
  await page.keyboard.press('Alt+t');
  await item('Nhập văn bản mới …').click();
  await page.getByRole('heading', { name: 'Thêm văn bản chỉ đạo' }).waitFor();
  // A clerk keeps no units and no users: the menu does not offer it.
  await page.keyboard.press('Alt+t');
  expect(await item('Thêm đơn vị …').count()).toBe(0);
  expect(await item('Thêm người dùng …').count()).toBe(0);
  await page.keyboard.press('Escape');
});

test('a key for a screen is not heard through an open dialog, and F5 keeps the page', async () => {
  await page.evaluate(() => {
    (window as unknown as { mark: number }).mark = 1;
  });
  await page.keyboard.press('F5');
  await page.keyboard.press('Alt+g');
  await item('Giới thiệu chương trình').click();
  const about = page.getByRole('dialog', { name: 'Vững Mạnh' });
  await about.waitFor();
  const before = place();
  await page.keyboard.press('Control+1');
  expect(place()).toBe(before);
  await page.keyboard.press('Escape');
  await about.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => (window as unknown as { mark?: number }).mark)).toBe(1);
});

test('F1 in a field opens its help and loses nothing; the help goes along with the focus and is searched without marks', async () => {
  await goTo('/directives/new');
  const number = page.getByRole('textbox', { name: 'Số, ký hiệu', exact: true });
  await number.fill('07/CT-BCA');
  await page.keyboard.press('F1');
  const help = page.getByRole('complementary', { name: 'Trợ giúp' });
  await help.locator('[data-aimed]', { hasText: 'Số, ký hiệu' }).waitFor();
  expect(await number.evaluate((input) => input === document.activeElement)).toBe(true);
  await page.getByRole('textbox', { name: 'Trích yếu nội dung' }).focus();
  await help.locator('[data-aimed]', { hasText: 'Trích yếu nội dung' }).waitFor();
  expect(await help.textContent()).toContain('500 ký tự');
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('F1');
  expect(await hasFocus('.vm-help input')).toBe(true);
  await page.keyboard.type('van ban mat');
  await help.getByRole('button', { name: 'Văn bản mật' }).click();
  await help.getByText('Luật 117/2025/QH15, Điều 5').first().waitFor();
  await help.getByRole('textbox').or(help.getByRole('searchbox')).first().focus();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
  expect(await number.inputValue()).toBe('07/CT-BCA');
  expect(place()).toBe('#/directives/new');
});

test('F1 on a screen opens the help of the screen', async () => {
  await goTo('/reports');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('F1');
  await page.locator('.vm-help-page h3', { hasText: 'Báo cáo tiến độ' }).waitFor();
  await page.getByRole('button', { name: 'Đóng trợ giúp' }).click();
});

test('a topic shows its pictures small, large when pressed, and on paper with every one of them', async () => {
  await goTo('/reports');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('F1');
  const help = page.getByRole('complementary', { name: 'Trợ giúp' });
  await help.getByRole('searchbox').fill('tuan cua xa');
  await help.getByRole('button', { name: 'Một tuần của xã' }).first().click();
  const width = (picture: Locator): Promise<number> =>
    picture.evaluate((image) => (image as HTMLImageElement).naturalWidth);
  const small = help.getByRole('img').first();
  await small.scrollIntoViewIfNeeded();
  await expect.poll(() => width(small)).toBe(1158);
  expect(await axeOf(page)).toEqual([]);
  await small.click();
  const large = page.getByRole('dialog').locator('.vm-help-picture');
  await expect.poll(() => width(large)).toBe(1158);
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await large.waitFor({ state: 'detached' });
  await page.evaluate(() => {
    window.print = () => {
      const pictures = [...document.querySelectorAll<HTMLImageElement>('.vm-help-paper img')];
      const widths = pictures.map(({ naturalWidth }) => naturalWidth);
      const { print = '' } = document.body.dataset;
      (window as unknown as { printed: unknown }).printed = [print, widths];
    };
  });
  await help.getByRole('button', { name: 'In mục này' }).click();
  const printed = (): Promise<unknown> => page.evaluate(() => (window as unknown as { printed?: unknown }).printed);
  await expect.poll(printed).toEqual(['help', [1158, 1158, 1158]]);
  await page.locator('.vm-help-paper').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Đóng trợ giúp' }).click();
});

test('the card of keys is searched, and printed on one sheet', async () => {
  await goTo('/keys');
  await page.getByRole('heading', { name: 'Bảng phím tắt' }).waitFor();
  const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('hoan tac');
  await page.locator('.vm-key-card dt', { hasText: 'Hoàn tác' }).waitFor();
  expect(await page.locator('.vm-key-card dt').count()).toBe(1);
  expect(await page.locator('.vm-key-card kbd').allTextContents()).toEqual(['Ctrl', 'Z']);
});

test('the size follows its keys, and signs grow with the words', async () => {
  const iconWidth = (): Promise<number> =>
    page
      .locator('.vm-rail-item svg')
      .first()
      .evaluate((icon) => icon.getBoundingClientRect().width);
  const before = await iconWidth();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Control+Equal');
  await page.waitForFunction(() => document.documentElement.style.fontSize === '150%');
  expect(await iconWidth()).toBeCloseTo(before * 1.5, 0);
  // Where there is little room, the rail shows its signs only.
  expect(await page.locator('.vm-rail').getAttribute('data-collapsed')).not.toBeNull();
  await page.keyboard.press('Control+0');
  await page.waitForFunction(() => document.documentElement.style.fontSize === '100%');
  expect(await page.locator('.vm-rail').getAttribute('data-collapsed')).toBeNull();
});

test('who has asked the PC for more contrast gets it', async () => {
  const ground = (): Promise<string> =>
    page.locator('.vm-bar').evaluate((bar) => getComputedStyle(bar).backgroundColor);
  await page.emulateMedia({ contrast: 'more' });
  await page.waitForFunction(() => document.documentElement.hasAttribute('data-contrast'));
  expect(await ground()).toBe('rgb(0, 0, 0)');
  await page.emulateMedia({ contrast: 'no-preference' });
  await page.waitForFunction(() => !document.documentElement.hasAttribute('data-contrast'));
  expect(await ground()).not.toBe('rgb(0, 0, 0)');
});

test('the page never complained', () => {
  expect(app.problems.filter((problem) => !problem.endsWith('ERR_ABORTED'))).toEqual([]);
});
