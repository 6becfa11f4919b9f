import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../db/api/day.ts';
import {
  type ChiefPost,
  type Counted,
  findOtherChief,
  isHandingOver,
  isHeld,
  judge,
  monthStarts,
  type Norm,
  normsOn,
  type PostHeld,
  readingDays,
  staffingOn,
} from '../../db/domain/staffing.ts';
import { nearDay } from './arbitrary.ts';

const post = (fields: Partial<PostHeld>): PostHeld => ({
  ...{ title: 'officer', holder: '', isActing: 0, isInvestigator: 0, fromOn: '2021-01-01', toOn: null },
  ...fields,
});
const posts = (...titles: PostHeld['title'][]): PostHeld[] => titles.map((title) => post({ title }));
const count = (fields: Partial<Counted>): Counted => ({
  ...{ onDay: '2021-01-01', establishment: null, present: 0, chiefs: null, deputies: null, investigators: null },
  ...fields,
});
const norm = (fields: Partial<Norm>): Norm => ({
  ...{ id: 'n', name: '', level: 'commune', unitKind: null, underUnitId: null, isKeyOnly: 0, isBinding: 1 },
  ...{ validFrom: '2021-05-31', validTo: null, minTotal: 5, maxTotal: null, chiefs: 1 },
  ...{ maxDeputies: null, minInvestigators: null },
  ...fields,
});
const commune = { level: 'commune', kind: 'commune', isKey: false, path: ['x', 'district', 'province'] } as const;

describe('staffing of a day', () => {
  test('is counted from the posts held that day', () => {
    const held = [...posts('chief', 'deputyChief', 'constable'), post({ title: 'officer', isInvestigator: 1 })];
    expect(staffingOn(held, [], '2022-01-01')).toMatchObject({
      ...{ source: 'posts', countedOn: null, total: 4, chiefs: 1, deputies: 1, investigators: 1, others: 2 },
    });
  });

  test('is the last headcount where no posts are kept, and says how old it is', () => {
    const counts = [
      count({ onDay: '2021-01-01', present: 4 }),
      count({ onDay: '2022-01-01', present: 6, chiefs: 1, establishment: 8 }),
    ];
    expect(staffingOn([], counts, '2021-12-31')).toMatchObject({ source: 'headcount', total: 4, ageDays: 364 });
    expect(staffingOn([], counts, '2022-02-01')).toMatchObject({
      ...{ total: 6, chiefs: 1, deputies: null, establishment: 8, countedOn: '2022-01-01', ageDays: 31 },
    });
    expect(staffingOn([], counts, '2020-12-31')).toMatchObject({ source: 'none', total: null, chiefs: null });
  });

  test('a unit that keeps its leaders by person and counts the rest has both', () => {
    const counts = [count({ onDay: '2025-03-01', present: 14, chiefs: 1 })];
    const leaders = [post({ title: 'chief', fromOn: '2024-01-01', toOn: '2025-06-01' })];
    expect(staffingOn(leaders, counts, '2025-05-01')).toMatchObject({ source: 'headcount', total: 14, chiefs: 1 });
    // The chief left after the count: what happened later is what is known.
    expect(staffingOn(leaders, counts, '2025-06-01')).toMatchObject({ total: 14, chiefs: 0 });
    const later = [...counts, count({ onDay: '2025-07-01', present: 15, chiefs: 1 })];
    expect(staffingOn(leaders, later, '2025-07-01')).toMatchObject({ total: 15, chiefs: 1 });
  });

  test('who acts is no chief and no second person', () => {
    const acting = [...posts('deputyChief', 'constable'), post({ title: 'chief', isActing: 1 })];
    const staffing = staffingOn(acting, [], '2022-01-01');
    expect(staffing).toMatchObject({ total: 2, chiefs: 0, actingChiefs: 1, deputies: 1 });
    expect(judge(staffing, null).isChiefVacant).toBe(true);
  });

  test('"not said" is not 0: a headcount without a word on chiefs makes nobody vacant', () => {
    expect(judge(staffingOn([], [count({ present: 4 })], '2022-01-01'), norm({})).isChiefVacant).toBe(false);
  });
});

