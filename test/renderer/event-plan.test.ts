import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventPlan } from '../../db/api/contract/reorganization.ts';
import { layOutDiagram } from '../../renderer/features/reorganization/diagram-layout.ts';
import {
  type EventDraft,
  emptyDraft,
  followUnits,
  type MemberDraft,
  planOf,
  ratioOf,
  shapes,
  withKind,
} from '../../renderer/features/reorganization/plan.ts';
import { retold, withMade, withMadeFacts, withMembers } from '../../renderer/features/reorganization/units-of.ts';
import { unit as words } from '../../renderer/text/vi/unit.ts';

/* What the wizard makes of what is chosen and typed. */

const idOf = (place: number): string => `01900000-0000-7000-8000-${String(place).padStart(12, '0')}`;

const facts = (name: string) => ({
  ...{ kind: 'commune' as const, name, fullName: `Xã ${name}`, shortName: '', symbol: '', officialCode: '99001' },
  ...{ parentKey: idOf(99), parentName: 'Tỉnh Bình Minh' },
});

const member = (place: number, side: MemberDraft['side'] = 'before'): MemberDraft => ({
  ...{ unitId: idOf(place), nature: 'area', level: 'commune', side, becomes: null },
  ...{ fate: side === 'before' ? 'ends' : 'continues', was: facts(`Số ${place}`) },
});

const draftOf = (kind: EventDraft['kind'], members: readonly MemberDraft[]): EventDraft => {
  const begun = kind === null ? emptyDraft : withKind(emptyDraft, kind);
  return withMembers({ ...begun, effectiveOn: '2026-12-01' }, members, words);
};

test.each([
  ['0,6', '0.6'],
  ['0.25', '0.25'],
  ['60%', '0.6'],
  ['5,5 %', '0.055'],
  ['100%', '1'],
  ['1', '1'],
  ['0', undefined],
  ['1,5', undefined],
  ['120%', undefined],
  ['một nửa', undefined],
])('a share typed as %s is %s', (typed, share) => {
  expect(ratioOf(typed)).toBe(share);
});

test('a share that is read is one that the contract takes', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{1,3}([.,][0-9]{0,10})? ?%?$/), (typed) => {
      const share = ratioOf(typed);
      if (share === undefined) return;
      expect(share).toMatch(/^(0\.\d{1,12}|1)$/);
      expect(Number(share)).toBeGreaterThan(0);
    }),
  );
});

test('a merger gets its new unit and one whole line from each of the old ones', () => {
  const draft = draftOf('merge', [member(1), member(2)]);
  expect(draft.created).toHaveLength(1);
  const [made] = draft.created;
  expect(made?.facts).toMatchObject({ kind: 'commune', name: '', parentName: 'Tỉnh Bình Minh' });
  expect(draft.edges).toEqual([
    { from: idOf(1), to: made?.key, part: 'whole', isMainHeir: 1, ratio: '' },
    { from: idOf(2), to: made?.key, part: 'whole', isMainHeir: 1, ratio: '' },
  ]);
});

test('a unit that is divided gives a part to each of the new ones, the first is its main heir', () => {
  const draft = draftOf('divide', [member(1)]);
  expect(draft.edges.map(({ part, isMainHeir }) => [part, isMainHeir])).toEqual([
    ['part', 1],
    ['part', 0],
  ]);
  const third = withMade(draft, words);
  expect(third.edges).toHaveLength(3);
  expect(third.edges.filter(({ isMainHeir }) => isMainHeir === 1)).toHaveLength(1);
});

test('lines of units that are gone are dropped, and what a person said of the others stays', () => {
  const draft = draftOf('merge', [member(1), member(2)]);
  const said = { ...draft, edges: draft.edges.map((edge) => ({ ...edge, ratio: '0,5' })) };
  const fewer = followUnits({ ...said, members: said.members.slice(1) });
  expect(fewer.edges).toEqual([{ ...said.edges[1] }]);
});

test('full name, symbol and short name follow the bare name until somebody writes others', () => {
  const named = retold(facts('Kim Sơn'), { kind: 'ward' }, 'area', words);
  expect(named.fullName).toBe('Phường Kim Sơn');
  const own = retold(named, { fullName: 'Phường Kim Sơn Đông' }, 'area', words);
  expect(retold(own, { kind: 'commune' }, 'area', words).fullName).toBe('Phường Kim Sơn Đông');
});

test('the plan of every kind is one that the contract reads', () => {
  for (const kind of Object.keys(shapes) as NonNullable<EventDraft['kind']>[]) {
    let draft = draftOf(kind, [member(1), member(2), ...(kind === 'absorb' ? [member(3, 'after')] : [])]);
    for (const { key } of draft.created) draft = withMadeFacts(draft, key, { name: 'Mới' }, words);
    expect(EventPlan.safeParse(planOf(draft)).error, kind).toBeUndefined();
  }
  expect(planOf(emptyDraft)).toBeUndefined();
});

test('the diagram has every unit once on its side, and a line for every pair', () => {
  const unit = (key: string) => ({ key, name: key });
  const edge = (from: string | null, to: string | null) => ({
    ...{ from: from === null ? null : unit(from), to: to === null ? null : unit(to) },
    ...{ part: 'whole', isMainHeir: 1 as const },
  });
  const { before, after, lines, rows } = layOutDiagram([
    edge('a', 'c'),
    edge('b', 'c'),
    edge(null, 'd'),
    edge('e', null),
  ]);
  expect(before.map(({ key, isAlone }) => [key, isAlone])).toEqual([
    ['a', false],
    ['b', false],
    ['e', true],
  ]);
  expect(after.map(({ key, isAlone }) => [key, isAlone])).toEqual([
    ['c', false],
    ['d', true],
  ]);
  expect(lines).toHaveLength(2);
  expect(rows).toBe(3);
});
