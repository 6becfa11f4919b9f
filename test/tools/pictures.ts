import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { addDays, dayOfInstant } from '../../db/api/day.ts';
import { pictureSize } from '../../renderer/help/picture-size.ts';
import { type App, startApp } from '../helpers/app.ts';
import buildApp from '../helpers/build-app.ts';
import { addDirective, kindId } from '../helpers/directive.ts';
import { deliver, type ExchangePc, takeFrom, writeTo } from '../helpers/exchange.ts';
import { bundleFrom, joinAt, takeAt } from '../helpers/exchange-host.ts';
import * as clerk from '../helpers/exchange-pages.ts';
import { newOffice, password, type TestHost } from '../helpers/host.ts';
import { dated } from '../helpers/tasks.ts';
import { person } from '../helpers/work.ts';

/*
 * node build/run.mjs pictures: takes the pictures of the exchange that the help and the README show, from a demo province and real
 * communes that carry bundles to and fro, into build/pictures/exchange-*.webp. To be looked at before they are kept.
 */

const folder = fileURLToPath(new URL('../../build/pictures/', import.meta.url));
const largest = 60 * 1024;
const on = dayOfInstant(Date.now());
const communeCount = 5;

/** The work of a screen, without bar and rail, in the best quality that is small enough. */
async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(700, 60);
  // A notice is told once and hides what lies below it.
  await page.locator('.mantine-Notification-root').last().waitFor({ state: 'detached' });
  const devtools = await page.context().newCDPSession(page);
  const clip = { x: 1366 - pictureSize.width, y: 768 - pictureSize.height, ...pictureSize, scale: 1 };
  for (let quality = 85; ; quality -= 5) {
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality, clip });
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length > largest) continue;
    writeFileSync(join(folder, `exchange-${name}.webp`), bytes);
    console.log(`exchange-${name}.webp ${bytes.length} B`);
    break;
  }
  await devtools.detach();
}

/** What a commune does in a week: it reports on what it was given. */
function report(pc: ExchangePc, count: number): void {
  const { rows } = pc.get('assignment.list', {
    on,
    filter: { timeliness: ['notYetDue', 'dueSoon', 'overdue'] },
    limit: 20,
  });
  const writer = person(pc, 'clerk');
  for (const { id: assignmentId } of rows.slice(0, count))
    writer.call('report.submit', {
      ...{ assignmentId, periodKey: null, on, reportedOn: on, doneOn: null, percent: 60, correctsId: null },
      ...{ content: 'Đã triển khai đến toàn thể cán bộ, chiến sĩ.', difficulties: '', proposals: '', figures: [] },
      isNothing: 0,
    });
}

/** Two PCs of a commune write the same fields of one plan apart. */
function clash(first: ExchangePc, second: ExchangePc): void {
  const id = addDirective(first, {
    ...{ direction: 'outgoing', kindId: kindId(first, 'KH'), number: '12/KH-CAX', issuer: 'Công an xã', issuedOn: on },
    subject: 'Bảo đảm an ninh, trật tự dịp Tết Nguyên đán',
  });
  deliver(first, second);
  const rewrite = (pc: ExchangePc, subject: string, replyDueOn: string): void => {
    const { changedAtMs } = pc.get('directive.get', { id, on });
    pc.get('directive.update', { id, seenAtMs: changedAtMs, patch: { subject, replyDueOn } });
  };
  rewrite(first, 'Bảo đảm an ninh, trật tự dịp Tết Nguyên đán, báo cáo trước ngày 15', addDays(on, 54));
  rewrite(second, 'Bảo đảm an ninh, trật tự Tết Nguyên đán trên địa bàn toàn xã', addDays(on, 59));
  deliver(second, first);
}

