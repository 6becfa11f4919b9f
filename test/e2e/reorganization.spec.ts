import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { newOffice, password, type TestHost } from '../helpers/host.ts';
import { confirmOtherDay, fixToday, goTo, makeProvince, people, seeOn } from '../helpers/province.ts';

/* Sắp xếp tổ chức as a Cán bộ tổ chức records it: two communes become one, and the first of March 2025. */

const personnel = 'tochuc';
/** A PC that is busy otherwise needs its time. */
const patient = { timeout: 20_000 };
let app: App;
let page: Page;

/** Two district police units with two communes' police each, as it was until the last of February 2025. */
async function makeDistricts(host: TestHost): Promise<void> {
  const { rows } = await host.get('unit.search', { text: newOffice.office.name, on: '2026-01-01', nature: 'police' });
  const officeId = rows.find((row) => row.fullName === newOffice.office.name)?.id ?? '';
  const make = async (level: 'district' | 'commune', parentId: string, name: string): Promise<string> => {
    const kind = level === 'district' ? ('ruralDistrict' as const) : ('commune' as const);
    const fullName = `Công an ${level === 'district' ? 'huyện' : 'xã'} ${name}`;
    const facts = {
      ...{ kind, name, fullName, shortName: '', symbol: '', officialCode: null, parentId },
      ...{ isKey: 0 as const, hasPolice: 0 as const },
      ...{ orderNumber: null, basisDirectiveId: null, basisText: '' },
    };
    return (await host.get('unit.create', { nature: 'police', level, validFrom: '2022-01-01', facts })).id;
  };
  for (const [district, communes] of [
    ['Sông Mã', ['Thác Bạc', 'Suối Vàng']],
    ['Đồng Lau', ['Gò Mả', 'Bãi Cháy']],
  ] as const) {
    const id = await make('district', officeId, district);
    for (const commune of communes) await make('commune', id, commune);
  }
}

beforeAll(async () => {
  app = await startApp({
    prepare: async (host) => {
      await makeProvince(host);
      await host.get('session.login', { login: people.admin, password });
      await host.get('user.create', {
        ...{ login: personnel, name: 'Người Tổ Chức', position: '', password, role: 'personnel', unitId: null },
      });
      await makeDistricts(host);
      await host.get('session.lock', {});
      await host.get('session.login', { login: personnel, password });
    },
  });
  page = app.page;
  await fixToday(app);
  // What the page was still fetching when it was read anew.
  app.problems.splice(0);
});
afterAll(() => app.close());
afterEach(() => expect(app.problems).toEqual([]));

const heading = (name: string | RegExp) => page.getByRole('heading', { name });
const stepIs = (name: string) => page.locator('[aria-current="step"]', { hasText: name }).waitFor();
const branch = (name: string) => page.getByRole('treeitem', { name, exact: true });

