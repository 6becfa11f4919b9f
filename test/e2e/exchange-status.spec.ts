import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { addDirective } from '../helpers/directive.ts';
import { deliver, type ExchangePc, exchanging, joinAs } from '../helpers/exchange.ts';
import { password } from '../helpers/host.ts';

/* Two PCs of one office edit the same document apart; a clerk settles it by the keyboard, on what real bundles brought. */

const on = '2026-05-04';
const mine = 'Bảo đảm an ninh, trật tự dịp lễ, báo cáo trước ngày 15';
const theirs = 'Bảo đảm an ninh, trật tự dịp lễ trên địa bàn toàn xã';
let app: App;
let page: Page;
let id: string;
/** Another document, on which they disagree in one place. */
let other: string;

const rewrite = (pc: ExchangePc, which: string, patch: { subject: string; replyDueOn?: string }): void => {
  const { changedAtMs } = pc.get('directive.get', { id: which, on });
  pc.get('directive.update', { id: which, seenAtMs: changedAtMs, patch });
};

beforeAll(async () => {
  const { province, communes } = await exchanging();
  const [first] = communes as [ExchangePc];
  const second = await joinAs(province, first.unitId, 'Máy tổng hợp');
  deliver(province, second);
  deliver(province, first);
  id = addDirective(first, { number: '12/KH-CAX', subject: 'Bảo đảm an ninh, trật tự' });
  other = addDirective(first, { number: '13/KH-CAX', subject: 'Tuần tra' });
  deliver(first, second);
  rewrite(first, id, { subject: mine, replyDueOn: '2026-06-30' });
  rewrite(second, id, { subject: theirs, replyDueOn: '2026-07-15' });
  rewrite(first, other, { subject: 'Tuần tra ban đêm' });
  rewrite(second, other, { subject: 'Tuần tra cuối tuần' });
  deliver(second, first);
  for (const pc of [province, first, second]) pc.vault.close();
  app = await startApp({
    dataDir: first.root,
    pc: first.pc,
    prepare: (host) => host.get('session.login', { login: 'quantri', password }),
  });
  page = app.page;
});

afterAll(() => app.close());

const bar = () => page.getByRole('navigation', { name: 'Đồng bộ' });
const conflicts = (count = 2) => bar().getByRole('link', { name: `${count} xung đột` });
const field = (name: string) => page.getByRole('region', { name, exact: true });
/** The one below in the list opens when one is settled. */
const nextIsOpen = () =>
  page
    .locator('.vm-conflict')
    .getByRole('heading', { name: /13\/KH-CAX/ })
    .waitFor();
const stored = async (): Promise<unknown[]> => {
  const { subject, replyDueOn } = await app.host.get('directive.get', { id, on });
  return [subject, replyDueOn];
};

test('the top bar tells of a conflict and leads to it; every value stands with its PC', async () => {
  await conflicts().click();
  await page
    .getByRole('grid', { name: 'Xung đột chưa xử lý' })
    .getByRole('gridcell', { name: /12\/KH-CAX/ })
    .click();
  await field('Trích yếu nội dung').getByText('Trước khi sửa: Bảo đảm an ninh, trật tự').waitFor();
  const sides = field('Hạn trả lời').locator('.vm-clash-side');
  expect(await sides.count()).toBe(3);
  await sides.filter({ hasText: 'Máy này' }).getByText('30/06/2026').waitFor();
  await sides.filter({ hasText: 'Máy tổng hợp' }).getByText('15/07/2026').waitFor();
  expect(await axeOf(page)).toEqual([]);
});

test('numbers choose, another value is written, Ctrl+S saves all in one step, Ctrl+Z opens it again', async () => {
  const numberOf = async (name: string, pc: string): Promise<string> =>
    (await field(name).locator('.vm-clash-side', { hasText: pc }).locator('kbd').textContent()) ?? '';
  await page.keyboard.press('Control+s');
  await page.getByText('Còn 2 chỗ chưa chọn').waitFor();
  await page.keyboard.press(await numberOf('Hạn trả lời', 'Máy này'));
  await page.keyboard.press('3');
  await page
    .getByRole('textbox', { name: 'Giá trị khác: Trích yếu nội dung' })
    .fill('Bảo đảm an ninh dịp lễ, đã thống nhất');
  await page.keyboard.press('Control+s');
  await nextIsOpen();
  expect(await stored()).toEqual(['Bảo đảm an ninh dịp lễ, đã thống nhất', '2026-06-30']);
  await conflicts(1).waitFor();
  await page.keyboard.press('Control+z');
  await conflicts().waitFor();
  expect(app.problems).toEqual([]);
});

test('its own page says that it is in conflict; all of the other PC is kept by one press', async () => {
  await page.evaluate((to) => {
    location.hash = to;
  }, `#/directives/${id}`);
  await page.getByRole('note').getByRole('link', { name: 'Xem và chọn' }).click();
  await page.getByRole('button', { name: 'Giữ tất cả của máy khác' }).click();
  await page.getByText('Đã chọn đủ').waitFor();
  await page.keyboard.press('Control+s');
  await nextIsOpen();
  expect(await stored()).toEqual([theirs, '2026-07-15']);
});

test('one side is kept for several records at once, after a look at every line; one undo opens them again', async () => {
  await page.keyboard.press('Control+z');
  await conflicts().waitFor();
  await page.getByRole('button', { name: 'Chọn cho nhiều bản ghi' }).click();
  const preview = page.getByRole('group', { name: 'Xem trước' });
  await preview.getByRole('checkbox', { name: /13\/KH-CAX/ }).waitFor();
  await page.getByRole('radiogroup', { name: 'Giữ giá trị của' }).getByText('Giữ của máy này').click();
  await preview.getByRole('cell', { name: '30/06/2026' }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Lưu 2 bản ghi' }).click();
  await page.getByText('Không còn xung đột để chọn').waitFor();
  expect(await stored()).toEqual([mine, '2026-06-30']);
  await conflicts().waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await conflicts().waitFor();
  expect(app.problems).toEqual([]);
});

test('the status has a row for each office, and opens PC by PC', async () => {
  await bar().getByRole('link', { name: 'hôm nay' }).click();
  const grid = page.getByRole('grid', { name: 'Các đơn vị trao đổi gói' });
  await page.getByRole('button', { name: /Im lặng/ }).click();
  await page.getByRole('button', { name: 'Bỏ bộ lọc' }).first().waitFor();
  await page.getByRole('button', { name: /Tất cả/ }).click();
  await grid.getByRole('gridcell', { name: /Công an xã An Bình/ }).click();
  const detail = page.getByRole('region', { name: /Công an xã An Bình/ });
  await detail.getByRole('rowheader', { name: /Máy tổng hợp/ }).waitFor();
  await detail.getByRole('rowheader', { name: /máy này/ }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  expect(app.problems).toEqual([]);
});
