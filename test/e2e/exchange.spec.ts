import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { type ExchangePc, takeFrom, writeTo } from '../helpers/exchange.ts';
import { joinAt } from '../helpers/exchange-host.ts';
import * as clerk from '../helpers/exchange-pages.ts';
import { newOffice, password, type TestHost } from '../helpers/host.ts';
import { goTo, logInAs, people } from '../helpers/province.ts';

/*
 * Scenario 9, told on the screens of a province and of a commune by people who only press what they see and carry files: the
 * commune is let in, gets work, reports; one line is sent back with its reason, put right, and only that line changes. What is
 * spoiled, meant for others or signed by a withdrawn PC does not go in.
 */

const [communeName, neighbourName] = ['Công an xã Kim Sơn', 'Công an xã Hòa Sơn'];
const provinceName = newOffice.office.name;
const usb = mkdtempSync(join(tmpdir(), 'vm-stick-'));

/** A story is long, and every bundle in it is sealed and opened in a thread that is started for it. */
vi.setConfig({ testTimeout: 600_000 });

let province: App;
let commune: App;
let neighbour: App | undefined;
/** The bundle with the corrected report. */
let corrected = '';
/** The commune's other PC, and the PC of the office next door: databases of their own. */
let otherPc: ExchangePc;
let neighbourPc: ExchangePc;

/** Two communes and somebody who decides. */
async function fill({ get }: TestHost): Promise<void> {
  const { session } = await get('office.create', newOffice);
  const facts = {
    ...{ kind: 'commune' as const, shortName: '', symbol: '', officialCode: null, parentId: session.officeUnitId },
    ...{ isKey: 0 as const, hasPolice: 0 as const, orderNumber: null, basisDirectiveId: null, basisText: '' },
  };
  for (const fullName of [communeName, neighbourName]) {
    const name = fullName.replace('Công an xã ', '');
    await get('unit.create', {
      ...{ nature: 'police', level: 'commune', validFrom: '2021-11-01' },
      facts: { ...facts, name, fullName },
    });
  }
  const person = { login: people.coordinator, name: 'Trần Thử Hợp', position: '', password };
  await get('user.create', { ...person, role: 'coordinator', unitId: null });
}

beforeAll(async () => {
  [province, commune] = await Promise.all([
    startApp({ acceptDownloads: true, prepare: fill }),
    startApp({ acceptDownloads: true }),
  ]);
  for (const { context } of [province, commune]) context.setDefaultTimeout(90_000);
});
afterAll(() => Promise.all([province?.close(), commune?.close(), neighbour?.close()]));

const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
const row = (page: Page, text: string): Locator => page.locator('.vm-grid-body [role=row]', { hasText: text });
const card = (page: Page, name: string): Locator => page.locator('.vm-bundle-cards').getByRole('button', { name });
const bar = (page: Page): Locator => page.getByRole('navigation', { name: 'Đồng bộ' });
const unsent = (page: Page): Locator => bar(page).getByRole('link', { name: /chưa xuất/ });
const seen = async (page: Page): Promise<void> => expect(await axeOf(page)).toEqual([]);

/** How many bundles the province has taken in or sent. */
const takenIn = async (): Promise<number> => (await province.host.get('bundle.list', {})).rows.length;

/** Another PC is invited and let in without a window; its first bundle is yet to come. */
async function joinAside(unitName: string, deviceName: string): Promise<ExchangePc> {
  const { host } = province;
  const { rows } = await host.get('unit.list', { on: '2026-05-04', nature: 'police', level: 'commune' });
  return joinAt(host, rows.find((unit) => unit.fullName === unitName)?.id ?? '', deviceName);
}

/** The file for a receiver in the folder into which many were written, carried away on the stick. */
function fileFor(unitName: string): string {
  const folder = join(province.host.root, 'xuat');
  const plain = unitName === communeName ? 'kim-son' : 'hoa-son';
  const name = readdirSync(folder).find((one) => one.includes(`_den_cong-an-xa-${plain}_`)) ?? '';
  copyFileSync(join(folder, name), join(usb, name));
  return join(usb, name);
}