/** Finds a unit by typing into the box that has the keyboard, and takes the first. */
async function typeUnit(text: string, name: string): Promise<void> {
  await page.keyboard.type(text);
  await page.getByRole('option', { name: new RegExp(name) }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** The page of the event of 1/3/2025, by the list. */
async function openDissolution(): Promise<void> {
  await goTo(page, '#/reorganize');
  await page
    .getByRole('gridcell', { name: /Công an huyện Sông Mã/ })
    .first()
    .click();
  await heading('Giải thể – hiệu lực từ 01/03/2025').waitFor();
}

/** Words of a tree of the preview. */
const linesOf = (title: RegExp): Promise<string[]> =>
  page.getByRole('region', { name: title }).getByRole('listitem').allInnerTexts();

test('two communes become one, with their police, by keyboard alone', async () => {
  await goTo(page, '#/reorganize');
  await page.getByText('Chưa ghi sự kiện sắp xếp nào').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Alt+n');
  await stepIs('Sự kiện');
  expect(await axeOf(page)).toEqual([]);

  await page.getByRole('radio', { name: /^Thành lập/ }).focus();
  for (let down = 0; down < 3; down += 1) await page.keyboard.press('ArrowDown');
  expect(await page.getByRole('radio', { name: /^Hợp nhất/ }).isChecked()).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.type('01122026');
  await page.keyboard.press('Control+Enter');
  await stepIs('Đơn vị');

  await page.waitForFunction(() => document.activeElement?.closest('#event-before') !== null);
  await typeUnit('doi che', 'Xã Đồi Chè');
  await page
    .getByRole('row', { name: /^Xã Đồi Chè/ })
    .first()
    .waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('#event-before') !== null);
  await typeUnit('99005', 'Xã Suối Mơ');
  await page
    .getByRole('row', { name: /^Xã Suối Mơ/ })
    .first()
    .waitFor();

  // Forgetting the name of the new one is said, with the way to its field.
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').getByText('Ghi tên của').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.waitForFunction(() => document.activeElement?.closest('.vm-wizard-made') !== null);
  await page.keyboard.type('Đồi Mơ');
  expect(await page.getByLabel('Tên đầy đủ').inputValue()).toBe('Xã Đồi Mơ');
  await page.keyboard.press('Control+Enter');
  await stepIs('Việc còn mở');
  await page.getByText('Các đơn vị kết thúc không để lại việc nào chưa xong.').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await stepIs('Xem trước');
});

test('the preview shows both trees, with a word at what changes; the last step says it in a paragraph', async () => {
  await page.getByText('Kèm 3 đơn vị Công an').waitFor();
  expect((await linesOf(/Trước: ngày 30\/11\/2026/)).join('\n')).toMatch(/Xã Đồi Chè\s+kết thúc/);
  const after = (await linesOf(/Sau: từ ngày 01\/12\/2026/)).join('\n');
  expect(after).toMatch(/Xã Đồi Mơ\s+mới/);
  expect(after).toMatch(/Công an xã Đồi Mơ\s+mới/);
  expect(await axeOf(page)).toEqual([]);
  // Back and forth loses nothing.
  await page.keyboard.press('Alt+PageUp');
  await stepIs('Việc còn mở');
  await page.keyboard.press('Alt+PageDown');
  await stepIs('Xem trước');
  await page.keyboard.press('Control+Enter');
  await stepIs('Xác nhận');
  await page.getByText(/Từ ngày 01\/12\/2026: Xã Đồi Chè, Xã Suối Mơ hợp nhất thành Xã Đồi Mơ\./).waitFor();
  expect(await axeOf(page)).toEqual([]);
});

test('a draft is kept: leaving asks, coming back goes on where one was', async () => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Thôi ghi sự kiện?' }).waitFor();
  await page.getByRole('button', { name: 'Rời khỏi đây' }).click();
  await page.getByText('Chưa ghi sự kiện sắp xếp nào').waitFor();
  await goTo(page, '#/reorganize/new');
  await page.getByRole('button', { name: 'Dùng tiếp' }).click();
  await stepIs('Xác nhận');
  await page.getByText(/hợp nhất thành Xã Đồi Mơ\./).waitFor();
});

test('recorded, its page opens; the tree differs from the day before; one Ctrl+Z takes it back', async () => {
  await page.keyboard.press('Control+s');
  await heading('Hợp nhất – hiệu lực từ 01/12/2026').waitFor();
  await page.getByText('Dự kiến').first().waitFor();
  await page.getByRole('link', { name: 'Công an xã Đồi Mơ' }).waitFor();
  expect(await axeOf(page)).toEqual([]);

  await goTo(page, '#/units');
  await seeOn(page, '30/11/2026');
  await branch('Công an xã Đồi Chè').waitFor();
  expect(await branch('Công an xã Đồi Mơ').count()).toBe(0);
  await seeOn(page, '01/12/2026');
  await branch('Công an xã Đồi Mơ').waitFor();
  await expect.poll(() => branch('Công an xã Đồi Chè').count(), patient).toBe(0);

  await page.locator('main').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+z');
  await branch('Công an xã Đồi Chè').waitFor(patient);
  await expect.poll(() => branch('Công an xã Đồi Mơ').count(), patient).toBe(0);
  await goTo(page, '#/reorganize');
  await page.getByText('Chưa ghi sự kiện sắp xếp nào').waitFor();
});