const someTitle = fc.constantFrom<PostHeld['title']>('chief', 'deputyChief', 'constable', 'officer');
const somePost = fc
  .record({
    title: someTitle,
    fromOn: nearDay,
    length: fc.option(fc.integer({ min: 1, max: 9 })),
    isActing: fc.constantFrom(0, 1),
  })
  .map(({ title, fromOn, length, isActing }) =>
    post({ title, fromOn, isActing: isActing as 0 | 1, toOn: length === null ? null : addDays(fromOn, length) }),
  );
const someCount = fc.record({ onDay: nearDay, present: fc.nat(20) }).map(count);

describe('laws of staffing', () => {
  test('what is written about later days changes nothing', () => {
    fc.assert(
      fc.property(fc.array(somePost), fc.array(someCount), nearDay, (allPosts, allCounts, day) => {
        const known = allPosts.filter(({ fromOn }) => fromOn <= day);
        expect(staffingOn(allPosts, allCounts, day)).toEqual(
          staffingOn(
            known,
            allCounts.filter(({ onDay }) => onDay <= day),
            day,
          ),
        );
      }),
    );
  });

  test('parts never exceed the total of posts, and a total has a source', () => {
    fc.assert(
      fc.property(fc.array(somePost), nearDay, (allPosts, day) => {
        const { total, chiefs, deputies, others, source } = staffingOn(allPosts, [], day);
        expect(total === null).toBe(source === 'none');
        if (total !== null) expect((chiefs ?? 0) + (deputies ?? 0) + (others ?? 0)).toBe(total);
      }),
    );
  });

  test('the same facts in another order are the same staffing', () => {
    fc.assert(
      fc.property(
        fc.array(somePost),
        fc.uniqueArray(someCount, { selector: ({ onDay }) => onDay }),
        nearDay,
        (p, c, day) => {
          expect(staffingOn([...p].reverse(), [...c].reverse(), day)).toEqual(staffingOn(p, c, day));
        },
      ),
    );
  });
});

describe('norms', () => {
  test('the norm of 31/5/2021 and that of 1/3/2025: each judges its own days', () => {
    const norms = [
      norm({ id: 'five', validTo: '2025-03-01' }),
      norm({ id: 'twelve', validFrom: '2025-03-01', minTotal: 12 }),
    ];
    const six = staffingOn(posts('chief', 'deputyChief', 'officer', 'officer', 'officer', 'officer'), [], '2025-01-01');
    const on = (day: Day) => judge(six, normsOn(norms, commune, day).norm);
    expect(on('2021-05-30')).toMatchObject({ state: 'noNorm', missing: 0 });
    expect(on('2025-02-28')).toMatchObject({ state: 'met', missing: 0 });
    expect(on('2025-03-01')).toMatchObject({ state: 'below', missing: 6 });
    const four = staffingOn(posts('chief', 'officer', 'officer', 'officer'), [], '2021-05-31');
    expect(judge(four, normsOn(norms, commune, '2021-05-31').norm)).toMatchObject({ state: 'below', missing: 1 });
  });

  test('a planned norm is shown and judges nobody', () => {
    const planned = norm({ id: 'plan', isBinding: 0, minTotal: 30, maxTotal: 40 });
    const found = normsOn([planned], commune, '2025-07-01');
    expect(found).toEqual({ norm: null, planned: [planned] });
  });

  test('the most specific counts: nearer unit, then kind, then key areas, then level; of equals the later', () => {
    const key = { ...commune, isKey: true };
    const order = [
      norm({ id: 'own', underUnitId: 'x' }),
      norm({ id: 'district', underUnitId: 'district', validFrom: '2022-01-01' }),
      norm({ id: 'province', underUnitId: 'province', unitKind: 'commune' }),
      norm({ id: 'kind', unitKind: 'commune' }),
      norm({ id: 'key', isKeyOnly: 1, validFrom: '2023-01-01' }),
      norm({ id: 'later', validFrom: '2024-01-01' }),
      norm({ id: 'level' }),
    ];
    for (const [at, expected] of order.entries())
      expect(normsOn(order.slice(at).reverse(), key, '2025-01-01').norm?.id).toBe(expected.id);
    expect(normsOn(order.slice(4), commune, '2025-01-01').norm?.id).toBe('later');
    const ward = { ...commune, kind: 'ward' } as const;
    expect(normsOn([norm({ unitKind: 'commune' })], ward, '2025-01-01').norm).toBeNull();
  });

  test('adding a norm never changes the days before it begins', () => {
    const someNorm = fc
      .record({ validFrom: nearDay, minTotal: fc.nat(9), isBinding: fc.constantFrom<0 | 1>(0, 1), id: fc.uuid() })
      .map(norm);
    fc.assert(
      fc.property(fc.array(someNorm), someNorm, nearDay, (norms, added, day) => {
        fc.pre(day < added.validFrom);
        expect(normsOn([...norms, added], commune, day)).toEqual(normsOn(norms, commune, day));
      }),
    );
  });

  test('too many deputies, too few investigators, more than the highest', () => {
    const strict = norm({ maxDeputies: 1, minInvestigators: 2, maxTotal: 3, minTotal: 1 });
    const staffing = staffingOn(posts('chief', 'deputyChief', 'deputyChief', 'officer'), [], '2022-01-01');
    expect(judge(staffing, strict)).toMatchObject({ deputiesOver: 1, investigatorsMissing: 2, over: 1, state: 'met' });
  });
});

