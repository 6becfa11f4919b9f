import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SearchKind, searchKinds } from '../../db/api/search-kinds.ts';
import { beforeDoc, kindOfDoc, newerFirst, spanOf } from '../../db/domain/search-doc.ts';
import { matchExpression, unitTag } from '../../db/domain/search-match.ts';
import {
  asPrefixes,
  holdsAll,
  holdsMarked,
  indexText,
  markedWords,
  phrasesOf,
  sharpened,
  wordsOf,
} from '../../db/domain/search-text.ts';
import { markAll, snippetOf } from '../../db/domain/snippet.ts';
import { foldText } from '../../db/domain/text.ts';

const letters = 'aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ';
const word = fc.string({
  unit: fc.constantFrom(...letters, ...letters.toUpperCase(), '1', '2'),
  minLength: 1,
  maxLength: 7,
});
const gap = fc.constantFrom(' ', ', ', ' – ', '/', '-', '. ', '\n', '  ');
const vietnamese = fc
  .array(fc.tuple(word, gap), { maxLength: 40 })
  .map((parts) => parts.map(([one, between]) => one + between).join(''))
  .chain((text) => fc.constantFrom(text, text.normalize('NFD')));
const anything = fc.oneof(
  vietnamese,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

test('words are those of the folded text, split at what is neither letter nor digit', () => {
  fc.assert(
    fc.property(vietnamese, (text) => {
      const expected = foldText(text)
        .split(/[^\p{L}\p{N}]+/u)
        .filter((one) => one !== '');
      expect(wordsOf(text).map((one) => one.word)).toEqual(expected);
    }),
  );
});

test('a word stands where it says, and what stands there is that word', () => {
  fc.assert(
    fc.property(anything, (text) => {
      let end = 0;
      for (const { word: folded, from, to } of wordsOf(text)) {
        expect(from).toBeGreaterThanOrEqual(end);
        expect(wordsOf(text.slice(from, to)).map((one) => one.word)).toEqual([folded]);
        end = to;
      }
    }),
  );
});

test('the index holds exactly the words, whatever the text', () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(indexText(text)).toBe(
        wordsOf(text)
          .map((one) => one.word)
          .join(' '),
      );
      expect(indexText(indexText(text))).toBe(indexText(text));
    }),
  );
});

test('any part of a text that is looked for word by word is found in it', () => {
  fc.assert(
    fc.property(vietnamese, fc.nat(), fc.nat(), (text, a, b) => {
      const [from, to] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
      const words = wordsOf(text).filter((one) => one.from >= (from ?? 0) && one.to <= (to ?? 0));
      expect(holdsAll(text, phrasesOf(words.map((one) => one.word).join(' ')))).toBe(true);
    }),
  );
});

test('marks cover what was looked for, in order and apart, and the text is untouched', () => {
  fc.assert(
    fc.property(anything, vietnamese, (text, other) => {
      const phrases = phrasesOf(`${wordsOf(text)[0]?.word ?? ''} ${other.slice(0, 20)}`);
      const { text: same, marks } = markAll(text, phrases);
      expect(same).toBe(text);
      let end = -1;
      for (const [from, to] of marks) {
        expect(from).toBeGreaterThan(end);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
        end = to;
      }
    }),
  );
});

test('a snippet is short, of the text, and marks in it what is marked in the text', () => {
  fc.assert(
    fc.property(fc.array(vietnamese, { minLength: 4, maxLength: 12 }), fc.nat(), (texts, at) => {
      const text = texts.join(' ');
      const words = wordsOf(text);
      const wanted = words[at % Math.max(1, words.length)]?.word ?? 'x';
      const phrases = phrasesOf(`${wanted} `);
      const snippet = snippetOf(text, phrases, 80);
      expect(snippet.text.length).toBeLessThanOrEqual(80 + 60);
      const cut = snippet.text.replace(/^… /, '').replace(/ …$/, '');
      expect(text.replace(/\s/gu, ' ')).toContain(cut);
      if (words.length > 0) expect(snippet.marks.length).toBeGreaterThan(0);
      for (const [from, to] of snippet.marks)
        expect(wordsOf(snippet.text.slice(from, to)).some((one) => one.word === wanted)).toBe(true);
    }),
  );
});

