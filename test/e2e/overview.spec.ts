import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOfInstant } from '../../db/api/day.ts';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { newOffice, password, type TestHost } from '../helpers/host.ts';

const year = dayOfInstant(Date.now()).slice(0, 4);
const communes = ['Kim Sơn', 'Ba Đồn', 'Đại Phong', 'Hòa Sơn', 'Long Thủy'];

/** Five communes; one task due in January that one has done on time, one late and three not at all, and one due at the year's end. */
async function fill({ get }: TestHost): Promise<void> {
  const { session } = await get('office.create', newOffice);
  const own = {
    symbol: '',
    officialCode: null,
    isKey: 0,
    hasPolice: 0,
    orderNumber: null,
    basisDirectiveId: null,
  } as const;
  const leads: { unitId: string }[] = [];
  for (const name of communes) {
    const names = { kind: 'commune', name, fullName: `Công an xã ${name}`, shortName: `CAX ${name}` } as const;
    const facts = { ...own, ...names, parentId: session.officeUnitId, basisText: '' };
    const { id } = await get('unit.create', { nature: 'police', level: 'commune', validFrom: '2021-11-01', facts });
    leads.push({ unitId: id });
  }
  for (const [login, role] of [
    ['tonghop', 'coordinator'],
    ['chihuy', 'commander'],
  ] as const)
    await get('user.create', { login, role, name: `Người ${login}`, position: '', unitId: null, password });
  await get('session.login', { login: 'tonghop', password });
  const task = { kind: 'dated', assignedOn: `${Number(year) - 1}-12-01` } as const;
  const january = {
    task: { ...task, content: 'Kiện toàn chức danh Trưởng Công an xã' },
    dueOn: `${year}-01-10`,
    leads,
  };
  const { assignmentIds } = await get('task.create', january);
  const late = { task: { ...task, content: 'Tổng kết năm' }, dueOn: `${year}-12-31`, leads: leads.slice(0, 2) };
  await get('task.create', late);
  const doneOn = [`${year}-01-08`, `${year}-01-15`];
  for (const [at, day] of doneOn.entries()) {
    const id = assignmentIds[at] ?? '';
    await get('assignment.accept', { id, onDay: day });
    await get('assignment.submitResult', { id, onDay: day, doneOn: day });
  }
  await get('session.login', { login: 'chihuy', password });
  for (const [at, day] of doneOn.entries())
    await get('assignment.decide', { id: assignmentIds[at] ?? '', kind: 'approveResult', onDay: day });
}

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ prepare: fill, acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] });
  page = app.page;
});
afterAll(() => app.close());

const card = (name: string) => page.getByRole('region', { name, exact: true });
const figure = (name: string) => card(name).locator('.vm-card-value');

async function openOverview(): Promise<void> {
  await page.evaluate(() => {
    location.hash = '/overview';
  });
  await card('Đến hạn').waitFor();
  await expect.poll(() => figure('Đến hạn').textContent()).toMatch(/^\d/);
}

/** Everything the rows of the list under "Nhiệm vụ" say; the grid tells how many there are. */
async function listTotal(): Promise<number> {
  await page.getByRole('heading', { name: 'Nhiệm vụ', exact: true }).waitFor();
  const grid = page.getByRole('grid').first();
  await grid.waitFor();
  await page.locator('[role=grid]:not([aria-busy=true])').first().waitFor();
  return Number(await grid.getAttribute('aria-rowcount')) - 1;
}

test('a commander reads the figures of the year, each with what it is a part of', async () => {
  await openOverview();
  expect(await figure('Đến hạn').textContent()).toBe('5');
  expect(await figure('Hoàn thành đúng hạn').textContent()).toBe('1');
  expect(await figure('Hoàn thành quá hạn').textContent()).toBe('1');
  expect(await figure('Quá hạn, chưa hoàn thành').textContent()).toBe('3');
  expect(await card('Hoàn thành đúng hạn').textContent()).toContain('20 % số việc đến hạn');
  expect(await card('Hoàn thành quá hạn').textContent()).toContain('50 % số việc đã hoàn thành');
  expect(await card('Quá hạn, chưa hoàn thành').textContent()).toContain('60 % số việc đến hạn');
  expect(await card('Đến hạn').textContent()).toContain('chưa hoàn thành, trong hạn: 2');
});

