import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, showDay } from '../../db/api/day.ts';
import { readTypedDay, showFieldDay } from '../../renderer/ui/day-text.ts';

const anyDay = fc.integer({ min: 0, max: 90_000 }).map((offset) => addDays('1945-01-01', offset));

describe('a typed date', () => {
  test.each([
    ['3/2/2026', '2026-02-03'],
    ['03/02/2026', '2026-02-03'],
    ['03022026', '2026-02-03'],
    ['3-2-26', '2026-02-03'],
    ['3.2.2026', '2026-02-03'],
    ['  28/02/2026 ', '2026-02-28'],
    ['29/02/2024', '2024-02-29'],
    ['2026-02-03', '2026-02-03'],
  ])('%s is %s', (typed, day) => {
    expect(readTypedDay(typed)).toEqual({ kind: 'day', day });
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['31/02/2026', 'impossible'],
    ['29/02/2026', 'impossible'],
    ['00/01/2026', 'impossible'],
    ['15/13/2026', 'impossible'],
    ['31022026', 'impossible'],
    ['2026-02-30', 'impossible'],
    ['1/1/1899', 'year'],
    ['1/1/2300', 'year'],
    ['3/2', 'incomplete'],
    ['3', 'incomplete'],
    ['30/', 'incomplete'],
    ['hôm nay', 'notADate'],
    ['3 tháng 2', 'notADate'],
  ])('%j is %s', (typed, kind) => {
    expect(readTypedDay(typed).kind).toBe(kind);
  });

  test('every day that is shown can be typed back', () => {
    fc.assert(
      fc.property(
        anyDay,
        (day) => readTypedDay(showFieldDay(day)).kind === 'day' && showFieldDay(day) === showDay(day),
      ),
    );
  });

  test('whatever is typed is a day, nothing, or a reason, and text that is no day stays as it was typed', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const read = readTypedDay(typed);
        if (read.kind === 'day') return true;
        return showFieldDay(typed.trim()) === typed.trim();
      }),
    );
  });
});
