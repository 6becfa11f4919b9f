import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Output } from '../../db/api/contract/index.ts';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { newOffice, password, type TestHost } from '../helpers/host.ts';
import { fixToday, goTo, seeOn } from '../helpers/province.ts';

/* Cán bộ tổ chức at work: norms by date, too few, no chief, a block from Excel; the commander's tiles. By keyboard where it counts. */

const names = ['Kim Sơn', 'Ba Đồn', 'Hòa Lạc'];
let units: string[];
let app: App;
let page: Page;

async function prepare({ get }: TestHost): Promise<void> {
  const { session } = await get('office.create', {
    ...newOffice,
    office: { ...newOffice.office, validFrom: '2019-01-01' },
  });
  const plain = { symbol: '', officialCode: null, isKey: 0, hasPolice: 0, orderNumber: null } as const;
  units = [];
  for (const name of names) {
    const called = { kind: 'commune', name, fullName: `Công an xã ${name}`, shortName: `CAX ${name}` } as const;
    const facts = { ...plain, ...called, parentId: session.officeUnitId, basisDirectiveId: null, basisText: '' };
    const made = await get('unit.create', { nature: 'police', level: 'commune', validFrom: '2019-01-01', facts });
    units.push(made.id);
  }
  for (const [login, role] of [
    ['tochuc', 'personnel'],
    ['chihuy', 'commander'],
  ] as const)
    await get('user.create', { login, role, name: `Người ${login}`, position: '', unitId: null, password });
  await get('session.lock', {});
}

async function logIn(login: string): Promise<void> {
  const name = page.getByRole('textbox', { name: 'Tên đăng nhập' });
  await name
    .or(page.getByRole('navigation', { name: 'Điều hướng' }))
    .first()
    .waitFor();
  if (!(await name.isVisible())) await page.keyboard.press('Control+l');
  await name.waitFor();
  await name.fill(login);
  await page
    .getByLabel(/^Mật khẩu/)
    .and(page.locator('input'))
    .fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Điều hướng' }).waitFor();
}

beforeAll(async () => {
  app = await startApp({ prepare, permissions: ['clipboard-read', 'clipboard-write'] });
  page = app.page;
  await fixToday(app);
  await logIn('tochuc');
});
afterAll(() => app.close());
afterEach(() => expect(app.problems).toEqual([]));

const button = (name: string | RegExp) => page.getByRole('button', { name });
const field = (name: string | RegExp) => page.getByRole('textbox', { name });
const told = (text: string | RegExp) => page.getByText(text).first().waitFor();
const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const unitId = (name: string): string => units[names.indexOf(name)] ?? '';

async function backToToday(): Promise<void> {
  await page.getByTitle('Ngày xem dữ liệu').click();
  await button('Về hôm nay').click();
  await told('Hôm nay 22/11/2026');
  await page.keyboard.press('Escape');
}

type Course = Output<'staffing.trend'>['rows'];
const course = async (to: string): Promise<Course> =>
  (await app.host.get('staffing.trend', { from: '2020-01-01', to })).rows;

async function addNorm(name: string, least: string, from: string, foretold: string): Promise<void> {
  await goTo(page, '#/norms/new');
  await field('Tên định mức').fill(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(least);
  await field('Từ ngày').fill(from);
  await told(foretold);
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await row(name).waitFor();
  await page.getByRole('heading', { name: 'Thêm định mức' }).waitFor({ state: 'detached' });
}

async function count(name: string, day: string, present: string): Promise<void> {
  await goTo(page, `#/staffing/${unitId(name)}/count`);
  await page.getByRole('heading', { name: `Ghi quân số: Công an xã ${name}` }).waitFor();
  await field('Tại ngày').fill(day);
  await field('Hiện có').fill(present);
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { name: `Công an xã ${name}`, exact: true }).waitFor();
}

