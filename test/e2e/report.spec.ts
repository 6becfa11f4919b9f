import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { browser } from '../helpers/browser.ts';
import { fixToday, goTo, logInAs, makeProvince, switchTo } from '../helpers/province.ts';

let app: App;
let page: Page;
let assignmentIds: string[] = [];

beforeAll(async () => {
  app = await startApp({
    prepare: async (host) => {
      await makeProvince(host);
      await switchTo(host, 'commander');
      const { rows } = await host.get('unit.list', { on: '2026-05-02', nature: 'police', level: 'commune' });
      const task = {
        content: 'Rà soát, củng cố cơ sở vật chất Công an cấp xã',
        kind: 'dated' as const,
        assignedOn: '2026-05-02',
      };
      const made = await host.get('task.create', {
        task,
        dueOn: '2026-05-31',
        leads: rows.map(({ id }) => ({ unitId: id })),
      });
      assignmentIds = made.assignmentIds;
      await switchTo(host, 'clerk');
    },
  });
  page = app.page;
  await fixToday(app);
});
afterAll(() => app.close());

const field = (name: string | RegExp) => page.getByRole('textbox', { name });
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const decision = (name: string) => page.locator('.vm-panel-header').getByRole('button', { name, exact: true });
const enter = (assignment: number) => goTo(page, `/reports/new/${assignmentIds[assignment]}`);
const reportCount = async (): Promise<number> =>
  (await app.host.get('report.list', { on: '2026-12-31', isLatest: 0 })).total;

test('a clerk chooses the work, writes, sees how a number was understood, and sends by Ctrl+Enter', async () => {
  await page.getByRole('link', { name: 'Báo cáo' }).click();
  await page.getByText('Không còn báo cáo nào chờ duyệt').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await button('Nhập báo cáo').click();
  const row = page.getByRole('row', { name: /Đồi Chè/ });
  await row.waitFor();
  expect(await axeOf(page)).toEqual([]);
  await row.click();
  await page.getByText(/^Nhập thay Công an xã Đồi Chè/).waitFor();
  await field('Ngày báo cáo').fill('20/5/2026');
  await field('Tiến độ').fill('60');
  await field('Kết quả thực hiện').fill('Đã rà soát 9 trụ sở.');
  await button('Thêm số liệu').click();
  await field('Tên số liệu, Số liệu dòng 1').fill('Kinh phí đề nghị');
  await field('Giá trị, Kinh phí đề nghị').fill('1234.5');
  await page.getByText('= 1.234,5').waitFor();
  await field('Đơn vị tính, Kinh phí đề nghị').fill('triệu đồng');
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Đã trình báo cáo.').waitFor();
  const detail = page.getByRole('region', { name: /Rà soát, củng cố/ });
  await detail.getByRole('cell', { name: '60 %' }).waitFor();
  expect(await detail.getByRole('table', { name: 'Số liệu' }).textContent()).toContain('1.234,5');
  expect(await axeOf(page)).toEqual([]);
});

test('what is wrong is told at its field, and Enter in a field sends nothing', async () => {
  await enter(1);
  await field('Ngày báo cáo').fill('20/5/2026');
  await button('Thêm số liệu').click();
  await field('Tên số liệu, Số liệu dòng 1').fill('Số vụ');
  await field('Giá trị, Số vụ').fill('ba');
  await field('Giá trị, Số vụ').press('Enter');
  await field('Tiến độ').press('Enter');
  expect(await reportCount()).toBe(1);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Chưa phải là số. Nhập như 1.234,5, hoặc xóa dòng này.').waitFor();
  await page.getByText('Ô này không được để trống.').first().waitFor();
  await page
    .getByRole('alert')
    .filter({ hasText: /Có \d+ chỗ chưa đúng/ })
    .waitFor();
  expect(await reportCount()).toBe(1);
  await field('Tiến độ').fill('10');
  await field('Kết quả thực hiện').fill('Đang thực hiện.');
  await page.keyboard.press('Control+Enter');
  // The one field left stands below the edge of the window: it gets the focus.
  await expect.poll(() => field('Giá trị, Số vụ').evaluate((input) => input === document.activeElement)).toBe(true);
  expect(await axeOf(page)).toEqual([]);
});

