import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessMapping, type MapColumn, mappedRows, withTarget } from '../../renderer/ui/sheet/paste-map.ts';
import {
  endOf,
  isFilled,
  newSheet,
  reduceSheet,
  type SheetAction,
  spareRows,
} from '../../renderer/ui/sheet/sheet-rows.ts';

const columns: MapColumn[] = [
  { key: 'content', header: 'Nội dung', aliases: ['Nhiệm vụ', 'Nội dung công việc'] },
  { key: 'directive', header: 'Văn bản' },
  { key: 'leads', header: 'Chủ trì', aliases: ['Đơn vị', 'Đơn vị chủ trì'] },
  { key: 'supports', header: 'Phối hợp' },
  { key: 'assignedOn', header: 'Ngày giao' },
  { key: 'dueOn', header: 'Hạn', aliases: ['Thời hạn'] },
];

describe('what goes where', () => {
  test('names in the first row decide, in any order, with other words and marks; what is unknown goes nowhere', () => {
    const block = [
      ['STT', 'ĐƠN VỊ CHỦ TRÌ', 'Thời hạn hoàn thành', 'Noi dung'],
      ['1', 'CAX Kim Sơn', '31/5/2026', 'Kiện toàn'],
    ];
    const mapping = guessMapping(block, columns);
    expect(mapping).toEqual({ hasHeader: true, targets: [undefined, 'leads', 'dueOn', 'content'] });
    expect(mappedRows(block, mapping)).toEqual([{ leads: 'CAX Kim Sơn', dueOn: '31/5/2026', content: 'Kiện toàn' }]);
  });

  test('without names the columns follow one another from the cell on which it is pasted', () => {
    const block = [['CAX Kim Sơn', 'CAX Ba Đồn', '2/5/2026']];
    expect(guessMapping(block, columns, 'leads').targets).toEqual(['leads', 'supports', 'assignedOn']);
    expect(guessMapping([['a', 'b']], columns, 'dueOn').targets).toEqual(['dueOn', undefined]);
  });

  test('one known word in a row of data makes no header, nor does a long text that begins with one', () => {
    expect(
      guessMapping(
        [
          ['Nội dung', 'CT 05'],
          ['x', 'y'],
        ],
        columns,
      ).hasHeader,
    ).toBe(false);
    const long = 'Nội dung công việc kiện toàn chức danh Trưởng Công an xã năm 2026';
    expect(guessMapping([[long, 'Văn bản', 'x']], columns).hasHeader).toBe(false);
  });

  test('a single column under its name is that column', () => {
    expect(guessMapping([['Hạn'], ['31/5/2026']], columns)).toEqual({ hasHeader: true, targets: ['dueOn'] });
  });

  test('a column is filled once; sending another there frees it', () => {
    const block = [['Đơn vị', 'Chủ trì', 'Hạn']];
    const mapping = guessMapping(block, columns);
    expect(mapping.targets).toEqual(['leads', undefined, 'dueOn']);
    expect(withTarget(mapping, 1, 'leads').targets).toEqual([undefined, 'leads', 'dueOn']);
    expect(withTarget(mapping, 2, undefined).targets).toEqual(['leads', undefined, undefined]);
  });

  test('of a table empty rows are left out; of a block every cell has its place', () => {
    const table = [
      ['Nội dung', 'Hạn'],
      ['', ' '],
      ['a', ''],
    ];
    expect(mappedRows(table, guessMapping(table, columns))).toEqual([{ content: 'a', dueOn: '' }]);
    const block = [
      ['', ''],
      ['a', ''],
    ];
    expect(mappedRows(block, guessMapping(block, columns))).toEqual([
      { content: '', directive: '' },
      { content: 'a', directive: '' },
    ]);
  });
});

const cellsOf = (state: ReturnType<typeof newSheet>) => state.rows.filter(isFilled).map(({ cells }) => cells);
const paste = (block: string[][], at = 0): SheetAction => ({
  kind: 'paste',
  block,
  mapping: guessMapping(block, columns),
  at,
});

describe('the rows of a sheet', () => {
  test('there is always somewhere to go on typing', () => {
    let state = newSheet();
    expect(state.rows).toHaveLength(spareRows);
    state = reduceSheet(state, paste(Array.from({ length: 200 }, (_, index) => [`Việc ${index}`])));
    expect([endOf(state.rows), state.rows.length]).toEqual([200, 200 + spareRows]);
  });

  test('other columns for a pasted block start again from the rows before it', () => {
    const block = [['a', 'b']];
    let state = reduceSheet(newSheet(), paste([['x']]));
    state = reduceSheet(state, paste(block, 1));
    const mapping = withTarget(state.paste?.mapping ?? { hasHeader: false, targets: [] }, 1, 'leads');
    state = reduceSheet(state, { kind: 'remap', mapping });
    expect(cellsOf(state)).toEqual([{ content: 'x' }, { content: 'a', leads: 'b' }]);
    expect(cellsOf(reduceSheet(state, { kind: 'undo' }))).toEqual([{ content: 'x' }]);
  });

  test('saved rows are gone for undo too, the others stay', () => {
    let state = reduceSheet(newSheet(), paste([['a'], ['b'], ['c']]));
    const keys = new Set([state.rows[0]?.key ?? '', state.rows[2]?.key ?? '']);
    state = reduceSheet(state, { kind: 'saved', keys });
    expect(cellsOf(reduceSheet(state, { kind: 'undo' }))).toEqual([{ content: 'b' }]);
  });

  test('letters typed into one cell are one step back, other cells are steps of their own', () => {
    let state = newSheet();
    const type = (column: string, text: string): void => {
      const edits = [{ rowKey: state.rows[0]?.key ?? '', column, text }];
      state = reduceSheet(state, { kind: 'edit', edits });
    };
    for (const text of ['K', 'Ki', 'Kiệ']) type('content', text);
    type('leads', 'C');
    state = reduceSheet(state, { kind: 'undo' });
    expect(cellsOf(state)).toEqual([{ content: 'Kiệ' }]);
    expect(cellsOf(reduceSheet(state, { kind: 'undo' }))).toEqual([]);
  });

  test('undo and redo walk through any edits and come back', () => {
    const edit = fc.record({ row: fc.nat(5), column: fc.constantFrom('content', 'leads'), text: fc.string() });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 20 }), (typed) => {
        // Letters typed into one cell without a break are one step.
        const isNext = (index: number): boolean =>
          typed[index]?.row !== typed[index - 1]?.row || typed[index]?.column !== typed[index - 1]?.column;
        const edits = typed.filter((_, index) => isNext(index));
        const start = newSheet();
        const states = [start];
        for (const { row, column, text } of edits) {
          const now = states.at(-1) ?? start;
          const one = { rowKey: now.rows[row]?.key ?? '', column, text };
          states.push(reduceSheet(now, { kind: 'edit', edits: [one] }));
        }
        const end = states.at(-1) ?? start;
        const back = edits.reduce((state) => reduceSheet(state, { kind: 'undo' }), end);
        expect(back.rows).toBe(start.rows);
        expect(edits.reduce((state) => reduceSheet(state, { kind: 'redo' }), back).rows).toBe(end.rows);
      }),
    );
  });
});
