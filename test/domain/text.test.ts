import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText, nameKey, personSortKey, viSortKey } from '../../db/domain/text.ts';

const VIETNAMESE = 'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz';
const SIGNS = ' _-–—,;:!?.\'‘’"“”()[]{}§@*/\\&#%°+<=>|~$₫€';
const CHARS = [...VIETNAMESE, ...VIETNAMESE.toUpperCase(), ...SIGNS, ...'0123456789'];

const word = fc.array(fc.constantFrom(...CHARS), { maxLength: 12 }).map((chars) => chars.join(''));
// So few letters that pairs often differ in a tone or a capital alone.
const twin = fc.array(fc.constantFrom(...'aàảãáạAÀÁâầấb '), { maxLength: 4 }).map((chars) => chars.join(''));
const collator = new Intl.Collator('vi');
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sortBy = (keyOf: (text: string) => string, list: string[]): string[] =>
  list.toSorted((a, b) => order(keyOf(a), keyOf(b)));

const nearWords = fc
  .tuple(fc.array(fc.tuple(fc.nat(27), fc.constantFrom(...CHARS)), { maxLength: 3 }), fc.boolean())
  .map(([changes, isCapital]) => {
    const chars = [...(isCapital ? 'NGUYỄN THỊ HOÀ BÌNH ĐỖ DƯƠNG' : 'Nguyễn Thị Hoà Bình Đỗ Dương')];
    for (const [index, char] of changes) chars[index] = char;
    return chars.join('');
  });

describe('sort key', () => {
  test.each([
    ['random texts', word],
    ['texts that differ in a tone or a capital', twin],
    ['names that differ in a letter or two', nearWords],
  ])('%s are ordered as Intl.Collator orders them', (_name, text) => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(order(viSortKey(a), viSortKey(b))).toBe(Math.sign(collator.compare(a, b)));
      }),
      { numRuns: 5000 },
    );
  });

  test('every single sign, digit and letter is in the order of Intl.Collator', () => {
    expect(sortBy(viSortKey, CHARS)).toEqual(CHARS.toSorted(collator.compare));
  });

  test('an ellipsis sorts as the three dots it stands for', () => {
    expect(viSortKey('v.v…')).toBe(viSortKey('v.v...'));
    expect(Math.sign(collator.compare('v…h', 'v.h'))).toBe(order(viSortKey('v…h'), viSortKey('v.h')));
  });

  test('both Unicode forms of a name have one key', () => {
    expect(viSortKey('Đặng Thị Ngọc Ánh'.normalize('NFD'))).toBe(viSortKey('Đặng Thị Ngọc Ánh'.normalize('NFC')));
  });

  test('the key is safe as SQLite text and compares the same in UTF-8', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const [x, y] = [viSortKey(a), viSortKey(b)];
        expect(x).not.toContain('\0');
        expect(Buffer.compare(Buffer.from(x), Buffer.from(y))).toBe(order(x, y));
      }),
    );
  });

  test('foreign letters sort near their base letter or after z, and are not lost', () => {
    expect(sortBy(viSortKey, ['Z', 'Übermut', 'Ủy', 'Жуков', 'U'])).toEqual(['U', 'Übermut', 'Ủy', 'Z', 'Жуков']);
  });

  test('people come by given name, then family and middle names, however they are typed', () => {
    const people = [
      'Trần Văn An',
      'NGUYỄN VĂN AN',
      'Nguyễn Thị Ánh',
      'Lê Ân',
      'Đỗ  Bình',
      'Dương Bình',
      'Nguyễn Văn An',
      '',
    ];
    expect(sortBy(personSortKey, people)).toEqual([
      '',
      'Nguyễn Văn An',
      'NGUYỄN VĂN AN',
      'Trần Văn An',
      'Nguyễn Thị Ánh',
      'Lê Ân',
      'Dương Bình',
      'Đỗ  Bình',
    ]);
  });
});

describe('fold', () => {
  test.each([
    ['Đường  Điện Biên ', 'duong dien bien'],
    ['Công an phường Hoà Bình', 'cong an phuong hoa binh'],
    ['hòa', 'hoa'],
    ['THỦY\u00a0Nguyên', 'thuy nguyen'],
    ['Công\u00adan\u200b', 'congan'],
    ['Đặng'.normalize('NFD'), 'dang'],
  ])('%j folds to %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  test('folding again changes nothing, and both Unicode forms fold alike', () => {
    fc.assert(
      fc.property(word, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text));
      }),
    );
  });
});

describe('name key', () => {
  test.each([
    ['Hoà Bình', 'Hòa Bình'],
    ['Thuỷ', 'Thủy'],
    ['  CÔNG AN  XÃ Hoà', 'Công an xã Hòa'],
    ['Quý', 'Qúy'],
    ['Khoẻ', 'Khỏe'],
    ['Đà Nẵng'.normalize('NFD'), 'Đà Nẵng'],
  ])('%s and %s are one name', (a, b) => {
    expect(nameKey(a)).toBe(nameKey(b));
  });

  test.each([
    ['Hòa', 'Hoa'],
    ['Hoà', 'Hoá'],
    ['Đa', 'Da'],
    ['Tân An', 'Tấn An'],
    ['Tân An', 'Tan An'],
    ['An Hoà', 'Àn Hoa'],
    ['ĐàNẵng', 'ĐẵNàng'],
    ['Xã 1', 'Xã 2'],
  ])('%s and %s are two names', (a, b) => {
    expect(nameKey(a)).not.toBe(nameKey(b));
  });

  test('wherever the tone of a syllable is typed the key is one, and without the tone it is another', () => {
    const syllable = fc.array(fc.constantFrom(...'aăâeêioôơuưyhtnđ'), { minLength: 2, maxLength: 5 });
    const tone = fc.constantFrom('\u0300', '\u0309', '\u0303', '\u0301', '\u0323');
    fc.assert(
      fc.property(syllable, tone, fc.nat(), fc.nat(), (letters, mark, i, j) => {
        const withToneAt = (index: number): string =>
          letters.map((l, at) => (at === index % letters.length ? l + mark : l)).join('');
        expect(nameKey(withToneAt(i))).toBe(nameKey(withToneAt(j)));
        expect(nameKey(withToneAt(i))).not.toBe(nameKey(letters.join('')));
        expect(nameKey(nameKey(withToneAt(i)))).toBe(nameKey(withToneAt(i)));
      }),
    );
  });
});
