import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import type { TestHost } from '../helpers/host.ts';
import { fixToday, goTo, logInAs, makeProvince, switchTo } from '../helpers/province.ts';

let app: App;
const units: Record<string, string> = {};
let directiveId = '';

/** A police unit as it was called then. */
async function addUnit(host: TestHost, fullName: string, level: 'ministry' | 'province', parentId: string | null) {
  const facts: Input<'unit.create'>['facts'] = {
    kind: level === 'ministry' ? 'ministry' : 'province',
    name: fullName.replace('Công an tỉnh ', ''),
    fullName,
    ...{ shortName: '', symbol: '', officialCode: null, parentId, isKey: 0, hasPolice: 0, orderNumber: null },
    ...{ basisDirectiveId: null, basisText: '' },
  };
  const made = await host.get('unit.create', { nature: 'police', level, validFrom: '1989-07-01', facts });
  units[fullName] = made.id;
  return made.id;
}

/** Bộ Công an with two provinces of 2020, and Chỉ thị 03. */
async function prepare(host: TestHost): Promise<void> {
  await makeProvince(host);
  await switchTo(host, 'admin');
  const ministry = await addUnit(host, 'Bộ Công an', 'ministry', null);
  for (const name of ['Công an tỉnh Quảng Bình', 'Công an tỉnh Quảng Trị'])
    await addUnit(host, name, 'province', ministry);
  const kind = (await host.get('documentKind.list', {})).find(({ abbreviation }) => abbreviation === 'CT');
  const made = await host.get('directive.create', {
    direction: 'incoming',
    kindId: kind?.id ?? '',
    number: '03/CT-BCA-X11',
    issuer: 'Bộ Công an',
    issuedOn: '2009-04-10',
    subject: 'Xây dựng toàn diện Công an cấp huyện đáp ứng nhiệm vụ bảo vệ an ninh, trật tự trong tình hình mới',
  });
  directiveId = made.id;
  await host.get('session.lock', {});
}

beforeAll(async () => {
  app = await startApp({ prepare });
  await fixToday(app);
});
afterAll(() => app.close());

const box = (name: string) => app.page.getByRole('textbox', { name, exact: true });
const choose = async (label: string, option: string): Promise<void> => {
  await app.page.getByRole('combobox', { name: label }).first().click();
  await app.page.getByRole('option', { name: option, exact: true }).click();
};
const conclusion = [
  '1. Quán triệt, triển khai thực hiện nghiêm túc, có hiệu quả Chỉ thị số 05 ngày 19/6/2020',
  '2. Huy động sức mạnh của các cấp, các ngành và cả hệ thống chính trị ở địa phương',
  '3. Tăng cường phối hợp với Quân đội nhân dân, Mặt trận Tổ quốc, cơ quan tư pháp, các ban, ngành, đoàn thể',
];

/** The words of the notice as it would be printed. */
async function printed(): Promise<string> {
  const { page } = app;
  await page.emulateMedia({ media: 'print' });
  const text = await page.locator('.vm-notice').innerText();
  await page.emulateMedia({ media: 'screen' });
  return text;
}

test('from the page of Chỉ thị 03, ten years are looked back on, every province a connected place', async () => {
  const { page } = app;
  await logInAs(page, 'coordinator');
  await goTo(page, `/directives/${directiveId}`);
  await page.getByRole('button', { name: 'Thêm sơ kết, tổng kết' }).click();
  await page.getByText('Chỉ thị 03/CT-BCA-X11 – Xây dựng toàn diện').waitFor();
  expect(await box('Từ ngày').inputValue()).toBe('10/04/2009');
  await choose('Loại', 'Tổng kết');
  await choose('Hình thức', 'Hội nghị trực tuyến');
  await box('Tên hội nghị, báo cáo').fill('Hội nghị trực tuyến tổng kết 10 năm thực hiện Chỉ thị số 03/CT-BCA-X11');
  await box('Đến ngày').fill('10/04/2019');
  await box('Ngày tổ chức').fill('23/06/2020');
  await page.getByRole('combobox', { name: 'Đơn vị tổ chức' }).fill('Bộ Công an');
  // The list first shows the units of today; it is chosen from when it is that of the day.
  const hosts = page.getByRole('option', { name: /^Bộ Công an/ });
  await expect.poll(() => hosts.count()).toBe(1);
  await hosts.click();
  await box('Địa điểm').fill('Hà Nội');
  await box('Chủ trì hội nghị').fill('Lãnh đạo Bộ Công an');
  await page.getByRole('button', { name: 'Thêm tất cả 2 đơn vị' }).click();
  await page.getByRole('row').filter({ hasText: 'Công an tỉnh Quảng Bình' }).waitFor();
  await box('Nội dung').fill('Kết quả 10 năm\nKhó khăn, vướng mắc, nguyên nhân\nBài học kinh nghiệm');
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await page.getByText('10/04/2009 – 10/04/2019 (10 năm)').waitFor();
  expect(await page.getByText('nay là').count()).toBe(0);
});

