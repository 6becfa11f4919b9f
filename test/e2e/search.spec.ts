import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { newOffice, type TestHost } from '../helpers/host.ts';
import { goTo } from '../helpers/province.ts';

const on = '2026-11-22';
let app: App;
let page: Page;

async function fill(host: TestHost): Promise<void> {
  const { get } = host;
  await get('office.create', newOffice);
  const kindId = (await get('documentKind.list', {})).find(({ abbreviation }) => abbreviation === 'KH')?.id as string;
  const directive = { kindId, direction: 'incoming', issuer: 'Công an tỉnh Bình Minh' } as const;
  const add = (number: string, issuedOn: string, subject: string, description = '') =>
    get('directive.create', { ...directive, number, issuedOn, subject, description });
  await add(
    '118/KH-CAT-PX01',
    '2026-02-10',
    'Kiện toàn tổ chức Công an cấp xã',
    'Theo dõi thiếu phương tiện tuần tra.',
  );
  await add('21/KH-CAT-PC06', '2026-03-15', 'Rà soát cơ sở cho thuê lưu trú');
  await add('22/KH-CAT-PC06', '2026-04-15', 'Thực hiện Kế hoạch 118/KH-CAT-PX01');
  for (let n = 0; n < 45; n++) await add(`${n}/TB`, '2025-06-01', `Thông báo tuần tra số ${n}`);
  while ((await get('search.status', {})).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 20));
}

beforeAll(async () => {
  app = await startApp({ prepare: fill });
  page = app.page;
}, 120_000);
afterAll(() => app.close());

const box = () => page.getByRole('combobox', { name: 'Từ cần tìm' });
const hits = () => page.getByRole('listbox', { name: 'Kết quả' }).getByRole('option');
const current = () => page.locator('#vm-hits [aria-selected="true"] .vm-hit-title').textContent();

/** Types through an input method: a composition that changes its letters and ends as one word. */
async function compose(steps: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const text of steps)
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await session.send('Input.insertText', { text: steps.at(-1) ?? '' });
  await session.detach();
}

test('one types into the box at once, reads the best hit beside the list, and opens it by Enter', async () => {
  await goTo(page, '/search');
  await page.getByText('Tìm trong mọi dữ liệu của cơ quan').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.type('118/kh-cat-px01');
  await hits().nth(1).waitFor();
  expect(await current()).toBe('Kiện toàn tổ chức Công an cấp xã');
  await page.getByText('Theo dõi thiếu phương tiện tuần tra.').waitFor();
  await page.keyboard.press('ArrowDown');
  expect(await current()).toBe('Thực hiện Kế hoạch 118/KH-CAT-PX01');
  await page.keyboard.press('ArrowUp');
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/directives\/[0-9a-f-]{36}$/);
  await page.goBack();
  expect(await box().inputValue()).toBe('118/kh-cat-px01');
  await hits().nth(1).waitFor();
});

test('words count when a letter is finished, not while it is composed', async () => {
  await goTo(page, '/search');
  await box().fill('');
  await page.getByText('Tìm trong mọi dữ liệu của cơ quan').waitFor();
  await box().focus();
  const asked: string[] = [];
  page.on('request', (request) => {
    const body = request.postData() ?? '';
    if (body.includes('search.find') || request.url().includes('search.find')) asked.push(body);
  });
  await compose(['t', 'tu', 'tuâ', 'tuần']);
  await page.keyboard.type(' ');
  await compose(['t', 'tr', 'tra']);
  await hits().first().waitFor();
  await page.getByRole('button', { name: /Văn bản 46/ }).waitFor();
  expect(await box().inputValue()).toBe('tuần tra');
  expect(asked.filter((body) => body.includes('tuâ"'))).toEqual([]);
});

test('chips keep one kind, filters narrow, more rows come with the arrow, and nothing found says what to try', async () => {
  await goTo(page, '/search');
  await box().fill('tuần tra');
  await hits().nth(29).waitFor();
  await page.getByRole('button', { name: 'Xem thêm kết quả' }).click();
  await hits().nth(45).waitFor();
  await page.getByRole('button', { name: /Nhiệm vụ 0/ }).click();
  await page.getByText('Không tìm thấy “tuần tra”').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Bỏ bộ lọc' }).last().click();
  await hits().first().waitFor();
  await page.getByRole('button', { name: 'Thời gian' }).click();
  await page.getByRole('textbox', { name: 'Từ ngày' }).fill('01/01/2026');
  await page.getByRole('button', { name: /Văn bản 1$/ }).waitFor();
  await page.keyboard.press('Escape');
  expect(await hits().count()).toBe(1);
});

test('a search is kept under a name and comes back', async () => {
  await page.getByRole('button', { name: 'Đã lưu' }).click();
  await page.getByRole('button', { name: 'Lưu bộ lọc hiện tại …' }).click();
  await page.getByRole('textbox', { name: 'Tên' }).fill('Tuần tra năm 2026');
  await page.keyboard.press('Enter');
  await page.getByText('Đã lưu “Tuần tra năm 2026”.').waitFor();
  await page.getByRole('button', { name: 'Bỏ bộ lọc', exact: true }).click();
  await box().fill('kiện');
  await page.getByRole('button', { name: 'Đã lưu' }).click();
  await page.getByRole('button', { name: 'Tuần tra năm 2026', exact: true }).click();
  await page.getByRole('button', { name: /Văn bản 1$/ }).waitFor();
  expect(await box().inputValue()).toBe('tuần tra');
});

test('Ctrl+K finds data, commands and help by keyboard, closes on Escape, and gives the focus back', async () => {
  await goTo(page, '/directives');
  await page.getByRole('searchbox').first().focus();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  const before = await focused();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('combobox', { name: 'Tìm dữ liệu và lệnh' });
  await palette.waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'detached' });
  expect(await focused()).toBe(before);

  await page.keyboard.press('Control+k');
  await palette.waitFor();
  await page.keyboard.type('luu tru');
  await page.getByRole('option', { name: /Rà soát cơ sở cho thuê lưu trú/ }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/directives\/[0-9a-f-]{36}$/);

  await page.keyboard.press('Control+k');
  await page
    .getByRole('group', { name: 'Mở gần đây' })
    .getByRole('option', { name: /lưu trú/ })
    .waitFor();
  await page.keyboard.type('nhiem vu');
  await page.getByRole('group', { name: 'Lệnh' }).getByRole('option').first().waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Tìm …' }).click();
  await palette.fill('tuần tra');
  const all = page.getByRole('option', { name: 'Xem mọi kết quả cho “tuần tra”' });
  await all.click();
  await page.waitForURL(/#\/search$/);
  await hits().nth(10).waitFor();
});

test('a record saved elsewhere is found without asking again', async () => {
  await goTo(page, '/search');
  await box().fill('xyzkw');
  await page.getByText('Không tìm thấy “xyzkw”').waitFor();
  const kindId = (await app.host.get('documentKind.list', {}))[0]?.id as string;
  await app.host.get('directive.create', {
    kindId,
    direction: 'incoming',
    number: '1/CT',
    issuer: 'Bộ Công an',
    issuedOn: on,
    subject: 'Chuyên đề xyzkw',
  });
  await hits().first().waitFor();
  expect(app.problems).toEqual([]);
});