test('before anything is entered the screens say what they are for', async () => {
  await goTo(page, '#/norms');
  await told('Chưa có định mức nào');
  expect(await axeOf(page)).toEqual([]);
  await goTo(page, '#/staffing/trend');
  await told('Chưa có số liệu trong phạm vi này');
  expect(await axeOf(page)).toEqual([]);
  await page.getByRole('navigation', { name: 'Điều hướng' }).getByRole('link', { name: 'Quân số' }).click();
  await row('CAX Kim Sơn').waitFor();
  expect(await row('CAX Kim Sơn').textContent()).toContain('Chưa có số liệu');
  expect(await axeOf(page)).toEqual([]);
});

test('4 of 5 lack one in 2021; a norm added for 2025 is foretold, and leaves the years before as they were', async () => {
  await addNorm('Ít nhất 5 mỗi xã', '5', '31/05/2021', 'Sẽ có 0 đơn vị dưới định mức');
  await count('Kim Sơn', '31/05/2021', '4');
  await count('Ba Đồn', '31/05/2021', '6');
  await goTo(page, '#/staffing');
  await seeOn(page, '31/05/2021');
  await row('CAX Kim Sơn').getByText('Dưới định mức (thiếu 1)').waitFor();
  await row('CAX Ba Đồn').getByText('Đạt').waitFor();
  await button(/^Dưới định mức/).click();
  await expect.poll(() => page.getByRole('grid').first().getAttribute('aria-rowcount')).toBe('2');
  await button('Bỏ lọc').click();
  await seeOn(page, '30/05/2021');
  await expect.poll(() => row('CAX Kim Sơn').textContent()).toContain('Chưa có số liệu');
  await backToToday();

  await count('Kim Sơn', '01/01/2022', '6');
  const before = await course('2025-02-28');
  await addNorm('Ít nhất 12', '12', '01/03/2025', 'Sẽ có 2 đơn vị dưới định mức');
  expect(await course('2025-02-28')).toEqual(before);
  await goTo(page, '#/staffing');
  await seeOn(page, '28/02/2025');
  await row('CAX Kim Sơn').getByText('Đạt').waitFor();
  await seeOn(page, '01/03/2025');
  await row('CAX Kim Sơn').getByText('Dưới định mức (thiếu 6)').waitFor();
  await backToToday();

  await page.getByRole('link', { name: 'Diễn biến' }).click();
  await page.getByRole('img', { name: /^Quân số từ 01\/01\/2020 đến 22\/11\/2026: 0 rồi 12; .* 24\.$/ }).waitFor();
  const line = page.getByRole('table').getByRole('row').filter({ hasText: '01/03/2025' });
  expect(await line.locator('th, td').allTextContents()).toEqual(['01/03/2025', '12', '24', '12', '2', '0', '2/3']);
  expect(await axeOf(page)).toEqual([]);
});

async function appoint(name: string, holder: string, from: string): Promise<void> {
  await goTo(page, `#/staffing/${unitId(name)}`);
  await button('Thêm phân công').click();
  await page.getByRole('combobox', { name: 'Chức danh' }).click();
  await page.getByRole('option', { name: 'Trưởng Công an xã', exact: true }).click();
  await field('Người giữ chức danh').fill(holder);
  await field('Từ ngày').fill(from);
}

