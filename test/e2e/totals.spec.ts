import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { newOffice, password, type TestHost } from '../helpers/host.ts';
import { fixToday, goTo, logInAs, people, switchTo } from '../helpers/province.ts';

type Facts = Input<'unit.create'>['facts'];

const factsOf = (name: string, parentId: string): Facts => ({
  ...{
    kind: 'commune',
    name,
    fullName: `Công an xã ${name}`,
    shortName: `CAX ${name}`,
    symbol: 'CAX',
    officialCode: null,
  },
  ...{ parentId, isKey: 0, hasPolice: 0, orderNumber: null, basisDirectiveId: null, basisText: '' },
});
const papers = { signedOn: null, announcedOn: null, basisDirectiveId: null, note: '' };

/**
 * For May 2024 An Lạc reported 10, Bãi Thơm 20 and Cửa Cạn 5, Dương Tơ nothing at all. The first two became An Thơm in 2025,
 * which a document divided 0,6 to 0,4 in 2026; Cửa Cạn was divided too, and no document says how.
 */
async function fill(host: TestHost): Promise<void> {
  const { get } = host;
  const { session } = await get('office.create', newOffice);
  const top = session.officeUnitId;
  const add = async (name: string): Promise<string> =>
    (
      await get('unit.create', {
        nature: 'police',
        level: 'commune',
        validFrom: '2021-11-01',
        facts: factsOf(name, top),
      })
    ).id;
  const [a, b, c, d] = [await add('An Lạc'), await add('Bãi Thơm'), await add('Cửa Cạn'), await add('Dương Tơ')];
  for (const role of ['coordinator', 'commander'] as const)
    await get('user.create', {
      login: people[role],
      role,
      name: `Người ${people[role]}`,
      position: '',
      unitId: null,
      password,
    });
  const rule = (await get('periodRule.list', { on: '2024-01-01' })).find(({ name }) => name === 'Tháng (theo lịch)');
  const periodic = {
    kind: 'periodic',
    periodRuleId: rule?.id ?? '',
    periodFromOn: '2024-01-01',
    assignedOn: '2023-12-01',
  } as const;
  const { assignmentIds } = await get('task.create', {
    task: { ...periodic, content: 'Báo cáo công tác tháng' },
    leads: [a, b, c, d].map((unitId) => ({ unitId })),
  });
  const text = { content: 'Đã làm.', difficulties: '', proposals: '', isNothing: 0, correctsId: null } as const;
  const reports: string[] = [];
  for (const [at, value] of [10, 20, 5].entries()) {
    const when = { periodKey: '2024-M05', on: '2024-06-10', reportedOn: '2024-06-01', doneOn: null, percent: 10 };
    const figures = [{ name: 'Số vụ', value, unit: 'vụ' }];
    reports.push(
      (await get('report.submit', { assignmentId: assignmentIds[at] ?? '', ...when, ...text, figures })).reportId,
    );
  }
  await switchTo(host, 'commander');
  for (const reportId of reports)
    await get('report.review', { reportId, kind: 'approve', onDay: '2024-06-05', reason: '' });
  await switchTo(host, 'admin');
  const made = (name: string) =>
    ({ key: name, nature: 'police', level: 'commune', facts: factsOf(name, top) }) as const;
  const ends = (unitId: string) => ({ unitId, fate: 'ends' }) as const;
  const idOf = async (text: string, on: string): Promise<string> =>
    (await get('unit.search', { text, on, includeEnded: false })).rows[0]?.id ?? '';
  const record = (
    plan: Pick<Input<'reorganization.record'>, 'kind' | 'effectiveOn' | 'members' | 'created' | 'edges'>,
  ) => get('reorganization.record', { ...papers, basisText: 'Nghị quyết 1680/NQ-UBTVQH15', ...plan });
  await record({
    kind: 'merge',
    effectiveOn: '2025-07-01',
    members: [ends(a), ends(b)],
    created: [made('An Thơm')],
    edges: [],
  });
  const ab = await idOf('An Thơm', '2025-08-01');
  const part = { part: 'part', isMainHeir: 0 } as const;
  await record({
    ...{
      kind: 'divide',
      effectiveOn: '2026-01-01',
      members: [ends(ab)],
      created: [made('Phú An'), made('Quang Thơm')],
    },
    edges: [
      { from: ab, to: 'Phú An', ...part, isMainHeir: 1, ratio: '0.6' },
      { from: ab, to: 'Quang Thơm', ...part, ratio: '0.4' },
    ],
  });
  await record({
    ...{ kind: 'divide', effectiveOn: '2026-01-01', members: [ends(c)], created: [made('Rạch Cạn'), made('Sông Cạn')] },
    edges: [
      { from: c, to: 'Rạch Cạn', ...part, isMainHeir: 1 },
      { from: c, to: 'Sông Cạn', ...part },
    ],
  });
  await get('session.lock', {});
}

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ prepare: fill, acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] });
  page = app.page;
  await fixToday(app);
  await logInAs(page, 'coordinator');
});
afterAll(() => app.close());

