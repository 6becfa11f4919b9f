import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ApiName, Input, Output } from '../../db/api/contract/index.ts';
import type { Result } from '../../db/api/errors.ts';
import { exchanging, newStick, takeFrom, writeTo } from '../helpers/exchange.ts';
import { password } from '../helpers/host.ts';
import { taskOf } from '../helpers/work.ts';

const program = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));

/** One line of a province's script; files in the input are paths. */
function run<N extends ApiName>(data: string, name: N, input: Input<N>): Result<Output<N>> {
  const args = [program, 'call', name, JSON.stringify(input), '--data', data];
  const env = { PATH: process.env['PATH'], HOME: data, VUNG_MANH_USER: 'quantri', VUNG_MANH_PASSWORD: password };
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  expect(stdout, stderr).not.toBe('');
  const result = JSON.parse(stdout) as Result<Output<N>>;
  expect(status).toBe(result.ok ? 0 : 1);
  return result;
}

function get<N extends ApiName>(data: string, name: N, input: Input<N>): Output<N> {
  const result = run(data, name, input);
  if (result.ok) return result.value;
  throw new Error(`${name}: ${JSON.stringify(result.error)}`);
}

test('a province’s weekly round without a window: all communes into a folder, and their bundles back in', async () => {
  const { province, communes } = await exchanging(1);
  const [a] = communes;
  if (a === undefined) throw new Error('one commune');
  taskOf(province, { content: 'việc tuần này', audience: 'all' });
  taskOf(a, { content: 'báo cáo tuần', audience: `up:${a.unitId}` });
  const back = writeTo(a, province.unitId).paths[0] ?? '';
  province.vault.close();
  const { root } = province;
  // To the program this folder has come from elsewhere: a person says that it goes on here.
  get(root, 'office.continue', { password });
  const stick = newStick();
  const { rows } = get(root, 'bundle.prepareMany', { unitIds: [a.unitId] });
  const ids = rows.flatMap(({ prepared }) => prepared?.id ?? []);
  const written = get(root, 'bundle.writeMany', { ids, folder: stick }).rows;
  expect(written).toMatchObject([{ problem: null, fileNames: readdirSync(stick) }]);
  get(root, 'bundle.settleMany', {
    rows: written.map(({ id, problem, byteCount, fileNames }) => ({
      ...{ id, isWritten: problem === null, byteCount, volumeCount: Math.max(1, fileNames.length) },
    })),
  });
  expect(takeFrom(a, join(stick, readdirSync(stick)[0] ?? ''))).toMatchObject({ admitted: 1 });
  expect(get(root, 'bundle.takeFile', { file: back })).toMatchObject({ admitted: 1, order: { kind: 'next' } });
  expect(run(root, 'bundle.takeFile', { file: join(stick, 'khong-co.goi') })).toMatchObject({
    error: { code: 'BUNDLE_REFUSED', details: { reason: 'FILE_GONE' } },
  });
});