test('a draft is kept while typing, listed, put back when the form opens, and dropped on request', async () => {
  await enter(2);
  await field('Kết quả thực hiện').fill('Đang rà soát, chưa xong.');
  await page.getByText(/^Bản nháp lưu lúc/).waitFor();
  await goTo(page, '/reports');
  await button(/Bản nháp của tôi/).click();
  await page.getByRole('grid', { name: 'Bản nháp của tôi' }).getByRole('row').nth(1).waitFor();
  expect(await axeOf(page)).toEqual([]);
  await enter(2);
  await page.getByText(/^Đã lấy lại bản nháp lưu lúc/).waitFor();
  expect(await field('Kết quả thực hiện').inputValue()).toBe('Đang rà soát, chưa xong.');
  await button('Bỏ bản nháp').click();
  await expect.poll(() => field('Kết quả thực hiện').inputValue()).toBe('');
  await expect
    .poll(async () => (await app.host.get('report.drafts', { on: '2026-12-31' })).map((draft) => draft.assignmentId))
    .not.toContain(assignmentIds[2]);
});

describe('deciding', () => {
  test('a clerk has no word in it; the commander returns with a reason, or not at all', async () => {
    await goTo(page, '/reports');
    await button(/^Chờ duyệt/).click();
    await page.getByRole('row', { name: /Đồi Chè/ }).click();
    await button('Sửa bằng bản mới').waitFor();
    await expect.poll(() => decision('Duyệt').count(), { timeout: 10_000 }).toBe(0);
    await logInAs(page, 'commander');
    await goTo(page, '/reports');
    await page.getByRole('row', { name: /Đồi Chè/ }).click();
    await decision('Trả lại').click();
    const dialog = page.getByRole('dialog', { name: 'Trả lại báo cáo' });
    await dialog.getByRole('button', { name: 'Trả lại' }).click();
    await dialog.getByText('Ghi lý do để đơn vị biết phải bổ sung gì.').waitFor();
    expect(await axeOf(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Lý do trả lại' }).fill('Chưa nêu số trụ sở cần sửa chữa');
    await dialog.getByRole('button', { name: 'Trả lại' }).click();
    await page.getByText('Đã trả lại báo cáo cho đơn vị.').waitFor();
  });

  test('the clerk sees why, sends the next version, and the two can be compared', async () => {
    await logInAs(page, 'clerk');
    await goTo(page, '/reports');
    await button(/^Trả lại/).click();
    await page.getByRole('row', { name: /Đồi Chè/ }).click();
    await button('Sửa bằng bản mới').click();
    await page.getByText('Lý do trả lại: Chưa nêu số trụ sở cần sửa chữa').waitFor();
    expect(await field('Giá trị, Kinh phí đề nghị').inputValue()).toBe('1.234,5');
    await field('Ngày báo cáo').fill('22/05/2026');
    await field('Kết quả thực hiện').fill('Đã rà soát 9 trụ sở, 2 trụ sở cần sửa chữa.');
    expect(await axeOf(page)).toEqual([]);
    await button(/^Trình báo cáo/).click();
    await page.getByText('Đã trình bản 2 của báo cáo.').waitFor();
    await button('So với bản 1').click();
    const table = page.getByRole('table', { name: 'Bản 1 so với bản 2' });
    await table.getByText('2 trụ sở cần sửa chữa').waitFor();
    expect(await table.getByRole('rowheader').allInnerTexts()).toEqual(['Ngày báo cáo', 'Kết quả thực hiện']);
    expect(await axeOf(page)).toEqual([]);
  });

  test('the commander approves one by one and many at once, and the queue empties', async () => {
    for (const assignment of [4, 6]) {
      await enter(assignment);
      await page.getByText(/^Nhập thay/).waitFor();
      await field('Ngày báo cáo').fill('25/05/2026');
      await field('Tiến độ').fill('80');
      await field('Kết quả thực hiện').fill(`Kết quả của việc ${assignment}`);
      const before = await reportCount();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('table', { name: 'Báo cáo này và báo cáo trước' }).waitFor();
      expect(await reportCount()).toBe(before + 1);
    }
    await logInAs(page, 'commander');
    await goTo(page, '/reports');
    await button(/^Chờ duyệt\s*3/).click();
    await page.getByRole('row', { name: /Đồi Chè/ }).click();
    await decision('Duyệt').click();
    await page.getByText('Đã duyệt báo cáo.').waitFor();
    await button(/^Chờ duyệt\s*2/).waitFor();
    await page.getByRole('checkbox', { name: 'Chọn tất cả dòng đã tải' }).click();
    await button('Duyệt 2 báo cáo').click();
    await page.getByText('Đã duyệt 2 báo cáo.').waitFor();
    await page.getByText('Không còn báo cáo nào chờ duyệt').waitFor();
    expect(await axeOf(page)).toEqual([]);
  });
});

test('dark and enlarged to 150 % the report stays readable, and nothing was refused or failed on the way', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await goTo(page, '/reports');
  await button(/^Đã duyệt/).click();
  await page.getByRole('row', { name: /Đồi Chè/ }).click();
  await page.getByRole('table', { name: 'Báo cáo này và báo cáo trước' }).waitFor();
  await page.evaluate(() => void (document.documentElement.style.fontSize = '150%'));
  expect(await axeOf(page)).toEqual([]);
  // Locking loads the page anew, which gives up what it was still fetching.
  expect(app.problems.filter((problem) => !problem.endsWith('ERR_ABORTED'))).toEqual([]);
});

describe('a crash in the middle of a draft', () => {
  const program = fileURLToPath(new URL('../../electron/web-main.ts', import.meta.url));
  let running: ChildProcess | undefined;
  afterAll(() => running?.kill('SIGKILL'));

  /** The program as people start it, in a process of its own; gives its address. */
  async function startProgram(folder: string): Promise<string> {
    running = spawn(process.execPath, [program, '--data', folder, '--no-open'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    for await (const chunk of running.stdout ?? []) {
      told += String(chunk);
      const address = /http:\/\/127\.0\.0\.1\S+/.exec(told)?.[0];
      if (address !== undefined) return address;
    }
    throw new Error(`the program ended: ${told}`);
  }

  async function openAt(address: string): Promise<Page> {
    const context = await (await browser()).newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
    });
    const opened = await context.newPage();
    await opened.goto(address);
    await logInAs(opened, 'clerk');
    await goTo(opened, `/reports/new/${assignmentIds[5]}`);
    return opened;
  }

  test('loses nothing that was shown as kept, though the program is killed and the window gone', async () => {
    const root = app.host.root;
    await app.host.session.close();
    const first = await openAt(await startProgram(root));
    await first.getByRole('textbox', { name: 'Kết quả thực hiện' }).fill('Đang viết thì mất điện.');
    await first.getByRole('button', { name: 'Thêm số liệu' }).click();
    await first.getByRole('textbox', { name: 'Tên số liệu, Số liệu dòng 1' }).fill('Số trụ sở');
    await first.getByRole('textbox', { name: 'Giá trị, Số trụ sở' }).fill('12');
    await first.keyboard.press('Control+s');
    await first.getByText('Đã lưu nháp.').waitFor();
    running?.kill('SIGKILL');
    if (running?.exitCode === null && running.signalCode === null) await once(running, 'exit');
    await first.context().close();

    const second = await openAt(await startProgram(root));
    await second.getByText(/^Đã lấy lại bản nháp lưu lúc/).waitFor();
    expect(await second.getByRole('textbox', { name: 'Kết quả thực hiện' }).inputValue()).toBe(
      'Đang viết thì mất điện.',
    );
    expect(await second.getByRole('textbox', { name: 'Giá trị, Số trụ sở' }).inputValue()).toBe('12');
    await second.context().close();
  });
});