test('a snippet shows the place where most of the words stand together', () => {
  const text = `Kiện toàn tổ chức. ${'Nội dung khác. '.repeat(30)}Thiếu xe tuần tra và phương tiện liên lạc.`;
  const { text: cut, marks } = snippetOf(text, phrasesOf('tuan tra phuong tien '), 60);
  expect(marks.map(([from, to]) => cut.slice(from, to))).toEqual(['tuần tra', 'phương tiện']);
});

test('marks written apart stay with their letter', () => {
  for (const text of ['Hòa giải', 'Hoà giải'])
    expect(markAll(text.normalize('NFD'), phrasesOf('hoa ')).marks).toEqual([[0, 4]]);
});

test.each([
  ['kiện toàn', [['kien'], ['toan*']]],
  ['kiện toàn ', [['kien'], ['toan']]],
  ['118/KH-CAT-PX01', [['118', 'kh', 'cat', 'px01*']]],
  ['"tổ chức" xã', [['to', 'chuc'], ['xa*']]],
  ['“tổ chức”', [['to', 'chuc']]],
  ['"tổ chứ', [['to', 'chu*']]],
  ['""  ', []],
  ['- / *', []],
])('%s is read as phrases', (text, expected) => {
  expect(
    phrasesOf(text).map(({ words, isPrefix }) =>
      words.map((one, at) => (isPrefix && at === words.length - 1 ? `${one}*` : one)),
    ),
  ).toEqual(expected);
});

test('nothing that can be typed becomes syntax, nor a unit tag', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('"', '*', '(', 'a', ' ', ':', '\ue000', '^') }),
      (a, b) => {
        for (const text of [a, b, a + b]) {
          const match = matchExpression(phrasesOf(text));
          expect(match).toMatch(/^("[\p{L}\p{N}]+( [\p{L}\p{N}]+)*"( \*)?( AND |$))*$/u);
          expect(match).not.toContain(unitTag('')[0]);
        }
      },
    ),
  );
});

test('a word still being typed counts as finished in a text that has it so, and as a beginning in one that has not', () => {
  const marksOf = (text: string) =>
    markAll(text, sharpened([text], phrasesOf('tuan tra'))).marks.map(([a, b]) => text.slice(a, b));
  expect(marksOf('Tuần tra, giữ trật tự')).toEqual(['Tuần tra']);
  expect(marksOf('Hằng tuần giữ trật tự')).toEqual(['tuần', 'trật']);
});

test('a filter takes every word as a beginning', () => {
  expect(asPrefixes(phrasesOf('kie toa ')).every(({ isPrefix }) => isPrefix)).toBe(true);
  expect(holdsAll('Kiện toàn', asPrefixes(phrasesOf('kie toa ')))).toBe(true);
});

test('marks count as typed, wherever the tone is written; words without marks do not', () => {
  expect(markedWords('Hoà giải co so')).toEqual([['hoà', 'hòa'], ['giải']]);
  expect(holdsMarked('HÒA GIẢI ở cơ sở', markedWords('hoà giải'))).toBe(true);
  expect(holdsMarked('Hỏa hoạn', markedWords('hoà'))).toBe(false);
  expect(markedWords('hoa giai')).toEqual([]);
});

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const doc = fc.record({ kind: fc.constantFrom(...searchKinds), day, place: fc.nat(1000) });
const idOf = ({ kind, day: on, place }: { kind: SearchKind; day: string; place: number }): number =>
  spanOf(kind, on, on).low + place;

test('ids say kind and day, and their order is newest first', () => {
  fc.assert(
    fc.property(fc.array(doc, { minLength: 2, maxLength: 20 }), (docs) => {
      const ids = docs.map(idOf);
      for (const [index, id] of ids.entries()) {
        expect(Number.isSafeInteger(id)).toBe(true);
        expect(kindOfDoc(id)).toBe(docs[index]?.kind);
      }
      const days = ids.toSorted(newerFirst).map((id) => docs[ids.indexOf(id)]?.day ?? '');
      expect(days).toEqual(days.toSorted().toReversed());
    }),
  );
});

// Few days and places, so that documents of different kinds often stand at the same one.
const closeDoc = fc.record({
  kind: fc.constantFrom(...searchKinds),
  day: fc.constantFrom('2026-01-01', '2026-01-02'),
  place: fc.nat(2),
});

test('what comes after a document is exactly what the order puts after it', () => {
  fc.assert(
    fc.property(closeDoc, closeDoc, (a, b) => {
      const [first, second] = [idOf(a), idOf(b)];
      expect(second <= beforeDoc(b.kind, first)).toBe(newerFirst(first, second) < 0);
    }),
  );
});