/** The province issues a plan and gives work out of it to all of them. */
async function giveWork(host: TestHost, unitIds: readonly string[]): Promise<void> {
  const kinds = await host.get('documentKind.list', {});
  const plan = await host.get('directive.create', {
    ...{ direction: 'outgoing', kindId: kinds.find(({ abbreviation }) => abbreviation === 'KH')?.id ?? '' },
    ...{ number: '215/KH-CAT', issuer: newOffice.office.name, issuedOn: on },
    subject: 'Tổng kiểm tra, rà soát cơ sở kinh doanh có điều kiện',
  });
  for (const content of ['Rà soát, lập danh sách cơ sở', 'Kiểm tra, xử lý vi phạm'])
    await host.get('task.create', {
      task: { ...dated({ content, directiveId: plan.id }), assignedOn: on },
      ...{ dueOn: addDays(on, 60), leads: unitIds.map((unitId) => ({ unitId })) },
    });
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function ofProvince({ page }: App, names: readonly string[], arrived: string): Promise<void> {
  const [first = '', second = '', third = ''] = names;
  await clerk.visit(page, '/export', 'Xuất gói đồng bộ');
  await page.getByRole('row', { name: new RegExp(second) }).click();
  await button(page, 'Chuẩn bị gói').click();
  await button(page, /^Ghi ra USB/).waitFor();
  await picture(page, 'export');
  await button(page, 'Bỏ gói này').click();
  await page.getByRole('checkbox', { name: /tất cả/i }).check();
  await button(page, /^Xuất \d+ gói vào thư mục/).waitFor();
  await picture(page, 'export-many');
  await clerk.lookAt(page, arrived);
  await page.getByRole('heading', { name: new RegExp(`^${first}`) }).waitFor();
  await picture(page, 'import');
  await button(page, 'Bỏ khỏi danh sách').last().click();
  await clerk.visit(page, '/exchange', 'Trạng thái đồng bộ');
  await page.getByRole('gridcell', { name: new RegExp(third) }).click();
  await page.getByRole('region', { name: new RegExp(third) }).waitFor();
  await picture(page, 'status');
  await clerk.visit(page, '/devices', 'Thiết bị trao đổi gói');
  await page.getByRole('row', { name: /Máy tổng hợp/ }).click();
  await button(page, 'Thu hồi máy').waitFor();
  await picture(page, 'devices');
}

async function ofCommune({ page }: App, arrived: string, provinceName: string): Promise<void> {
  const take = await clerk.lookAt(page, arrived);
  await picture(page, 'commune-import');
  await clerk.confirm(page, take);
  await button(page, `Xuất gói trả lời cho ${provinceName}`).click();
  await page.getByRole('heading', { name: provinceName }).waitFor();
  await button(page, 'Chuẩn bị gói').click();
  await button(page, /^Ghi ra USB/).waitFor();
  await picture(page, 'commune-export');
  await clerk.visit(page, '/conflicts', 'Xung đột');
  await page
    .getByRole('gridcell', { name: /12\/KH-CAX/ })
    .first()
    .click();
  await page
    .getByText(/^Trước khi sửa/)
    .first()
    .waitFor();
  await page.keyboard.press('1');
  await picture(page, 'conflict');
}

async function main(): Promise<void> {
  buildApp();
  mkdirSync(folder, { recursive: true });
  const province = await startApp({
    prepare: async (host) => {
      await host.get('office.create', newOffice);
      await host.get('demo.fill', { on, communes: 24, directives: 40 });
      await host.get('authority.create', { deviceName: 'Máy Văn phòng tỉnh' });
    },
  });
  const { host } = province;
  province.context.setDefaultTimeout(120_000);
  const { rows } = await host.get('unit.list', { on, nature: 'police', level: 'commune', limit: communeCount });
  const pcs: ExchangePc[] = [];
  for (const { id } of rows) pcs.push(await joinAt(host, id, 'Máy trực ban'));
  const [first, second, third, fourth, fifth] = pcs as [ExchangePc, ExchangePc, ExchangePc, ExchangePc, ExchangePc];
  const other = await joinAt(host, rows[0]?.id ?? '', 'Máy tổng hợp');
  for (const pc of pcs) {
    const path = await bundleFrom(host, pc.unitId);
    for (const each of pc === first ? [first, other] : [pc]) takeFrom(each, path);
  }
  const provinceId = first.get('bundle.receivers', {}).find(({ relation }) => relation === 'above')?.unitId ?? '';
  // Most have said that they hold what they were sent; the fourth has not been heard of.
  for (const pc of pcs) if (pc !== fourth) await takeAt(host, writeTo(pc, provinceId).paths[0]);
  report(second, 2);
  await takeAt(host, writeTo(second, provinceId).paths[0]);
  // Of the third one a bundle was lost on the way, and the next one made up for it.
  report(third, 1);
  writeTo(third, provinceId);
  await takeAt(host, writeTo(third, provinceId).paths[0]);
  const lost = fifth.get('device.list', {}).find(({ isThisPc }) => isThisPc)?.device ?? '';
  await host.get('device.revoke', { device: lost, incarnation: null });
  report(first, 3);
  clash(first, other);
  const up = writeTo(first, provinceId).paths[0] ?? '';
  await giveWork(
    host,
    rows.map(({ id }) => id),
  );
  const down = await bundleFrom(host, first.unitId);
  await ofProvince(
    province,
    rows.map(({ fullName }) => fullName),
    up,
  );
  first.vault.close();
  const commune = await startApp({
    ...{ dataDir: first.root, pc: first.pc },
    prepare: (its) => its.get('session.login', { login: 'quantri', password }),
  });
  commune.context.setDefaultTimeout(120_000);
  await ofCommune(commune, down, newOffice.office.name);
  for (const app of [province, commune]) await app.close();
}

await main();
process.exit();
