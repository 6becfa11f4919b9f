import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Output } from '../../db/api/contract/index.ts';
import { dayOfInstant } from '../../db/api/day.ts';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { newOffice, password } from '../helpers/host.ts';
import { goTo, logInAs, people, switchTo } from '../helpers/province.ts';

const on = dayOfInstant(Date.now());
let app: App;
let page: Page;
let desk: Output<'desk.today'>;

beforeAll(async () => {
  app = await startApp({
    prepare: async (host) => {
      await host.get('office.create', newOffice);
      for (const role of ['clerk', 'coordinator', 'commander'] as const) {
        const user = { login: people[role], name: `Người dùng ${people[role]}`, position: '', unitId: null };
        await host.get('user.create', { ...user, password, role });
      }
      await host.get('demo.fill', { on, communes: 20, directives: 60 });
      await switchTo(host, 'commander');
    },
  });
  page = app.page;
  desk = await app.host.get('desk.today', { on });
});
afterAll(() => app.close());

const block = (name: string) => page.getByRole('region', { name });
const titles = (): Promise<string[]> => page.locator('.vm-desk-block h2').allTextContents();

test('the desk is where the day begins: for a commander with what waits for a decision', async () => {
  await page.getByRole('heading', { name: 'Bàn làm việc hôm nay' }).waitFor();
  await page.locator('.vm-desk-block').first().waitFor();
  expect((await titles()).slice(0, 2)).toEqual(['Báo cáo chờ duyệt', 'Kết quả, đề nghị chờ quyết định']);
  await block('Việc quá hạn')
    .getByRole('button', { name: `Việc quá hạn: ${desk.overdue.total}. Mở danh sách` })
    .waitFor();
  expect(await axeOf(page)).toEqual([]);
});

test('what matters is seen without scrolling', async () => {
  const last = page.locator('.vm-desk-block').last();
  const { height } = await last.locator('header').evaluate((header) => {
    const { bottom } = header.getBoundingClientRect();
    return { height: bottom };
  });
  expect(height).toBeLessThanOrEqual(768);
});

test('by keyboard: Tab from block to block, arrows inside, Enter opens', async () => {
  const [reports, requests] = [block('Báo cáo chờ duyệt'), block('Kết quả, đề nghị chờ quyết định')];
  await reports.locator('li button').first().focus();
  await page.keyboard.press('Tab');
  expect(
    await requests
      .locator('li button')
      .first()
      .evaluate((one) => one === document.activeElement),
  ).toBe(true);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  expect(
    await requests
      .locator('li button')
      .nth(1)
      .evaluate((one) => one === document.activeElement),
  ).toBe(true);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.startsWith('#/tasks'));
  await goTo(page, '/desk');
  await reports.locator('li button').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction((id) => location.hash === `#/reports/${id}`, desk.reports.rows[0]?.id);
});

test('a report that is approved leaves the desk', async () => {
  await goTo(page, '/desk');
  await block('Báo cáo chờ duyệt').waitFor();
  const reportId = desk.reports.rows[0]?.id ?? '';
  await app.host.get('report.review', { reportId, kind: 'approve', onDay: on, reason: '' });
  await page.getByRole('button', { name: `Báo cáo chờ duyệt: ${desk.reports.total - 1}. Mở danh sách` }).waitFor();
});

test('a clerk begins with documents, and a worked one leaves', async () => {
  await logInAs(page, 'clerk');
  await block('Văn bản đến chưa xử lý').waitFor();
  expect((await titles())[0]).toBe('Văn bản đến chưa xử lý');
  const [document] = desk.documents.rows;
  const read = { id: document?.id ?? '', unitIds: [desk.unit.id], day: on };
  for (const step of ['receivedOn', 'readOn'] as const) await app.host.get('directive.saveReceipts', { ...read, step });
  await page
    .getByRole('button', { name: `Văn bản đến chưa xử lý: ${desk.documents.total - 1}. Mở danh sách` })
    .waitFor();
});

test.each([
  ['dark', {}, 'dark'],
  ['enlarged by half', { scalePercent: 150 }, 'light'],
] as const)('%s: nothing of WCAG 2.2 AA is broken', async (_, layout, colorScheme) => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const plain = {
    isRailCollapsed: null,
    splits: {},
    scheme: 'auto',
    scalePercent: 100,
    density: 'compact',
    language: 'vi',
  };
  await page.evaluate((state) => localStorage.setItem('layout', JSON.stringify({ state, version: 1 })), {
    ...plain,
    ...layout,
  });
  await page.reload();
  await page.locator('.vm-desk-block').first().waitFor();
  expect(await axeOf(page)).toEqual([]);
});

test('an empty office has no work left', async () => {
  const empty = await startApp({ prepare: (host) => host.get('office.create', newOffice) });
  await empty.page.getByText('Không còn việc tồn').waitFor();
  expect(await axeOf(empty.page)).toEqual([]);
  expect(empty.problems).toEqual([]);
  await empty.close();
});
