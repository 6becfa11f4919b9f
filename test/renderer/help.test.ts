import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pages as enPages } from '../../renderer/help/en.ts';
import { anchorOf, libraryOf } from '../../renderer/help/library.ts';
import { plainText, readInline, readMarkdown } from '../../renderer/help/markdown.ts';
import { pictureAddress } from '../../renderer/help/pictures.ts';
import { topicOfScreen, topics } from '../../renderer/help/topics.ts';
import { pages as viPages } from '../../renderer/help/vi.ts';
import { screens } from '../../renderer/screens.ts';

const libraries = { vi: libraryOf(viPages), en: libraryOf(enPages) };
const languages = ['vi', 'en'] as const;
const renderer = fileURLToPath(new URL('../../renderer', import.meta.url));

/** Marks that other places jump to: those written, not those that follow from the words. */
const marksOf = (language: (typeof languages)[number], topic: (typeof topics)[number]): string[] =>
  (libraries[language].pages.get(topic)?.blocks ?? []).flatMap((block) =>
    block.kind === 'heading' && block.anchor !== undefined ? [block.anchor] : [],
  );

test.each(languages)('every topic has a page in %s, every page a topic', (language) => {
  const files = readdirSync(join(renderer, 'help', language)).map((name) => name.replace('.md', ''));
  expect([...libraries[language].pages.keys()].sort()).toEqual([...topics].sort());
  expect(files.sort()).toEqual([...topics].sort());
});

test.each(topics)('%s has the same parts to jump to in both languages', (topic) => {
  expect(marksOf('en', topic)).toEqual(marksOf('vi', topic));
});

test('every screen opens a topic with F1', () => {
  expect(screens.map(({ path }) => path).filter((path) => topicOfScreen[path] === undefined)).toEqual([]);
});

test('every field that names a part of the help has it in both languages', () => {
  const named = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .flatMap((name) => [...readFileSync(join(renderer, name), 'utf8').matchAll(/\b(?:data-)?help="([^"]+)"/g)])
    .map(([, id]) => id ?? '');
  expect(named.length).toBeGreaterThan(40);
  const fieldTopics = topics.filter((topic) => topic.startsWith('fields-'));
  for (const language of languages) {
    const there = new Set(
      fieldTopics.flatMap((topic) => marksOf(language, topic).filter((id) => id.startsWith(topic.slice(7)))),
    );
    expect(named.filter((id) => !there.has(id))).toEqual([]);
  }
});

test.each(languages)('every link of the help leads somewhere in %s', (language) => {
  const { pages } = libraries[language];
  const links = [...pages.values()].flatMap(({ topic, blocks }) =>
    blocks
      .flatMap((block) => (block.kind === 'list' ? block.items.flat() : 'content' in block ? block.content : []))
      .flatMap((inline) => (inline.kind === 'link' ? [{ topic, to: inline.to }] : [])),
  );
  expect(links.length).toBeGreaterThan(20);
  const isDead = (to: string): boolean => {
    if (to.startsWith('/')) return !screens.some(({ path }) => to === `/${path}`);
    const [name, anchor] = to.split('#');
    const page = pages.get(name as (typeof topics)[number]);
    const anchors = page?.blocks.flatMap((block) => (block.kind === 'heading' ? [anchorOf(block)] : []));
    return page === undefined || (anchor !== undefined && anchors?.includes(anchor) !== true);
  };
  expect(links.filter(({ to }) => isDead(to))).toEqual([]);
});

test('pictures are there, small, told in words, and the same in both languages', () => {
  const picturesOf = (language: (typeof languages)[number]) =>
    [...libraries[language].pages.values()].flatMap(({ topic, blocks }) =>
      blocks.flatMap((block) => (block.kind === 'picture' ? [{ topic, name: block.name, text: block.text }] : [])),
    );
  const vi = picturesOf('vi');
  const named = (all: typeof vi) => all.map(({ topic, name }) => `${topic} ${name}`);
  expect(named(picturesOf('en'))).toEqual(named(vi));
  expect(new Set(vi.map(({ topic }) => topic))).toEqual(new Set(['commune-week', 'province-week']));
  for (const { name } of vi) {
    expect(pictureAddress(name), name).toMatch(/\.webp$/);
    const picture = readFileSync(join(renderer, '../build/pictures', `${name}.webp`));
    expect(picture.length, name).toBeLessThan(60 * 1024);
    expect(picture.subarray(8, 12).toString(), name).toBe('WEBP');
  }
  for (const { text } of [...vi, ...picturesOf('en')]) expect(text.length).toBeGreaterThan(20);
});

test('a picture stands alone, and steps go on after it', () => {
  const blocks = readMarkdown('1. Một\n\n![Một bức](xuat-goi)\n\n2. Hai\n3. Ba\n\nxem ![Một](x)');
  expect(blocks).toMatchObject([
    { kind: 'list', start: 1 },
    { kind: 'picture', name: 'xuat-goi', text: 'Một bức' },
    { kind: 'list', start: 2 },
    { kind: 'paragraph' },
  ]);
});

test.each(languages)('nothing of the form is left over in the words of %s', (language) => {
  const words = [...libraries[language].pages.values()].flatMap(({ blocks }) => blocks.map(plainText));
  expect(words.filter((text) => /\*\*|`|\]\(|\{#|^#|!|\s{2}/.test(text))).toEqual([]);
});

test.each([
  ['giao viec', 'assign'],
  ['văn bản mật', 'directives'],
  ['van ban mat', 'directives'],
  ['hòa', undefined],
  ['mã khôi phục', 'safety'],
  ['trich yeu', 'fields-directive'],
  ['khong phat sinh', 'reports'],
])('“%s” finds %s', (words, topic) => {
  const found = libraries.vi.search(words);
  if (topic !== undefined) expect(found.map((one) => one.topic)).toContain(topic);
});

test('hoà and hòa, NFC and NFD, with marks and without find the same', () => {
  const files = { './vi/start.md': '# Bắt đầu\n\nTỉnh Hòa Bình, thủy lợi.' };
  const { search } = libraryOf(files);
  for (const words of ['hoà bình', 'hòa bình', 'hòa'.normalize('NFD'), 'HOA', 'thuỷ', 'thuy lo'])
    expect(
      search(words).map(({ topic }) => topic),
      words,
    ).toEqual(['start']);
  expect(search('quảng')).toEqual([]);
});

test('markup in a page is words', () => {
  expect(readMarkdown('<img src=x onerror=alert(1)>')).toEqual([
    { kind: 'paragraph', content: [{ kind: 'text', text: '<img src=x onerror=alert(1)>' }] },
  ]);
});

test('no text is lost or made up in reading a line', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'ệ', ' ', '*', '`', '[', ']', '(', ')', '#', '<') }), (line) => {
      const words = readInline(line)
        .map((inline) => {
          if (inline.kind === 'strong') return `**${inline.text}**`;
          if (inline.kind === 'key') return `\`${inline.text}\``;
          return inline.kind === 'link' ? `[${inline.text}](${inline.to})` : inline.text;
        })
        .join('');
      expect(words).toBe(line);
    }),
  );
});
