import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import * as clerk from '../helpers/exchange-pages.ts';
import { newOffice } from '../helpers/host.ts';

/* Trust without a network, on two PCs: the province makes its authority and invites, the commune joins, both compare, it is let in. */

const unitName = 'Công an xã Kim Sơn';
const stick = mkdtempSync(join(tmpdir(), 'vm-stick-'));
const files = { invitation: '', request: '' };

let province: App;
let commune: App;
let code = '';
let number = '';

beforeAll(async () => {
  province = await startApp({
    prepare: async (host) => {
      const { session } = await host.get('office.create', newOffice);
      const facts = {
        ...{
          kind: 'commune' as const,
          name: 'Kim Sơn',
          fullName: unitName,
          shortName: '',
          symbol: '',
          officialCode: null,
        },
        ...{ parentId: session.officeUnitId, isKey: 0 as const, hasPolice: 0 as const, orderNumber: null },
        ...{ basisDirectiveId: null, basisText: '' },
      };
      await host.get('unit.create', { nature: 'police', level: 'commune', validFrom: '2025-07-01', facts });
    },
  });
  commune = await startApp();
});
afterAll(() => Promise.all([province?.close(), commune?.close()]));

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const field = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name });

/** Writes the last group of every secret down, sees that none is on the screen any more, and types them. */
async function putSheetAway(page: Page): Promise<void> {
  await button(page, 'Đã in hoặc chép đủ').waitFor();
  expect(await axeOf(page)).toEqual([]);
  const lists = await page.locator('.vm-secret-lines').all();
  const secrets = await Promise.all(lists.map((list) => list.locator('span').allInnerTexts()));
  await button(page, 'Đã in hoặc chép đủ').click();
  const boxes = page.getByRole('textbox', { name: /^Nhóm cuối cùng/ });
  await boxes.first().fill('sai');
  await button(page, 'Đã cất phiếu').click();
  await page
    .getByText(/Chưa khớp/)
    .first()
    .waitFor();
  const shown = await page.locator('body').textContent();
  for (const groups of secrets) expect(shown).not.toContain(`${groups[1]}${groups[2]}`);
  for (const [index, groups] of secrets.entries()) await boxes.nth(index).fill(groups.at(-1)?.toLowerCase() ?? '');
  await button(page, 'Đã cất phiếu').click();
}

async function saveFile(page: Page, name: RegExp): Promise<string> {
  const path = await clerk.saveTo(stick, page, name);
  await page.getByText(/vào thư mục tải về/).waitFor();
  return path;
}

test('the province makes its authority; its sheet is shown once and nothing of it stays', async () => {
  const { page } = province;
  await page.evaluate(() => {
    location.hash = '#/devices';
  });
  await button(page, 'Tạo khóa cấp tỉnh').click();
  await field(page, /Tên máy này/).fill('Máy chính');
  await page.keyboard.press('Enter');
  await putSheetAway(page);
  await page.getByRole('row', { name: /Máy chính · Máy này/ }).waitFor();
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toMatch(/AGE-SECRET|[0-9a-f]{64}/i);
});

test('it invites a commune: a file for the stick, and a code for another way', async () => {
  const { page } = province;
  await button(page, 'Mời máy tham gia').click();
  await page.getByRole('combobox', { name: /Đơn vị được mời/ }).fill('kim son');
  await page.getByRole('option', { name: unitName }).click();
  await button(page, 'Lập lời mời').click();
  files.invitation = await saveFile(page, /Ghi tệp lời mời/);
  code = (await page.locator('.vm-device-code').textContent()) ?? '';
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  expect(await axeOf(page)).toEqual([]);
});

test('the commune joins: a wrong code is told in words, and what was typed beside it stays', async () => {
  const { page } = commune;
  await page.getByText('Tham gia bằng lời mời').click();
  await clerk.choose(page, /Chọn tệp lời mời/, files.invitation);
  await page.getByText(unitName).waitFor();
  expect(await axeOf(page)).toEqual([]);
  const wrong = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
  await field(page, /Mã tham gia/).fill(wrong);
  await field(page, /Tên máy này/).fill('Máy văn thư');
  await button(page, 'Tiếp tục').click();
  await clerk.beFirstUser(page);
  await button(page, 'Lập yêu cầu tham gia').click();
  await page.getByText(/Mã tham gia không khớp/).waitFor();
  await field(page, /Mã tham gia/).fill(code.toLowerCase().replaceAll('-', ' '));
  await button(page, 'Tiếp tục').click();
  await button(page, 'Lập yêu cầu tham gia').click();
  await putSheetAway(page);
  files.request = await saveFile(page, /Ghi tệp yêu cầu/);
  const groups = page.getByRole('list', { name: 'Dãy số kiểm tra của máy này' }).getByRole('listitem');
  number = (await groups.allInnerTexts()).join(' ');
  expect(number).toMatch(/^\d{5}( \d{5}){5}$/);
  await button(page, 'Vào làm việc').click();
  await button(page, 'Xem yêu cầu và dãy số').click();
  await page.getByRole('heading', { name: 'Đang chờ tỉnh duyệt' }).waitFor();
  await groups.first().waitFor();
  expect((await groups.allInnerTexts()).join(' ')).toBe(number);
  expect(await axeOf(page)).toEqual([]);
});

test('the province hears the number and types it: one wrong group keeps the PC out, six right ones let it in', async () => {
  const { page } = province;
  await button(page, 'Duyệt yêu cầu').click();
  await clerk.choose(page, /Chọn tệp yêu cầu/, files.request);
  const heard = field(page, /Dãy số nghe được/);
  await heard.waitFor();
  expect(await page.locator('main').textContent()).not.toContain(number.slice(0, 11));
  const last = number.endsWith('0') ? '1' : '0';
  await heard.fill(`${number.slice(0, -1)}${last}`);
  await page.getByText(/Có nhóm không khớp/).waitFor();
  expect(await button(page, 'Công nhận máy này').isDisabled()).toBe(true);
  expect(await axeOf(page)).toEqual([]);
  await heard.fill(number);
  await button(page, 'Công nhận máy này').click();
  await page.getByText(`Đã công nhận Máy văn thư của ${unitName}.`).waitFor();
  await page.getByRole('row', { name: /Máy văn thư/ }).waitFor();
  expect(province.problems).toEqual([]);
  expect(commune.problems).toEqual([]);
});

test('a PC is withdrawn at a number, confirmed by typing its name, and stands so in the list', async () => {
  const { page } = province;
  await page.getByRole('row', { name: /Máy văn thư/ }).click();
  await button(page, 'Thu hồi máy').click();
  const dialog = page.getByRole('dialog', { name: 'Thu hồi Máy văn thư' });
  const submit = dialog.getByRole('button', { name: 'Thu hồi', exact: true });
  await dialog.getByText(/không phải giờ/).waitFor();
  expect(await submit.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('may van thu');
  await submit.click();
  await page.getByRole('row', { name: /Máy văn thư.*Đã thu hồi/ }).waitFor();
  await page.getByText(/danh sách thu hồi: phiên bản [1-9]/).waitFor();
  // Whoever confirmed it by keys is still in the panel, and Esc leads back to the list.
  await page.locator('.vm-panel:focus', { hasText: 'Máy văn thư' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[role=grid]:focus').waitFor();
});