const chief = (id: string, fromOn: Day, toOn: Day | null, fields: Partial<ChiefPost> = {}): ChiefPost => ({
  ...{ id, title: 'chief', isActing: 0, note: '', fromOn, toOn },
  ...fields,
});

describe('one chief', () => {
  test('two at once are refused, one after the other are not, a hand-over explains both', () => {
    const old = chief('a', '2021-01-01', '2022-01-01');
    expect(findOtherChief(chief('b', '2021-12-31', null), [old])).toBe(old);
    expect(findOtherChief(chief('b', '2022-01-01', null), [old])).toBeUndefined();
    expect(findOtherChief(chief('b', '2021-12-01', null, { note: 'Bàn giao đến 01/01' }), [old])).toBeUndefined();
    expect(findOtherChief(chief('b', '2021-12-01', null), [{ ...old, note: 'đang bàn giao' }])).toBeUndefined();
    expect(findOtherChief(chief('b', '2021-12-01', null, { isActing: 1 }), [old])).toBeUndefined();
    expect(findOtherChief(chief('a', '2021-12-01', null), [old])).toBeUndefined();
    expect([isHandingOver('cầm bàn giao'), isHandingOver('bạn giao'), isHandingOver('bàn')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('a refusal means a day with two, and only then', () => {
    const someChief = fc
      .record({
        fromOn: nearDay,
        length: fc.option(fc.integer({ min: 1, max: 6 })),
        isActing: fc.constantFrom<0 | 1>(0, 1),
        id: fc.uuid(),
      })
      .map(({ fromOn, length, isActing, id }) =>
        chief(id, fromOn, length === null ? null : addDays(fromOn, length), { isActing }),
      );
    const days = Array.from({ length: 40 }, (_, at) => addDays('2025-02-20', at));
    fc.assert(
      fc.property(someChief, fc.array(someChief), (one, others) => {
        const meets = days.some(
          (day) => isHeld(one, day) && others.some((other) => other.isActing === 0 && isHeld(other, day)),
        );
        expect(findOtherChief(one, others) !== undefined).toBe(one.isActing === 0 && meets);
      }),
    );
  });
});

test('a course of time is read at both ends, at the days given between them, once each, in order', () => {
  expect(monthStarts('2024-11-15', '2025-02-01')).toEqual(['2024-12-01', '2025-01-01', '2025-02-01']);
  expect(readingDays('2025-01-15', '2025-03-01', ['2025-02-01', '2025-02-01', '2024-01-01', '2025-03-01'])).toEqual([
    '2025-01-15',
    '2025-02-01',
    '2025-03-01',
  ]);
});
