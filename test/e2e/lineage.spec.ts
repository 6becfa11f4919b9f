import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { makePast, namesOfFourteen } from '../helpers/past.ts';
import { fixToday, goTo, switchTo } from '../helpers/province.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({
    prepare: async (host) => {
      await makePast(host);
      await switchTo(host, 'coordinator');
    },
  });
  page = app.page;
  await fixToday(app);
});
afterAll(() => app.close());

const patient = { timeout: 10_000 };
const today = '2026-11-22';
const idOf = async (name: string): Promise<string> =>
  (await app.host.get('unit.search', { text: name, on: today })).rows[0]?.id ?? '';
const drawing = (): Locator => page.getByRole('group', { name: 'Sơ đồ đơn vị tiền thân và kế thừa' });
const bar = (name: string | RegExp): Locator => drawing().getByRole('button', { name });
const seenDay = (): Locator => page.getByRole('banner').getByText(/Đang xem tại|Hôm nay/);

async function backToToday(): Promise<void> {
  await page
    .getByRole('button', { name: /Đang xem tại/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Về hôm nay' }).click();
}

async function openHistory(name: string): Promise<void> {
  await goTo(page, `/units/${await idOf(name)}/lineage`);
  await page.getByRole('tab', { name: 'Lịch sử đơn vị' }).waitFor();
  await drawing().waitFor();
}

test('fourteen predecessors are drawn, each with its end, those before them too, all without a break of the rules of access', async () => {
  await openHistory('Phú Hải');
  for (const name of namesOfFourteen) await bar(new RegExp(`CAX ${name}( Mới)? đã giải thể 01/07/2025`)).waitFor();
  expect(await drawing().getByRole('button').count()).toBe(1 + 14 + 8);
  const boxes = await drawing()
    .getByRole('button')
    .evaluateAll((bars) => bars.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
  const meet = (a: DOMRect, b: DOMRect): boolean =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  expect(boxes.some((a, at) => boxes.some((b, other) => other > at && meet(a, b)))).toBe(false);
  const frame = await drawing().evaluate((one) => ({ has: one.clientWidth, needs: one.scrollWidth }));
  expect(frame.needs).toBeLessThanOrEqual(frame.has);
  expect(await axeOf(page)).toEqual([]);
});

test('the same stands in a table, with part, main successor and basis', async () => {
  await openHistory('Tam Tân');
  const table = page.getByRole('table', { name: 'Sự kiện, đơn vị tiền thân và kế thừa' });
  await table.getByText('Một phần, kế thừa chính').waitFor();
  await table.getByText('Một phần diện tích').waitFor();
  await table.getByText('Nghị quyết 1680/NQ-UBTVQH15').waitFor();
  await page.getByText('Đã giải thể 01/07/2025', { exact: true }).waitFor();
});

test('by keyboard from box to box; Enter opens the unit on its day, under the name it had', async () => {
  await openHistory('Đông Hải');
  await bar(/CAX Đông Hải/).focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => bar(/CAX Tam Tân/).evaluate((one) => one === document.activeElement), patient).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Công an xã Tam Tân', exact: true }).waitFor();
  await expect.poll(() => seenDay().textContent(), patient).toContain('30/06/2025');
  expect(await page.getByText(/^Đã giải thể /).count()).toBe(0);
  await backToToday();
  await page.getByText('Đã giải thể 01/07/2025', { exact: true }).waitFor();
});

test('an old name in the search leads to all living units that carry it on, or to its last day', async () => {
  await goTo(page, '/units');
  await page.getByRole('searchbox', { name: 'Tìm đơn vị' }).fill('tam phu');
  const found = page.getByRole('list', { name: 'Kết quả tìm' });
  await found.getByText(/đã giải thể 01\/01\/2023/).waitFor();
  await found.getByText('Nay thuộc các đơn vị').waitFor();
  expect(await found.getByRole('link').allInnerTexts()).toEqual(['Công an xã Đông Hải', 'Công an xã Tây Hải']);
  expect(await axeOf(page)).toEqual([]);
  await found.getByRole('link', { name: 'Công an xã Tây Hải' }).click();
  await page.getByRole('heading', { name: 'Công an xã Tây Hải', exact: true }).waitFor();
  await found.getByRole('button', { name: /Tam Phú/ }).click();
  await page.getByRole('heading', { name: 'Công an xã Tam Phú', exact: true }).waitFor();
  await expect.poll(() => seenDay().textContent(), patient).toContain('31/12/2022');
  await backToToday();
  await page.getByRole('searchbox', { name: 'Tìm đơn vị' }).fill('');
});

test('a report of 2022 is reached from each successor, once, under the name of 2022', async () => {
  for (const name of ['Đông Hải', 'Tây Hải']) {
    await goTo(page, `/units/${await idOf(name)}`);
    await page.getByText('Việc và báo cáo của 3 đơn vị tiền thân, kể cả đã giải thể.').waitFor();
    await page.getByRole('button', { name: '1 báo cáo' }).click();
    const rows = page.getByRole('grid').getByRole('row').filter({ hasText: 'Rà soát nhân khẩu năm 2022' });
    await rows.first().waitFor();
    expect(await rows.count()).toBe(1);
    expect(await rows.first().textContent()).toContain('CAX Tam Phú');
    expect(await rows.first().textContent()).toContain('đã giải thể 01/01/2023');
    await page.getByText('cả đơn vị tiền thân', { exact: true }).waitFor();
  }
  await goTo(page, `/units/${await idOf('Đông Hải')}`);
  await page.getByRole('button', { name: '2 việc được giao' }).click();
  const work = page.getByRole('grid').getByRole('row').filter({ hasText: 'Rà soát nhân khẩu năm 2022' });
  await expect.poll(() => work.count(), patient).toBe(2);
});

test('on paper: the drawing, the table and the periods in black, and nothing of the screen', async () => {
  await openHistory('Phú Hải');
  await page.evaluate(() => void (document.body.dataset['print'] = 'lineage'));
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#root').isVisible()).toBe(false);
  const paper = page.locator('.vm-past-paper');
  await paper.getByText('Lịch sử đơn vị: Công an phường Phú Hải').waitFor();
  expect(await paper.locator('.vm-past-unit').count()).toBe(1 + 14 + 8);
  expect(await paper.locator('thead th').count()).toBe(6);
  await page.emulateMedia({ media: null });
  await page.evaluate(() => void delete document.body.dataset['print']);
});

test('dark and at 150 % it keeps to the rules of access', async () => {
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('layout') ?? '{"state":{},"version":1}') as { state: object };
    localStorage.setItem(
      'layout',
      JSON.stringify({ ...kept, state: { ...kept.state, scheme: 'dark', scalePercent: 150 } }),
    );
  });
  await fixToday(app);
  await openHistory('Tam Tân');
  expect(await axeOf(page)).toEqual([]);
  expect(app.problems.filter((problem) => !problem.includes('ERR_ABORTED'))).toEqual([]);
});
