import { expect, test } from 'vitest';
import { readKept } from '../../renderer/ui/kept-filter.ts';

const nothing = {
  text: '',
  unit: null as { id: string; name: string } | null,
  kinds: [] as string[],
  isOpen: false,
  from: null as string | null,
};

test('a view comes back as it was kept', () => {
  const kept = {
    text: 'an ninh',
    unit: { id: 'u', name: 'CAX Kim Sơn' },
    kinds: ['a'],
    isOpen: true,
    from: '2026-01-01',
  };
  expect(readKept(nothing, structuredClone(kept))).toEqual(kept);
  expect(readKept(nothing, { ...kept, unit: null, from: null })).toEqual({ ...kept, unit: null, from: null });
});

test('what another release kept otherwise is as if not set, and what it kept besides is left out', () => {
  expect(readKept(nothing, { text: 7, unit: { id: 1 }, kinds: 'a', isOpen: 'yes', gone: true })).toEqual(nothing);
  expect(readKept(nothing, undefined)).toEqual(nothing);
  expect(readKept(nothing, { kinds: [1], __proto__: { text: 'x' } })).toEqual(nothing);
});
