import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../db/api/day.ts';
import { addDecimals, multiplyDecimals, sumDecimals } from '../../db/domain/decimal.ts';
import {
  convert,
  type LineageEdge,
  type LineageGraph,
  type LineageLife,
  lineageGraph,
  livesOn,
  predecessorsOf,
  predecessorsOn,
  successionOf,
  successorsOn,
} from '../../db/domain/lineage.ts';
import { dayOf, deeds, start, tell } from './lineage-story.ts';

const edge = (
  eventId: string,
  on: Day,
  fromUnitId: string | null,
  toUnitId: string | null,
  ratio: string | null = null,
  heirsUnknown: 0 | 1 = 0,
): LineageEdge => ({ eventId, on, fromUnitId, toUnitId, ratio, heirsUnknown });

const lives = (list: Record<string, readonly [Day, Day | null]>): LineageLife[] =>
  Object.entries(list).map(([unitId, [validFrom, validTo]]) => ({ unitId, validFrom, validTo }));

const merged = '2023-01-01';
const split = '2025-07-01';

/** A and B become C; C is split into D and E. */
const mergedThenSplit = (ratios: readonly [string | null, string | null] = [null, null]): LineageGraph =>
  lineageGraph(
    [
      edge('merge', merged, 'a', 'c'),
      edge('merge', merged, 'b', 'c'),
      edge('split', split, 'c', 'd', ratios[0]),
      edge('split', split, 'c', 'e', ratios[1]),
    ],
    lives({
      ...{ a: [start, merged], b: [start, merged], c: [merged, split], d: [split, null], e: [split, null] },
    }),
  );

describe('convert', () => {
  const figureOn = '2022-05-31';

  test('a figure of a merged unit belongs to the one it came to', () =>
    expect(convert(mergedThenSplit(), 'a', figureOn, '2024-01-01', true)).toEqual([{ unitId: 'c', share: '1' }]));

  test('nothing is divided without a documented ratio', () =>
    expect(convert(mergedThenSplit(), 'a', figureOn, '2026-01-01', true)).toEqual([
      { notConvertible: 'split', share: '1', lastUnitId: 'c', at: 'split' },
    ]));

  test('documented ratios divide a figure, exactly', () =>
    expect(convert(mergedThenSplit(['0.1', '0.9']), 'a', figureOn, '2026-01-01', true)).toEqual([
      { unitId: 'd', share: '0.1' },
      { unitId: 'e', share: '0.9' },
    ]));

  test.each([
    ['too small together', '0.3', '0.699999999999'],
    ['too big together', '0.3', '0.700000000001'],
    ['known for one only', '0.3', null],
  ])('ratios that are %s divide nothing', (_name, first, second) =>
    expect(convert(mergedThenSplit([first, second]), 'a', figureOn, '2026-01-01', true)[0]).toMatchObject({
      notConvertible: 'split',
    }),
  );

  test('a piece of work is never divided, even where a ratio is documented', () =>
    expect(convert(mergedThenSplit(['0.1', '0.9']), 'a', figureOn, '2026-01-01', false)[0]).toMatchObject({
      notConvertible: 'split',
    }));

  test('a piece of work stays with the unit from which another is taken; a figure cannot be told', () => {
    const graph = lineageGraph(
      [edge('part', split, 'a', 'a'), edge('part', split, 'a', 'n')],
      lives({ a: [start, null], n: [split, null] }),
    );
    expect(convert(graph, 'a', figureOn, split, false)).toEqual([{ unitId: 'a', share: '1' }]);
    expect(convert(graph, 'a', figureOn, split, true)[0]).toMatchObject({ notConvertible: 'split', at: 'part' });
    expect(convert(graph, 'a', split, split, true)).toEqual([{ unitId: 'a', share: '1' }]);
  });

  test('the day of the event itself belongs to the new state', () => {
    expect(convert(mergedThenSplit(), 'a', '2022-12-31', merged, true)).toEqual([{ unitId: 'c', share: '1' }]);
    expect(convert(mergedThenSplit(), 'a', '2022-12-30', '2022-12-31', true)).toEqual([{ unitId: 'a', share: '1' }]);
  });

  test('a late figure of a unit that has ended goes with its ending', () =>
    expect(convert(mergedThenSplit(), 'a', '2023-03-01', '2024-01-01', true)).toEqual([{ unitId: 'c', share: '1' }]));

  test('an end without an heir, with heirs unknown, and without an event are three answers', () => {
    const life = lives({ a: [start, split], b: [start, split], c: [start, split] });
    const graph = lineageGraph([edge('x', split, 'a', null), edge('y', split, 'b', null, null, 1)], life);
    const of = (unitId: string) => convert(graph, unitId, figureOn, '2026-01-01', true)[0];
    expect(of('a')).toEqual({ notConvertible: 'none', share: '1', lastUnitId: 'a', at: 'x' });
    expect(of('b')).toEqual({ notConvertible: 'unknown', share: '1', lastUnitId: 'b', at: 'y' });
    expect(of('c')).toEqual({ notConvertible: 'unknown', share: '1', lastUnitId: 'c', at: null });
  });

  test('a unit renamed and merged on one day goes where it was merged; one merged into a unit that ends that day goes on', () => {
    const graph = lineageGraph(
      [
        edge('name', split, 'a', 'a'),
        edge('one', split, 'a', 'b'),
        edge('one', split, 'b', 'b'),
        edge('two', split, 'b', 'c'),
      ],
      lives({ a: [start, split], b: [start, split], c: [split, null] }),
    );
    expect(convert(graph, 'a', figureOn, split, true)).toEqual([{ unitId: 'c', share: '1' }]);
    expect(successorsOn(graph, 'a', split)).toEqual(['c']);
    expect(predecessorsOn(graph, 'c', figureOn)).toEqual(['a', 'b']);
  });

  test('two events that each take a part on one day cannot be told, whatever their ratios', () => {
    const graph = lineageGraph(
      [
        edge('one', split, 'a', 'a', '0.5'),
        edge('one', split, 'a', 'b', '0.5'),
        edge('two', split, 'a', 'a', '0.5'),
        edge('two', split, 'a', 'c', '0.5'),
      ],
      lives({ a: [start, null], b: [split, null], c: [split, null] }),
    );
    expect(convert(graph, 'a', figureOn, split, true)[0]).toMatchObject({ notConvertible: 'split' });
  });

  test('a circle in bad data ends', () => {
    const graph = lineageGraph(
      [edge('x', split, 'a', 'b'), edge('y', split, 'b', 'a')],
      lives({ a: [start, split], b: [start, split] }),
    );
    expect(convert(graph, 'a', figureOn, split, true)[0]).toMatchObject({ notConvertible: 'unknown', share: '1' });
    expect(successorsOn(graph, 'a', split)).toEqual([]);
    expect(successionOf(graph, 'a')).toHaveLength(1);
  });
});

