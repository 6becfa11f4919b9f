import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { newOffice, password, type TestHost } from '../helpers/host.ts';

const communes = 40;
const tasks = 60;

/** 2,400 assignments: twelve pages. */
async function fill({ get }: TestHost): Promise<void> {
  const { session } = await get('office.create', newOffice);
  const facts = { symbol: '', officialCode: null, isKey: 0, hasPolice: 0, orderNumber: null } as const;
  const leads: { unitId: string }[] = [];
  for (let index = 1; index <= communes; index += 1) {
    const name = `Xã ${String(index).padStart(2, '0')}`;
    const names = { name, fullName: `Công an ${name}`, shortName: `CA ${name}`, parentId: session.officeUnitId };
    const whole = { ...facts, ...names, kind: 'commune', basisDirectiveId: null, basisText: '' } as const;
    const made = await get('unit.create', {
      nature: 'police',
      level: 'commune',
      validFrom: '2021-11-01',
      facts: whole,
    });
    leads.push({ unitId: made.id });
  }
  const person = { name: 'Người tổng hợp', position: '', unitId: null, password } as const;
  await get('user.create', { ...person, login: 'tonghop', role: 'coordinator' });
  await get('session.login', { login: 'tonghop', password });
  for (let index = 0; index < tasks; index += 1) {
    const dueOn = new Date(Date.UTC(2027, 0, 1 + index)).toISOString().slice(0, 10);
    const content = index === 0 ? '=Rà soát "hai\u00a0giờ"' : `Việc số ${index + 1}`;
    await get('task.create', { task: { content, kind: 'dated', assignedOn: '2026-05-02' }, dueOn, leads });
  }
}

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ prepare: fill, permissions: ['clipboard-read', 'clipboard-write'] });
  page = app.page;
});
afterAll(() => app.close());

const goTo = (hash: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);
const cell = (row: number, column: number) => page.locator(`[data-row="${row}"] [data-column="${column}"]`);
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Row and column of the active cell, as a screen reader is told. */
const active = (): Promise<string> =>
  page.evaluate(() => {
    const holder = document.activeElement;
    const cellOf = document.getElementById(holder?.getAttribute('aria-activedescendant') ?? '');
    const row = cellOf?.closest('[role=row]')?.getAttribute('aria-rowindex');
    return `${row ?? '?'}:${cellOf?.getAttribute('aria-colindex') ?? '?'}`;
  });
const clipboard = (): Promise<{ text: string; html: string }> =>
  page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type: string): Promise<string> => (await item?.getType(type))?.text() ?? '';
    return { text: await read('text/plain'), html: await read('text/html') };
  });

async function openList(): Promise<void> {
  await goTo('/tasks');
  await page.getByText('2.400 dòng').waitFor();
  await page.locator('.vm-grid').focus();
}

test('cells are walked by the keys of a spreadsheet, and any row is reached', async () => {
  await openList();
  await press('ArrowDown', 'ArrowRight', 'ArrowRight');
  expect(await active()).toBe('3:4');
  await press('End');
  expect(await active()).toBe('3:10');
  await press('Control+End');
  await cell(2399, 0).waitFor();
  await cell(2399, 0).getByText('Việc số 60').waitFor();
  expect(await active()).toBe('2401:10');
  await press('PageUp');
  expect(await active()).not.toBe('2401:10');
  await press('Control+Home');
  await cell(0, 0).getByText('=Rà soát').waitFor();
  expect(await active()).toBe('2:2');
});

test('a far place is reached by the scroll bar too, and no row in sight stays empty', async () => {
  await page.locator('.vm-grid-scroll').evaluate((box) => {
    box.scrollTop = box.scrollHeight / 2;
  });
  await page.locator('[data-row="1200"]').waitFor();
  await page.waitForFunction(() => {
    const rows = [...document.querySelectorAll('.vm-grid-body [data-row]')];
    return rows.length > 5 && rows.every((one) => one.getAttribute('aria-busy') !== 'true');
  });
  await page.locator('.vm-grid').focus();
  await press('Control+Home');
});

