import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCell, readNumber, showCell } from '../../renderer/ui/grid/cell-text.ts';
import { editsOf, planPaste, spread } from '../../renderer/ui/grid/paste.ts';
import type { CellKind, Column } from '../../renderer/ui/grid/types.ts';

describe('numbers', () => {
  test.each([
    ['1.234,5', 1234.5],
    ['1234,5', 1234.5],
    ['1234.5', 1234.5],
    ['1.234', 1234],
    ['0.125', 0.125],
    ['1,234', 1.234],
    ['1 234 567,89', 1234567.89],
    ['1.234.567', 1234567],
    ['-3', -3],
    ['−3,5', -3.5],
    ['75%', 75],
    ['1.23.4', undefined],
    ['12a', undefined],
    ['', undefined],
    ['..', undefined],
  ])('%s', (text, value) => expect(readNumber(text)).toBe(value));

  test('what is shown is read back', () => {
    const kind: CellKind = { kind: 'number' };
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (whole, digits) => {
        const value = whole / 10 ** digits;
        expect(readNumber(showCell(kind, value))).toBe(value);
      }),
    );
  });
});

describe('what is typed', () => {
  test('a day in the forms people write, with the time Excel adds, within its limits', () => {
    const kind: CellKind = { kind: 'day', min: '2026-01-01' };
    expect(readCell(kind, '3/2/26')).toEqual({ value: '2026-02-03' });
    expect(readCell(kind, '2026-02-03T00:00:00.000Z')).toEqual({ value: '2026-02-03' });
    expect(readCell(kind, ' ')).toEqual({ value: null });
    expect(readCell(kind, '31/02/2026')).toMatchObject({ problem: 'day', typed: { kind: 'impossible' } });
    expect(readCell(kind, '31/12/2025')).toMatchObject({ problem: 'dayRange' });
  });

  test('text in NFC, a choice by its words without marks, a length that fits', () => {
    expect(readCell({ kind: 'text' }, ' Tra\u0302\u0300n\nPhú ')).toEqual({ value: 'Trần Phú' });
    expect(readCell({ kind: 'longText' }, 'a\r\nb')).toEqual({ value: 'a\nb' });
    expect(readCell({ kind: 'text', maxLength: 3 }, 'abcd')).toMatchObject({ problem: 'length', most: 3, length: 4 });
    const kind: CellKind = { kind: 'choice', choices: [{ value: 'urgent', label: 'Hỏa tốc' }] };
    expect(readCell(kind, 'hoả tốc')).toMatchObject({ value: 'urgent' });
    expect(readCell(kind, 'HOA TOC')).toEqual({ value: 'urgent' });
    expect(readCell(kind, 'gấp')).toMatchObject({ problem: 'choice', typed: 'gấp' });
  });
});

interface Line {
  id: string;
  name: string;
  due: string | null;
  unit: string | null;
}

const columns: Column<Line>[] = [
  { key: 'name', header: 'Tên', width: 1, render: () => '', value: (row) => row.name },
  {
    key: 'due',
    header: 'Hạn',
    width: 1,
    render: () => '',
    kind: { kind: 'day' },
    value: (row) => row.due,
    canEdit: (row) => row.id !== 'closed',
    check: (value) => (value === '2026-01-01' ? 'Nghỉ lễ' : undefined),
  },
  {
    key: 'unit',
    header: 'Đơn vị',
    width: 1,
    render: () => '',
    kind: {
      kind: 'reference',
      suggest: () => Promise.resolve([]),
      resolve: (texts) =>
        Promise.resolve(texts.map((text) => (text === 'Kim Sơn' ? { value: 'k', label: 'CAX Kim Sơn' } : undefined))),
    },
    value: (row) => row.unit,
    canEdit: () => true,
  },
];
const rows: Line[] = [
  { id: 'open', name: 'Một', due: '2026-02-03', unit: null },
  { id: 'closed', name: 'Hai', due: '2026-02-03', unit: 'k' },
];
const words = { readOnly: 'khóa', problem: ({ problem }: { problem: string }) => problem };
const plan = (cells: string[][]) => planPaste(cells, { top: 4, columns, rows, rowKey: (row) => row.id }, words);

describe('the plan of a paste', () => {
  test('says for each cell what it would become, or why not, and writes what can be written', async () => {
    const made = await plan([
      ['Một', '05/02/2026', 'Kim Sơn'],
      ['Khác', '05/02/2026', 'Kim Sơn'],
    ]);
    expect(made.rows.map((row) => row.cells.map(({ after, error, isChange }) => [after, error, isChange]))).toEqual([
      [
        ['Một', undefined, false],
        ['2026-02-05', undefined, true],
        ['k', undefined, true],
      ],
      [
        [null, 'khóa', true],
        [null, 'khóa', true],
        ['k', undefined, false],
      ],
    ]);
    expect([made.changeCount, made.errorCount, made.cutColumns]).toEqual([2, 2, 0]);
    expect(editsOf(made)).toEqual([
      { row: rows[0], rowKey: 'open', column: 'due', before: '2026-02-03', after: '2026-02-05' },
      { row: rows[0], rowKey: 'open', column: 'unit', before: null, after: 'k' },
    ]);
  });

  test('rows beyond the list are told as such, columns beyond it are counted', async () => {
    const made = await plan(
      [['Một'], ['Hai'], ['Ba', '31/02/2026', '?', 'thừa']].map((row) => [...row, '', '', '', ''].slice(0, 4)),
    );
    expect(made.cutColumns).toBe(1);
    expect(made.rows.map(({ index, rowKey }) => [index, rowKey])).toEqual([
      [4, 'open'],
      [5, 'closed'],
      [6, undefined],
    ]);
    expect(made.rows[2]?.cells.map(({ error }) => error)).toEqual(['khóa', 'day', 'reference']);
    expect(editsOf(made).every(({ rowKey }) => rowKey !== undefined)).toBe(true);
  });

  test('what the row itself refuses, and one value for a whole block', async () => {
    const made = await plan([['Một', '01/01/2026']]);
    expect(made.rows[0]?.cells[1]).toMatchObject({ error: 'Nghỉ lễ', after: null, shown: '01/01/2026' });
    expect(spread([['x']], 2, 2)).toEqual([
      ['x', 'x'],
      ['x', 'x'],
    ]);
    expect(spread([['x', 'y']], 2, 2)).toEqual([['x', 'y']]);
  });
});
