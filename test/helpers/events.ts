import type { Input } from '../../db/api/contract/index.ts';
import type { UnitFacts } from '../../db/api/contract/unit.ts';
import { office, type TestOffice } from './office.ts';

export type EventInput = Input<'reorganization.record'>;
type Member = EventInput['members'][number];
type Created = EventInput['created'][number];
type Edge = EventInput['edges'][number];

const factsOf = (fullName: string, parentId: string | null, more: Partial<UnitFacts> = {}): UnitFacts => ({
  kind: 'commune',
  name: fullName.replace(/^(Công an )?(xã|phường|tỉnh|huyện) /iu, ''),
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

type More = Partial<UnitFacts> & Partial<Pick<Created, 'level' | 'nature' | 'areaId'>> & { validFrom?: string };

/** Makes a unit as the unit screen does; an area of a commune's level from 2020 on, unless told otherwise. */
export function addUnit(at: TestOffice, fullName: string, parentId: string | null, more: More = {}): string {
  const { level = 'commune', nature = 'area', areaId = null, validFrom = '2020-01-01', ...rest } = more;
  return at.get('unit.create', { nature, level, areaId, validFrom, facts: factsOf(fullName, parentId, rest) }).id;
}

/** A province with one district and four communes under it. */
export function country(at = office()) {
  const province = addUnit(at, 'Tỉnh Bình Minh', null, { level: 'province', kind: 'province' });
  const district = addUnit(at, 'Huyện Đông', province, { level: 'district', kind: 'ruralDistrict' });
  const names = ['Xã An', 'Xã Bình', 'Xã Chánh', 'Xã Định'];
  const ids = names.map((name, index) => addUnit(at, name, district, { officialCode: `0000${index + 1}` }));
  const [a, b, c, d] = ids as [string, string, string, string];
  return { at, province, district, a, b, c, d };
}
export type Country = ReturnType<typeof country>;

/** An event of 1/7/2025 with its papers. */
export const eventOf = (kind: EventInput['kind'], plan: Partial<EventInput> = {}): EventInput => ({
  kind,
  signedOn: '2025-06-16',
  announcedOn: '2025-06-29',
  basisDirectiveId: null,
  basisText: 'Nghị quyết 1660/NQ-UBTVQH15',
  note: '',
  effectiveOn: '2025-07-01',
  members: [],
  created: [],
  edges: [],
  ...plan,
});

export const ends = (unitId: string): Member => ({ unitId, fate: 'ends' });
export const goesOn = (unitId: string, patch: Member['patch'] = {}): Member => ({ unitId, fate: 'continues', patch });
export const made = (key: string, fullName: string, parentId: string | null, more: More = {}): Created => {
  const { level = 'commune', nature = 'area', areaId = null, validFrom: _from, ...rest } = more;
  return { key, nature, level, areaId, facts: factsOf(fullName, parentId, rest) };
};
export const edge = (from: string | null, to: string | null, more: Partial<Edge> = {}): Edge => ({
  from,
  to,
  part: 'whole',
  isMainHeir: 0,
  ...more,
});

/** Xã An and Xã Bình become Xã An Bình, under the code of Xã An. */
export const merging = ({ a, b, district }: Country, plan: Partial<EventInput> = {}): EventInput =>
  eventOf('merge', {
    members: [ends(a), ends(b)],
    created: [made('x', 'Xã An Bình', district, { officialCode: '00001' })],
    ...plan,
  });

/** Edges of an event as `from → to part main`, with the names of their days. */
export const edgesOf = (at: TestOffice, id: string): string[] =>
  at
    .get('reorganization.get', { id, on: '2026-05-04' })
    .edges.map(
      ({ from, to, part, isMainHeir }) =>
        `${from?.fullName ?? '∅'} → ${to?.fullName ?? '∅'} ${part}${isMainHeir === 1 ? ' chính' : ''}`,
    );

/** Names directly under a unit on a day. */
export const namesUnder = (at: TestOffice, parentId: string | null, on: string, nature: 'area' | 'police' = 'area') =>
  at.get('unit.children', { parentId, nature, on }).map(({ fullName }) => fullName);
