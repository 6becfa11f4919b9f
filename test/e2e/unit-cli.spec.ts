import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { catalogue, testWithCatalogues } from '../helpers/catalogues.ts';
import { newOffice, officeHost, password } from '../helpers/host.ts';

const cli = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));

testWithCatalogues.each([
  ['2026-04-30', 'units_2026-04-30_34_provinces_3321_wards.csv', { province: 34, commune: 3321 }],
  [
    '2021-11-01',
    'units_2021-11-01_63_provinces_705_districts_10599_wards.csv',
    { province: 63, district: 705, commune: 10_599 },
  ],
])(
  'the catalogue of %s goes in through the terminal, and is counted there',
  async (on, name, expected) => {
    const office = await officeHost();
    await office.session.close();
    const call = (operation: string, input: object) => {
      const env = { ...process.env, VUNG_MANH_USER: newOffice.user.login, VUNG_MANH_PASSWORD: password };
      const { stdout, status, stderr } = spawnSync(
        process.execPath,
        [cli, 'call', operation, JSON.stringify(input), '--data', office.root],
        { env, encoding: 'utf8' },
      );
      expect([status, stderr]).toEqual([0, expect.anything()]);
      return (JSON.parse(stdout) as { value: unknown }).value;
    };
    const total = Object.values(expected).reduce((sum, count) => sum + count, 0);
    expect(call('unit.import', { file: catalogue(name), on })).toMatchObject({
      rowCount: total,
      created: total,
      skipped: 0,
    });
    const { rows } = call('unit.counts', { on }) as { rows: { nature: string; level: string; count: number }[] };
    const counts: Record<string, number> = {};
    for (const row of rows) if (row.nature === 'area') counts[row.level] = (counts[row.level] ?? 0) + row.count;
    expect(counts).toEqual(expected);
  },
  180_000,
);
