import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chooseKind,
  duplicateKey,
  findKind,
  KIND_ABBREVIATIONS,
  numberSortKey,
  parseDocumentNumber,
} from '../../db/domain/document-number.ts';

test.each([
  ['03/CT-BCA-X11', '03', 3, 'CT-BCA-X11', 'CT'],
  ['5764/QĐ-BCA-V05', '5764', 5764, 'QĐ-BCA-V05', 'QĐ'],
  ['15/2021/TT-BCA', '15', 15, '2021/TT-BCA', 'TT'],
  ['12/HD-BCA-V05', '12', 12, 'HD-BCA-V05', 'HD'],
  ['237/NQ-UBTVQH16', '237', 237, 'NQ-UBTVQH16', 'NQ'],
  ['3371/BCA-V05', '3371', 3371, 'BCA-V05', undefined],
  ['05/BNV-VP', '05', 5, 'BNV-VP', undefined],
  ['117/2025/QH15', '117', 117, '2025/QH15', undefined],
  ['05a/KH-CAT', '05a', 5, 'KH-CAT', 'KH'],
  [' 03 / CT – BCA - X11 ', '03', 3, 'CT-BCA-X11', 'CT'],
  ['07/ttr-cat', '07', 7, 'ttr-cat', 'TTr'],
  ['07/QĐ-BCA'.normalize('NFD'), '07', 7, 'QĐ-BCA', 'QĐ'],
])('%s is taken apart', (original, number, numberValue, symbol, kind) => {
  expect(parseDocumentNumber(original)).toEqual({ number, numberValue, symbol });
  expect(findKind(symbol)).toBe(kind);
});

test.each(['', '/CT-BCA', '03', '03/', 'CT 05', '22-NQ/TW', '123456789012/CT-BCA'])(
  '%j is odd, not an error',
  (original) => {
    expect(parseDocumentNumber(original)).toBeUndefined();
  },
);

test.each([
  ['22-NQ/TW', 'NQ'],
  ['08-QC/TW', 'QC'],
  ['', undefined],
  ['2021', undefined],
])('the kind of a whole number %j', (original, kind) => {
  expect(findKind(original)).toBe(kind);
});

const issuedOn = '2009-04-10';
test('one document typed twice has one key', () => {
  const key = duplicateKey('03/CT-BCA-X11', 'Bộ Công an', issuedOn);
  for (const typed of ['3/CT-BCA-X11', '003/ct-bca-x11', ' 03 / CT - BCA – X11'])
    expect(duplicateKey(typed, ' BỘ  công an', '2009-12-31')).toBe(key);
});

test.each([
  ['another year', '03/CT-BCA-X11', 'Bộ Công an', '2010-04-10'],
  ['another issuer', '03/CT-BCA-X11', 'Công an tỉnh Hà Giang', issuedOn],
  ['another number', '30/CT-BCA-X11', 'Bộ Công an', issuedOn],
  ['another symbol', '03/CT-BCA-X1', 'Bộ Công an', issuedOn],
])('%s is another document', (_name, original, issuer, on) => {
  expect(duplicateKey(original, issuer, on)).not.toBe(duplicateKey('03/CT-BCA-X11', 'Bộ Công an', issuedOn));
});

test('a number put together by the decree is taken apart into the same parts', () => {
  const agency = fc.constantFrom('BCA-V05', 'BCA', 'CAT-PV01', 'UBND');
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99_999 }),
      fc.option(fc.constantFrom(...KIND_ABBREVIATIONS), { nil: undefined }),
      agency,
      (value, kind, name) => {
        const number = String(value).padStart(2, '0');
        const symbol = kind === undefined ? name : `${kind}-${name}`;
        expect(parseDocumentNumber(`${number}/${symbol}`)).toEqual({ number, numberValue: value, symbol });
        expect(findKind(symbol)).toBe(kind);
        expect(duplicateKey(`${value}/${symbol}`, 'x', issuedOn)).toBe(
          duplicateKey(`${number}/${symbol}`, 'x', issuedOn),
        );
      },
    ),
  );
});

test('numbers sort as people count, whatever their form', () => {
  const inOrder = [
    '03/CT-BCA-X11',
    '5/KH-CAT',
    '05a/KH-CAT',
    '9/KH-CAT',
    '10/KH-CAT',
    '22-NQ/TW',
    '117/2025/QH15',
    'Không số',
  ];
  expect(inOrder.toReversed().toSorted((a, b) => (numberSortKey(a) < numberSortKey(b) ? -1 : 1))).toEqual(inOrder);
});

test.each([
  ['03/CT-BCA-X11', 'CT'],
  ['22-NQ/TW', 'NQ/TW'],
  ['12/NQ-HĐND', 'NQ'],
  ['30/2020/NĐ-CP', 'NĐ-CP'],
  ['118/kh-cat', 'KH'],
  ['05/BNV-VP', undefined],
  ['3371/BCA-BC', undefined],
  ['117/2025/QH15', undefined],
  ['', undefined],
])('the kind that %j names, of those the office has', (original, expected) => {
  const kinds = ['', 'CT', 'NQ', 'NQ/TW', 'NĐ-CP', 'KH', 'BC'].map((abbreviation) => ({ abbreviation }));
  expect(chooseKind(original, kinds)?.abbreviation).toBe(expected);
});