test('every figure opens exactly the rows it counts', async () => {
  for (const name of ['Đến hạn', 'Hoàn thành đúng hạn', 'Hoàn thành quá hạn', 'Quá hạn, chưa hoàn thành']) {
    await openOverview();
    const count = Number(await figure(name).textContent());
    await card(name).locator('.vm-card-figure').click();
    await expect.poll(listTotal, { message: name }).toBe(count);
  }
  await openOverview();
  await page.getByRole('button', { name: 'CAX Kim Sơn, Giao: mở 2 việc' }).click();
  await expect.poll(listTotal).toBe(2);
});

test('the table beside the chart has the same figures, and goes to a spreadsheet', async () => {
  await openOverview();
  const chart = page.getByRole('region', { name: 'Theo văn bản chỉ đạo' });
  await chart.locator('canvas').waitFor();
  await chart.getByRole('button', { name: 'Xem bảng' }).click();
  const row = chart.getByRole('row', { name: /Không theo văn bản/ });
  expect(await row.locator('td').allTextContents()).toEqual([
    '3',
    '5',
    '1',
    '1',
    '2',
    '20 %',
    expect.stringMatching(/ngày$/),
  ]);
  await chart.getByRole('button', { name: 'Sao chép bảng' }).click();
  await page.getByText('Đã sao chép bảng').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\r\n')[1]).toMatch(/^Không theo văn bản\t3\t5\t1\t1\t2\t20 %\t/);
  await chart.getByRole('button', { name: 'Xem biểu đồ' }).click();
  await chart.locator('canvas').waitFor();
});

test('the chart is saved as a picture twice as fine as the screen', async () => {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Lưu PNG' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^theo-van-ban-\d{4}-\d{2}-\d{2}\.png$/);
  const png = readFileSync(await file.path());
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  expect(png.readUInt32BE(16)).toBe(2000);
  expect(png.readUInt32BE(20)).toBeGreaterThan(250);
  expect(png.byteLength).toBeGreaterThan(10_000);
});

test('on paper there are tables, the office, the day and nothing of the screen', async () => {
  await page.emulateMedia({ media: 'print' });
  const paper = await page.locator('.vm-paper').textContent();
  expect(paper).toContain('Công an tỉnh Bình Minh');
  expect(paper).toContain(`Kỳ: Năm ${year}`);
  expect(paper).toMatch(/Số liệu tại ngày \d{2}\/\d{2}\/\d{4}/);
  expect(paper).toContain('CAX Kim Sơn');
  expect(await page.locator('#root').isVisible()).toBe(false);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await page.emulateMedia({ media: 'screen' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  // A4 landscape, in points.
  expect(pdf.toString('latin1')).toMatch(/MediaBox ?\[0 0 84[12]\.?\d* 59[45]\.?\d*\]/);
});

test('deadlines of a month stand in a calendar that begins on Monday and opens its lists by keyboard', async () => {
  await page.evaluate(() => {
    location.hash = '/calendar';
  });
  await page.getByRole('heading', { name: 'Lịch thời hạn' }).waitFor();
  await page.getByText('Danh sách', { exact: true }).click();
  for (let guard = 0; guard < 12; guard += 1) {
    if ((await page.getByRole('heading', { name: `Tháng 12/${year}` }).count()) > 0) break;
    await page.getByRole('button', { name: 'Muộn hơn' }).click();
  }
  await page.locator('.vm-deadlines-bar').getByText('Tháng', { exact: true }).click();
  expect(await page.locator('.vm-calendar [role=columnheader]').first().textContent()).toContain('Thứ 2');
  const entry = page.locator('.vm-due', { hasText: 'Tổng kết năm' });
  await entry.focus();
  await page.keyboard.press('Enter');
  await expect.poll(listTotal).toBe(2);
});

test('overview and calendar break no rule of accessibility, in light, dark and at 150 %', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await openOverview();
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await page.locator('.vm-overview [aria-busy=true]').waitFor({ state: 'detached' });
      expect([scheme, await tab.textContent(), await axeOf(page)]).toEqual([scheme, await tab.textContent(), []]);
    }
    await page.getByText('Dòng thời hạn', { exact: true }).click();
    expect([scheme, await axeOf(page)]).toEqual([scheme, []]);
    await page.locator('.vm-deadlines-bar').getByText('Tháng', { exact: true }).click();
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '150%';
  });
  await page.getByRole('tab').first().click();
  expect(await axeOf(page)).toEqual([]);
  expect(app.problems).toEqual([]);
});
