import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { contract } from '../../db/api/contract/index.ts';
import { newFolder, newOffice, password } from '../helpers/host.ts';

const program = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));
const folder = newFolder();
const who = { VUNG_MANH_USER: 'quantri', VUNG_MANH_PASSWORD: password };

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

function start(args: readonly string[], env: Record<string, string> = who, stdin = ''): Running {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
    cwd: folder,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(stdin);
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr }))) };
}
const run = (args: readonly string[], env?: Record<string, string>, stdin?: string): Promise<Ended> =>
  start(args, env, stdin).ended;
const inOffice = (name: string, input: unknown, env?: Record<string, string>): Promise<Ended> =>
  run(['call', name, JSON.stringify(input), '--data', folder], env);

beforeAll(async () => {
  const made = await inOffice('office.create', newOffice, {});
  expect(made.code, made.stderr).toBe(0);
});

test('`contract` describes every operation with the schema of its input and output', async () => {
  const { code, stdout } = await run(['contract'], {});
  const described = JSON.parse(stdout) as { name: string; kind: string; roles: string[]; input: { type: string } }[];
  expect(code).toBe(0);
  expect(described.map(({ name }) => name)).toEqual(Object.keys(contract));
  expect(described.find(({ name }) => name === 'draft.save')).toMatchObject({
    kind: 'command',
    input: { type: 'object', required: ['key', 'body'], additionalProperties: false },
    output: { type: 'object' },
  });
});

test('a call prints its result as JSON, and the exit code says whether it was done', async () => {
  expect((await inOffice('draft.save', { key: 'a', body: 'b' })).code).toBe(0);
  const list = await inOffice('draft.list', {});
  expect(JSON.parse(list.stdout)).toMatchObject({ ok: true, value: [{ key: 'a' }] });
  const refused = await inOffice('draft.save', { key: 'a' });
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
});

test('the input may come from a file or from standard input', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'vm-cli-')), 'input.json');
  writeFileSync(path, '{"key":"a"}');
  for (const [given, stdin] of [
    [`@${path}`, ''],
    ['-', '{"key":"a"}'],
  ] as const) {
    const { stdout } = await run(['call', 'draft.get', given, '--data', folder], who, stdin);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, value: { body: 'b' } });
  }
});

test('without a login only what needs none can be called', async () => {
  expect(JSON.parse((await inOffice('office.status', {}, {})).stdout)).toMatchObject({ value: { state: 'locked' } });
  const refused = await inOffice('draft.list', {}, {});
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toContain('VUNG_MANH_USER');
});

test('a wrong password is a result like any other', async () => {
  const refused = await inOffice('draft.list', {}, { ...who, VUNG_MANH_PASSWORD: 'sai mat khau' });
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'LOGIN_WRONG' } });
  expect((await inOffice('draft.list', {})).code).toBe(0);
});

test.each([
  [[]],
  [['call']],
  [['call', 'draft.list']],
  [['call', 'draft.list', '{']],
  [['dance']],
  [['call', 'draft.list', '{}', '--nope']],
])('%j is the wrong way to call it', async (args) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('an unknown operation is refused without asking who calls', async () => {
  const { code, stdout } = await inOffice('nope.nope', {}, {});
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'UNKNOWN_OPERATION', details: { name: 'nope.nope' } } });
});

test('Ctrl+C cancels a job, which leaves nothing behind', async () => {
  const { child, ended } = start(['call', 'demo.fill', '{"on":"2026-05-04"}', '--progress', '--data', folder]);
  child.stderr?.once('data', () => child.kill('SIGINT'));
  const { code, stdout, stderr } = await ended;
  expect(stderr).toMatch(/^demo\.fill \d+\/\d+/);
  expect([code, JSON.parse(stdout)]).toEqual([130, { ok: false, error: { code: 'CANCELLED', details: {} } }]);
  const check = await inOffice('data.check', {});
  expect(JSON.parse(check.stdout)).toMatchObject({ ok: true, value: { ok: true } });
});