describe('who came before and after', () => {
  const graph = mergedThenSplit();

  test('successors are found through every event, and are those of the day', () => {
    expect(successorsOn(graph, 'a', '2022-01-01')).toEqual(['a']);
    expect(successorsOn(graph, 'a', '2024-01-01')).toEqual(['c']);
    expect(successorsOn(graph, 'a', '2026-01-01')).toEqual(['d', 'e']);
  });

  test('predecessors too', () => {
    expect(predecessorsOn(graph, 'd', '2022-01-01')).toEqual(['a', 'b']);
    expect(predecessorsOn(graph, 'd', '2024-01-01')).toEqual(['c']);
    expect(predecessorsOf(graph, 'd', '2026-01-01').map(({ unitId }) => unitId)).toEqual(['a', 'b', 'c', 'd']);
    expect(predecessorsOf(graph, 'd', '2026-01-01').every(({ until }) => until === null)).toBe(true);
  });

  test('a predecessor that lives on gave only what it had until then', () => {
    const parted = lineageGraph(
      [
        edge('in', '2024-01-01', 'x', 'a'),
        edge('part', split, 'a', 'a'),
        edge('part', split, 'a', 'n'),
        edge('in2', '2026-01-01', 'y', 'a'),
      ],
      lives({ a: [start, null], n: [split, null], x: [start, '2024-01-01'], y: [start, '2026-01-01'] }),
    );
    expect(predecessorsOf(parted, 'n', '2026-06-01')).toEqual([
      { unitId: 'a', until: split },
      { unitId: 'n', until: null },
      { unitId: 'x', until: null },
    ]);
    expect(successorsOn(parted, 'y', '2026-06-01')).toEqual(['a']);
  });

  test('what an ended unit left belongs to one heir after the other', () => {
    const later = '2026-01-01';
    const chain = lineageGraph(
      [edge('x', merged, 'a', 'b'), edge('y', later, 'b', 'c'), edge('y', later, 'b', 'd')],
      lives({ a: [start, merged], b: [start, later], c: [start, null], d: [start, null] }),
    );
    expect(successionOf(chain, 'a')).toEqual([
      { unitId: 'a', fromOn: merged, toOn: later, heirId: 'b', reason: null },
      { unitId: 'a', fromOn: later, toOn: null, heirId: null, reason: 'split' },
    ]);
    expect(successionOf(chain, 'c')).toEqual([]);
  });
});

const lastOn = dayOf(100);