test('a commune is let in by file, code and a number read aloud, and takes its first bundle', async () => {
  const [page, there] = [province.page, commune.page];
  await clerk.visit(page, '/devices', 'Thiết bị trao đổi gói');
  await button(page, 'Tạo khóa cấp tỉnh').click();
  await page.getByRole('textbox', { name: /Tên máy này/ }).fill('Máy Văn phòng');
  await page.keyboard.press('Enter');
  await clerk.keepSheet(page);
  const invitation = await clerk.inviteTo(usb, page, communeName);
  const request = await clerk.joinBy(usb, there, invitation, 'Máy trực ban');
  await button(there, 'Vào làm việc').click();
  await there.getByText('Đang chờ cơ quan mời duyệt máy này.').waitFor();
  await clerk.letIn(page, request);
  [otherPc, neighbourPc] = [
    await joinAside(communeName, 'Máy tổng hợp'),
    await joinAside(neighbourName, 'Máy Hòa Sơn'),
  ];

  // One file for each, all in one go.
  await button(page, 'Xuất gói cho đơn vị này').click();
  await row(page, neighbourName).waitFor();
  await page.getByRole('checkbox', { name: /tất cả/i }).check();
  await button(page, /^Xuất 2 gói vào thư mục/).click();
  await page.getByRole('heading', { name: 'Đã ghi và đọc lại đúng 2 gói' }).waitFor();
  await seen(page);
  for (const pc of [otherPc, neighbourPc]) takeFrom(pc, fileFor(pc === otherPc ? communeName : neighbourName));

  await button(there, 'Xem yêu cầu và dãy số').click();
  await button(there, 'Nhập gói đầu tiên').click();
  const take = await clerk.lookAt(there, fileFor(communeName));
  await there.getByRole('heading', { name: `${provinceName} → ${communeName}` }).waitFor();
  await seen(there);
  await clerk.confirm(there, take);
  await there.getByText('Đang chờ cơ quan mời duyệt máy này.').waitFor({ state: 'detached' });
  await clerk.putAway(there);
});

test('work goes down, reports come up, one is sent back with its reason, and the correction changes one line', async () => {
  const [page, there] = [province.page, commune.page];
  const tasks = ['Rà soát trụ sở làm việc', 'Kiện toàn chức danh Trưởng Công an xã'] as const;
  const results = { [tasks[0]]: 'Đã rà soát 4 trụ sở.', [tasks[1]]: 'Đã đề nghị bổ nhiệm.' };

  // The province issues a plan and gives two tasks out of it.
  await logInAs(page, 'coordinator');
  await goTo(page, '/directives/new');
  await page.getByRole('textbox', { name: 'Số, ký hiệu' }).fill('07/KH-CAT');
  await page.getByText('Chọn theo ký hiệu; đổi nếu chưa đúng.').waitFor();
  await page.getByRole('combobox', { name: 'Cơ quan ban hành' }).fill(provinceName);
  await page.getByRole('textbox', { name: 'Ngày ban hành' }).fill('02/05/2026');
  await page.getByRole('textbox', { name: 'Trích yếu nội dung' }).fill('Kiện toàn Công an cấp xã');
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { name: /07\/KH-CAT/ }).waitFor();
  await page.getByRole('tab', { name: /^Nhiệm vụ/ }).click();
  await button(page, 'Giao việc').first().click();
  const task = page.getByRole('textbox', { name: 'Nội dung nhiệm vụ' });
  await task.fill(tasks[0]);
  await page.getByRole('textbox', { name: 'Thời hạn' }).fill('31/12/2050');
  await button(page, 'Thêm tất cả 2 Công an cấp xã').click();
  await row(page, neighbourName).waitFor();
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => task.inputValue()).toBe('');
  await task.fill(tasks[1]);
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { level: 1, name: tasks[1] }).waitFor();
  const down = await clerk.sendTo(usb, page, communeName);
  await unsent(page).waitFor();

  // The commune takes it in, opens what has come, and reports on both.
  const take = await clerk.lookAt(there, down);
  await card(there, 'Mới').getByText('5', { exact: true }).waitFor();
  await seen(there);
  await clerk.confirm(there, take);
  await there.locator('.vm-bundle-ways').getByRole('button', { name: 'Nhiệm vụ' }).click();
  for (const content of tasks) {
    await row(there, content).click();
    await there.locator('.vm-panel').getByRole('button', { name: 'Nhập báo cáo' }).click();
    await there.getByRole('textbox', { name: 'Tiến độ' }).fill('60');
    await there.getByRole('textbox', { name: 'Kết quả thực hiện' }).fill(results[content] ?? '');
    await there.keyboard.press('Control+Enter');
    await button(there, 'Sửa bằng bản mới').waitFor();
    await clerk.visit(there, '/tasks', 'Nhiệm vụ');
  }
  await unsent(there).waitFor();
  await clerk.putAway(there);
  const up = await clerk.sendTo(usb, there, provinceName);
  await unsent(there).waitFor({ state: 'detached' });

  // The province sees who sent what, sends one back, approves the other, and answers.
  await clerk.confirm(page, await clerk.lookAt(page, up));
  await seen(page);
  await page.locator('.vm-bundle-ways').getByRole('button', { name: 'Báo cáo' }).click();
  await row(page, tasks[1]).click();
  const decide = (name: string) => page.locator('.vm-panel-header').getByRole('button', { name, exact: true });
  await decide('Trả lại').click();
  const dialog = page.getByRole('dialog', { name: 'Trả lại báo cáo' });
  await dialog.getByRole('textbox', { name: 'Lý do trả lại' }).fill('Chưa nêu số Trưởng Công an xã còn khuyết');
  await dialog.getByRole('button', { name: 'Trả lại' }).click();
  await page.getByText('Đã trả lại báo cáo cho đơn vị.').waitFor();
  await row(page, tasks[0]).click();
  await page
    .locator('.vm-panel')
    .getByText(results[tasks[0]] ?? '')
    .first()
    .waitFor();
  await decide('Duyệt').click();
  await page.getByText('Không còn báo cáo nào chờ duyệt').waitFor();
  await clerk.visit(page, '/import', 'Nhập gói đồng bộ');
  await button(page, `Xuất gói trả lời cho ${communeName}`).click();
  await page.getByRole('heading', { name: communeName }).waitFor();
  const answer = await clerk.writeBundle(usb, page);
  await clerk.putAway(page);

  // The answer carries the receipt: what went is acknowledged, nothing waits.
  await clerk.confirm(there, await clerk.lookAt(there, answer));
  await clerk.visit(there, '/bundles', 'Gói đã xuất, nhập');
  await there.getByRole('row', { name: new RegExp(`Xuất.*${provinceName}.*Đã xác nhận`) }).waitFor();
  await clerk.visit(there, '/exchange', 'Trạng thái đồng bộ');
  await row(there, provinceName).click();
  await there.getByText('0 thay đổi, 0 B').waitFor();
  await there.getByText('Hai bên đã có đủ những gì từng gửi.').waitFor();
  await seen(there);

  // The desk says what came back and why; the second version is the only line that changes at the province.
  await clerk.visit(there, '/desk', 'Bàn làm việc hôm nay');
  await there
    .getByRole('region', { name: /Báo cáo bị trả lại/ })
    .getByText(tasks[1])
    .click();
  await there.getByText('Chưa nêu số Trưởng Công an xã còn khuyết').first().waitFor();
  await button(there, 'Sửa bằng bản mới').click();
  await there.getByRole('textbox', { name: 'Kết quả thực hiện' }).fill('Còn khuyết 1 Trưởng Công an xã.');
  await there.keyboard.press('Control+Enter');
  await there.getByText('Đã trình bản 2 của báo cáo.').waitFor();
  await clerk.putAway(there);
  corrected = await clerk.sendTo(usb, there, provinceName);
});

