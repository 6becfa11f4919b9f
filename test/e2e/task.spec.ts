import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { newOffice, password, type TestHost } from '../helpers/host.ts';

const communes = [
  'An Lộc',
  'Ba Đồn',
  'Đại Phong',
  'Hòa Sơn',
  'Kim Sơn',
  'Long Thủy',
  'Mỹ Lộc',
  'Phú Giang',
  'Tân Phong',
  'Thanh Sơn',
  'Vĩnh Lộc',
  'Xuân Giang',
];

/** A province with twelve communes and one body outside the police; a coordinator and a commander. */
async function fill({ get }: TestHost): Promise<void> {
  const { session } = await get('office.create', newOffice);
  const facts = {
    symbol: '',
    officialCode: null,
    isKey: 0,
    hasPolice: 0,
    orderNumber: null,
    basisDirectiveId: null,
    basisText: '',
  } as const;
  for (const name of communes) {
    const own = {
      kind: 'commune',
      name,
      fullName: `Công an xã ${name}`,
      shortName: `CAX ${name}`,
      parentId: session.officeUnitId,
    } as const;
    await get('unit.create', {
      nature: 'police',
      level: 'commune',
      validFrom: '2021-11-01',
      facts: { ...facts, ...own },
    });
  }
  const army = {
    kind: 'army',
    name: 'Bộ Chỉ huy Quân sự',
    fullName: 'Bộ Chỉ huy Quân sự tỉnh',
    shortName: 'BCHQS',
    parentId: null,
  } as const;
  await get('unit.create', {
    nature: 'partner',
    level: 'other',
    validFrom: '2021-11-01',
    facts: { ...facts, ...army },
  });
  for (const [login, role] of [
    ['tonghop', 'coordinator'],
    ['chihuy', 'commander'],
  ] as const) {
    await get('user.create', {
      login,
      role,
      name: `Người ${login}`,
      position: '',
      unitId: null,
      password,
    });
  }
  await get('session.login', { login: 'tonghop', password });
}

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ prepare: fill });
  page = app.page;
});
afterAll(() => app.close());

