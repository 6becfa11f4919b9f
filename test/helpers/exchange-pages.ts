import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { password } from './host.ts';
import { goTo } from './province.ts';

/*
 * What people do on the screens of the exchange, each on a PC of their own: nothing but what they see and press, and files that go
 * to and fro.
 */

const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
const field = (page: Page, name: string | RegExp): Locator => page.getByRole('textbox', { name });

/** Goes to a screen and waits until it stands there: rows of the one before it may look alike. */
export async function visit(page: Page, path: string, title: string): Promise<void> {
  await goTo(page, path);
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
}

/** Copies the recovery sheet by hand: writes the last group of every secret back. */
export async function keepSheet(page: Page): Promise<void> {
  await button(page, 'Đã in hoặc chép đủ').waitFor();
  const lists = await page.locator('.vm-secret-lines').all();
  const groups = await Promise.all(lists.map((list) => list.locator('span').allInnerTexts()));
  await button(page, 'Đã in hoặc chép đủ').click();
  const boxes = field(page, /^Nhóm cuối cùng/);
  for (const [index, group] of groups.entries()) await boxes.nth(index).fill(group.at(-1) ?? '');
  await button(page, 'Đã cất phiếu').click();
}

/** Presses what writes a file and keeps it on the stick under its own name; returns its path. */
export async function saveTo(stick: string, page: Page, name: string | RegExp): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  const path = join(stick, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

/** Presses what asks for files and chooses them. */
export async function choose(page: Page, name: string | RegExp, ...paths: string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, name).click()]);
  await chooser.setFiles(paths);
}

export interface Invitation {
  readonly path: string;
  /** Goes another way than the file. */
  readonly code: string;
}

/** The keeper of the authority invites one PC of a unit. */
export async function inviteTo(stick: string, page: Page, unitName: string): Promise<Invitation> {
  await visit(page, '/devices', 'Thiết bị trao đổi gói');
  await button(page, 'Mời máy tham gia').click();
  await page.getByRole('combobox', { name: /Đơn vị được mời/ }).fill(unitName);
  await page.getByRole('option', { name: unitName }).click();
  await button(page, 'Lập lời mời').click();
  const path = await saveTo(stick, page, /Ghi tệp lời mời/);
  return { path, code: (await page.locator('.vm-device-code').textContent()) ?? '' };
}

/** Fills in who works on a PC first. */
export async function beFirstUser(page: Page): Promise<void> {
  const secret = (name: RegExp) => page.getByLabel(name).and(page.locator('input'));
  await field(page, /Họ và tên/).fill('Lê Thử Dùng');
  await field(page, /Tên đăng nhập/).fill('quantri');
  await secret(/^Mật khẩu/).fill(password);
  await secret(/^Nhập lại mật khẩu/).fill(password);
}

/** A PC without data answers an invitation; returns the request and the number that is read out over the telephone. */
export async function joinBy(
  stick: string,
  page: Page,
  { path, code }: Invitation,
  deviceName: string,
): Promise<{ path: string; number: string }> {
  await page.getByText('Tham gia bằng lời mời').click();
  await choose(page, /Chọn tệp lời mời/, path);
  await field(page, /Mã tham gia/).fill(code);
  await field(page, /Tên máy này/).fill(deviceName);
  await button(page, 'Tiếp tục').click();
  await beFirstUser(page);
  await button(page, 'Lập yêu cầu tham gia').click();
  await keepSheet(page);
  const request = await saveTo(stick, page, /Ghi tệp yêu cầu/);
  const groups = page.getByRole('list', { name: 'Dãy số kiểm tra của máy này' }).getByRole('listitem');
  return { path: request, number: (await groups.allInnerTexts()).join(' ') };
}

/** The keeper of the authority types the number it hears and lets the PC in. */
export async function letIn(page: Page, request: { path: string; number: string }): Promise<void> {
  await visit(page, '/devices/admit', 'Thiết bị trao đổi gói');
  await choose(page, /Chọn tệp yêu cầu/, request.path);
  await field(page, /Dãy số nghe được/).fill(request.number);
  await button(page, 'Công nhận máy này').click();
  await page.getByText(/^Đã công nhận/).waitFor();
}

/** With one receiver open: prepares its bundle and keeps it on the stick; returns its path. */
export async function writeBundle(stick: string, page: Page): Promise<string> {
  await button(page, 'Chuẩn bị gói').click();
  const path = await saveTo(stick, page, /^Ghi ra USB/);
  await page.getByText('Đã ghi và đọc lại đúng').waitFor();
  await button(page, 'Xong').click();
  return path;
}

/** Chooses the receiver among all, and writes its bundle. */
export async function sendTo(stick: string, page: Page, unitName: string): Promise<string> {
  await visit(page, '/export', 'Xuất gói đồng bộ');
  await page.getByRole('row', { name: new RegExp(unitName) }).click();
  await page.getByRole('heading', { name: unitName }).waitFor();
  return writeBundle(stick, page);
}

/** Opens a file on the empty list of arriving bundles and waits for what it would do; returns the button that confirms it. */
export async function lookAt(page: Page, path: string): Promise<Locator> {
  await visit(page, '/import', 'Nhập gói đồng bộ');
  await choose(page, /^Chọn tệp gói/, path);
  const confirm = page.locator('.vm-bundle-buttons').getByRole('button', { name: /^Nhập|^Nhận biên nhận/ });
  await confirm.waitFor();
  return confirm;
}

/** Reads the receipt and takes the bundle off the list. */
export async function putAway(page: Page): Promise<void> {
  await visit(page, '/import', 'Nhập gói đồng bộ');
  await button(page, 'Xong, xóa khỏi danh sách').click();
  await button(page, /^Chọn tệp gói/).waitFor();
}

/** Confirms what was looked at; the receipt stands on the screen. */
export async function confirm(page: Page, take: Locator): Promise<void> {
  await take.click();
  await page.getByRole('heading', { name: 'Đã nhập gói' }).waitFor();
}

/** Opens a file that must not go in; returns the sentence that says why. The list is empty again. */
export async function refusalOf(page: Page, path: string): Promise<string> {
  await visit(page, '/import', 'Nhập gói đồng bộ');
  await choose(page, /^Chọn tệp gói/, path);
  const alert = page.getByRole('main').getByRole('alert');
  await alert.waitFor();
  const said = (await alert.locator('p').first().textContent()) ?? '';
  await page.locator('.vm-bundle-buttons').getByRole('button', { name: 'Bỏ khỏi danh sách' }).click();
  await button(page, /^Chọn tệp gói/).waitFor();
  return said;
}
