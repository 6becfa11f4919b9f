import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { catalogue, testWithCatalogues } from '../helpers/catalogues.ts';
import { newOffice } from '../helpers/host.ts';
import { confirmOtherDay } from '../helpers/province.ts';

const of2026 = catalogue('units_2026-04-30_34_provinces_3321_wards.csv');
/** A PC that is busy otherwise needs its time. */
const patient = { timeout: 20_000 };
let app: App;

beforeAll(async () => {
  const office = { ...newOffice.office, name: 'Công an tỉnh Quảng Trị', shortName: 'CAT Quảng Trị' };
  app = await startApp({ prepare: (host) => host.get('office.create', { ...newOffice, office }) });
  await goTo('units');
});
afterAll(() => app.close());
afterEach(() => expect(app.problems).toEqual([]));

const goTo = async (place: string): Promise<void> => {
  await app.page.evaluate((to) => {
    location.hash = `#/${to}`;
  }, place);
};
const button = (name: string | RegExp) => app.page.getByRole('button', { name });
const branch = (name: string | RegExp) => app.page.getByRole('treeitem', { name });
const done = (text: string) => app.page.getByText(text).first().waitFor();

async function chooseFile(path: string): Promise<void> {
  const chooser = app.page.waitForEvent('filechooser');
  await button(/Chọn tệp (CSV|khác)/).click();
  await (await chooser).setFiles(path);
}

/** Sees the data for another day, through the control in the top bar. */
async function viewOn(day: string): Promise<void> {
  await app.page
    .getByRole('button', { name: /Hôm nay|Đang xem tại/ })
    .first()
    .click();
  const field = app.page.getByLabel('Ngày xem dữ liệu');
  await field.fill(day);
  await field.press('Enter');
  await app.page.keyboard.press('Escape');
}

testWithCatalogues(
  'first run: the tree has the office only and leads to the catalogue; the page is sound',
  async () => {
    await branch('Công an tỉnh Quảng Trị').waitFor();
    await app.page.getByText('Cây đơn vị mới có cơ quan này').waitFor();
    expect(await axeOf(app.page)).toEqual([]);
    await app.page.locator('.vm-state').getByRole('button', { name: 'Nhập danh mục' }).click();
    await app.page.getByRole('heading', { name: 'Nhập danh mục đơn vị hành chính' }).waitFor();
    expect(await axeOf(app.page)).toEqual([]);
  },
);

testWithCatalogues('a file with faults: each line is named with what is wrong, nothing can be imported', async () => {
  const path = join(app.host.root, 'faults.csv');
  writeFileSync(
    path,
    'level,code,kind,name,full_name,parent_code\ntinh,44,Tỉnh,Quảng Trị,Tỉnh Quảng Trị,\nxa,4,Xã,An,Xã An,44\nxa,19333,Làng,Bình,Làng Bình,44\n',
  );
  await chooseFile(path);
  await app.page.getByText('Mã “4” bị mất số 0 ở đầu').waitFor();
  await app.page.getByText('Không có loại đơn vị “Làng”').waitFor();
  expect(await button(/Nhập 1 thay đổi/).isDisabled()).toBe(true);
  expect(await axeOf(app.page)).toEqual([]);
  writeFileSync(path, 'code,name\n44,Quảng Trị\n');
  await chooseFile(path);
  await app.page.getByText(/Tệp CSV thiếu cột: level, kind, full_name, parent_code/).waitFor();
});

testWithCatalogues('the catalogue of 2026: preview, import, result; 34 + 3,321 units', async () => {
  await chooseFile(of2026);
  await button('Nhập 3.355 thay đổi').click();
  await done('Đã nhập danh mục');
  const { rows } = await app.host.get('unit.counts', { on: '2026-05-01' });
  const areas = rows.filter((row) => row.nature === 'area');
  const count = (level: string) => areas.filter((row) => row.level === level).reduce((sum, row) => sum + row.count, 0);
  expect([count('province'), count('commune')]).toEqual([34, 3321]);
});

testWithCatalogues(
  'police units follow: two special zones have none, the office is its province’s own police',
  async () => {
    await button('Lập đơn vị Công an').click();
    for (const zone of ['Đặc khu Hoàng Sa', 'Đặc khu Trường Sa']) {
      const box = app.page.getByRole('checkbox', { name: zone });
      await box.click();
      await expect.poll(() => box.isChecked(), patient).toBe(false);
    }
    await app.page.getByText('2 địa bàn được đánh dấu không có Công an.').waitFor();
    await app.page.getByText('Cơ quan này là Công an của Tỉnh Quảng Trị').waitFor();
    expect(await axeOf(app.page)).toEqual([]);
    await button('Lập 3.353 đơn vị').click();
    await branch(/^(Thu gọn )?Công an tỉnh Quảng Trị/).waitFor();
    await branch('Công an phường Ba Đồn').waitFor();
    expect(await axeOf(app.page)).toEqual([]);
  },
);