async function goTo(hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

async function viewAt(day: string): Promise<void> {
  await page.locator('.vm-bar-date').click();
  const field = page.getByRole('textbox', { name: 'Ngày xem dữ liệu' });
  await field.fill(day);
  await page.getByText(`Đang xem tại ${day}`).waitFor();
  // Once: a second Esc would close what lies open beside the list.
  await field.press('Escape');
  await field.waitFor({ state: 'detached' });
}

const row = (text: string) => page.locator('.vm-grid-body [role=row]', { hasText: text });
const detail = () => page.locator('.vm-panel');

/** Fills the dialog of a step and confirms it; on a day of view that is not today the program asks once whether that is meant. */
async function confirmStep(verb: string, fields: Record<string, string>): Promise<void> {
  const confirm = page.getByRole('button', { name: verb, exact: true });
  const dialog = page.getByRole('dialog').filter({ has: confirm });
  for (const [label, value] of Object.entries(fields))
    await dialog.getByRole('textbox', { name: label, exact: false }).fill(value);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Đang xem tại một ngày khác' });
  await Promise.race([question.waitFor(), dialog.waitFor({ state: 'detached' })]);
  if (await question.isVisible()) {
    await question.getByRole('checkbox').check();
    await question.getByRole('button', { name: 'Lưu' }).click();
  }
  await dialog.waitFor({ state: 'detached' });
}

async function becomes(login: string): Promise<void> {
  await app.host.get('session.login', { login, password });
  await page.reload();
  await page.locator('main h1').waitFor();
}

test('work is given to every commune of the province in one step, an outside body helping', async () => {
  await goTo('/tasks');
  await page.getByText('Chưa giao việc nào').waitFor();
  await page.locator('.vm-grid').focus();
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Nội dung nhiệm vụ' }).fill('Kiện toàn chức danh Trưởng Công an xã');
  await page.getByRole('textbox', { name: 'Ngày giao' }).fill('02/05/2026');
  await page.keyboard.press('Control+s');
  await page.getByText('Chọn ít nhất một đơn vị chủ trì.').waitFor();
  await page.getByRole('textbox', { name: 'Thời hạn' }).fill('31052026');
  await page.getByRole('button', { name: 'Thêm tất cả 12 Công an cấp xã' }).click();
  await page.getByText('12 đơn vị, mỗi đơn vị tự chủ trì phần việc của mình').waitFor();
  const supports = page.getByRole('combobox', { name: 'Đơn vị phối hợp' });
  await supports.fill('quan su');
  await page.getByRole('option', { name: 'Bộ Chỉ huy Quân sự tỉnh' }).click();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await page.getByText('Đã giao việc cho 12 đơn vị.').waitFor();
  await row('CAX Kim Sơn').waitFor();
  await expect.poll(() => page.locator('.vm-grid-body [role=row]').count(), { timeout: 10_000 }).toBe(12);
  expect(await row('CAX Kim Sơn').textContent()).toContain('+1');
});

test('the unit accepts, is reminded and asks for an extension; who asked does not grant it', async () => {
  await viewAt('20/05/2026');
  await row('CAX Kim Sơn').click();
  await detail().getByRole('button', { name: 'Tiếp nhận' }).click();
  await confirmStep('Tiếp nhận', { Ngày: '03/05/2026' });
  await detail().getByText('Đã tiếp nhận').first().waitFor();
  await detail().getByRole('button', { name: 'Đôn đốc' }).click();
  await confirmStep('Đôn đốc', { 'Ghi chú': 'Sắp đến hạn' });
  await detail().getByText('Đôn đốc lần 1').first().waitFor();
  await detail().getByRole('button', { name: 'Thao tác khác' }).click();
  await page.getByRole('menuitem', { name: 'Đề nghị gia hạn' }).click();
  await confirmStep('Đề nghị gia hạn', {
    'Hạn mới': '15/06/2026',
    'Lý do': 'Chờ quyết định bổ nhiệm',
  });
  await detail().getByText('Đơn vị xin gia hạn đến 15/06/2026.').waitFor();
  await detail().getByText('người khác phải duyệt').waitFor();
  await expect.poll(() => detail().getByRole('button', { name: 'Duyệt' }).count(), { timeout: 10_000 }).toBe(0);
});

test('the commander grants it; the original deadline stays beside the new one', async () => {
  await becomes('chihuy');
  await goTo('/tasks');
  await viewAt('25/05/2026');
  await page.getByRole('button', { name: /^Chờ duyệt/ }).click();
  await row('CAX Kim Sơn').click();
  await detail().getByRole('button', { name: 'Gia hạn' }).click();
  await confirmStep('Đồng ý gia hạn', {});
  await detail().getByText('đến 15/06/2026 (gốc 31/05/2026)').first().waitFor();
  await page.getByRole('button', { name: /^Tất cả/ }).click();
});

test('the same work is on time on one date of view and late on another', async () => {
  expect(await row('CAX Ba Đồn').textContent()).toContain('Còn 6 ngày');
  await viewAt('05/06/2026');
  await row('CAX Ba Đồn').getByText('Quá hạn 5 ngày').waitFor();
  await row('CAX Kim Sơn').getByText('Chưa đến hạn').waitFor();
  await detail().getByText('Theo hạn gốc').waitFor();
  await page.getByRole('button', { name: /^Quá hạn\s*11/ }).waitFor();
  expect(await axeOf(page)).toEqual([]);
});

test('rows are walked and opened by keys; the list keeps its focus, its place and what is chosen', async () => {
  await page.keyboard.press('Escape');
  await detail().waitFor({ state: 'detached' });
  await page.locator('.vm-grid').focus();
  for (const key of ['Home', 'ArrowDown', ' ', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await detail().waitFor();
  await page.getByText('Đã chọn 1').first().waitFor();
  const title = await detail().locator('.vm-page-note').first().textContent();
  for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key);
  await page.waitForFunction((old) => document.querySelector('.vm-panel .vm-page-note')?.textContent !== old, title);
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('vm-grid');
  await page.getByRole('button', { name: 'Bỏ chọn' }).click();
});

test('many are reminded at once by keys, and the buttons say how many', async () => {
  await page.getByRole('button', { name: /^Quá hạn/ }).click();
  await row('CAX Kim Sơn').waitFor({ state: 'detached' });
  await page.locator('.vm-grid').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Đôn đốc 11' }).click();
  await confirmStep('Đôn đốc', {});
  await page.getByText('Đôn đốc: đã làm 11 việc.').waitFor();
});

test('work is cancelled with a reason only', async () => {
  await row('CAX Ba Đồn').click();
  await detail().getByText('CAX Ba Đồn').first().waitFor();
  await detail().getByRole('button', { name: 'Thao tác khác' }).click();
  await page.getByRole('menuitem', { name: 'Hủy việc giao' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Hủy việc giao' }).click();
  await dialog.getByText('Nêu lý do').waitFor();
  await confirmStep('Hủy việc giao', { 'Lý do': 'Trùng nhiệm vụ khác' });
  await detail().getByText('Đã dừng').first().waitFor();
  await page.getByRole('button', { name: /^Quá hạn\s*10/ }).waitFor();
});

test('the catalogue of periods shows what a new rule means before it is saved', async () => {
  await becomes('tonghop');
  await goTo('/periods/new');
  await page.getByRole('textbox', { name: 'Tên kỳ' }).fill('Tháng (20 – 19)');
  await page.getByRole('textbox', { name: 'Ngày chốt số liệu' }).fill('19');
  await page.getByText('nộp 21/').first().waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await row('Tháng (20 – 19)').waitFor();
});

test('nothing was complained about on the way', () => {
  expect(app.problems).toEqual([]);
});
