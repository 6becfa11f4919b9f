import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Input, Output } from '../../db/api/contract/index.ts';
import { create } from '../../db/commit.ts';
import { reportWith } from '../helpers/figures.ts';
import { write } from '../helpers/lineage.ts';
import { office } from '../helpers/office.ts';
import { anyHappening, firstOf, parentOn, reorganise } from '../helpers/reorganised.ts';
import { taskOf } from '../helpers/work.ts';

/** Months that can be reported on, from January 2024. */
const months = 14;

const anyReport = fc.record({
  unit: fc.nat(40),
  month: fc.nat(months - 1),
  /** In hundredths, so that sums of binary fractions would go wrong. */
  value: fc.integer({ min: -500, max: 5000 }),
  review: fc.constantFrom('approve' as const, 'approve' as const, 'return' as const, null),
  isNothing: fc.nat(9).map((die) => die === 0),
});

type Totals = Output<'totals.figures'>;

/** Hundredths of a decimal text; nothing is nothing. */
function hundredths(value: string | null | undefined): bigint {
  if (value === null || value === undefined) return 0n;
  const [whole = '0', part = ''] = value.replace('-', '').split('.');
  // Shares are of a tenth each time, through at most as many divisions as there are months.
  const scaled = BigInt(whole) * 10n ** 40n + BigInt(part.padEnd(40, '0'));
  return value.startsWith('-') ? -scaled : scaled;
}

const valueIn = ({ columns }: Totals, row: { cells: Totals['total']['cells'] }): bigint =>
  hundredths(row.cells[columns.findIndex(({ name }) => name === 'Số vụ')]?.value);
const sumOf = (totals: Totals, rows: readonly { cells: Totals['total']['cells'] }[]): bigint =>
  rows.reduce((sum, row) => sum + valueIn(totals, row), 0n);

test('whatever is reorganised, both ways give the same total: each figure is in it once, or declared not convertible', () => {
  fc.assert(
    fc.property(
      fc.array(anyHappening, { maxLength: 12 }),
      fc.array(anyReport, { minLength: 3, maxLength: 25 }),
      fc.uniqueArray(fc.nat(months - 1), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 20 }),
      (happenings, reports, asked, seenMonth) => {
        const o = office('admin');
        const place = reorganise(o, happenings);
        const taskId = taskOf(o, { rule: 'Tháng (theo lịch)', periodFromOn: '2024-01-01', assignedOn: '2023-12-01' });
        const shares = new Map<string, string>();
        const share = { taskId, role: 'lead', leadId: null, originalDueOn: null, note: '' } as const;
        for (const { id: unitId, versions } of place.units) {
          const assignmentId = o.ctx.newId();
          shares.set(unitId, assignmentId);
          write(o, create('assignment', assignmentId, { ...share, unitId, assignedOn: versions[0]?.from ?? '' }));
        }
        const keys = asked.map((month) => keyOf(month));
        const on = firstOf(months + seenMonth);
        // The oracle climbs the tree of a day by hand.
        const topOf = (unitId: string, day: string): string => {
          let at = unitId;
          for (let up = parentOn(place, at, day); up !== null && up !== o.unitId; up = parentOn(place, at, day))
            at = up;
          return at;
        };
        let known = 0n;
        const expected = new Map<string, bigint>();
        const seen = new Set<string>();
        for (const { unit, month, value, review, isNothing } of reports) {
          const { id: unitId } = place.units[unit % place.units.length] ?? { id: '' };
          const periodKey = keyOf(month);
          if (seen.has(`${unitId} ${periodKey}`)) continue;
          seen.add(`${unitId} ${periodKey}`);
          const figures = isNothing ? {} : { 'Số vụ': value / 100 };
          const reportedOn = firstOf(month + 1);
          const assignmentId = shares.get(unitId) ?? '';
          reportWith(o, { assignmentId, unitId, periodKey, reportedOn, figures, isNothing: isNothing ? 1 : 0, review });
          if (review !== 'approve' || isNothing || !keys.includes(periodKey)) continue;
          const scaled = BigInt(value) * 10n ** 38n;
          known += scaled;
          const at = topOf(unitId, lastOf(month));
          expected.set(at, (expected.get(at) ?? 0n) + scaled);
        }
        const input: Input<'totals.figures'> = { on, taskId, periodKeys: keys, tree: 'ofTheTime' };
        const then = o.get('totals.figures', input);
        const now = o.get('totals.figures', { ...input, tree: 'ofToday' });
        expect(valueIn(then, then.total)).toBe(known);
        expect(valueIn(now, now.total)).toBe(known);
        expect(then.notConvertible).toEqual([]);
        for (const row of then.rows) expect(valueIn(then, row)).toBe(expected.get(row.unitId) ?? 0n);
        expect(sumOf(now, now.rows)).toBe(valueIn(now, now.converted));
        expect(sumOf(now, now.notConvertible)).toBe(valueIn(now, now.apart));
        expect(valueIn(now, now.converted) + valueIn(now, now.apart)).toBe(known);
        // Of today only units that live are rows, and only what cannot be carried over stands apart.
        const alive = new Set(place.aliveOn(on));
        for (const { unitId } of now.rows) expect(alive.has(unitId)).toBe(true);
        expect(now.total.handed).toEqual(then.total.handed);
        const owed = o.get('totals.missing', input).length;
        expect(then.total.handed.missing).toBe(owed);
        expect(then.total.handed.submitted + owed).toBe(then.total.handed.expected);
        // A row is the total of its unit, and its reports are those that its numbers say.
        for (const totals of [then, now]) {
          const tree = totals === then ? 'ofTheTime' : 'ofToday';
          for (const row of totals.rows) {
            if (row.isScope) continue;
            const within = o.get('totals.figures', { ...input, tree, unitId: row.unitId });
            // Over several periods a unit may be a row of its own in one and stand below another in the next.
            const isAlwaysRow = asked.every((month) => topOf(row.unitId, lastOf(month)) === row.unitId);
            if (totals === now || isAlwaysRow)
              expect(valueIn(within, within.total) - sumOf(within, within.notConvertible)).toBe(valueIn(totals, row));
            const ids = o.get('totals.reports', { ...input, tree, rowId: row.unitId, columnKey: 'số vụ|vụ' });
            expect(ids.length).toBe(row.cells[0]?.reports ?? 0);
          }
        }
        o.db.close();
      },
    ),
    { numRuns: 60 },
  );
});

const keyOf = (month: number): string => `${firstOf(month).slice(0, 4)}-M${firstOf(month).slice(5, 7)}`;
const lastOf = (month: number): string => {
  const next = new Date(`${firstOf(month + 1)}T00:00:00Z`).getTime();
  return new Date(next - 86_400_000).toISOString().slice(0, 10);
};
