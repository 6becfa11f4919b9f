import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeOf, host, officeHost, password } from '../helpers/host.ts';

const draft = (n: number) => ({ key: `directive:${n}`, body: `{"n":${n}}` });
const big = { on: '2026-05-04', communes: 30 } as const;
const demo = { on: '2026-05-04', communes: 12, directives: 6 } as const;

test('a query right after a command sees what it wrote, a hundred times over', async () => {
  const { session, get } = await officeHost();
  for (let n = 0; n < 100; n += 1) {
    await get('draft.save', draft(n));
    expect((await get('draft.list', {})).length).toBe(n + 1);
  }
  await session.close();
});

test('queries run while a long job holds the writer, and see none of its work before it ends', async () => {
  const { session, get, call, next } = await officeHost();
  const progress = next('progress');
  const filling = call('demo.fill', big, 'fill');
  const first = await progress;
  expect(first).toMatchObject({ callId: 'fill' });
  const started = performance.now();
  expect(await get('draft.list', {})).toEqual([]);
  expect(performance.now() - started).toBeLessThan(500);
  expect((await filling).ok).toBe(true);
  await session.close();
});

test('progress only grows and ends at the total; what was written is told once', async () => {
  const { session, events, get } = await officeHost();
  events.length = 0;
  await get('demo.fill', demo);
  const steps = events.filter((event) => event.type === 'progress');
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.every(({ done, total }) => done <= total)).toBe(true);
  const changed = events.filter((event) => event.type === 'changed');
  expect(changed).toHaveLength(1);
  expect(changed[0]?.entities).toEqual(expect.arrayContaining(['unit', 'directive', 'task', 'assignment']));
  await session.close();
});

test('a cancelled job leaves nothing behind, and the next one works', async () => {
  const { session, call, get, next, events } = await officeHost();
  events.length = 0;
  const progress = next('progress');
  const filling = call('demo.fill', big, 'fill');
  await progress;
  session.cancel('fill');
  expect(codeOf(await filling)).toBe('CANCELLED');
  expect(events.filter(({ type }) => type === 'changed')).toEqual([]);
  expect((await get('demo.fill', demo)).directives).toBeGreaterThan(0);
  expect((await get('data.check', {})).ok).toBe(true);
  await session.close();
});

test('a reading job runs beside the writer and can be cancelled on its own', async () => {
  const { session, call, get, next } = await officeHost();
  await get('demo.fill', big);
  const progress = next('progress');
  const checking = call('data.check', {}, 'check');
  await progress;
  await get('draft.save', draft(1));
  session.cancel('check');
  expect(codeOf(await checking)).toBe('CANCELLED');
  await session.close();
});

test('cancelling a call that is not there does nothing', async () => {
  const { session, get } = await officeHost();
  session.cancel('nobody');
  expect(await get('draft.list', {})).toEqual([]);
  await session.close();
});

test('locking closes the database, ends jobs, and later calls are refused until someone logs in', async () => {
  const { root, session, call, get, next, events } = await officeHost();
  await get('draft.save', draft(1));
  const progress = next('progress');
  const filling = call('demo.fill', big);
  await progress;
  await get('session.lock', {});
  expect(codeOf(await filling)).toBe('CANCELLED');
  expect(events.at(-1)).toEqual({ type: 'locked' });
  for (const [name, input] of [
    ['draft.list', {}],
    ['draft.save', draft(2)],
    ['data.check', {}],
  ] as const) {
    expect(codeOf(await call(name, input)), name).toBe('NOT_LOGGED_IN');
  }
  expect(existsSync(join(root, 'office.db-wal'))).toBe(false);
  await get('session.login', { login: 'quantri', password });
  expect(await get('draft.list', {})).toHaveLength(1);
  await session.close();
});

test('an operation that is not in the contract is refused, also under names that every object has', async () => {
  const { session } = await officeHost();
  for (const name of ['nope', 'constructor', '__proto__', 'toString']) {
    expect(codeOf(await session.call({ name, input: {}, callId: 'a' })), name).toBe('UNKNOWN_OPERATION');
  }
  await session.close();
});

test('two calls may not share an id', async () => {
  const { session, call } = await officeHost();
  const [first, second] = await Promise.all([call('draft.list', {}, 'same'), call('draft.list', {}, 'same')]);
  expect([first.ok, codeOf(second)]).toEqual([true, 'INVALID_INPUT']);
  await session.close();
});

test('a handle that was not handed out opens no file, whatever it is called', async () => {
  const { session, call, get } = await officeHost();
  await get('demo.fill', demo);
  for (const file of ['/etc/passwd', 'constructor', '__proto__', '0']) {
    const result = await call('unit.previewImport', { file, on: '2025-07-01' } as never);
    expect(['FILE_NOT_FOUND', 'INVALID_INPUT'], file).toContain(codeOf(result));
  }
  await session.close();
});

test.each([
  ['write', 'draft.remove', { key: 'die' }],
  ['read', 'draft.get', { key: 'die' }],
  ['scan', 'data.check', {}],
] as const)('when the %s thread dies its calls end, and the program goes on', async (mode, name, input) => {
  const { session, call, get } = await officeHost({
    workerUrl: new URL('../helpers/dying-worker.ts', import.meta.url),
  });
  await get('draft.save', draft(1));
  expect(codeOf(await call(name, input))).toBe('INTERNAL');
  if (mode !== 'scan') {
    expect(codeOf(await call('draft.list', {}))).toBe('NOT_LOGGED_IN');
    await get('session.login', { login: 'quantri', password });
  }
  expect(await get('draft.list', {})).toHaveLength(1);
  await session.close();
});

test('closing twice, or before anyone logged in, is no harm', async () => {
  const { session } = await host();
  await session.close();
  await session.close();
});
