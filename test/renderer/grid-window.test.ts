import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../db/api/errors.ts';
import { barOf, drawn, maxScrollHeight, scrolled, scrollHeight, topFor, topOf } from '../../renderer/ui/grid/scroll.ts';
import { type PageSource, pageRows, WindowStore } from '../../renderer/ui/grid/window-store.ts';

/** A list of numbers behind cursors, which counts what is asked of it; one answer at a time is held back until it is let go. */
function source(count: number, options: { fences?: boolean } = {}) {
  const list = { rows: Array.from({ length: count }, (_, index) => index) };
  const asked: (string | undefined)[] = [];
  const fencing: ((result: Result<readonly string[]>) => void)[] = [];
  const cursorAt = (index: number): string => String(list.rows[index]);
  const fences = (): string[] =>
    list.rows.flatMap((_, index) => ((index + 1) % pageRows === 0 ? [cursorAt(index)] : []));
  const from: PageSource<number> = {
    page: (after) => {
      asked.push(after);
      const start = after === undefined ? 0 : list.rows.findIndex((row) => row > Number(after));
      const rows = start < 0 ? [] : list.rows.slice(start, start + pageRows);
      const isLast = start < 0 || start + pageRows >= list.rows.length;
      return Promise.resolve({ ok: true, value: { rows, next: isLast ? null : String(rows.at(-1)) } });
    },
    count: () => Promise.resolve({ ok: true, value: list.rows.length }),
    ...(options.fences === true ? { fences: () => new Promise((resolve) => fencing.push(resolve)) } : {}),
  };
  const letFences = (): void => fencing.shift()?.({ ok: true, value: fences() });
  return { list, asked, from, letFences, fencing };
}