test('who has no chief on a day: appointing empties the list from that day on; two chiefs are refused', async () => {
  for (const name of names) {
    const post = { title: 'constable', fromOn: '2021-06-01', toOn: null, holder: '', note: '', basisText: '' } as const;
    const rest = { isActing: 0, isInvestigator: 0, isPartyCommittee: 0, basisDirectiveId: null } as const;
    await app.host.get('staffing.createPost', { unitId: unitId(name), post: { ...post, ...rest } });
  }
  await appoint('Kim Sơn', 'Cán bộ mẫu 1', '01/07/2021');
  await told('Mặc định chỉ giữ trong cơ quan');
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await told('Trưởng Công an xã – Cán bộ mẫu 1');
  expect(await axeOf(page)).toEqual([]);

  await goTo(page, '#/staffing');
  await button(/^Khuyết Trưởng/).click();
  await seeOn(page, '30/06/2021');
  await expect.poll(() => page.getByRole('grid').first().getAttribute('aria-rowcount')).toBe('4');
  await seeOn(page, '01/07/2021');
  await row('CAX Kim Sơn').waitFor({ state: 'detached' });
  expect(await page.getByRole('grid').first().getAttribute('aria-rowcount')).toBe('3');
  await backToToday();

  await appoint('Kim Sơn', 'Cán bộ mẫu 2', '01/01/2024');
  await page.keyboard.press('Control+s');
  await page.getByRole('alert').filter({ hasText: 'đã có Trưởng là Cán bộ mẫu 1 từ 01/07/2021' }).waitFor();
  await field('Ghi chú').fill('Bàn giao công việc đến hết tháng 01/2024');
  await page.keyboard.press('Control+s');
  await told('Trưởng Công an xã – Cán bộ mẫu 2');
  // The first leaves; the list of posts says so, and Ctrl+Z takes it back.
  await page.getByRole('link', { name: 'Kết thúc: Trưởng Công an xã Cán bộ mẫu 1' }).click();
  await field('Thôi giữ từ ngày').fill('01/02/2024');
  await page.keyboard.press('Control+s');
  await told('01/07/2021 – trước 01/02/2024');
  await page.keyboard.press('Control+z');
  await page.getByText('01/07/2021 – trước 01/02/2024').waitFor({ state: 'detached' });
});

test('somebody of the same name is told while the name is typed, and may be saved', async () => {
  await appoint('Ba Đồn', 'cán bộ mẫu 2', '01/03/2024');
  await told('Người tên Cán bộ mẫu 2 còn giữ chức danh');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Công an xã Ba Đồn' }).waitFor();
});

test('a block from Excel is read by code or name, wrong rows are named, one step saves the rest', async () => {
  await goTo(page, '#/staffing/sheet');
  await page.getByRole('textbox', { name: 'Đơn vị, dòng 1' }).waitFor();
  const rows = [
    ['Tên đơn vị', 'Ngày', 'Biên chế giao', 'Quân số', 'Trưởng', 'Phó', 'ĐTV'],
    ['CAX Hòa Lạc', '1/7/2025', '18', '16', '1', '3', '2'],
    ['Công an xã Trên Trời', '1/7/2025', '18', '16', '1', '3', '2'],
    ['CAX Ba Đồn', '1/7/2025', '', '3', '1', '4', ''],
  ];
  await page.evaluate(
    (block) => navigator.clipboard.writeText(block),
    rows.map((cells) => cells.join('\t')).join('\r\n'),
  );
  await page.keyboard.press('Control+v');
  await page.getByRole('status').filter({ hasText: '1 dòng lưu được · 2 có lỗi' }).first().waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await told('Đã ghi quân số của 1 đơn vị.');
  const { headcounts } = await app.host.get('staffing.ofUnit', { unitId: unitId('Hòa Lạc'), on: '2026-11-22' });
  expect(headcounts).toMatchObject([{ onDay: '2025-07-01', establishment: 18, present: 16, deputies: 3 }]);
});

test('a commander sees how many, opens them, and may change nothing', async () => {
  await goTo(page, '#/desk');
  await logIn('chihuy');
  await goTo(page, '#/overview');
  const tiles = page.getByRole('region', { name: 'Quân số Công an cấp xã' });
  await tiles.getByRole('button', { name: /^Khuyết Trưởng ?1/ }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  await tiles.getByRole('button', { name: /^Dưới định mức/ }).click();
  await page.getByRole('heading', { name: 'Quân số Công an cấp xã' }).waitFor();
  expect(await button(/^Dưới định mức/).getAttribute('aria-pressed')).toBe('true');
  await row('CAX Kim Sơn').getByText('CAX Kim Sơn').click();
  await page.getByRole('heading', { name: 'Công an xã Kim Sơn' }).waitFor();
  expect(await button('Thêm phân công').count()).toBe(0);
  await goTo(page, '#/norms');
  await row('Ít nhất 12').waitFor();
  expect(await button('Thêm định mức').count()).toBe(0);
});
