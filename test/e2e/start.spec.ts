import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../helpers/app.ts';
import { newOffice, password } from '../helpers/host.ts';

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

test('the page opens under its policy, without a complaint, and its address no longer holds the token', async () => {
  expect(await app.page.title()).toContain('Vững Mạnh');
  expect(new URL(app.page.url()).hash).not.toContain('t=');
  expect(app.problems).toEqual([]);
});

test('a reload keeps the way to the data; the same address in another tab has none', async () => {
  await app.host.get('office.create', newOffice);
  await app.page.reload();
  await app.page.getByText(newOffice.office.name).first().waitFor({ state: 'attached' });
  const address = app.newAddress();
  const [first, second] = [await app.context.newPage(), await app.context.newPage()];
  await first.goto(address);
  await first.getByText(newOffice.office.name).first().waitFor({ state: 'attached' });
  await second.goto(address);
  await second.locator('#root :is(h1, button, form, main)').first().waitFor();
  expect(await second.getByText(newOffice.office.name).count()).toBe(0);
  await Promise.all([first.close(), second.close()]);
});

test('locking from anywhere shows the login on the page, which opens the office again', async () => {
  await app.host.get('session.lock', {});
  await app.page.locator('input[type=password]').waitFor();
  await app.host.get('session.login', { login: 'quantri', password });
});
