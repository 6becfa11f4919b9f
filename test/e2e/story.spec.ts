import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { confirmOtherDay, fixToday, goTo, logInAs, makeProvince, seeOn, switchTo } from '../helpers/province.ts';

/* Scenarios 1 and 10 told by a clerk and a commander: enter, give to every commune, report, approve, late and on time. */

const scene = {
  content: 'Quán triệt và triển khai thực hiện Chỉ thị 05 tại Công an cấp xã',
  directive03: 'Xây dựng toàn diện Công an cấp huyện đáp ứng nhiệm vụ bảo vệ an ninh, trật tự trong tình hình mới',
  directive05: 'Tiếp tục xây dựng toàn diện lực lượng Công an trong tình hình mới',
};

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ prepare: makeProvince });
  page = app.page;
  await fixToday(app);
});
afterAll(() => app.close());

const field = (name: string | RegExp) => page.getByRole('textbox', { name });
const row = (text: string) => page.locator('.vm-grid-body [role=row]', { hasText: text });
const detail = () => page.locator('.vm-panel');
const seen = async (): Promise<void> => expect(await axeOf(page)).toEqual([]);

/** Fills the dialog of a step and confirms it. */
async function confirmStep(verb: string, fields: Record<string, string>, isOtherDay = false): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) await dialog.getByRole('textbox', { name: label }).fill(value);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  if (isOtherDay) await confirmOtherDay(page);
  await dialog.waitFor({ state: 'detached' });
}

/** The commune's share of the work, as the list of tasks opens it. */
async function openShare(commune: string): Promise<void> {
  await goTo(page, '/tasks');
  await row(commune).click();
  await detail().getByText(commune).first().waitFor();
}

describe('scenario 1: two directives on one chain', () => {
  test('the clerk logs in and enters Chỉ thị 03', async () => {
    await logInAs(page, 'clerk');
    await goTo(page, '/directives/new');
    await field('Số, ký hiệu').fill('03/CT-BCA-X11');
    await page.getByText('Chọn theo ký hiệu; đổi nếu chưa đúng.').waitFor();
    await page.getByRole('combobox', { name: 'Cơ quan ban hành' }).fill('Bộ Công an');
    await field('Ngày ban hành').fill('10/4/2009');
    await field('Trích yếu nội dung').fill(scene.directive03);
    await seen();
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { name: 'Chỉ thị 03/CT-BCA-X11' }).waitFor();
    await seen();
  });

  test('and out of it Chỉ thị 05, which continues it', async () => {
    await page.getByRole('button', { name: 'Thao tác khác' }).click();
    await page.getByRole('menuitem', { name: 'Thêm văn bản tiếp tục thực hiện' }).click();
    await page.locator('.vm-relations').getByText('Chỉ thị 03/CT-BCA-X11').waitFor();
    await field('Số, ký hiệu').fill('05/CT-BCA');
    await page.getByText('Chọn theo ký hiệu; đổi nếu chưa đúng.').waitFor();
    await page.getByRole('combobox', { name: 'Cơ quan ban hành' }).fill('Bộ Công an');
    await field('Ngày ban hành').fill('19/06/2020');
    await field('Trích yếu nội dung').fill(scene.directive05);
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { name: 'Chỉ thị 05/CT-BCA' }).waitFor();
  });

  test('both stand on one chain down to the resolution, and 03 was not ended by being continued', async () => {
    const { rows } = await app.host.get('directive.list', { on: '2026-11-22' });
    const [newer, older] = ['05/CT-BCA', '03/CT-BCA-X11'].map(
      (number) => rows.find((one) => one.number === number)?.id ?? '',
    );
    const kinds = await app.host.get('documentKind.list', {});
    const resolution = await app.host.get('directive.create', {
      direction: 'incoming',
      kindId: kinds.find((kind) => kind.abbreviation === 'NQ/TW')?.id ?? '',
      number: '22-NQ/TW',
      issuer: 'Bộ Chính trị',
      issuedOn: '2018-03-15',
      subject: 'Tiếp tục đổi mới, sắp xếp tổ chức bộ máy Bộ Công an tinh gọn, hoạt động hiệu lực, hiệu quả',
    });
    await app.host.get('directive.relate', { fromId: newer ?? '', toId: resolution.id, kind: 'basis' });
    const chain = page.getByRole('group', { name: 'Chuỗi văn bản, cũ bên trái, mới bên phải' });
    for (const id of [older, newer, resolution.id]) {
      await goTo(page, `/directives/${id}/relations`);
      for (const number of ['03/CT-BCA-X11', '05/CT-BCA', '22-NQ/TW']) await chain.getByText(number).first().waitFor();
    }
    await goTo(page, `/directives/${older}/relations`);
    await page.getByText('Được tiếp tục thực hiện bởi').first().waitFor();
    await detail().getByText('Còn hiệu lực').first().waitFor();
    await seen();
  });
});

