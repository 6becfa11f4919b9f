import { expect, test } from 'vitest';
import { en } from '../../renderer/text/en/index.ts';
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
