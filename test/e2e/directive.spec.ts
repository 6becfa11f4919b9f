import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { put, samples } from '../helpers/files.ts';
import { newOffice } from '../helpers/host.ts';

let app: App;

beforeAll(async () => {
  app = await startApp({ prepare: (host) => host.get('office.create', newOffice) });
});
afterAll(() => app.close());

const box = (name: string): Locator => app.page.getByRole('textbox', { name, exact: true });
const choice = (name: string): Locator => app.page.getByRole('combobox', { name });
const button = (name: string | RegExp): Locator => app.page.getByRole('button', { name });
const row = (number: string): Locator => app.page.getByRole('row').filter({ hasText: number });

interface Paper {
  number: string;
  /** As the list of kinds shows it once the number was read. */
  kind: string;
  issuer: string;
  issuedOn: string;
  subject: string;
}

/** Types a document into the open form, as a clerk reads it off the paper. */
async function fill({ number, kind, issuer, issuedOn, subject }: Paper): Promise<void> {
  await box('Số, ký hiệu').fill(number);
  await expect.poll(() => choice('Loại văn bản').inputValue()).toBe(kind);
  await choice('Cơ quan ban hành').fill(issuer);
  await box('Ngày ban hành').fill(issuedOn);
  await box('Trích yếu nội dung').fill(subject);
}

/** Adds a relation inside the form of a new document. */
async function relate(kind: string, other: string): Promise<void> {
  await choice('Văn bản này').click();
  await app.page.getByRole('option', { name: kind, exact: true }).click();
  await choice('Văn bản kia').fill(other);
  await app.page.getByRole('option', { name: new RegExp(other.replaceAll('/', '\\/')) }).click();
  await app.page.getByRole('button', { name: 'Thêm', exact: true }).first().click();
}

/** Looks at the data as on a day. */
async function viewOn(day: string): Promise<void> {
  await app.page.locator('.vm-bar-date').click();
  await box('Ngày xem dữ liệu').fill(day);
  await app.page.keyboard.press('Escape');
  await app.page.getByText(`Đang xem tại ${day}`).waitFor();
}

const paper03: Paper = {
  number: '03/CT-BCA-X11',
  kind: 'Chỉ thị (CT)',
  issuer: 'Bộ Công an',
  issuedOn: '10/04/2009',
  subject: 'Xây dựng toàn diện Công an cấp huyện đáp ứng nhiệm vụ bảo vệ an ninh, trật tự trong tình hình mới',
};

test('Chỉ thị 03 and Nghị quyết 22 are entered one after the other; the kind follows the number', async () => {
  const { page } = app;
  await page.getByRole('link', { name: 'Văn bản', exact: true }).click();
  await button('Thêm văn bản').first().click();
  await fill(paper03);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Đã lưu Chỉ thị 03/CT-BCA-X11.').waitFor();
  await expect.poll(() => box('Số, ký hiệu').inputValue()).toBe('');
  expect(await choice('Cơ quan ban hành').inputValue()).toBe('Bộ Công an');
  await fill({
    number: '22-NQ/TW',
    kind: 'Nghị quyết của Đảng (NQ/TW)',
    issuer: 'Bộ Chính trị',
    issuedOn: '15/3/2018',
    subject: 'Tiếp tục đổi mới, sắp xếp tổ chức bộ máy Bộ Công an tinh gọn, hoạt động hiệu lực, hiệu quả',
  });
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { name: 'Nghị quyết của Đảng 22-NQ/TW' }).waitFor();
});

test('a second Chỉ thị 03 of the same year is warned about while it is typed, with the way to the first', async () => {
  const { page } = app;
  await button('Thêm văn bản').first().click();
  await fill({ ...paper03, number: '3/ct-bca-x11', issuer: 'BỘ CÔNG AN', issuedOn: '1/12/2009' });
  const warning = page.getByRole('status').filter({ hasText: 'cùng số, ký hiệu, cơ quan ban hành và năm' });
  await warning.getByRole('button', { name: 'Chỉ thị 03/CT-BCA-X11' }).waitFor();
  expect(await axeOf(page)).toEqual([]);
});

test('an impossible date and an end before the beginning are told at the field and in the footer', async () => {
  const { page } = app;
  await box('Ngày ban hành').fill('31/02/2026');
  await page.keyboard.press('Tab');
  await page.getByText('Ngày 31/02/2026 không có.').waitFor();
  await box('Ngày ban hành').fill('10/04/2009');
  await box('Ngày hết hiệu lực').fill('09/04/2009');
  await page.keyboard.press('Control+s');
  await page.getByRole('alert').filter({ hasText: 'Ngày 10/04/2009 phải không sau ngày 09/04/2009' }).waitFor();
});

test('a secret level is refused with the reason, and no draft of it is left', async () => {
  const { page } = app;
  await choice('Độ mật').click();
  await page.getByRole('option', { name: 'Tối mật' }).click();
  await page.getByRole('heading', { name: 'Văn bản Tối mật không nhập vào đây' }).waitFor();
  await page.getByText('Luật 117/2025/QH15').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await button('Xóa nội dung vừa gõ').click();
  expect(await box('Số, ký hiệu').inputValue()).toBe('');
  await expect.poll(() => app.host.get('draft.list', {})).toEqual([]);
});

