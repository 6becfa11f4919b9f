import { describe, expect, test } from 'vitest';
import { suggestHeir, validEdges } from '../../db/domain/handover.ts';

const heir = (unitId: string, isMainHeir: 0 | 1 = 0) => ({ unitId, isMainHeir });

describe('who carries on by itself', () => {
  test.each([
    ['nobody where there is no heir', [], null],
    ['the only heir, main or not', [heir('a')], 'a'],
    ['the only heir, named by several edges', [heir('a'), heir('a')], 'a'],
    ['the main one of several', [heir('a'), heir('b', 1)], 'b'],
    ['nobody of a unit that was split without a main heir', [heir('a'), heir('b')], null],
    ['nobody where two are the main one', [heir('a', 1), heir('b', 1)], null],
  ])('%s', (_name, heirs, expected) => {
    expect(suggestHeir(heirs)).toBe(expected);
  });

  test('a later event that names the unit puts all edges of the first one right', () => {
    const first = { unitId: 'a', isCorrection: 0 as const };
    const second = { unitId: 'b', isCorrection: 1 as const };
    expect(validEdges([first])).toEqual([first]);
    expect(validEdges([first, second])).toEqual([second]);
  });
});
