import { expect, test } from 'vitest';
import { en } from '../../renderer/text/en/index.ts';
import { showDay, showNumber, writeNumbersIn } from '../../renderer/text/show.ts';
import { vi } from '../../renderer/text/vi/index.ts';

type Leaf = [path: string, value: unknown];

function leavesOf(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`));
}

const texts = { vi: leavesOf(vi), en: leavesOf(en) };
const strings = (leaves: Leaf[]): [string, string][] =>
  leaves.filter((leaf): leaf is [string, string] => typeof leaf[1] === 'string');

test('both languages have the same places', () => {
  const paths = (leaves: Leaf[]): string[] => leaves.map(([path]) => path).sort();
  expect(paths(texts.en)).toEqual(paths(texts.vi));
});

test.each(['vi', 'en'] as const)('no text of %s is empty, shouts or speaks like a machine', (language) => {
  const bad = strings(texts[language]).filter(
    ([, text]) => text.trim() === '' || /!|\bnull\b|\bundefined\b|\bInvalid\b|\bError\b/.test(text),
  );
  expect(bad).toEqual([]);
});

test('Vietnamese is written composed, with the old place of tone marks', () => {
  const bad = strings(texts.vi).filter(
    ([, text]) =>
      text !== text.normalize('NFC') || /o[àáảãạ](?![a-z])|u[ỳýỷỹỵ](?![a-z])/i.test(text.replace(/qu[ỳýỷỹỵ]/gi, '')),
  );
  expect(bad).toEqual([]);
});

/** Words that are the same in both languages: names, keys, codes, forms of a file. */
const shared =
  /^(Tiếng Việt|dd\/mm\/yyyy|English|Vững Mạnh|—|Enter|Excel|CSV|PDF|PNG|UTF-8|[A-Z]{1,4}\d*|[\d\s.,:/%+–-]*)$/;
const vietnameseLetter = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;

/** What a text says for plain arguments; functions of other shapes say nothing here. */
function saidBy(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'function') return [];
  const tries = [Array(6).fill(2), Array(6).fill('2026-05-01'), Array(6).fill(0)];
  return tries.flatMap((args) => {
    try {
      const said: unknown = value(...args);
      return typeof said === 'string' ? [said] : [];
    } catch {
      return [];
    }
  });
}

test('no text of English is left in Vietnamese', () => {
  const english = new Map(texts.en.map(([path, value]) => [path, saidBy(value).join('\n')]));
  const same = texts.vi.filter(([path, value]) => {
    const said = saidBy(value).join('\n');
    return (
      said !== '' && said === english.get(path) && /\p{L}{3}/u.test(said.replaceAll('NaN', '')) && !shared.test(said)
    );
  });
  // The names of units and their abbreviations are Vietnamese in both.
  expect(same.map(([path]) => path).filter((path) => !/^(unit\.compose|sheet\.aliases)/.test(path))).toEqual([]);
});

test('no English word stands in a Vietnamese text', () => {
  const words =
    /\b(the|and|of|with|from|this|that|not|for|are|is|save|cancel|delete|open|close|list|error|file|search|filter|undo|report|task|unit|user|click|default|loading|please|select|email)\b/i;
  const bad = texts.vi.flatMap(([path, value]) =>
    saidBy(value)
      .filter((said) => words.test(said.replace(/\S*[.{}/_]\S*/g, '')))
      .map((said) => `${path}: ${said}`),
  );
  expect(bad).toEqual([]);
});

test('no Vietnamese is left in English, but for names', () => {
  const bad = texts.en.flatMap(([path, value]) =>
    saidBy(value)
      .filter((said) => vietnameseLetter.test(said))
      .map((said) => `${path}: ${said}`),
  );
  const names =
    /Vững Mạnh|Tiếng Việt|[“"(][^”")]*[”")]|Công an|Kim Sơn|Long Thành|Thường|Luật|Nghị định|Quảng Trị|Đảng|Phường|unit\.compose|sheet\.aliases/;
  expect(bad.filter((line) => !names.test(line))).toEqual([]);
});

test('numbers follow the language of the screen, and dates do not', () => {
  writeNumbersIn('en');
  expect([showNumber(3319.5), showDay('2026-01-05')]).toEqual(['3,319.5', '05/01/2026']);
  writeNumbersIn('vi');
  expect([showNumber(3319.5), showDay('2026-01-05')]).toEqual(['3.319,5', '05/01/2026']);
});
