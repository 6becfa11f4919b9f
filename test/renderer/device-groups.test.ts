import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareGroups,
  groupsOf,
  isLastGroup,
  isSamePrint,
  linesOf,
  signsOf,
  typedSecret,
} from '../../renderer/features/device/groups.ts';

const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const print = fc
  .array(fc.integer({ min: 0, max: 99_999 }), { minLength: 6, maxLength: 6 })
  .map((groups) => groups.map((group) => String(group).padStart(5, '0')).join(' '));

test('a secret typed from its sheet, however spaced and in whatever case, is the secret', () => {
  fc.assert(
    fc.property(hex, fc.constantFrom(' ', '\n', '-', '  '), fc.boolean(), (secret, between, isUpper) => {
      const lines = linesOf(secret);
      expect(lines).toHaveLength(4);
      const typed = lines.map((line) => line.join(between)).join('\n');
      expect(typedSecret(isUpper ? typed : typed.toLowerCase())).toBe(secret);
    }),
  );
});

test('signs that look alike on paper and full-width ones are forgiven', () => {
  expect(signsOf('k7q2 – oil1')).toBe('K7Q20111');
  expect(signsOf('Ｋ７q2')).toBe('K7Q2');
});

test('a paper key keeps its common beginning whole, and every sign of the rest', () => {
  const key = `AGE-SECRET-KEY-1${'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.repeat(2).slice(0, 58)}`;
  expect(groupsOf(key)[0]).toBe('AGE-SECRET-KEY-1');
  expect(groupsOf(key).join('')).toBe(key);
  expect(linesOf(key).flat().join('')).toBe(key);
});

test('only the last group confirms a sheet', () => {
  expect(isLastGroup(' k9tz ', 'AB12-K9TZ')).toBe(true);
  expect(isLastGroup('ab12', 'AB12-K9TZ')).toBe(false);
  expect(isLastGroup('', 'AB12-K9TZ')).toBe(false);
});

test('the number that was read out is the same only with all six groups, whatever stands between the digits', () => {
  fc.assert(
    fc.property(print, fc.constantFrom(' ', '', ', ', '-'), (number, between) => {
      const heard = number.split(' ').join(between);
      expect(isSamePrint(heard, number)).toBe(true);
      expect(compareGroups(heard, number).every(({ state }) => state === 'same')).toBe(true);
      expect(isSamePrint(heard.slice(0, -1), number)).toBe(false);
      expect(isSamePrint(`${heard}0`, number)).toBe(false);
    }),
  );
});

test('a wrong digit shows at its group, and a group that is not whole yet tells nothing', () => {
  const number = '48211 09931 55210 00017 90210 33444';
  expect(compareGroups('48211 09930 552', number).map(({ state }) => state)).toEqual([
    'same',
    'different',
    'open',
    'open',
    'open',
    'open',
  ]);
  expect(isSamePrint('', '')).toBe(false);
});