describe('random histories', () => {
  test('totals are conserved: what is converted and what is not are the originals, each counted once', () =>
    fc.assert(
      fc.property(deeds, fc.nat(16), fc.nat(16), fc.boolean(), (list, figure, view, isDivisible) => {
        const story = tell(list);
        const graph = lineageGraph(story.edges, story.lives);
        const [figureOn, viewOn] = [dayOf(Math.min(figure, view)), dayOf(Math.max(figure, view))];
        const units = story.lives.filter(({ unitId }) => livesOn(graph, unitId, figureOn));
        const figures = units.map(({ unitId }, n) => ({ unitId, value: `${n + 1}.5` }));
        let [converted, left] = ['0', '0'];
        for (const { unitId, value } of figures) {
          for (const part of convert(graph, unitId, figureOn, viewOn, isDivisible)) {
            const amount = multiplyDecimals(value, part.share);
            if ('unitId' in part) {
              converted = addDecimals(converted, amount);
              expect(livesOn(graph, part.unitId, viewOn)).toBe(true);
              if (!isDivisible) expect(part.share).toBe('1');
            } else left = addDecimals(left, amount);
          }
        }
        expect(addDecimals(converted, left)).toBe(sumDecimals(figures.map(({ value }) => value)));
      }),
      { numRuns: 500 },
    ));

  test('every unit reaches a living one or a declared end', () =>
    fc.assert(
      fc.property(deeds, (list) => {
        const story = tell(list);
        const graph = lineageGraph(story.edges, story.lives);
        for (const unitId of story.first) {
          const parts = convert(graph, unitId, start, lastOn, true);
          const reached = successorsOn(graph, unitId, lastOn);
          for (const part of parts) {
            if ('unitId' in part) expect(reached).toContain(part.unitId);
            else expect(story.edges.some(({ eventId }) => eventId === part.at)).toBe(true);
          }
          if (reached.length === 0) expect(parts.some((part) => 'notConvertible' in part)).toBe(true);
        }
      }),
      { numRuns: 300 },
    ));

  test('the order of edges does not matter', () =>
    fc.assert(
      fc.property(deeds, fc.infiniteStream(fc.nat()), fc.boolean(), (list, dice, isDivisible) => {
        const story = tell(list);
        const keyed = story.edges.map((each) => ({ each, key: dice.next().value ?? 0 }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ each }) => each);
        const [one, other] = [lineageGraph(story.edges, story.lives), lineageGraph(shuffled, story.lives)];
        for (const { unitId } of story.lives) {
          expect(convert(other, unitId, start, lastOn, isDivisible)).toEqual(
            convert(one, unitId, start, lastOn, isDivisible),
          );
          expect(successionOf(other, unitId)).toEqual(successionOf(one, unitId));
          expect(predecessorsOf(other, unitId, lastOn)).toEqual(predecessorsOf(one, unitId, lastOn));
        }
      }),
      { numRuns: 200 },
    ));

  test('who comes after and who came before agree', () =>
    fc.assert(
      fc.property(deeds, fc.nat(14), (list, day) => {
        const story = tell(list);
        const graph = lineageGraph(story.edges, story.lives);
        const on = dayOf(day);
        for (const { unitId } of story.lives.filter((life) => livesOn(graph, life.unitId, on))) {
          for (const later of successorsOn(graph, unitId, lastOn, on))
            expect(predecessorsOn(graph, later, on)).toContain(unitId);
        }
        for (const { unitId } of story.lives.filter((life) => livesOn(graph, life.unitId, lastOn))) {
          for (const earlier of predecessorsOn(graph, unitId, on))
            expect(successorsOn(graph, earlier, lastOn, on)).toContain(unitId);
        }
      }),
      { numRuns: 200 },
    ));

  test('the heirs of an ended unit follow each other without a gap, as its pieces of work are converted', () =>
    fc.assert(
      fc.property(deeds, fc.nat(16), (list, day) => {
        const story = tell(list);
        const graph = lineageGraph(story.edges, story.lives);
        for (const { unitId, validTo } of story.lives.filter((life) => life.validTo !== null)) {
          const rows = successionOf(graph, unitId);
          expect(rows[0]?.fromOn).toBe(validTo);
          for (const [n, row] of rows.entries()) expect(row.toOn).toBe(rows[n + 1]?.fromOn ?? null);
          const on = dayOf(day);
          const row = rows.find(({ fromOn, toOn }) => fromOn <= on && (toOn === null || toOn > on));
          const [part] = convert(graph, unitId, addDays(validTo ?? '', -1), on, false);
          if (row !== undefined && part !== undefined)
            expect('unitId' in part ? part.unitId : part.notConvertible).toBe(row.heirId ?? row.reason);
        }
      }),
      { numRuns: 300 },
    ));
});

describe('decimals', () => {
  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.nat(12))
    .map(([digits, scale]) => multiplyDecimals(String(digits), scale === 0 ? '1' : `0.${'0'.repeat(scale - 1)}1`));

  test('add and multiply exactly, whatever the order', () =>
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        expect(addDecimals(addDecimals(a, b), c)).toBe(addDecimals(a, addDecimals(c, b)));
        expect(multiplyDecimals(a, addDecimals(b, c))).toBe(
          addDecimals(multiplyDecimals(c, a), multiplyDecimals(a, b)),
        );
      }),
    ));

  test('are written in their shortest form', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3');
    expect(addDecimals('0.50', '0.5')).toBe('1');
    expect(multiplyDecimals('-0.5', '0')).toBe('0');
    expect(() => addDecimals('1e3', '1')).toThrow(RangeError);
  });
});