test('it goes by the hand of an office that cannot read it; spoiled it stays outside, whole it changes one line, once', async () => {
  const { page } = province;
  const before = readFileSync(corrected);
  neighbourPc.vault.close();
  neighbour = await startApp({
    ...{ dataDir: neighbourPc.root, pc: neighbourPc.pc },
    prepare: (host) => host.get('session.login', { login: 'quantri', password }),
  });
  neighbour.context.setDefaultTimeout(90_000);
  const aside = neighbour.page;
  await clerk.visit(aside, '/bundles/view', 'Xem gói');
  await clerk.choose(aside, /^Chọn tệp gói/, corrected);
  await aside.getByText('Không gửi cho máy này').waitFor();
  expect(await aside.getByRole('main').textContent()).not.toMatch(/Kim Sơn|Trưởng Công an xã|Máy trực ban/);
  await seen(aside);
  expect(await clerk.refusalOf(aside, corrected)).toMatch(/được lập cho cơ quan khác.*chuyển gói đến đúng nơi nhận/);
  expect((await neighbour.host.get('report.list', { on: '2050-01-01', isLatest: 0 })).total).toBe(0);
  expect(readFileSync(corrected)).toEqual(before);

  const count = await takenIn();
  const spoiled = join(usb, 'hong.goi');
  const at = before.length - 200;
  writeFileSync(spoiled, before.with(at, (before[at] ?? 0) ^ 1));
  expect(await clerk.refusalOf(page, spoiled)).toMatch(/bị hỏng.*Dữ liệu trong máy không đổi\. Hãy đề nghị/);
  expect(await takenIn()).toBe(count);

  const take = await clerk.lookAt(page, corrected);
  await card(page, 'Mới').getByText('1', { exact: true }).waitFor();
  const kinds = page.getByRole('table', { name: 'Thay đổi theo loại dữ liệu' });
  expect(await kinds.locator('tbody').textContent()).toBe('Báo cáo1——');
  await clerk.confirm(page, take);
  await clerk.putAway(page);

  // The same file once more: it is known, and there is nothing to take in.
  await clerk.visit(page, '/import', 'Nhập gói đồng bộ');
  await clerk.choose(page, /^Chọn tệp gói/, corrected);
  await page.getByText(/nhập lại không thay đổi gì/).waitFor();
  await page.locator('.vm-bundle-buttons').getByRole('button', { name: 'Bỏ khỏi danh sách' }).click();
  expect(await takenIn()).toBe(count + 1);
});

