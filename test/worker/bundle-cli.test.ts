import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { TakenShown } from '../../db/api/contract/bundle.ts';
import type { ApiName, Input, Output } from '../../db/api/contract/index.ts';
import type { Result } from '../../db/api/errors.ts';
import { deliver, type ExchangePc, exchanging, newStick, takeFrom, writeTo } from '../helpers/exchange.ts';
import { password } from '../helpers/host.ts';
import { assignTo, person, taskOf } from '../helpers/work.ts';

const program = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));

/** A province worked by a script: every line is a program of its own, files in its input are paths. */
class Script {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  run<N extends ApiName>(name: N, input: Input<N>, user = 'quantri'): Result<Output<N>> {
    const args = [program, 'call', name, JSON.stringify(input), '--data', this.#root];
    const { PATH } = process.env;
    const env = { PATH, HOME: this.#root, VUNG_MANH_USER: user, VUNG_MANH_PASSWORD: password };
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    expect(stdout, stderr).not.toBe('');
    const result = JSON.parse(stdout) as Result<Output<N>>;
    expect(status).toBe(result.ok ? 0 : 1);
    return result;
  }

  get<N extends ApiName>(name: N, input: Input<N>, user?: string): Output<N> {
    const result = this.run(name, input, user);
    if (result.ok) return result.value;
    throw new Error(`${name}: ${JSON.stringify(result.error)}`);
  }

  /** Hands out to every office that waits for something: one file each, all into one folder. */
  handOut(folder: string): void {
    const waiting = this.get('bundle.receivers', {}).filter(({ opCount }) => opCount > 0);
    const { rows } = this.get('bundle.prepareMany', { unitIds: waiting.map(({ unitId }) => unitId) });
    const ids = rows.flatMap(({ prepared }) => prepared?.id ?? []);
    const written = this.get('bundle.writeMany', { ids, folder }).rows;
    expect(written.map(({ problem }) => problem)).toEqual(ids.map(() => null));
    this.get('bundle.settleMany', {
      rows: written.map(({ id, problem, byteCount, fileNames }) => ({
        ...{ id, isWritten: problem === null, byteCount, volumeCount: Math.max(1, fileNames.length) },
      })),
    });
  }

  /** Takes in every bundle of a folder; what does not go in is told by its reason and stops nothing. */
  takeInAll(folder: string): Record<string, TakenShown | string> {
    const names = readdirSync(folder)
      .filter((name) => name.endsWith('.goi'))
      .sort();
    const told = names.map((name) => {
      const result = this.run('bundle.takeFile', { file: join(folder, name) });
      const { reason = '' } = result.ok ? {} : (result.error.details as { reason?: string });
      return [name, result.ok ? result.value : reason] as const;
    });
    return Object.fromEntries(told);
  }
}

const report = (assignmentId: string, content: string): Input<'report.submit'> => ({
  ...{ assignmentId, periodKey: null, on: '2026-11-22', reportedOn: '2026-11-20', doneOn: null, percent: 60, content },
  ...{ difficulties: '', proposals: '', figures: [], isNothing: 0, correctsId: null },
});

/** Lays what a commune sends up into the folder of those that came. */
const bring = (from: ExchangePc, provinceId: string, folder: string, name: string): string => {
  const [path = ''] = writeTo(from, provinceId).paths;
  copyFileSync(path, join(folder, name));
  return join(folder, name);
};

test('a province’s weekly round without a window: reports in, one sent back, out to all, the correction in', async () => {
  const { province, communes } = await exchanging(2);
  const [a, b] = communes as [ExchangePc, ExchangePc];
  const provinceId = province.unitId;
  const task = taskOf(province, { content: 'Rà soát trụ sở làm việc' });
  const shares = communes.map((pc) => {
    const share = assignTo(province, task, pc.unitId, '2050-12-31');
    deliver(province, pc);
    return share;
  });
  taskOf(province, { content: 'Việc tuần tới' });
  const coordinator = { login: 'tonghop', name: 'Trần Thử Hợp', position: '', password };
  await province.gate('user.create', { ...coordinator, role: 'coordinator', unitId: null });
  province.vault.close();
  const script = new Script(province.root);
  // To the program this folder has come from elsewhere: a person says that it goes on here.
  script.get('office.continue', { password });

  // Everything that came lies in one folder, a spoiled one among it.
  const folder = newStick();
  const [reportId = ''] = communes.map(
    (pc, n) => person(pc, 'clerk').get('report.submit', report(shares[n] ?? '', `Báo cáo của xã ${n + 1}.`)).reportId,
  );
  const good = bring(a, provinceId, folder, '1-a.goi');
  bring(b, provinceId, folder, '2-b.goi');
  const bytes = readFileSync(good);
  bytes[bytes.length - 200] = (bytes[bytes.length - 200] ?? 0) ^ 1;
  writeFileSync(join(folder, '3-hong.goi'), bytes);
  expect(script.takeInAll(folder)).toMatchObject({
    '1-a.goi': { refused: [], waiting: [], order: { kind: 'next' } },
    '2-b.goi': { refused: [], waiting: [], order: { kind: 'next' } },
    '3-hong.goi': 'DAMAGED',
  });

  // One is sent back with its reason. Out to all: the answers carry receipt and reason, each to its own commune.
  const reason = 'Chưa nêu số trụ sở';
  script.get('report.review', { reportId, kind: 'return', onDay: '2026-11-22', reason }, 'tonghop');
  const stick = newStick();
  script.handOut(stick);
  const fileFor = (name: string): string =>
    join(stick, readdirSync(stick).find((one) => one.includes(`_den_cong-an-xa-${name}_`)) ?? '');
  expect(readdirSync(stick)).toHaveLength(2);
  expect(b.call('bundle.open', { file: b.hand(fileFor('an-binh')) })).toMatchObject({
    error: { details: { reason: 'WRONG_RECIPIENT' } },
  });
  const brought = (pc: ExchangePc, path: string): string[] => takeFrom(pc, path).entities.map(({ entity }) => entity);
  expect(brought(a, fileFor('an-binh'))).toEqual(['reportReview', 'task']);
  expect(brought(b, fileFor('binh-hoa'))).toEqual(['task']);
  for (const pc of communes) expect(pc.get('bundle.receivers', {})).toMatchObject([{ opCount: 0 }]);

  // The correction changes one line; what had come before changes nothing.
  person(a, 'clerk').get('report.submit', report(shares[0] ?? '', 'Báo cáo của xã 1: 4 trụ sở.'));
  const again = newStick();
  copyFileSync(good, join(again, '1-a.goi'));
  bring(a, provinceId, again, '5-a.goi');
  expect(script.takeInAll(again)).toMatchObject({
    '1-a.goi': { fresh: 0, admitted: 0, order: { kind: 'again' } },
    '5-a.goi': { admitted: 1, entities: [{ entity: 'report', created: 1, changed: 0, removed: 0 }] },
  });

  // A withdrawn PC is heard no more.
  const device = a.get('device.list', {}).find(({ isThisPc }) => isThisPc)?.device ?? '';
  script.get('device.revoke', { device, incarnation: null });
  const late = newStick();
  bring(a, provinceId, late, '6-a.goi');
  expect(script.takeInAll(late)).toEqual({ '6-a.goi': 'REVOKED_SENDER' });
}, 900_000);
