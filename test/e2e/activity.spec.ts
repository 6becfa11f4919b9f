import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { newOffice, type TestHost } from '../helpers/host.ts';
import { goTo, seeOn } from '../helpers/province.ts';

let app: App;
let id: string;

const subject = 'Xây dựng toàn diện Công an cấp huyện';
const newSubject = `${subject} và cấp xã`;

/** An office with one document, entered before anyone sat down at the page. */
async function prepare(host: TestHost): Promise<void> {
  await host.get('office.create', newOffice);
  const kinds = await host.get('documentKind.list', {});
  const kindId = kinds.find((kind) => kind.abbreviation === 'CT')?.id ?? '';
  const paper = {
    direction: 'incoming',
    number: '03/CT-BCA-X11',
    issuer: 'Bộ Công an',
    issuedOn: '2009-04-10',
  } as const;
  ({ id } = await host.get('directive.create', { ...paper, kindId, subject }));
}

beforeAll(async () => {
  app = await startApp({ prepare });
});
afterAll(() => app.close());

const box = (name: string): Locator => app.page.getByRole('textbox', { name, exact: true });
const button = (name: string | RegExp): Locator => app.page.getByRole('button', { name });
const notice = (): Locator => app.page.locator('.mantine-Notification-root').last();
const heading = (): Locator => app.page.locator('.vm-panel-body');

/** Puts the focus where no text is edited. */
const leaveFields = (): Promise<void> => app.page.locator('#main').focus();

async function editSubject(text: string): Promise<void> {
  await goTo(app.page, `/directives/${id}/edit`);
  await box('Trích yếu nội dung').fill(text);
  await app.page.keyboard.press('Control+s');
}

const subjectNow = async (): Promise<string> => (await app.host.get('directive.get', { id, on: '2026-05-04' })).subject;

test('a change is told with its way back, and one key takes it back and does it again', async () => {
  const { page } = app;
  await editSubject('Nội dung gõ nhầm');
  await notice().getByText('Đã lưu', { exact: false }).waitFor();
  await notice().getByRole('button', { name: 'Hoàn tác' }).waitFor();
  expect(await subjectNow()).toBe('Nội dung gõ nhầm');
  await goTo(page, `/directives/${id}`);
  await heading().getByText('Nội dung gõ nhầm').first().waitFor();
  await leaveFields();
  await page.keyboard.press('Control+z');
  await notice().getByText('Đã hoàn tác: Sửa văn bản').waitFor();
  await heading().getByText(subject).first().waitFor();
  expect(await subjectNow()).toBe(subject);
  await leaveFields();
  await page.keyboard.press('Control+y');
  await notice().getByText('Đã làm lại: Sửa văn bản').waitFor();
  expect(await subjectNow()).toBe('Nội dung gõ nhầm');
  await notice().getByRole('button', { name: 'Hoàn tác' }).click();
  await notice().getByText('Đã hoàn tác: Sửa văn bản').waitFor();
  expect(await subjectNow()).toBe(subject);
});

test('inside a text the key takes back letters, not records', async () => {
  const { page } = app;
  await editSubject(newSubject);
  await notice().getByRole('button', { name: 'Hoàn tác' }).waitFor();
  await goTo(page, `/directives/${id}/edit`);
  await box('Trích yếu nội dung').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' thêm');
  await page.keyboard.press('Control+z');
  await expect.poll(() => box('Trích yếu nội dung').inputValue()).not.toContain('thêm');
  expect(await subjectNow()).toBe(newSubject);
});

test('the history tells each change; two points are compared, and an old value comes back', async () => {
  const { page } = app;
  await goTo(page, `/directives/${id}/history`);
  const changes = page.getByRole('list', { name: /^Các lần thay đổi/ });
  const first = changes.getByRole('listitem').first();
  await first.getByText('Sửa', { exact: true }).waitFor();
  expect(await first.textContent()).toContain(subject);
  expect(await first.textContent()).toContain(newSubject);
  expect(await axeOf(page)).toEqual([]);
  const points = changes.getByRole('checkbox');
  await points.first().check();
  await points.last().check();
  await button('So sánh').click();
  const table = page.getByRole('table');
  await table.getByRole('rowheader', { name: 'Trích yếu nội dung' }).waitFor();
  await table.locator('ins').first().waitFor();
  expect(await axeOf(page)).toEqual([]);
  await table.getByRole('button', { name: 'Khôi phục Trích yếu nội dung' }).click();
  await notice().getByText('Đã khôi phục nội dung cũ.').waitFor();
  expect(await subjectNow()).toBe(subject);
  await button('Về danh sách').click();
  await page.getByRole('combobox', { name: 'Nội dung' }).click();
  await page.getByRole('option', { name: 'Trích yếu nội dung' }).click();
  await expect.poll(() => changes.getByRole('listitem').count()).toBeGreaterThan(4);
});

test('the list of what was done names it all and undoes the last of it', async () => {
  const { page } = app;
  await goTo(page, '/activity');
  const last = page.locator('.vm-deed').first();
  await last.getByText('Khôi phục nội dung cũ').waitFor();
  await last.getByRole('link').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await last.getByRole('button', { name: 'Hoàn tác' }).click();
  await page.locator('.vm-deed').first().getByText('Hoàn tác: Khôi phục nội dung cũ').waitFor();
  expect(await subjectNow()).toBe(newSubject);
  await page.locator('.vm-deed').nth(1).getByText('Đã hoàn tác').waitFor();
  await page.locator('.vm-deed').nth(1).getByRole('link').click();
  await page.getByRole('heading', { name: 'Chỉ thị 03/CT-BCA-X11' }).waitFor();
});

test('what undo takes away is not looked at any more', async () => {
  const { page } = app;
  await goTo(page, '/document-kinds/new');
  await box('Tên loại').fill('Giấy báo bận');
  await page.keyboard.press('Control+s');
  await notice().getByText('Đã lưu loại văn bản.').waitFor();
  await goTo(page, '/activity');
  await page.locator('.vm-deed').first().getByText('Thêm loại văn bản').waitFor();
  await page.locator('.vm-deed').first().getByRole('button', { name: 'Hoàn tác' }).click();
  await page.locator('.vm-deed').nth(1).getByText('không còn').waitFor();
  const kinds = await app.host.get('documentKind.list', {});
  expect(kinds.some((kind) => kind.name === 'Giấy báo bận')).toBe(false);
});

test('while another day is looked at, writing asks once, and "Hủy" writes nothing', async () => {
  const { page } = app;
  await seeOn(page, '01/02/2026');
  const before = await subjectNow();
  await editSubject('Sửa khi đang xem ngày cũ');
  const question = page.getByRole('dialog', { name: 'Đang xem tại một ngày khác' });
  await question.getByText('Bạn đang xem dữ liệu tại 01/02/2026', { exact: false }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  await question.getByRole('button', { name: 'Hủy' }).click();
  await question.waitFor({ state: 'detached' });
  expect(await subjectNow()).toBe(before);
  await page.keyboard.press('Control+s');
  await question.getByRole('checkbox').check();
  await question.getByRole('button', { name: 'Lưu' }).click();
  await expect.poll(subjectNow).toBe('Sửa khi đang xem ngày cũ');
  // The form goes back to its document by itself.
  await page.waitForURL((url) => !url.hash.endsWith('/edit'));
  await editSubject('Không hỏi lại');
  await expect.poll(subjectNow).toBe('Không hỏi lại');
});

test('the log still tells the tables, and the page never complained', async () => {
  expect((await app.host.get('data.check', {})).ok).toBe(true);
  expect(app.problems).toEqual([]);
});