test('Chỉ thị 05 continues 03 and rests on Nghị quyết 22: both on one chain, and 03 is not closed by it', async () => {
  const { page } = app;
  await fill({
    number: '05/CT-BCA',
    kind: 'Chỉ thị (CT)',
    issuer: 'Bộ Công an',
    issuedOn: '19/06/2020',
    subject:
      'Tiếp tục xây dựng Công an cấp huyện vững mạnh toàn diện đáp ứng yêu cầu, nhiệm vụ bảo đảm ANTT trong tình hình mới',
  });
  await relate('Tiếp tục thực hiện', '03/CT-BCA-X11');
  await relate('Căn cứ', '22-NQ/TW');
  await button(/^Lưu Ctrl/).click();
  await page.getByRole('tab', { name: /Quan hệ/ }).click();
  const chain = page.getByRole('group', { name: /Chuỗi văn bản/ });
  await chain.getByRole('button', { name: /22-NQ\/TW/ }).waitFor();
  await chain.getByRole('button', { name: /03\/CT-BCA-X11/ }).click();
  await page.getByRole('heading', { name: 'Chỉ thị 03/CT-BCA-X11' }).waitFor();
  await page.getByText('Được tiếp tục thực hiện bởi').waitFor();
  await expect.poll(() => chain.getByRole('button').count()).toBe(3);
  expect(await chain.locator('[aria-current]').textContent()).toContain('Còn hiệu lực');
  expect(await axeOf(page)).toEqual([]);
});

test('"hết đối tượng điều chỉnh" holds from 01/03/2025, seen for the day of view', async () => {
  const { page } = app;
  await button('Thao tác khác').click();
  await page.getByRole('menuitem', { name: /Hết đối tượng điều chỉnh/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Hết đối tượng điều chỉnh' });
  await dialog.getByLabel('Từ ngày').fill('1/3/2025');
  await dialog.getByLabel('Lý do').fill('Công an cấp huyện kết thúc hoạt động');
  await dialog.getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('Hết đối tượng điều chỉnh từ ngày 01/03/2025: Công an cấp huyện kết thúc hoạt động.').waitFor();
  await row('03/CT-BCA-X11').getByText('Hết đối tượng điều chỉnh').waitFor();
  await viewOn('28/02/2025');
  await page.getByText('Từ ngày 01/03/2025: hết đối tượng điều chỉnh.').waitFor();
  await row('03/CT-BCA-X11').getByText('Còn hiệu lực').waitFor();
  await viewOn('09/04/2009');
  await row('03/CT-BCA-X11').getByText('Chưa có hiệu lực').waitFor();
  await page.locator('.vm-bar-date').click();
  await button('Về hôm nay').click();
});

test('the list is searched without accents and filtered by effect; a relation back in time is refused in words', async () => {
  const { page } = app;
  await page.getByRole('searchbox').fill('chi thi huyen');
  await row('22-NQ/TW').waitFor({ state: 'detached' });
  await button('Hiệu lực').first().click();
  await page.getByRole('checkbox', { name: 'Hết đối tượng điều chỉnh' }).check();
  await page.keyboard.press('Escape');
  await row('05/CT-BCA').waitFor({ state: 'detached' });
  await row('03/CT-BCA-X11').waitFor();
  await page.getByRole('button', { name: 'Bỏ bộ lọc', exact: true }).click();
  await row('22-NQ/TW').click();
  await page.getByRole('tab', { name: /Quan hệ/ }).click();
  await button('Thêm quan hệ').click();
  await choice('Văn bản kia').fill('05/CT');
  await page.getByRole('option', { name: /05\/CT-BCA/ }).click();
  await page.getByRole('button', { name: 'Thêm quan hệ' }).click();
  await page.getByRole('alert').filter({ hasText: 'không thể tác động đến văn bản ban hành sau đó' }).waitFor();
  await page.keyboard.press('Escape');
});

test('files are kept and come out again; a program called .pdf is refused by name', async () => {
  const { page } = app;
  const folder = mkdtempSync(join(tmpdir(), 'vm-e2e-'));
  await page.getByRole('tab', { name: 'Tệp kèm' }).click();
  const chooser = page.waitForEvent('filechooser');
  await button('Thêm tệp').click();
  const [, pdf] = samples['application/pdf'];
  await (await chooser).setFiles([
    put(folder, 'Nghị quyết 22.pdf', pdf),
    put(folder, 'cài đặt.pdf', Buffer.from('MZ\x90\x00')),
  ]);
  const files = page.getByRole('list', { name: 'Danh sách tệp kèm' });
  await files.getByText('Nghị quyết 22.pdf').waitFor();
  await page.getByRole('alert').filter({ hasText: 'cài đặt.pdf: Loại tệp này không được nhận' }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await button('Lưu ra máy: Nghị quyết 22.pdf').click();
  expect((await download).suggestedFilename()).toBe('Nghị quyết 22.pdf');
  await expect.poll(() => files.getByRole('listitem').count(), { timeout: 10_000 }).toBe(1);
});

test('files dropped on the list are kept too, each refusal beside its name', async () => {
  const { page } = app;
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['Số liệu tháng 5'], 'số liệu.txt'));
    data.items.add(new File([''], 'trống.pdf'));
    data.items.add(new File(['@echo off'], 'chạy.bat'));
    return data;
  });
  const files = page.getByRole('region', { name: 'Tệp kèm' });
  await files.dispatchEvent('dragover', { dataTransfer: dropped });
  await page.getByText('Thả tệp để thêm').waitFor();
  await files.dispatchEvent('drop', { dataTransfer: dropped });
  await files.getByText('số liệu.txt').waitFor();
  await page.getByRole('alert').filter({ hasText: 'trống.pdf: Tệp này trống.' }).waitFor();
  await page.getByRole('alert').filter({ hasText: 'chạy.bat: Loại tệp này không được nhận' }).waitFor();
});

test('the page had nothing to complain about', () => {
  expect(app.problems).toEqual([]);
});