test('a block is chosen by Shift, copied as text and as a table with types, and its headers come along when asked', async () => {
  await press('Shift+ArrowDown', 'Shift+End');
  expect(await page.locator('.vm-grid-cell[data-in]').count()).toBe(18);
  await press('Control+c');
  const { text, html } = await clipboard();
  const [first, second] = text.split('\r\n').map((line) => line.split('\t'));
  expect(first?.[0]).toBe('\'=Rà soát "hai\u00a0giờ"');
  expect(first?.[4]).toBe('01/01/2027');
  expect(second?.[4]).toBe('01/01/2027');
  expect(first).toHaveLength(9);
  expect(html).toContain('sdnum="1066;0;DD/MM/YYYY"');
  // The browser takes what it does not know off the copy; dates stay dates by the mark of LibreOffice, numbers by theirs.
  expect(html).toContain('01/01/2027');
  await page.getByRole('button', { name: 'Sao chép kèm tiêu đề' }).click();
  await page.getByText('Đã sao chép 2 dòng.').waitFor();
  expect((await clipboard()).text.split('\r\n')[0]?.split('\t')[0]).toBe('Nội dung');
});

test('rows that were never loaded are read for a copy', async () => {
  await page.locator('.vm-grid').focus();
  await press('Control+Home', 'Control+ ', 'Control+c');
  await page.getByText('Đã sao chép 2.400 dòng.').waitFor({ timeout: 30_000 });
  const lines = (await clipboard()).text.trimEnd().split('\r\n');
  expect(lines).toHaveLength(2401);
  expect([lines[0], lines[2400]]).toEqual(['Nội dung', 'Việc số 60']);
});

test('the mouse: a drag chooses a block, Shift widens it, a press opens the row beside the list', async () => {
  await press('Control+Home');
  await cell(2, 1).hover();
  await page.mouse.down();
  await cell(4, 3).hover();
  await page.mouse.up();
  expect(await page.locator('.vm-grid-cell[data-in]').count()).toBe(9);
  expect(await page.locator('.vm-panel').count()).toBe(0);
  await cell(6, 4).click({ modifiers: ['Shift'] });
  expect(await page.locator('.vm-grid-cell[data-in]').count()).toBe(20);
  await cell(3, 0).click();
  await page.locator('.vm-panel').waitFor();
  expect(await page.locator('.vm-grid-row[data-open]').getAttribute('data-row')).toBe('3');
  expect(await axeOf(page)).toEqual([]);
  await press('Escape');
  await page.locator('.vm-panel').waitFor({ state: 'detached' });
});

test('all that match can be ticked, and the boxes follow Space on a block', async () => {
  await page.locator('.vm-grid').focus();
  await press('Control+Home', 'Shift+ArrowDown', 'Shift+ArrowDown', ' ');
  await page.getByText('Đã chọn 3').first().waitFor();
  await press(' ');
  await page.getByText('Đã chọn 3').first().waitFor({ state: 'detached' });
  await page.getByRole('checkbox', { name: 'Chọn tất cả' }).click();
  await page.getByText('Đã chọn 2.400').first().waitFor();
  await page.getByRole('button', { name: 'Bỏ chọn' }).click();
});

