import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { App } from './app.ts';
import { newOffice, password, type TestHost } from './host.ts';

/** A made-up province with 12 communes: three wards and nine communes. */
export const smallCatalogue = fileURLToPath(new URL('../fixtures/units-small.csv', import.meta.url));

/** Logins of the people of the office; every password is the tests' own. */
export const people = { admin: 'quantri', clerk: 'vanthu', coordinator: 'tonghop', commander: 'chihuy' } as const;
type Person = keyof typeof people;

/** An office with its people and the police units of the small province, all set up through the contract; nobody is logged in. */
export async function makeProvince(host: TestHost): Promise<void> {
  await host.get('office.create', newOffice);
  for (const role of ['clerk', 'coordinator', 'commander'] as const) {
    await host.get('user.create', {
      login: people[role],
      name: `Người dùng ${people[role]}`,
      position: '',
      password,
      role,
      unitId: null,
    });
  }
  const { handle } = await host.session.hand(smallCatalogue, 'open');
  await host.get('unit.import', { file: handle, on: '2025-07-01' });
  await host.get('unit.makePolice', { provinceIds: 'all', on: '2025-07-01' });
  await host.get('session.lock', {});
}

/** Another person takes the office over, through the data side. */
export async function switchTo(host: TestHost, person: Person): Promise<void> {
  await host.get('session.lock', {});
  await host.get('session.login', { login: people[person], password });
}

/** Another person sits down: locks what is open and logs in by hand. */
export async function logInAs(page: Page, person: Person): Promise<void> {
  const name = page.getByRole('textbox', { name: 'Tên đăng nhập' });
  await name
    .or(page.getByRole('navigation', { name: 'Điều hướng' }))
    .first()
    .waitFor();
  if (!(await name.isVisible())) await page.keyboard.press('Control+l');
  await name.waitFor();
  await name.fill(people[person]);
  await page
    .getByLabel(/^Mật khẩu/)
    .and(page.locator('input'))
    .fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
}

/** Makes today 22/11/2026 for the page, so that a story with dates of its own reads the same in any year. */
export async function fixToday({ context, page }: Pick<App, 'context' | 'page'>): Promise<void> {
  await context.clock.setFixedTime(new Date('2026-11-22T03:00:00Z'));
  await page.reload();
  await page.locator('#root :is(h1, button, form, main)').first().waitFor();
}

/** Goes to a screen by its address. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => void (location.hash = to), path);
}

/** Sets the day the data is seen for, by the control in the top bar. */
export async function seeOn(page: Page, day: string): Promise<void> {
  await page.getByTitle('Ngày xem dữ liệu').click();
  await page.getByRole('textbox', { name: 'Ngày xem dữ liệu' }).fill(day);
  await page.keyboard.press('Escape');
  await page.getByText(`Đang xem tại ${day}`).waitFor();
}

/** Answers the question that comes before anything is written while another day is looked at: yes, it is meant. */
export async function confirmOtherDay(page: Page): Promise<void> {
  const question = page.getByRole('dialog', { name: 'Đang xem tại một ngày khác' });
  await question.getByRole('button', { name: 'Lưu' }).click();
  await question.waitFor({ state: 'detached' });
}
