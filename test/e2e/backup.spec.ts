import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { type ExchangePc, exchanging, newStick, takeFrom, writeTo } from '../helpers/exchange.ts';
import { bundleFrom, takeAt } from '../helpers/exchange-host.ts';
import * as clerk from '../helpers/exchange-pages.ts';
import { password } from '../helpers/host.ts';
import { addTask } from '../helpers/lives.ts';

/* A commune's PC is backed up and breaks; another PC goes on with the backup, and the province gives back what came after it. */

let province: ExchangePc;
let communeId = '';
let old: App;
let fresh: App;
const file = join(newStick(), 'xa.vmbackup');

beforeAll(async () => {
  const { province: top, communes } = await exchanging();
  const [commune] = communes as [ExchangePc];
  province = top;
  communeId = commune.unitId;
  addTask(commune, 'trước khi sao lưu');
  const key = Buffer.from(commune.vault.key);
  const cipher = commune.vault.readKeys()?.cipher ?? 'chacha20';
  commune.vault.close();
  const opened = { dataDir: commune.root, pc: commune.pc };
  old = await startApp({
    ...opened,
    prepare: (host) => host.get('session.login', { login: 'quantri', password }),
  });
  await backUp(old.page);
  await old.close();
  // What the PC wrote and handed out before it broke.
  commune.vault.open(key, cipher);
  addTask(commune, 'sau khi sao lưu');
  takeFrom(province, writeTo(commune, province.unitId).paths[0] as string);
  commune.vault.close();
  fresh = await startApp();
});
afterAll(() => fresh?.close());

async function backUp(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/settings';
  });
  const button = page.getByRole('button', { name: 'Sao lưu bây giờ' });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  await download.saveAs(file);
  await page.getByText(/Đã sao lưu và kiểm tra lại/).waitFor();
}

const contents = async (): Promise<string[]> => {
  const { rows } = await fresh.host.get('task.list', { on: '2026-05-04' });
  return rows.map(({ content }) => content).sort();
};

test('another PC is given the backup; what is no backup is called so', async () => {
  const { page } = fresh;
  const choose = (path: string): Promise<void> => clerk.choose(page, /Chọn tệp sao lưu/, path);
  await page.getByText('Khôi phục từ bản sao lưu').first().click();
  await choose(writeTo(province, communeId).paths[0] as string);
  await page
    .getByRole('alert')
    .getByText(/Đây là gói trao đổi/)
    .waitFor();
  expect(await axeOf(page)).toEqual([]);
  await choose(file);
  await page.getByRole('heading', { name: 'Đã khôi phục' }).waitFor();
  await page.getByText(/Thay đổi làm sau lúc sao lưu/).waitFor();
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
});

test('it says what happened and waits for a word: nothing can be written before, a wrong password is none', async () => {
  const { page, host } = fresh;
  await page.getByRole('textbox', { name: 'Tên đăng nhập' }).fill('quantri');
  const secret = page.getByLabel(/^Mật khẩu/).and(page.locator('input'));
  await secret.fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Dữ liệu này vừa được khôi phục' }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  expect(await host.call('draft.save', { key: 'directive:new', body: 'x' })).toMatchObject({
    error: { code: 'OFFICE_HALTED' },
  });
  await secret.fill('không phải');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  // Emptied and focused, so that it can be typed again at once.
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByText(/Đã tiếp tục/).waitFor();
  await page.getByRole('navigation', { name: 'Đồng bộ' }).waitFor();
});

test('it goes on under another name: told of it, the province gives back what was lost', async () => {
  const { host } = fresh;
  expect(await contents()).toEqual(['trước khi sao lưu']);
  takeFrom(province, await bundleFrom(host, province.unitId));
  await takeAt(host, writeTo(province, communeId).paths[0]);
  expect(await contents()).toEqual(['sau khi sao lưu', 'trước khi sao lưu']);
  expect((await host.get('data.check', {})).ok).toBe(true);
  expect((await host.get('office.lineage', {})).state).toBe('same');
  expect(fresh.problems).toEqual([]);
});