test('the commander writes the conclusion and gives three tasks out of it in one step', async () => {
  const { page } = app;
  await logInAs(page, 'commander');
  await goTo(page, '/stocktakes');
  await page.getByRole('row').filter({ hasText: 'tổng kết 10 năm' }).click();
  expect(await page.getByRole('button', { name: 'Sửa', exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Ghi kết luận' }).click();
  await box('Kết luận').fill(conclusion.join('\n'));
  await page.keyboard.press('Control+s');
  await page
    .getByText(conclusion[1] ?? '', { exact: false })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Giao nhiệm vụ từ kết luận' }).click();
  await expect.poll(() => box('Nội dung nhiệm vụ').inputValue()).toContain('\nHuy động sức mạnh');
  await page.keyboard.press('Control+s');
  await page.getByText('Chọn ít nhất một đơn vị chủ trì.').waitFor();
  await box('Thời hạn').fill('31/12/2020');
  await page.getByRole('button', { name: 'Thêm 2 đơn vị ở điểm cầu' }).click();
  await page.getByText('3 nhiệm vụ, mỗi nhiệm vụ giao 2 đơn vị chủ trì.').waitFor();
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { name: 'Nhiệm vụ từ kết luận (3)' }).waitFor();
  const paper = await printed();
  for (const line of [
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'CÔNG AN TỈNH BÌNH MINH',
    'Hà Nội, ngày 23 tháng 6 năm 2020',
    'Công an tỉnh Quảng Bình; Công an tỉnh Quảng Trị',
    '31/12/2020',
  ])
    expect(paper).toContain(line);
});

test('after the merger the page says what became of Quảng Bình, and the paper still says Quảng Bình', async () => {
  const { page, host } = app;
  await switchTo(host, 'admin');
  const [binh = '', tri = ''] = [units['Công an tỉnh Quảng Bình'], units['Công an tỉnh Quảng Trị']];
  await host.get('reorganization.record', {
    kind: 'absorb',
    ...{ signedOn: null, announcedOn: null, basisDirectiveId: null, note: '' },
    basisText: 'Sắp xếp đơn vị hành chính cấp tỉnh năm 2025',
    effectiveOn: '2025-07-01',
    members: [
      { unitId: binh, fate: 'ends' },
      { unitId: tri, fate: 'continues' },
    ],
    created: [],
    edges: [
      { from: binh, to: tri, part: 'whole', isMainHeir: 1 },
      { from: tri, to: tri, part: 'whole', isMainHeir: 1 },
    ],
  });
  await page.reload();
  await logInAs(page, 'coordinator');
  await goTo(page, `/directives/${directiveId}`);
  await page.getByRole('link', { name: /tổng kết 10 năm/ }).click();
  const site = page.getByRole('listitem').filter({ hasText: 'Công an tỉnh Quảng Bình' });
  await site.getByText('nay là Công an tỉnh Quảng Trị').waitFor();
  const paper = await printed();
  expect(paper).toContain('Công an tỉnh Quảng Bình');
  expect(paper).not.toContain('nay là');
  expect(await axeOf(page)).toEqual([]);
  // What was still on its way when the page was loaded anew is no complaint.
  expect(app.problems.filter((line) => !line.includes('ERR_ABORTED'))).toEqual([]);
});

test('a clerk reads it all and is offered nothing to write', async () => {
  const { page, host } = app;
  await logInAs(page, 'commander');
  await goTo(page, '/stocktakes');
  await page.getByRole('row').filter({ hasText: 'Còn 3/3 nhiệm vụ' }).waitFor();
  const { rows } = await host.get('stocktake.list', {});
  expect(rows).toHaveLength(1);
  await logInAs(page, 'clerk');
  await goTo(page, `/stocktakes/${rows[0]?.id ?? ''}`);
  await page.getByRole('button', { name: 'In thông báo kết luận' }).waitFor();
  for (const name of ['Thêm sơ kết, tổng kết', 'Giao nhiệm vụ từ kết luận', 'Sửa kết luận'])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
});