const table = (name = 'Tổng hợp số liệu') => page.getByRole('table', { name });
/** The words of each row, by the name it begins with. */
const rowsOf = async (name?: string): Promise<string[]> =>
  (await table(name).locator('tbody tr, tfoot tr').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());

/** Chooses in a select by typing, as a clerk does. */
async function choose(label: string, option: string): Promise<void> {
  await page
    .getByRole('combobox', { name: label })
    .or(page.getByRole('textbox', { name: label }))
    .first()
    .click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(option);
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function openMay(): Promise<void> {
  await goTo(page, '/totals');
  await page.getByRole('heading', { name: 'Tổng hợp số liệu', exact: true }).waitFor();
  if (await page.getByText('Đã nộp 3/4').isVisible()) return;
  await choose('Đến kỳ', 'Tháng 5/2024');
  await choose('Từ kỳ', 'Tháng 5/2024');
  await page.getByText('Đã nộp 3/4').waitFor();
}

const inMode = async (mode: string): Promise<void> => {
  await page.getByRole('radiogroup', { name: 'Cách cộng' }).getByText(mode, { exact: true }).click();
};

test('by the units of the time each figure stands with who reported it, and missing is not 0', async () => {
  await openMay();
  await expect
    .poll(() => rowsOf())
    .toEqual([
      'CAX An Lạc đã kết thúc 01/07/2025 1/1 10',
      'CAX Bãi Thơm đã kết thúc 01/07/2025 1/1 20',
      'CAX Cửa Cạn đã kết thúc 01/01/2026 1/1 5',
      'CAX Dương Tơ 0/1 chưa nộp',
      'Tổng 3/4 35',
    ]);
  await page.getByRole('button', { name: 'chưa nộp 1', exact: true }).click();
  const panel = page.getByRole('complementary', { name: /^Chưa nộp/ });
  await panel.getByRole('button', { name: 'CAX Dương Tơ' }).waitFor();
  await panel.getByRole('button', { name: 'Đóng' }).click();
});

test('converted to today, by keyboard: the document divides, what no document divides stands apart, the total is the same', async () => {
  await openMay();
  await page.getByRole('radio', { name: 'Theo đơn vị tại thời điểm' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(() => rowsOf())
    .toEqual([
      'CAX Dương Tơ 0/1 chưa nộp',
      'CAX Phú An 2/2 18',
      'CAX Quang Thơm 2/2 12',
      'Cộng các đơn vị 2/3 30',
      'Không quy đổi được 1/1 5',
      'Tổng 3/4 35',
    ]);
  expect(await rowsOf('Không quy đổi được')).toEqual([
    'CAX Cửa Cạn đã kết thúc 01/01/2026 · đơn vị đã chia, không có văn bản nêu tỷ lệ 1/1 5',
  ]);
});

test('a number opens exactly the reports behind it', async () => {
  await openMay();
  await inMode('Quy đổi về đơn vị hiện nay');
  const number = page.getByRole('button', { name: /CAX Phú An, Số vụ \(vụ\): mở 2 báo cáo/ });
  await number.focus();
  await page.keyboard.press('Enter');
  await page.getByText('Số liệu: CAX Phú An · Số vụ (vụ)').waitFor();
  const grid = page.getByRole('grid').first();
  await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('3');
  // The way to total is remembered.
  await openMay();
  await expect.poll(async () => (await rowsOf()).length).toBe(6);
});

test('the table goes to a spreadsheet, to a file and on paper across', async () => {
  await openMay();
  await page.getByRole('button', { name: 'Sao chép bảng' }).click();
  await page.getByText('Đã sao chép bảng').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('CAX Phú An\t2/2\t18\r\n');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Lưu CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('tong-hop-so-lieu-2026-11-22.csv');
  expect(readFileSync(await file.path(), 'utf8')).toMatch(/^\ufeffĐơn vị;Đã nộp;Số vụ \(vụ\)\r\n/);
  await page.emulateMedia({ media: 'print' });
  const paper = await page.locator('.vm-paper').textContent();
  expect(paper).toContain('Báo cáo công tác tháng');
  expect(paper).toContain('Tháng 5/2024 · Toàn đơn vị');
  expect(paper).toContain('Quy đổi về đơn vị hiện nay · chỉ báo cáo đã duyệt, đã chốt');
  expect(paper).toContain('Cộng các đơn vị');
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await page.emulateMedia({ media: 'screen' });
  expect(pdf.toString('latin1')).toMatch(/MediaBox ?\[0 0 84[12]\.?\d* 59[45]\.?\d*\]/);
});

test('totals break no rule of accessibility, in light, dark and at 150 %, and fit the smallest screen', async () => {
  await openMay();
  await page.getByRole('button', { name: 'chưa nộp 1', exact: true }).click();
  await page.getByRole('complementary', { name: /^Chưa nộp/ }).waitFor();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect([scheme, await axeOf(page)]).toEqual([scheme, []]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  const overflow = () => page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight);
  expect(await overflow()).toBe(false);
  await page.evaluate(() => void (document.documentElement.style.fontSize = '150%'));
  expect(await axeOf(page)).toEqual([]);
  await page.evaluate(() => void (document.documentElement.style.fontSize = ''));
  expect(app.problems).toEqual([]);
});