describe('scenario 10: late and on time, by both deadlines', () => {
  test('the commander gives a task out of Chỉ thị 05 to every commune of the province', async () => {
    await logInAs(page, 'commander');
    await goTo(page, '/directives');
    await row('05/CT-BCA').click();
    await page.getByRole('tab', { name: /^Nhiệm vụ/ }).click();
    await page.getByRole('button', { name: 'Giao việc' }).click();
    await field('Nội dung nhiệm vụ').fill(scene.content);
    await field('Ngày giao').fill('02/05/2026');
    await field('Thời hạn').fill('31/05/2026');
    await page.getByRole('button', { name: 'Thêm tất cả 12 Công an cấp xã' }).click();
    await page.getByText('12 đơn vị, mỗi đơn vị tự chủ trì phần việc của mình').waitFor();
    await seen();
    await page.keyboard.press('Control+s');
    await page.getByText('Đã giao việc cho 12 đơn vị.').waitFor();
    const { rows } = await app.host.get('assignment.list', { on: '2026-05-02', filter: {} });
    expect(rows.map((one) => [one.directiveNumber, one.originalDueOn])).toEqual(
      Array.from({ length: 12 }, () => ['05/CT-BCA', '2026-05-31']),
    );
  });

  test('one commune asks for more time before the day is out, and the commander grants it on 25/5', async () => {
    await logInAs(page, 'clerk');
    await seeOn(page, '24/05/2026');
    await openShare('Rừng Thông');
    await detail().getByRole('button', { name: 'Thao tác khác' }).click();
    await page.getByRole('menuitem', { name: 'Đề nghị gia hạn' }).click();
    const asked = { 'Hạn mới': '15/06/2026', Ngày: '24/05/2026', 'Lý do': 'Chờ kinh phí in tài liệu' };
    await confirmStep('Đề nghị gia hạn', asked, true);
    await detail().getByText('Đơn vị xin gia hạn đến 15/06/2026.').waitFor();
    await logInAs(page, 'commander');
    await openShare('Rừng Thông');
    await detail().getByRole('button', { name: 'Gia hạn' }).click();
    await confirmStep('Đồng ý gia hạn', { Ngày: '25/05/2026' });
    await detail().getByText('đến 15/06/2026 (gốc 31/05/2026)').first().waitFor();
    await seen();
  });

  const results = [
    ['Đồi Chè', '31/05/2026', '31/05/2026'],
    ['Suối Mơ', '03/06/2026', '03/06/2026'],
    ['Rừng Thông', '10/06/2026', '10/06/2026'],
  ] as const;

  test('three communes report that they are done: on the last day, late, and within the longer time', async () => {
    await logInAs(page, 'clerk');
    for (const [commune, reportedOn, doneOn] of results) {
      await openShare(commune);
      await detail().getByRole('button', { name: 'Nhập báo cáo' }).click();
      await page.getByText(`Nhập thay Công an xã ${commune}`, { exact: false }).waitFor();
      await field('Ngày báo cáo').fill(reportedOn);
      await page.getByRole('checkbox', { name: 'Đã hoàn thành nhiệm vụ' }).check();
      await field('Ngày hoàn thành').fill(doneOn);
      await field('Kết quả thực hiện').fill(
        `Công an xã ${commune} đã tổ chức quán triệt đến toàn thể cán bộ, chiến sĩ.`,
      );
      await page.keyboard.press('Control+Enter');
      await page.getByRole('table', { name: 'Báo cáo này và báo cáo trước' }).waitFor();
    }
    await goTo(page, '/reports');
    await row('Suối Mơ').getByText('Quá hạn').waitFor();
    expect(await row('Rừng Thông').textContent()).not.toContain('Quá hạn');
  });

  test('the commander reads one, approves it, and the others in one step', async () => {
    await logInAs(page, 'commander');
    await goTo(page, '/reports');
    await row('Đồi Chè').click();
    await page.locator('.vm-panel-header').getByRole('button', { name: 'Duyệt', exact: true }).click();
    await page.getByText('Đã duyệt báo cáo.').waitFor();
    await page.getByRole('button', { name: /^Chờ duyệt\s*2$/ }).waitFor();
    await page.getByRole('checkbox', { name: 'Chọn tất cả dòng đã tải' }).click();
    await page.getByRole('button', { name: 'Duyệt 2 báo cáo' }).click();
    await page.getByText('Không còn báo cáo nào chờ duyệt').waitFor();
    await seen();
  });

  test('seen on 02/06 the late one is overdue, the extended one is late by the original deadline only', async () => {
    await goTo(page, '/tasks');
    await seeOn(page, '02/06/2026');
    await row('Đồi Chè').getByText('Hoàn thành đúng hạn').waitFor();
    await row('Suối Mơ').getByText('Quá hạn 2 ngày').waitFor();
    await page.getByRole('button', { name: /^Quá hạn\s*10$/ }).waitFor();
    await row('Rừng Thông').click();
    await detail().locator('.vm-detail-status').getByText('Chưa đến hạn').waitFor();
    await detail()
      .getByText(/^Theo hạn gốc/)
      .getByText('Quá hạn')
      .waitFor();
    await seen();
  });

  test('seen on 30/06 the same work is done: on time, three days late, and on time by the new deadline but late by the original', async () => {
    await seeOn(page, '30/06/2026');
    await row('Đồi Chè').getByText('Hoàn thành đúng hạn').waitFor();
    await row('Suối Mơ').getByText('Hoàn thành quá hạn').waitFor();
    await page.getByRole('button', { name: /^Quá hạn\s*9$/ }).waitFor();
    await row('Rừng Thông').click();
    await detail().locator('.vm-detail-status').getByText('Hoàn thành đúng hạn').waitFor();
    await detail()
      .getByText(/^Theo hạn gốc/)
      .getByText('Hoàn thành quá hạn')
      .waitFor();
    await seen();
    const { rows } = await app.host.get('assignment.list', {
      on: '2026-06-30',
      filter: { timeliness: ['doneOnTime', 'doneLate'] },
      sort: 'unit',
    });
    expect(rows.map((one) => [one.unitName, one.timeliness, one.originalTimeliness, one.daysLate])).toEqual([
      ['CAX Đồi Chè', 'doneOnTime', 'doneOnTime', 0],
      ['CAX Rừng Thông', 'doneOnTime', 'doneLate', 0],
      ['CAX Suối Mơ', 'doneLate', 'doneLate', 3],
    ]);
  });

  test('what came later changed nothing before: on 30/05 nobody was late, and nobody was done', async () => {
    await seeOn(page, '30/05/2026');
    await page.getByRole('button', { name: /^Quá hạn\s*0$/ }).waitFor();
    await row('Đồi Chè').getByText('Còn 1 ngày').waitFor();
  });
});

test('after all of it the log still tells the tables, and the page never complained', async () => {
  await switchTo(app.host, 'clerk');
  const check = await app.host.get('data.check', {});
  expect([check.ok, check.brokenLogs, check.storage]).toEqual([true, [], []]);
  // Locking loads the page anew, which gives up what it was still fetching.
  expect(app.problems.filter((problem) => !problem.endsWith('ERR_ABORTED'))).toEqual([]);
});
