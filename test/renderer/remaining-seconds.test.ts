import { expect, test } from 'vitest';
import { remainingSeconds } from '../../renderer/ui/remaining-seconds.ts';

test.each([
  ['before two seconds nothing is promised', { done: 10, total: 100 }, 1999, undefined],
  ['without a total nothing is promised', { done: 10, total: 0 }, 5000, undefined],
  ['before the first step nothing is promised', { done: 0, total: 100 }, 5000, undefined],
  ['a quarter done in ten seconds leaves thirty', { done: 25, total: 100 }, 10_000, 30],
  ['never less than one second', { done: 999, total: 1000 }, 10_000, 1],
])('%s', (_law, job, nowMs, seconds) => {
  expect(remainingSeconds({ startedAtMs: 0, ...job }, nowMs)).toBe(seconds);
});