test('two PCs of the commune wrote apart: taking in tells of it, and a person settles it', async () => {
  const { page } = commune;
  const subject = (text: string) => page.getByRole('textbox', { name: 'Trích yếu nội dung' }).fill(text);
  await goTo(page, '/directives/new');
  await page.getByRole('textbox', { name: 'Số, ký hiệu' }).fill('12/KH-CAX');
  await page.getByText('Chọn theo ký hiệu; đổi nếu chưa đúng.').waitFor();
  await page.getByRole('combobox', { name: 'Cơ quan ban hành' }).fill(communeName);
  await page.getByRole('textbox', { name: 'Ngày ban hành' }).fill('04/05/2026');
  await subject('Bảo đảm an ninh, trật tự');
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { name: /12\/KH-CAX/ }).waitFor();
  takeFrom(otherPc, await clerk.sendTo(usb, page, communeName));
  const { rows } = otherPc.get('directive.list', { on: '2026-05-04' });
  const { id = '' } = rows.find(({ number }) => number === '12/KH-CAX') ?? {};
  const { changedAtMs } = otherPc.get('directive.get', { id, on: '2026-05-04' });
  const theirs = 'Bảo đảm an ninh, trật tự dịp lễ';
  otherPc.get('directive.update', { id, seenAtMs: changedAtMs, patch: { subject: theirs } });
  await goTo(page, `/directives/${id}/edit`);
  const mine = 'Bảo đảm an ninh, trật tự mùa mưa bão';
  await subject(mine);
  await page.keyboard.press('Control+s');
  await page.locator('.vm-panel').getByText(mine).waitFor();

  const take = await clerk.lookAt(page, writeTo(otherPc, otherPc.unitId).paths[0] ?? '');
  await card(page, 'Xung đột').getByText('1', { exact: true }).waitFor();
  await clerk.confirm(page, take);
  await button(page, '1 xung đột cần chọn').click();
  await row(page, '12/KH-CAX').click();
  await page.getByText('Trước khi sửa: Bảo đảm an ninh, trật tự').waitFor();
  await seen(page);
  await button(page, 'Giữ tất cả của máy khác').click();
  await page.getByText('Đã chọn đủ').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByText('Không có xung đột').waitFor();
  await bar(page)
    .getByRole('link', { name: /xung đột/ })
    .waitFor({ state: 'detached' });
  expect((await commune.host.get('directive.get', { id, on: '2026-05-04' })).subject).toBe(theirs);
  await clerk.putAway(page);
});

test('a PC is withdrawn: what it sends from now on does not go in, and the sentence says whom to call', async () => {
  const [page, there] = [province.page, commune.page];
  const late = await clerk.sendTo(usb, there, provinceName);
  await logInAs(page, 'admin');
  await clerk.visit(page, '/devices', 'Thiết bị trao đổi gói');
  await page.getByRole('row', { name: /Máy trực ban/ }).click();
  await button(page, 'Thu hồi máy').click();
  const dialog = page.getByRole('dialog', { name: 'Thu hồi Máy trực ban' });
  await dialog.getByRole('textbox').fill('Máy trực ban');
  await dialog.getByRole('button', { name: 'Thu hồi', exact: true }).click();
  await page.getByRole('row', { name: /Máy trực ban.*Đã thu hồi/ }).waitFor();
  const count = await takenIn();
  const refusal = await clerk.refusalOf(page, late);
  expect(refusal).toMatch(new RegExp(`Máy trực ban của ${communeName} đã bị thu hồi.*Hãy liên hệ ${communeName}`));
  expect(await takenIn()).toBe(count);
  const problems = [province, commune, neighbour].flatMap((app) => app?.problems ?? []);
  // Locking loads the page anew, which gives up what it was still fetching.
  expect(problems.filter((problem) => !problem.endsWith('ERR_ABORTED'))).toEqual([]);
});
