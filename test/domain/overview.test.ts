import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageingBands } from '../../db/api/contract/overview.ts';
import { addDays, isDay } from '../../db/api/day.ts';
import { lastMonths, samePeriodBefore, spanContaining, yearBefore } from '../../db/api/span.ts';
import { type Processing, rates, SOON_DAYS, timelinessOn } from '../../db/domain/assignment.ts';
import {
  addWork,
  bandOf,
  bandRange,
  countWork,
  doneLateShare,
  dueOf,
  givenOf,
  monthParts,
  noWork,
  onTimeShare,
  overdueShare,
} from '../../db/domain/overview.ts';
import { anyDay, nearDay } from './arbitrary.ts';

const processing = fc.constantFrom<Processing>(
  'new',
  'inProgress',
  'awaitingApproval',
  'done',
  'returned',
  'cancelled',
);
const anyState = fc
  .record({ processing, currentDueOn: fc.option(nearDay, { freq: 6 }), lag: fc.integer({ min: -10, max: 140 }) })
  .map(({ lag, ...state }) => ({
    ...state,
    completedOn: state.processing === 'done' ? addDays(state.currentDueOn ?? '2025-03-01', lag) : null,
    originalDueOn: state.currentDueOn,
  }));
const year = { from: '2025-01-01', to: '2026-01-01' };

test('every lead with a deadline in the period that was not stopped is counted exactly once', () => {
  fc.assert(
    fc.property(fc.array(anyState), nearDay, fc.integer({ min: 1, max: 12 }), anyDay, (states, from, length, day) => {
      const span = { from, to: addDays(from, length) };
      const counts = countWork(states, span, day);
      const inside = states.filter(
        (state) =>
          state.currentDueOn !== null &&
          state.currentDueOn >= span.from &&
          state.currentDueOn < span.to &&
          timelinessOn(state, null, day).current !== 'stopped',
      );
      expect(givenOf(counts)).toBe(inside.length);
      const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
      expect([sum(counts.lateByAge), sum(counts.overdueByAge)]).toEqual([counts.doneLate, counts.overdue]);
    }),
  );
});

test('the shares are those the Government reports: 2017, 223 of 16,274 due tasks overdue, 1.37 %', () => {
  const counts = { ...noWork(), doneOnTime: 14_068, doneLate: 1_983, overdue: 223, within: 5_640 };
  expect(dueOf(counts)).toBe(16_274);
  expect(givenOf(counts)).toBe(21_914);
  expect(((overdueShare(counts) ?? 0) * 100).toFixed(2)).toBe('1.37');
  expect(((onTimeShare(counts) ?? 0) * 100).toFixed(2)).toBe('86.44');
  expect(((doneLateShare(counts) ?? 0) * 100).toFixed(2)).toBe('12.35');
  expect([onTimeShare(noWork()), overdueShare(noWork()), doneLateShare(noWork())]).toEqual([null, null, null]);
});

test('over all time the counts are those of rates, so that no screen contradicts another', () => {
  fc.assert(
    fc.property(fc.array(anyState), nearDay, (states, day) => {
      const counts = countWork(states, { from: '1900-01-01', to: '2199-12-31' }, day);
      const all = rates(states, day);
      expect(counts).toMatchObject({ doneOnTime: all.doneOnTime, doneLate: all.doneLate, overdue: all.overdue });
      expect(counts.within).toBe(all.notYetDue + all.dueSoon);
      expect(counts.overdueByAge).toEqual(all.ageing);
      expect(overdueShare(counts)).toBe(all.overdueShare);
    }),
  );
  expect(SOON_DAYS).toBe(7);
});

test('two halves of a period add up to the whole', () => {
  fc.assert(
    fc.property(fc.array(anyState), nearDay, nearDay, (states, cut, day) => {
      const parts = addWork(
        countWork(states, { from: year.from, to: cut }, day),
        countWork(states, { from: cut, to: year.to }, day),
      );
      expect(parts).toEqual(countWork(states, year, day));
    }),
  );
});

test('the bands are ≤30, 31–60, 61–120 and >120 days', () => {
  expect([1, 30, 31, 60, 61, 120, 121, 4000].map(bandOf)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  for (const band of [0, 1, 2, 3]) {
    const { from, through } = bandRange(band);
    expect(ageingBands[band]).toEqual({ from, through });
    expect(bandOf(from)).toBe(band);
    expect(bandOf(through ?? 9999)).toBe(band);
  }
});

test('the same period a year earlier keeps whole months whole', () => {
  expect(samePeriodBefore({ from: '2025-02-01', to: '2025-03-01' }, '2025-02-28')).toEqual({
    ...{ from: '2024-02-01', to: '2024-03-01', day: '2024-02-28' },
  });
  expect(samePeriodBefore({ from: '2024-02-01', to: '2024-03-01' }, '2024-02-29')).toEqual({
    ...{ from: '2023-02-01', to: '2023-03-01', day: '2023-02-28' },
  });
  expect(yearBefore('2024-02-29')).toBe('2023-02-28');
  fc.assert(
    fc.property(anyDay, fc.constantFrom('month', 'quarter', 'halfYear', 'year'), (day, kind) => {
      const span = spanContaining(kind, day);
      const before = samePeriodBefore(span, day);
      expect(span.from <= day && day < span.to).toBe(true);
      expect({ from: before.from, to: before.to }).toEqual(spanContaining(kind, before.from));
      expect(isDay(before.day)).toBe(true);
    }),
  );
});

test('the months of a period are inside it, or cut by its ends, and never both or neither', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 800 }), anyDay, (from, length, day) => {
      const span = { from, to: addDays(from, length) };
      const { past, later, cut } = monthParts(span, day);
      const all = [...past, ...later, ...cut];
      expect(new Set(all).size).toBe(all.length);
      for (let one = from; one < span.to; one = addDays(one, 13)) expect(all).toContain(one.slice(0, 7));
      expect(cut.length).toBeLessThanOrEqual(2);
      for (const month of past) expect(month <= day.slice(0, 7)).toBe(true);
      for (const month of later) expect(month > day.slice(0, 7)).toBe(true);
    }),
  );
  expect(lastMonths('2026-01-31').map(({ from }) => from.slice(0, 7))).toEqual(
    [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((month) => `2025-${String(month).padStart(2, '0')}`).concat('2026-01'),
  );
});
