import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../helpers/app.ts';
import { password, type TestHost } from '../helpers/host.ts';
import { fixToday, makeProvince, people, switchTo } from '../helpers/province.ts';

/* An hour of a clerk's and a coordinator's work with no mouse in the house: every step is a key. */

const on = '2026-11-22';
const wanted = { directives: 30, assignments: 200, reports: 100 };

let app: App;
let page: Page;
let units: { id: string; fullName: string }[];

/** A hundred reports of communes that wait for approval, as they would after a week. */
async function prepare(host: TestHost): Promise<void> {
  await makeProvince(host);
  await switchTo(host, 'clerk');
  const found = await host.get('unit.list', { on, nature: 'police', level: 'commune', limit: 50 });
  units = found.rows.map(({ id, fullName }) => ({ id, fullName }));
  let left = wanted.reports;
  for (let number = 1; left > 0; number += 1) {
    const leads = units.slice(0, left).map(({ id }) => ({ unitId: id }));
    const task = { content: `Rà soát địa bàn đợt ${number}`, kind: 'dated', assignedOn: '2026-11-02' } as const;
    const { assignmentIds } = await host.get('task.create', { task, dueOn: '2026-12-15', leads });
    for (const assignmentId of assignmentIds) {
      await host.get('report.submit', {
        ...{ assignmentId, periodKey: null, on, reportedOn: '2026-11-20', doneOn: null, percent: 40 },
        ...{
          content: 'Đã rà soát xong.',
          difficulties: '',
          proposals: '',
          figures: [],
          isNothing: 0,
          correctsId: null,
        },
      });
    }
    left -= leads.length;
  }
  await host.get('session.lock', {});
}

beforeAll(async () => {
  app = await startApp({ prepare, permissions: ['clipboard-read', 'clipboard-write'] });
  page = app.page;
  await fixToday(app);
});
afterAll(() => app.close());

const press = (keys: string): Promise<void> => page.keyboard.press(keys);
const type = (text: string): Promise<void> => page.keyboard.type(text);

/** What assistive technology would call the thing that has the focus. */
const focused = (): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    const labels = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? [...(at.labels ?? [])] : [];
    return (at?.getAttribute('aria-label') ?? labels[0]?.textContent ?? at?.textContent ?? '').trim();
  });

/** Walks with Tab to what bears the name. */
async function tabTo(name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let steps = 0; steps < 60; steps += 1) {
    const at = await focused();
    if (name.test(at)) return;
    passed.push(at.slice(0, 40));
    await press('Tab');
  }
  throw new Error(`Tab never came to ${name}; it passed ${passed.join(' | ')}`);
}

/** Locking starts the page afresh; nothing may be typed before that. */
async function lock(): Promise<void> {
  await page.evaluate(() => document.body.setAttribute('data-old-page', ''));
  await press('Control+l');
  await page.waitForFunction(() => !document.body.hasAttribute('data-old-page'));
}

async function logIn(person: keyof typeof people): Promise<void> {
  await page.getByRole('textbox', { name: 'Tên đăng nhập' }).waitFor();
  await tabTo(/^Tên đăng nhập/);
  await type(people[person]);
  await press('Tab');
  await type(password);
  await press('Enter');
  await page.getByRole('navigation').waitFor();
  await page.locator('.vm-palette-button').waitFor(); // from now on Ctrl+K is heard
}

/** A command or screen by its words, through the one box for everything. */
async function ask(words: string): Promise<void> {
  await press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').waitFor();
  await type(words);
  await page.getByRole('option', { selected: true }).getByText(words, { exact: false }).first().waitFor();
  await press('Enter');
}

test(`${wanted.directives} documents are entered one after the other`, async () => {
  await logIn('clerk');
  await ask('Nhập văn bản mới');
  await page.getByRole('textbox', { name: 'Số, ký hiệu' }).waitFor();
  for (let number = 1; number <= wanted.directives; number += 1) {
    await expect.poll(focused).toBe('Số, ký hiệu');
    await type(`${number}/CT-BCA`);
    if (number === 1) {
      await tabTo(/^Cơ quan ban hành \*/);
      await type('Bộ Công an');
      await tabTo(/^Ngày ban hành \*/);
      await type('2/11/2026');
    }
    await tabTo(/^Trích yếu nội dung \*/);
    await type(`Tăng cường bảo đảm an ninh, trật tự đợt ${number}`);
    await press('Control+Enter');
    await page.getByText(`Đã thêm ${number}`, { exact: false }).first().waitFor();
  }
  const { total } = await app.host.get('directive.list', { on, text: 'Tăng cường bảo đảm' });
  expect(total).toBe(wanted.directives);
}, 180_000);

test(`${wanted.assignments} assignments come in from a table`, async () => {
  const before = await app.host.get('assignment.list', { on, filter: { role: 'any' } });
  const rows = Array.from({ length: wanted.assignments }, (_, index) => [
    `Tuần tra đợt ${Math.floor(index / units.length) + 1}`,
    units[index % units.length]?.fullName ?? '',
    '31/12/2026',
  ]);
  const text = [['Nội dung', 'Đơn vị chủ trì', 'Thời hạn'], ...rows].map((row) => row.join('\t')).join('\r\n');
  await page.evaluate((block) => navigator.clipboard.writeText(block), text);
  await press('Escape');
  await ask('Nhiệm vụ');
  await page.getByRole('grid').waitFor();
  await tabTo(/^Nhập nhanh/);
  await press('Enter');
  await page.getByRole('textbox', { name: 'Nội dung, dòng 1' }).waitFor();
  await press('Control+v');
  await page
    .getByRole('status')
    .filter({ hasText: `${wanted.assignments} dòng lưu được` })
    .first()
    .waitFor();
  await press('Control+s');
  await page.getByText(`Đã lưu ${wanted.assignments} dòng`, { exact: false }).first().waitFor();
  const after = await app.host.get('assignment.list', { on, filter: { role: 'any' } });
  expect(after.total - before.total).toBe(wanted.assignments);
}, 120_000);

test(`${wanted.reports} reports are approved in one go`, async () => {
  await lock();
  await logIn('coordinator');
  await ask('Báo cáo');
  await page.getByRole('grid').waitFor();
  await page.getByText(`${wanted.reports} dòng`).first().waitFor();
  await tabTo(/^Danh sách báo cáo/);
  await press('Control+a');
  await press(' ');
  await tabTo(/^Duyệt 100 báo cáo/);
  await press('Enter');
  await page.getByText('Đã duyệt 100 báo cáo', { exact: false }).first().waitFor();
  expect(await app.host.get('report.counts', { on })).toMatchObject({ submitted: 0, approved: wanted.reports });
  expect(app.problems).toEqual([]);
}, 120_000);
