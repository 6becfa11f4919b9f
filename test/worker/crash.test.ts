import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { codeOf, host, newFolder, newOffice, officeHost, password } from '../helpers/host.ts';
import { office } from '../helpers/office.ts';

const helper = (name: string): string => fileURLToPath(new URL(`../helpers/${name}`, import.meta.url));

/**
 * Starts the child on the folder and kills it without warning so many ms after it has told so many lines ('ready' is the first);
 * returns what it told after that one.
 */
function killAfter(root: string, work: 'save' | 'import', ms: number, lines = 1): Promise<string[]> {
  const child = spawn(process.execPath, [helper('crash-child.ts'), root, work], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const before = told.split('\n').length - 1;
    told += chunk.toString();
    if (before < lines && told.split('\n').length > lines) setTimeout(() => child.kill('SIGKILL'), ms);
  });
  return new Promise((resolve) =>
    child.on('close', () =>
      resolve(
        told
          .split('\n')
          .slice(0, -1)
          .filter((line) => line !== 'ready'),
      ),
    ),
  );
}

test('kill -9 between and in the middle of saves: everything that was confirmed is there, and the log is whole', async () => {
  const { root, session } = await officeHost();
  await session.close();
  const confirmed: string[] = [];
  for (const ms of [0, 7]) confirmed.push(...(await killAfter(root, 'save', ms)));
  confirmed.push(...(await killAfter(root, 'save', 40, 2)));
  const after = await host({ root });
  await after.get('session.login', { login: 'quantri', password });
  const ids = (await after.get('documentKind.list', {})).map(({ id }) => id);
  expect(confirmed.length).toBeGreaterThan(0);
  expect(ids).toEqual(expect.arrayContaining(confirmed));
  expect(await after.get('data.check', {})).toMatchObject({ ok: true, brokenLogs: [], storage: [] });
  await after.session.close();
});

/** Ops of the log, which must be whole. */
async function countOps(root: string): Promise<number> {
  const { session, get } = await host({ root });
  await get('session.login', { login: 'quantri', password });
  const { opCount, ok } = await get('data.check', {});
  await session.close();
  expect(ok).toBe(true);
  return opCount;
}

test('kill -9 in the middle of an import: nothing of it is there, and the next one is complete', async () => {
  const { root, session } = await officeHost();
  await session.close();
  const empty = await countOps(root);
  for (const ms of [5, 200]) {
    expect(await killAfter(root, 'import', ms)).toEqual([]);
    expect(await countOps(root), `after ${ms} ms`).toBe(empty);
  }
  expect(await killAfter(root, 'import', 60_000)).toEqual(['done']);
  expect(await countOps(root)).toBeGreaterThan(empty);
});

test('a full disk is told as such at the door, and nothing of the command stays', () => {
  const { db, call, get } = office();
  const pages = db.pragma('page_count', { simple: true }) as number;
  db.pragma(`max_page_count = ${pages + 4}`);
  const big = { key: 'directive:new', body: 'x'.repeat(90_000) };
  expect(codeOf(call('draft.save', big))).toBe('DISK_FULL');
  expect(get('draft.list', {})).toEqual([]);
  db.pragma('max_page_count = 1000000');
  get('draft.save', big);
});

interface Told {
  readonly saved: number;
  readonly code: string;
  readonly readable: number;
}

/** Runs the writing child on a small disk of its own where this user may mount one, else under a limit on the size of files. */
function writeUntilFull(root: string, isMounted: boolean): Told {
  const child = [process.execPath, helper('full-disk-child.ts'), root];
  const [command = '', ...args] = isMounted ? child : ['bash', '-c', 'ulimit -f 6000; exec "$@"', 'bash', ...child];
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  expect(stdout, stderr).not.toBe('');
  return JSON.parse(stdout) as Told;
}

test.runIf(process.platform !== 'win32')(
  'a disk that runs full in the middle of work: refused, readable, nothing lost, and it goes on when there is room',
  async () => {
    const root = newFolder();
    const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', root]).status === 0;
    onTestFinished(() => {
      if (isMounted) spawnSync('umount', ['-l', root]);
    });
    const first = await host({ root });
    await first.get('office.create', newOffice);
    await first.session.close();

    const { saved, code, readable } = writeUntilFull(root, isMounted);
    expect(code).toBe(isMounted ? 'DISK_FULL' : 'INTERNAL');
    expect(saved).toBeGreaterThan(10);
    expect(readable).toBe(saved);

    if (isMounted) spawnSync('mount', ['-o', 'remount,size=64m', root]);
    const after = await host({ root });
    await after.get('session.login', { login: 'quantri', password });
    expect(await after.get('draft.list', {})).toHaveLength(saved);
    await after.get('draft.save', { key: 'directive:new', body: 'x'.repeat(90_000) });
    expect((await after.get('data.check', {})).ok).toBe(true);
    await after.session.close();
  },
);
