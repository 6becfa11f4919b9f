import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../db/api/judge.ts';
import { type Assessed, stateOf } from '../../db/domain/model-ward.ts';

const criteria = (count: number, required: readonly number[] = []) =>
  Array.from(
    { length: count },
    (_, index) => ({ id: `c${index}`, isRequired: required.includes(index) ? 1 : 0 }) as const,
  );
const mark = (id: number, value: 'met' | 'notMet' | 'notEntered') => ({ criterionId: `c${id}`, mark: value });

describe('what marks come to', () => {
  test('21 of 22 met and one not met is not met, and one that is missing is not one that is not met', () => {
    const marks = criteria(22).map((_, index) => mark(index, index === 7 ? 'notMet' : 'met'));
    expect(judge(criteria(22), marks)).toEqual({ total: 22, met: 21, notMet: 1, notEntered: 0, outcome: 'notMet' });
    expect(
      judge(
        criteria(22),
        marks.filter((one) => one.mark === 'met'),
      ),
    ).toEqual({
      ...{ total: 22, met: 21, notMet: 0, notEntered: 1 },
      outcome: 'incomplete',
    });
    expect(
      judge(
        criteria(22),
        marks.map((one) => ({ ...one, mark: 'met' as const })),
      ).outcome,
    ).toBe('met');
  });

  test('a precondition decides at once, another only when all is entered; a set without criteria decides nothing', () => {
    expect(judge(criteria(22, [3]), [mark(3, 'notMet')]).outcome).toBe('preconditionNotMet');
    expect(judge(criteria(22, [3]), [mark(4, 'notMet')]).outcome).toBe('incomplete');
    expect(judge([], []).outcome).toBe('incomplete');
    expect(judge(criteria(1), [mark(0, 'met'), mark(9, 'notMet')])).toMatchObject({
      total: 1,
      notMet: 0,
      outcome: 'met',
    });
  });

  test('the counts always make up the whole, and only what is all met is met', () => {
    const value = fc.constantFrom('met', 'notMet', 'notEntered');
    const marked = fc.array(fc.record({ mark: fc.option(value), isRequired: fc.constantFrom(0, 1) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(marked, (rows) => {
        const set = rows.map(({ isRequired }, index) => ({ id: `c${index}`, isRequired: isRequired as 0 | 1 }));
        const marks = rows.flatMap((row, index) => (row.mark === null ? [] : [mark(index, row.mark as 'met')]));
        const { total, met, notMet, notEntered, outcome } = judge(set, marks);
        expect(met + notMet + notEntered).toBe(total);
        expect(outcome === 'met').toBe(total > 0 && met === total);
        if (outcome === 'notMet') expect(notEntered).toBe(0);
        if (notMet === 0) expect(['met', 'incomplete']).toContain(outcome);
      }),
    );
  });
});

describe('how far a registration is', () => {
  const assessed = (kind: Assessed['kind'], onDay: string, outcome: Assessed['outcome'], isRecognised: 0 | 1 = 0) =>
    ({ kind, onDay, outcome, isRecognised }) as const;
  const open = { endedOn: null };
  const all = [
    assessed('appraisal', '2022-12-20', 'met', 1),
    assessed('self', '2022-06-30', 'incomplete'),
    assessed('inspection', '2022-11-15', 'met'),
    assessed('inspection', '2022-10-01', 'notMet'),
    assessed('inspection', '2022-09-01', 'incomplete'),
  ];
  test.each([
    ['2022-06-29', 'registered'],
    ['2022-06-30', 'selfAssessed'],
    ['2022-09-01', 'inspecting'],
    ['2022-10-01', 'notMet'],
    ['2022-11-15', 'qualified'],
    ['2022-12-20', 'recognised'],
  ])('on %s it is %s', (on, state) => expect(stateOf(open, all, on)).toBe(state));

  test('it may end, but what was recognised stays so until an appraisal takes it back', () => {
    expect(stateOf({ endedOn: '2022-07-01' }, all, '2022-07-01')).toBe('ended');
    expect(stateOf({ endedOn: '2022-07-01' }, all, '2022-06-30')).toBe('selfAssessed');
    expect(stateOf({ endedOn: '2025-07-01' }, all, '2026-01-01')).toBe('recognised');
    const back = [...all, assessed('appraisal', '2024-01-01', 'notMet')];
    expect(stateOf(open, back, '2024-01-01')).toBe('notMet');
  });
});