test('1/3/2025: all Công an cấp huyện end in one go, the communes move under Công an tỉnh', async () => {
  await goTo(page, '#/reorganize/new');
  await page.getByRole('radio', { name: /^Giải thể/ }).check();
  await page.getByRole('textbox', { name: 'Ngày có hiệu lực' }).fill('01/03/2025');
  await page.getByRole('textbox', { name: 'Căn cứ' }).fill('Nghị định số 02/2025/NĐ-CP');
  await page.keyboard.press('Control+Enter');
  await stepIs('Đơn vị');
  await page.getByText('Công an', { exact: true }).first().click();
  await page.locator('#event-before').getByRole('button', { name: 'Chọn nhiều' }).click();
  await page.getByRole('combobox', { name: 'Đơn vị cấp trên' }).fill('cong an tinh');
  await page.getByRole('option', { name: /Công an tỉnh Bình Minh/ }).click();
  await page.getByRole('combobox', { name: 'Lấy' }).click();
  await page.getByRole('option', { name: 'Tất cả cấp huyện' }).click();
  await page.getByRole('button', { name: 'Thêm 2 đơn vị' }).click();
  await page.getByRole('row', { name: /Công an huyện Đồng Lau/ }).waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await stepIs('Việc còn mở');
  await page.getByText('4 đơn vị trực thuộc sẽ chuyển theo lựa chọn này.').waitFor();
  await page.keyboard.press('Control+Enter');
  await stepIs('Xem trước');
  expect((await linesOf(/Trước: ngày 28\/02\/2025/)).join('\n')).toMatch(/Công an huyện Sông Mã\s+kết thúc/);
  expect((await linesOf(/Sau: từ ngày 01\/03\/2025/)).join('\n')).toMatch(/Công an xã Thác Bạc\s+chuyển cấp trên/);
  await page.keyboard.press('Control+Enter');
  await stepIs('Xác nhận');
  await page.keyboard.press('Control+s');
  await confirmOtherDay(page);
  await heading('Giải thể – hiệu lực từ 01/03/2025').waitFor(patient);
  await goTo(page, '#/units');
  await seeOn(page, '28/02/2025');
  await page.getByRole('treeitem', { name: /Công an huyện Sông Mã/ }).waitFor();
  await seeOn(page, '01/03/2025');
  await branch('Công an xã Thác Bạc').waitFor();
  await expect.poll(() => page.getByRole('treeitem', { name: /Công an huyện Sông Mã/ }).count(), patient).toBe(0);
});

test('the papers of an event are mended on its page', async () => {
  await openDissolution();
  await page.getByRole('button', { name: 'Sửa căn cứ' }).click();
  await heading('Sửa căn cứ, ngày ký, ngày công bố').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Ngày ký' }).fill('18/02/2025');
  await page.keyboard.press('Control+s');
  await confirmOtherDay(page);
  await page.getByText('18/02/2025').waitFor();
});

test('heirs are told afterwards: Công an tỉnh takes over, and the page says so', async () => {
  await page.getByRole('button', { name: 'Ghi đơn vị kế thừa' }).click();
  await page.getByRole('combobox', { name: 'Thêm đơn vị kế thừa' }).fill('cong an tinh');
  await page.getByRole('option', { name: /Công an tỉnh Bình Minh/ }).click();
  await page.getByLabel('Đơn vị kế thừa: Công an huyện Sông Mã').first().waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await confirmOtherDay(page);
  await page.getByRole('table').getByRole('link', { name: 'Công an tỉnh Bình Minh' }).first().waitFor(patient);
});

test('what something rests on is not taken back: it is said why, and the correcting event is offered', async () => {
  const { rows } = await app.host.get('unit.search', { text: 'Công an xã Thác Bạc', on: '2025-04-01' });
  const patch = { name: 'Thác Bạc Một', fullName: 'Công an xã Thác Bạc Một' };
  await app.host.get('unit.change', { unitId: rows[0]?.id ?? '', from: '2025-03-01', patch });
  await openDissolution();
  await page.getByRole('button', { name: 'Thao tác khác với sự kiện' }).click();
  await page.getByRole('menuitem', { name: 'Rút lại sự kiện' }).click();
  await page.getByText('hãy lập sự kiện đính chính').waitFor();
  await page.getByRole('button', { name: 'Lập sự kiện đính chính' }).click();
  await page.getByText(/Đính chính cho: Giải thể, hiệu lực 01\/03\/2025/).waitFor();
  expect(await page.getByRole('textbox', { name: 'Ngày có hiệu lực' }).inputValue()).toBe('01/03/2025');
  await page.keyboard.press('Escape');
  await heading('Giải thể – hiệu lực từ 01/03/2025').waitFor();
});