/** All answers that are under way have come. */
async function calm(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

describe('the window on a list', () => {
  test('a short list is read once and not counted by a second question', async () => {
    const { from, asked } = source(120);
    const store = new WindowStore(from);
    expect(store.snapshot().isLoading).toBe(true);
    await calm();
    expect(store.snapshot()).toMatchObject({ total: 120, isCounted: true, isLoading: false });
    expect(asked).toEqual([undefined]);
  });

  test('what is seen and the pages beside it are read, nothing else', async () => {
    const { from, asked } = source(5000);
    const store = new WindowStore(from);
    await calm();
    store.snapshot().need(0, 30);
    await calm();
    expect(store.snapshot().total).toBe(5000);
    expect(asked).toEqual([undefined, '199']);
    store.snapshot().need(250, 280);
    await calm();
    expect(store.snapshot().at(270)).toBe(270);
    expect(asked).toEqual([undefined, '199', '399']);
  });

  test('a far row waits for the fences and is then read at once, by one page and its neighbours', async () => {
    const { from, asked, letFences } = source(100_000, { fences: true });
    const store = new WindowStore(from);
    await calm();
    store.snapshot().need(90_000, 90_030);
    await calm();
    expect(store.snapshot().at(90_010)).toBeUndefined();
    letFences();
    await calm();
    expect(store.snapshot().at(90_010)).toBe(90_010);
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  test('without fences a far row is walked to', async () => {
    const { from } = source(3000);
    const store = new WindowStore(from);
    await calm();
    store.snapshot().need(2900, 2930);
    await calm();
    await calm();
    expect(store.snapshot().at(2905)).toBe(2905);
  });

  test('after a change what is shown is read again in place, also when rows have come above', async () => {
    const { from, list } = source(2000);
    const store = new WindowStore(from);
    await calm();
    store.snapshot().need(0, 30);
    await calm();
    list.rows.unshift(-2, -1);
    store.refresh();
    expect(store.snapshot().at(10)).toBe(10);
    await calm();
    const { at } = store.snapshot();
    expect([at(0), at(2), at(199), at(200), at(201)]).toEqual([-2, 0, 197, 198, 199]);
    expect(store.snapshot().total).toBe(2002);
    store.dispose();
  });

  test('rows are read for a copy whether loaded or not, told as they come, and not when stopped', async () => {
    const { from } = source(1500);
    const store = new WindowStore(from);
    await calm();
    const told: number[] = [];
    const result = await store.snapshot().read(150, 1449, { onProgress: (done) => told.push(done) });
    expect(result).toEqual({ kind: 'rows', rows: Array.from({ length: 1300 }, (_, index) => 150 + index) });
    expect(told.at(-1)).toBe(1300);
    const stop = new AbortController();
    stop.abort();
    expect(await store.snapshot().read(0, 1400, { signal: stop.signal })).toEqual({ kind: 'stopped' });
  });

  test('no more pages are kept than are needed', async () => {
    const { from, letFences } = source(60_000, { fences: true });
    const store = new WindowStore(from);
    await calm();
    letFences();
    await calm();
    for (let row = 0; row < 60_000; row += 400) {
      store.snapshot().need(row, row + 30);
      await calm();
    }
    expect(store.snapshot().at(10)).toBeUndefined();
    expect(store.snapshot().at(59_610)).toBe(59_610);
  });

  test('whatever comes and goes, each row is at its place once all is calm', async () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), at: fc.nat(3000), count: fc.integer({ min: 1, max: 300 }) }),
      fc.record({ kind: fc.constant('remove' as const), at: fc.nat(3000), count: fc.integer({ min: 1, max: 300 }) }),
      fc.record({ kind: fc.constant('look' as const), at: fc.nat(3000), count: fc.constant(1) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
        const { from, list } = source(1000);
        list.rows = list.rows.map((row) => row * 10_000);
        const store = new WindowStore(from);
        await calm();
        for (const { kind, at, count } of changes) {
          const place = Math.min(at, list.rows.length);
          const before = list.rows[place - 1] ?? -1;
          const gap = ((list.rows[place] ?? before + 1) - before) / (count + 1);
          const added = Array.from({ length: count }, (_, index) => before + gap * (index + 1));
          if (kind === 'add') list.rows.splice(place, 0, ...added);
          if (kind === 'remove') list.rows.splice(place, count);
          if (kind === 'look') store.snapshot().need(place, place + 20);
          else store.refresh();
          await calm();
        }
        const seen = Math.min(700, Math.max(0, list.rows.length - 1));
        store.snapshot().need(0, 20);
        await calm();
        store.snapshot().need(seen, seen + 10);
        await calm();
        await calm();
        expect(store.snapshot().at(seen)).toBe(list.rows[seen]);
        store.dispose();
      }),
      { numRuns: 60 },
    );
  });
});

describe('the scroll bar', () => {
  const million = { count: 1_000_000, rowHeight: 42, viewHeight: 600 };

  test('a million rows at 150 % fit into an element', () => {
    expect(scrollHeight(million)).toBe(maxScrollHeight);
    expect(scrollHeight({ ...million, count: 1000 })).toBe(42_000);
  });

  test('its ends are the ends of the list, and every row can be seen', () => {
    const last = million.count * million.rowHeight - million.viewHeight;
    expect(topOf(million, maxScrollHeight - million.viewHeight)).toBe(last);
    expect(barOf(million, last)).toBe(maxScrollHeight - million.viewHeight);
    fc.assert(
      fc.property(fc.nat(999_999), fc.nat(41_000_000), (row, from) => {
        const top = topFor(million, from, row);
        const { first, last: end } = drawn(million, top, 0);
        expect(row >= first && row <= end).toBe(true);
        // The bar stands within a pixel of where it belongs, so a drag back to it shows the neighbourhood.
        expect(Math.abs(topOf(million, barOf(million, top)) - top)).toBeLessThan(million.rowHeight);
      }),
    );
  });

  test('a turn of the wheel moves the rows by as much as it says, and comes to the ends', () => {
    expect(scrolled(million, 21_000_000, 4_000_000, 4_000_120)).toBe(21_000_120);
    let top = 10_000;
    let bar = barOf(million, top);
    for (let turn = 0; turn < 200 && top > 0; turn += 1) {
      const next = Math.max(0, bar - 120);
      top = scrolled(million, top, bar, next);
      bar = barOf(million, top);
    }
    expect(top).toBe(0);
  });
});
