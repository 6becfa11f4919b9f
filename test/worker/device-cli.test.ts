import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ApiName, Input, Output } from '../../db/api/contract/index.ts';
import { newFolder, newOffice, password } from '../helpers/host.ts';

const program = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));
const stick = mkdtempSync(join(tmpdir(), 'vm-usb-'));
const on = (name: string): string => join(stick, name);

interface Answer {
  readonly code: number | null;
  readonly stderr: string;
  readonly stdout: string;
}

function run(folder: string, args: readonly string[], typed = ''): Promise<Answer> {
  const env = { ...process.env, VUNG_MANH_USER: 'quantri', VUNG_MANH_PASSWORD: password };
  const child = spawn(process.execPath, [program, ...args, '--data', folder], { env });
  child.stdin.end(typed);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

async function answered(answer: Promise<Answer>): Promise<unknown> {
  const { code, stdout, stderr } = await answer;
  expect([code, stderr], stdout).toEqual([0, '']);
  return (JSON.parse(stdout) as { value: unknown }).value;
}

/** One PC, worked from a terminal. */
const pc = (folder: string) => ({
  call: async <N extends ApiName>(name: N, input: Input<N>, ...more: string[]): Promise<Output<N>> =>
    (await answered(run(folder, ['call', name, '-', ...more], JSON.stringify(input)))) as Output<N>,
});
type Pc = ReturnType<typeof pc>;

async function send(from: Pc, unitId: string, name: string): Promise<string> {
  const { id } = await from.call('bundle.prepare', { unitId });
  const { byteCount } = await from.call('bundle.write', { id, target: on(name) });
  await from.call('bundle.settle', { id, isWritten: true, byteCount });
  return on(name);
}

test('from invitation to the first bundle back, all from a terminal with files on a stick', async () => {
  const [province, commune] = [pc(newFolder()), pc(newFolder())];
  const { session } = await province.call('office.create', newOffice);
  await province.call('authority.create', { deviceName: 'Máy Văn phòng' });
  const facts: Input<'unit.create'>['facts'] = {
    ...{ kind: 'commune' as const, name: 'An Bình', fullName: 'Công an xã An Bình', shortName: '', symbol: '' },
    ...{ officialCode: null, parentId: session.officeUnitId, isKey: 0 as const, hasPolice: 0 as const },
    ...{ orderNumber: null, basisDirectiveId: null, basisText: '' },
  };
  const { id: unitId } = await province.call('unit.create', {
    ...{ nature: 'police', level: 'commune', validFrom: '2025-07-01', facts },
  });
  const { code } = await province.call('device.invite', { unitId, on: '2026-05-04' }, '--out', on('loi-moi.json'));
  const { fingerprint: authority } = await commune.call('office.readInvitation', { file: on('loi-moi.json') });
  expect(authority).toMatch(/^\d{5}( \d{5}){5}$/);
  const joined = await commune.call(
    'office.join',
    { file: on('loi-moi.json'), code, deviceName: 'Máy trực ban', user: newOffice.user },
    ...['--out', on('yeu-cau.json')],
  );
  expect(readFileSync(on('yeu-cau.json'), 'utf8')).toBe(joined.file);
  const asked = await province.call('device.readRequest', { file: on('yeu-cau.json') });
  expect(asked).toMatchObject({ unitId, name: 'Máy trực ban', fingerprint: joined.fingerprint });
  await province.call('device.admit', { file: on('yeu-cau.json'), fingerprint: joined.fingerprint });
  expect(await commune.call('bundle.takeFile', { file: await send(province, unitId, 'goi-1.goi') })).toMatchObject({
    order: { kind: 'next' },
  });
  expect(await commune.call('device.status', {})).toMatchObject({ state: 'joined', name: 'Máy trực ban' });
  await province.call('bundle.takeFile', { file: await send(commune, session.officeUnitId, 'goi-2.goi') });
  const devices = await province.call('device.list', {});
  expect(devices.map(({ name, state }) => [name, state])).toEqual([
    ['Máy Văn phòng', 'active'],
    ['Máy trực ban', 'active'],
  ]);
  expect(devices[1]?.heardAtMs).toBeGreaterThan(0);
  // An answer without a file is printed all the same, and the exit code tells.
  const without = await run(newFolder(), ['call', 'office.status', '{}', '--out', on('khong.json')]);
  expect([without.code, without.stderr]).toEqual([1, '--out: this answer carries no file\n']);
  expect(JSON.parse(without.stdout)).toMatchObject({ ok: true });
}, 900_000);
