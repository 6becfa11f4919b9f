import { expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import type { UnitFacts } from '../../db/api/contract/unit.ts';
import { office, type TestOffice } from '../helpers/office.ts';

type Plan = Input<'reorganization.record'>;

const facts = (fullName: string, parentId: string | null, more: Partial<UnitFacts> = {}): UnitFacts => ({
  kind: 'commune',
  name: fullName.replace(/^(Xã|Phường|Tỉnh|Huyện) /, ''),
  fullName,
  shortName: '',
  symbol: '',
  officialCode: null,
  parentId,
  isKey: 0,
  hasPolice: 1,
  orderNumber: null,
  basisDirectiveId: null,
  basisText: '',
  ...more,
});

function add(
  at: TestOffice,
  fullName: string,
  parentId: string | null,
  more: Partial<UnitFacts> & {
    level?: 'province' | 'district' | 'commune';
    nature?: 'area' | 'police';
    areaId?: string;
  } = {},
): string {
  const { level = 'commune', nature = 'area', areaId = null, ...rest } = more;
  const unit = { nature, level, areaId, validFrom: '2020-01-01', facts: facts(fullName, parentId, rest) };
  return at.get('unit.create', unit).id;
}

/** A province with one district and four communes. */
function country() {
  const at = office();
  const province = add(at, 'Tỉnh Bình Minh', null, { level: 'province', kind: 'province' });
  const district = add(at, 'Huyện Đông', province, { level: 'district', kind: 'ruralDistrict' });
  const [a, b, c, d] = ['Xã An', 'Xã Bình', 'Xã Chánh', 'Xã Định'].map((name, index) =>
    add(at, name, district, { officialCode: `0000${index + 1}` }),
  ) as [string, string, string, string];
  return { at, province, district, a, b, c, d };
}

const papers = {
  signedOn: '2025-06-16',
  announcedOn: '2025-06-29',
  basisDirectiveId: null,
  basisText: 'Nghị quyết 1/NQ-UBTVQH15',
  note: '',
  effectiveOn: '2025-07-01',
};
const planOf = (plan: Partial<Plan> & Pick<Plan, 'kind'>): Plan => ({
  ...papers,
  members: [],
  created: [],
  edges: [],
  ...plan,
});
const made = (key: string, fullName: string, parentId: string | null, more: Partial<UnitFacts> = {}) => ({
  key,
  nature: 'area' as const,
  level: 'commune' as const,
  facts: facts(fullName, parentId, more),
});
const ends = (unitId: string) => ({ unitId, fate: 'ends' as const });

const merging = ({ a, b, district }: ReturnType<typeof country>): Plan =>
  planOf({
    kind: 'merge',
    members: [ends(a), ends(b)],
    created: [made('x', 'Xã An Bình', district, { officialCode: '00001' })],
  });

test('a merger ends two communes, makes one under a code of theirs, and tells both sides of it', () => {
  const all = country();
  const { at, a, b } = all;
  const preview = at.get('reorganization.preview', merging(all));
  expect(preview.problems).toEqual([]);
  expect(preview.before.map(({ fullName, mark }) => `${fullName} ${mark}`)).toEqual([
    'Tỉnh Bình Minh same',
    'Huyện Đông same',
    'Xã An ends',
    'Xã Bình ends',
  ]);
  expect(preview.after.map(({ fullName, mark, otherChildren }) => `${fullName} ${mark} ${otherChildren}`)).toEqual([
    'Tỉnh Bình Minh same 0',
    'Huyện Đông same 2',
    'Xã An Bình new 0',
  ]);
  const { id } = at.get('reorganization.record', merging(all));
  const shown = at.get('reorganization.get', { id, on: '2025-07-01' });
  expect(shown.edges.map(({ from, to, part, isMainHeir }) => [from?.fullName, to?.fullName, part, isMainHeir])).toEqual(
    [
      ['Xã An', 'Xã An Bình', 'whole', 1],
      ['Xã Bình', 'Xã An Bình', 'whole', 1],
    ],
  );
  expect(shown.ended.map(({ id: unitId }) => unitId)).toEqual([a, b]);
  const { rows } = at.get('reorganization.list', { on: '2025-07-01' });
  expect(rows[0]).toMatchObject({
    fromNames: ['Xã An', 'Xã Bình'],
    toNames: ['Xã An Bình'],
    nature: 'area',
    openCount: 0,
  });
  expect(at.get('unit.get', { id: a, on: '2025-06-30' }).validTo).toBe('2025-07-01');
});
