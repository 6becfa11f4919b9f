import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ClipCell,
  decodeHtml,
  decodePaste,
  decodeText,
  encodeHtml,
  encodeText,
  textCell,
} from '../../renderer/ui/grid/clipboard.ts';

const texts = (rows: readonly (readonly string[])[]): ClipCell[][] => rows.map((row) => row.map(textCell));

/** Cells with everything that has a meaning on a clipboard. */
const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'ặ', 'đ', '"', '\t', '\n', "'", '=', '+', '-', '@', '<', '&', ';', '0', ' '),
  }),
  fc.string({ unit: 'binary' }).filter((text) => !['\r', '\u0000', '\ufeff'].some((sign) => text.includes(sign))),
);
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }));

describe('lines and tabs', () => {
  test('what is copied comes back as it was, in NFC', () => {
    fc.assert(
      fc.property(table, (rows) => {
        expect(decodeText(encodeText(texts(rows)))).toEqual(
          rows.map((row) => row.map((text) => text.normalize('NFC'))),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('no cell of a copied text would be computed by a spreadsheet', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const flat = rows.map((row) => row.map((text) => text.replace(/[\t\n]/g, ' ')));
        for (const line of encodeText(texts(flat)).split(/[\t\n]/)) expect(line).not.toMatch(/^"?[=+\-@]/);
      }),
    );
  });

  test('as Excel writes them: quotes, breaks within a cell, a last line that ends', () => {
    expect(decodeText('a\tb\r\n"x\r\ny"\t"nói ""vâng"""\r\n')).toEqual([
      ['a', 'b'],
      ['x\ny', 'nói "vâng"'],
    ]);
    expect(decodeText('khổ 5" giấy\t"\t"a"b')).toEqual([['khổ 5" giấy', '"', '"a"b']]);
    expect(decodeText('a\r\n\r\nb')).toEqual([['a'], [''], ['b']]);
    expect(decodeText('a\tb\nc')).toEqual([
      ['a', 'b'],
      ['c', ''],
    ]);
    expect(decodeText('Trần')).toEqual([['Trần']]);
  });

  test('one cell goes without a line break, so that it can be pasted into a field', () => {
    expect(encodeText([[textCell('CAX Kim Sơn')]])).toBe('CAX Kim Sơn');
    expect(encodeText([[textCell('=1+1')]])).toBe("'=1+1");
  });

  test('days and numbers as they are read in Vietnamese', () => {
    const row: ClipCell[] = [
      { kind: 'day', text: '03/02/2026', day: '2026-02-03' },
      { kind: 'number', text: '1.234,5', value: 1234.5 },
      { kind: 'number', text: '-3', value: -3 },
    ];
    expect(encodeText([row, row])).toBe('03/02/2026\t1234,5\t-3\r\n03/02/2026\t1234,5\t-3\r\n');
  });
});

describe('a table', () => {
  test('what is copied comes back, but for spaces at the ends of lines', () => {
    const bare = (text: string): string =>
      text
        .normalize('NFC')
        .split('\n')
        .map((line) =>
          line
            .replace(/[ \t\f]+/g, ' ')
            .replace(/ +/g, ' ')
            .trim(),
        )
        .join('\n')
        .trim();
    const word = fc.string({ unit: fc.constantFrom('a', 'ặ', '<', '>', '&', '"', "'", '=', ';', '\n', ' ', '0', '#') });
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 4 }), (rows) => {
        expect(decodeHtml(encodeHtml(texts(rows)))).toEqual(rows.map((row) => row.map(bare)));
      }),
      { numRuns: 500 },
    );
  });

  test('days are days, numbers numbers, and codes stay text', () => {
    const html = encodeHtml([
      [
        { kind: 'day', text: '20/06/2026', day: '2026-06-20' },
        { kind: 'number', text: '1.234,5', value: 1234.5 },
        textCell('007'),
        textCell('=1+1'),
      ],
    ]);
    expect(html).toContain('x:num="46193"');
    expect(html).toContain('mso-number-format:"dd\\/mm\\/yyyy"');
    expect(html).toContain('x:num="1234.5"');
    expect(html).toContain(`style='mso-number-format:"\\@";white-space:pre-wrap'>007</td>`);
    expect(html).toContain('>=1+1</td>');
  });

  test('of Excel and of Word: several lines, stretched cells, marks of both', () => {
    const excel = `<html><head><style><!-- td {mso-x:1} --></style></head><body><!--StartFragment-->
      <table><col width=64><tr height=20><td class=xl65 colspan=2>Đơn&nbsp;vị</td><td rowspan="2">Hạn</td></tr>
      <tr><td>CAX<br>Kim Sơn</td><td x:num>5</td></tr><tr><td><p>một</p><p>hai</p></td><td></td><td>&#7863;&lt;</td></tr></table>`;
    expect(decodeHtml(excel)).toEqual([
      ['Đơn vị', '', 'Hạn'],
      ['CAX\nKim Sơn', '5', ''],
      ['một\nhai', '', 'ặ<'],
    ]);
  });

  test('no script is read as a cell, and nothing it claims takes all memory', () => {
    const html = `<table><tr><td>a<script>alert("<td>")</script><td colspan=99999>b</table><table><tr><td>c</table>`;
    const rows = decodeHtml(html);
    expect(rows).toHaveLength(1);
    expect(rows?.[0]?.slice(0, 2)).toEqual(['a', 'b']);
    expect(rows?.[0]?.length).toBeLessThan(1000);
  });

  test('any text at all is read without an exception', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', 'table', 'tr', 'td', '/', ' ', 'a', '"', '&#', ';', '!--') }),
        (text) => {
          decodePaste({ html: text, text });
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('a paste takes the table if there is one, else the lines, else nothing', () => {
  expect(decodePaste({ html: '<table><tr><td>1</table>', text: '2' })).toEqual([['1']]);
  expect(decodePaste({ html: '<p>1</p>', text: '2' })).toEqual([['2']]);
  expect(decodePaste({ html: '', text: '' })).toBeUndefined();
});