test('columns are hidden, moved and widened by keys and stay so; a view brings them back with its filter', async () => {
  await page.getByRole('button', { name: 'Cột' }).click();
  await page.getByRole('checkbox', { name: 'Phối hợp' }).uncheck();
  await page.getByRole('button', { name: 'Đưa cột Chủ trì lên trước' }).click();
  await page.getByRole('textbox', { name: 'Độ rộng cột Chủ trì' }).fill('220');
  await press('Escape');
  const headers = (): Promise<string[]> => page.locator('[role=columnheader][data-align]').allTextContents();
  expect((await headers()).slice(0, 3)).toEqual(['Nội dung', 'Chủ trì', 'Văn bản']);
  expect(await headers()).not.toContain('Phối hợp');
  await page.getByRole('searchbox').fill('xã 07');
  await page.getByText('60 dòng').waitFor();
  await page.getByRole('button', { name: 'Đã lưu', exact: true }).click();
  expect(await axeOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Lưu bộ lọc hiện tại …' }).click();
  await page.getByRole('textbox', { name: 'Tên' }).fill('Xã 07 theo hạn');
  await page.getByRole('dialog').getByRole('button', { name: 'Lưu', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: 'Cột' }).click();
  await page.getByRole('button', { name: 'Về mặc định' }).click();
  await press('Escape');
  await page.getByText('2.400 dòng').waitFor();
  expect(await headers()).toContain('Phối hợp');
  await page.reload();
  await page.getByText('2.400 dòng').waitFor();
  await page.getByRole('button', { name: 'Đã lưu', exact: true }).click();
  await page.getByRole('button', { name: 'Xã 07 theo hạn', exact: true }).click();
  await page.getByText('60 dòng').waitFor();
  expect(await headers()).not.toContain('Phối hợp');
});

test('a cell is typed into: a day in short, Telex that composes, a mistake told at the cell, fill down, clear, paste', async () => {
  await goTo('/tasks/new');
  await page.getByRole('button', { name: 'Thêm tất cả 40 Công an cấp xã' }).click();
  await cell(1, 1).click();
  await page.keyboard.type('3/2/27');
  await press('Enter');
  await cell(1, 1).getByText('03/02/2027').waitFor();
  expect(await active()).toBe('4:3');
  await page.keyboard.type('31/2/2027');
  await press('Enter');
  await page.getByText('Ngày 31/2/2027 không có.').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await press('Escape', 'ArrowUp', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
  await cell(3, 1).getByText('03/02/2027').waitFor();
  await press('Delete');
  await cell(2, 1).getByText('theo hạn chung').waitFor();
  await page.evaluate(() => navigator.clipboard.writeText('05/03/2027\r\n06/03/2027\r\n'));
  await press('ArrowUp', 'ArrowDown', 'Control+v');
  await cell(2, 1).getByText('06/03/2027').waitFor();
  expect(await cell(1, 1).textContent()).toBe('05/03/2027');
});

test('Windows Telex composes a word in the field from its first key, and UniKey takes back letters without clearing the cell', async () => {
  await cell(5, 1).click();
  const keyboard = await page.context().newCDPSession(page);
  const field = page.locator('.vm-grid-input');
  for (const text of ['đ', 'đặ', 'đặn', 'đặng']) {
    await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await keyboard.send('Input.insertText', { text: 'đặng' });
  expect(await field.inputValue()).toBe('đặng');
  await press('Escape');
  await cell(5, 1).getByText('theo hạn chung').waitFor();
  for (const [key, text] of [
    ['d', ''],
    ['', 'đ'],
    ['a', ''],
    ['', 'ặ'],
    ['n', ''],
    ['g', ''],
  ] as const) {
    if (key !== '') await press(key);
    else {
      await press('Backspace');
      await keyboard.send('Input.insertText', { text });
    }
  }
  expect(await field.inputValue()).toBe('đặng');
  await press('Escape');
});

test('in the dark and enlarged by half the grid keeps its place and WCAG', async () => {
  await goTo('/tasks');
  await page.locator('.vm-grid-row[data-row="3"]').waitFor();
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('layout') ?? '{}');
    localStorage.setItem(
      'layout',
      JSON.stringify({ ...kept, state: { ...kept.state, scheme: 'dark', scalePercent: 150 } }),
    );
  });
  await page.reload();
  await page.locator('.vm-grid-row[data-row="3"]').waitFor();
  await page.locator('.vm-grid').focus();
  await press('ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight');
  expect(await axeOf(page)).toEqual([]);
});

test('nothing was complained about on the way', () => {
  // A page that is opened anew leaves what it had asked for.
  expect(app.problems.filter((line) => !line.endsWith('net::ERR_ABORTED'))).toEqual([]);
});