testWithCatalogues('a search without marks opens the unit and the way to it', async () => {
  await app.page.getByRole('searchbox', { name: 'Tìm đơn vị' }).fill('phuong long thanh');
  await button(/^Công an phường Long Thành/).click();
  await app.page.getByRole('heading', { name: 'Công an phường Long Thành' }).waitFor();
  await button('Bỏ tìm kiếm').click();
  await branch('Công an phường Long Thành').waitFor();
  expect(await branch('Công an phường Long Thành').getAttribute('aria-selected')).toBe('true');
});

testWithCatalogues('a rename from a day: the day before has the old name, in the tree and on the page', async () => {
  await button('Thay đổi từ ngày').click();
  await app.page.getByLabel('Thay đổi có hiệu lực từ').fill('1/6/2026');
  await app.page.getByLabel('Tên riêng').fill('Long Thành Đông');
  await app.page.keyboard.press('Control+s');
  await done('Đã ghi thay đổi.');
  await branch('Công an phường Long Thành Đông').waitFor();
  await app.page.getByText('CAP Long Thành Đông').waitFor();
  expect(await axeOf(app.page)).toEqual([]);
  await viewOn('31/05/2026');
  await app.page.getByRole('heading', { name: 'Công an phường Long Thành', exact: true }).waitFor();
  await branch('Công an phường Long Thành').waitFor();
  await expect.poll(() => branch('Công an phường Long Thành Đông').count(), { timeout: 10_000 }).toBe(0);
});

testWithCatalogues(
  'an end from a day: gone from the tree of that day, still there before it, found and opened again',
  async () => {
    await viewOn('01/07/2026');
    await button('Thao tác khác với đơn vị').click();
    await app.page.getByRole('menuitem', { name: 'Kết thúc' }).click();
    await button(/Kết thúc đơn vị/).click();
    await confirmOtherDay(app.page);
    await done('Đã kết thúc 1 đơn vị.');
    await expect.poll(() => branch('Công an phường Long Thành Đông').count(), patient).toBe(0);
    await app.page.getByText('Đã giải thể 01/07/2026', { exact: true }).waitFor();
    await viewOn('30/06/2026');
    await branch('Công an phường Long Thành Đông').waitFor();
    await viewOn('01/07/2026');
    await app.page.getByRole('searchbox', { name: 'Tìm đơn vị' }).fill('CAP long thanh dong');
    await app.page.getByText(/đã giải thể 01\/07\/2026/).waitFor();
    await button('Bỏ tìm kiếm').click();
    await button('Thao tác khác với đơn vị').click();
    await app.page.getByRole('menuitem', { name: 'Mở lại' }).click();
    await confirmOtherDay(app.page);
    await done('Đã mở lại đơn vị.');
    await branch('Công an phường Long Thành Đông').waitFor();
  },
);

testWithCatalogues('the tree of a day before any catalogue is empty, and says what to do', async () => {
  await goTo('units');
  await viewOn('01/01/2020');
  await app.page.getByRole('tab', { name: 'Đơn vị hành chính' }).click();
  await app.page.getByText('Chưa có đơn vị hành chính nào vào ngày này').waitFor();
  expect(await axeOf(app.page)).toEqual([]);
});

testWithCatalogues('a new unit by keyboard alone, and the next one after it', async () => {
  await app.page
    .getByRole('button', { name: /Đang xem tại/ })
    .first()
    .click();
  await button('Về hôm nay').click();
  await goTo('units');
  await app.page.getByRole('tab', { name: 'Công an' }).click();
  await button('Thêm đơn vị').click();
  await app.page.getByLabel('Tên riêng').waitFor();
  expect(await axeOf(app.page)).toEqual([]);
  await app.page.keyboard.type('Phòng Tham mưu');
  await app.page.keyboard.press('Control+Enter');
  await done('Đã thêm Phòng Tham mưu.');
  await app.page.keyboard.type('Phòng Tổ chức cán bộ');
  await app.page.keyboard.press('Control+s');
  await app.page.getByRole('heading', { name: 'Phòng Tổ chức cán bộ' }).waitFor();
  await branch('Phòng Tham mưu').waitFor();
});

testWithCatalogues('whoever only views sees the tree and no way to change it', async () => {
  const password = 'chi-xem-thoi';
  const viewer = await startApp({
    prepare: async (host) => {
      await host.get('office.create', newOffice);
      await host.get('user.create', {
        login: 'xem',
        name: 'Người Xem Thử',
        position: '',
        password,
        role: 'viewer',
        unitId: null,
      });
      await host.get('session.lock', {});
      await host.get('session.login', { login: 'xem', password });
    },
  });
  const { page } = viewer;
  await page.evaluate(() => {
    location.hash = '#/units';
  });
  await page.getByRole('treeitem', { name: newOffice.office.name }).click();
  await page.getByRole('heading', { name: newOffice.office.name }).waitFor();
  for (const name of ['Thêm đơn vị', 'Nhập danh mục', 'Thay đổi từ ngày', 'Sửa lỗi nhập'])
    await expect.poll(() => page.getByRole('button', { name }).count(), { timeout: 10_000 }).toBe(0);
  await page.evaluate(() => {
    location.hash = '#/units/import';
  });
  await page.getByText('Vai trò của bạn không xem được màn hình này').waitFor();
  expect(viewer.problems).toEqual([]);
  await viewer.close();
});
