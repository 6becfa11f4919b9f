import type { Input } from '../../db/api/contract/index.ts';
import { newOffice, password, type TestHost } from './host.ts';
import { people } from './province.ts';
import { dated } from './tasks.ts';

type Plan = Input<'reorganization.record'>;
type Facts = Plan['created'][number]['facts'];

const papers = { signedOn: null, announcedOn: null, basisDirectiveId: null, note: '' };

function facts(name: string, parentId: string, kind: 'commune' | 'ward' = 'commune'): Facts {
  const [word, symbol] = kind === 'ward' ? ['phường', 'CAP'] : ['xã', 'CAX'];
  return {
    ...{ kind, name, fullName: `Công an ${word} ${name}`, shortName: `${symbol} ${name}`, symbol, officialCode: null },
    ...{ parentId, isKey: 0, hasPolice: 0, orderNumber: null, basisDirectiveId: null, basisText: '' },
  };
}

const ends = (unitId: string) => ({ unitId, fate: 'ends' as const });
const made = (key: string, name: string, parentId: string, kind: 'commune' | 'ward' = 'commune') => ({
  ...{ key, nature: 'police' as const, level: 'commune' as const, facts: facts(name, parentId, kind) },
});

export const namesOfFourteen = [
  'An Lạc',
  'Bãi Thơm',
  'Cửa Cạn',
  'Cửa Dương',
  'Dương Tơ',
  'Gành Dầu',
  'Hàm Ninh',
].concat(['Hòn Thơm', 'Hưng Long', 'Kim Sơn', 'Long Hòa', 'Mỹ Thạnh', 'Tân Phú', 'Vĩnh Tuy']);

/**
 * An office with a past: Tam Phú and Tân Lập were merged into Tam Tân in 2023, which was divided between Đông Hải and Tây Hải
 * in 2025; fourteen communes, some of them merged before, became one ward; Tam Phú had reported in 2022. Nobody is logged in.
 */
export async function makePast(host: TestHost): Promise<void> {
  await host.get('office.create', newOffice);
  for (const role of ['clerk', 'coordinator', 'commander'] as const)
    await host.get('user.create', {
      ...{ login: people[role], name: `Người dùng ${people[role]}`, position: '', password, role, unitId: null },
    });
  const [top] = await host.get('unit.children', { parentId: null, nature: 'police', on: '2026-01-01' });
  const officeId = top?.id ?? '';
  const add = async (name: string): Promise<string> => {
    const unit = { nature: 'police', level: 'commune', validFrom: '2021-11-01' } as const;
    return (await host.get('unit.create', { ...unit, facts: facts(name, officeId) })).id;
  };
  const record = (plan: Omit<Plan, keyof typeof papers>) => host.get('reorganization.record', { ...papers, ...plan });
  const idOf = async (name: string, on: string): Promise<string> =>
    (await host.get('unit.search', { text: name, on, includeEnded: false })).rows[0]?.id ?? '';
  const [tamPhu, tanLap] = [await add('Tam Phú'), await add('Tân Lập')];
  const old = { task: dated({ content: 'Rà soát nhân khẩu năm 2022', assignedOn: '2022-01-10' }), dueOn: '2022-06-30' };
  const { assignmentIds } = await host.get('task.create', { ...old, leads: [{ unitId: tamPhu }, { unitId: tanLap }] });
  await host.get('report.submit', {
    ...{
      assignmentId: assignmentIds[0] ?? '',
      periodKey: null,
      on: '2022-06-01',
      reportedOn: '2022-05-31',
      doneOn: null,
    },
    ...{
      percent: 60,
      content: 'Đã rà soát 1.204 nhân khẩu.',
      difficulties: '',
      proposals: '',
      figures: [],
      isNothing: 0,
    },
    correctsId: null,
  });
  await record({
    ...{
      kind: 'merge',
      effectiveOn: '2023-01-01',
      basisText: 'Nghị quyết 721/NQ-UBTVQH15',
      members: [ends(tamPhu), ends(tanLap)],
    },
    ...{ created: [made('x', 'Tam Tân', officeId)], edges: [] },
  });
  const tamTan = await idOf('Tam Tân', '2024-01-01');
  await record({
    ...{ kind: 'divide', effectiveOn: '2025-07-01', basisText: 'Nghị quyết 1680/NQ-UBTVQH15', members: [ends(tamTan)] },
    created: [made('d', 'Đông Hải', officeId), made('t', 'Tây Hải', officeId)],
    edges: [
      { from: tamTan, to: 'd', part: 'part', isMainHeir: 1 },
      { from: tamTan, to: 't', part: 'partArea', isMainHeir: 0 },
    ],
  });
  await makeFourteen({ add, record, idOf, officeId });
  await host.get('session.lock', {});
}

interface Means {
  readonly add: (name: string) => Promise<string>;
  readonly record: (plan: Omit<Plan, keyof typeof papers>) => Promise<unknown>;
  readonly idOf: (name: string, on: string) => Promise<string>;
  readonly officeId: string;
}

/** Fourteen communes, the first four of them made of others in 2023, become the ward Phú Hải. */
async function makeFourteen({ add, record, idOf, officeId }: Means): Promise<void> {
  const ids: string[] = [];
  for (const [index, name] of namesOfFourteen.entries()) {
    if (index >= 4) {
      ids.push(await add(name));
      continue;
    }
    const parts = [await add(`${name} Thượng`), await add(`${name} Hạ`)];
    await record({
      ...{
        kind: 'merge',
        effectiveOn: '2023-04-10',
        basisText: 'Nghị quyết 724/NQ-UBTVQH15',
        members: parts.map(ends),
      },
      ...{ created: [made('x', `${name} Mới`, officeId)], edges: [] },
    });
    ids.push(await idOf(`${name} Mới`, '2024-01-01'));
  }
  await record({
    ...{ kind: 'merge', effectiveOn: '2025-07-01', basisText: 'Nghị quyết 1680/NQ-UBTVQH15', members: ids.map(ends) },
    ...{ created: [made('x', 'Phú Hải', officeId, 'ward')], edges: [] },
  });
}
