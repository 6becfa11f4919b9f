import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { host, officeHost, password, type TestHost } from '../helpers/host.ts';

const on = '2026-11-22';
const directive = (number: string, subject: string) => ({
  direction: 'incoming' as const,
  number,
  issuer: 'Bộ Công an',
  issuedOn: '2026-01-05',
  subject,
});

async function add({ get }: TestHost, number: string, subject: string): Promise<void> {
  const kindId = (await get('documentKind.list', {}))[0]?.id as string;
  await get('directive.create', { kindId, ...directive(number, subject) });
}

const found = async ({ get }: TestHost, text: string): Promise<number> =>
  (await get('search.find', { text, on })).hits.length;

test('a record just saved is found, with nothing asked for in between', async () => {
  const office = await officeHost();
  for (const [n, word] of ['tuần tra', 'hòa giải', 'lưu trú'].entries()) {
    const indexed = office.next('indexed');
    await add(office, `${n + 1}/CT`, `Tăng cường ${word}`);
    await indexed;
    expect(await found(office, word)).toBe(1);
  }
  expect((await office.get('search.status', {})).waiting).toBe(0);
  await office.session.close();
});

test('after a large job the index catches up by itself, and what is saved meanwhile is found at once', async () => {
  const office = await officeHost();
  await office.get('demo.fill', { on, communes: 20 });
  await add(office, '99/CT', 'Chuyên đề xyzw');
  const started = Date.now();
  while ((await found(office, 'xyzw')) === 0) expect(Date.now() - started).toBeLessThan(5000);
  while ((await office.get('search.status', {})).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await found(office, 'kế hoạch')).toBeGreaterThan(0);
  expect((await office.get('data.check', {})).search).toMatchObject({ waiting: 0, isSound: true });
  await office.session.close();
});

test('what was not indexed when the program ended is indexed after the next login', async () => {
  const office = await officeHost();
  await office.get('demo.fill', { on, communes: 20 });
  await office.session.close();
  const again = await host({ root: office.root });
  const indexed = again.next('indexed');
  await again.get('session.login', { login: 'quantri', password });
  await indexed;
  expect((await again.get('search.status', {})).waiting).toBe(0);
  expect(await found(again, 'kế hoạch')).toBeGreaterThan(0);
  await again.session.close();
});

test('an index made anew fills again by itself', async () => {
  const office = await officeHost();
  await add(office, '1/CT', 'Tăng cường tuần tra');
  const indexed = office.next('indexed');
  await office.get('search.rebuild', {});
  await indexed;
  expect(await found(office, 'tuần tra')).toBe(1);
  await office.session.close();
});

/** Saves documents until it is killed without warning, so many after the first; returns the numbers it was told are saved. */
function saveAndKill(root: string, saves: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../helpers/crash-child.ts', import.meta.url)), root, 'directive'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let told = '';
  const lines = () => told.split('\n').slice(1, -1);
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString();
    if (lines().length >= saves) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.on('close', () => resolve(lines())));
}

test('kill -9 while saving and indexing: every confirmed record is found afterwards, and none twice', async () => {
  const { root, session } = await officeHost();
  await session.close();
  const saved = [...(await saveAndKill(root, 3)), ...(await saveAndKill(root, 12))];
  const after = await host({ root });
  await after.get('session.login', { login: 'quantri', password });
  while ((await after.get('search.status', {})).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  for (const number of saved) expect(await found(after, `${number} `), number).toBe(1);
  expect((await after.get('data.check', {})).search).toMatchObject({ isSound: true, waiting: 0 });
  await after.session.close();
});
