import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffWords } from '../../renderer/ui/word-diff.ts';

const words = fc
  .array(fc.constantFrom('xã', 'phường', 'đã', 'chưa', ' ', '\n', 'báo', 'cáo'), { maxLength: 40 })
  .map((list) => list.join(' '));

test('what stays and what went is the text before, what stays and what came the text after', () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      const parts = diffWords(before, after);
      const without = (kind: string) =>
        parts
          .filter((part) => part.kind !== kind)
          .map((part) => part.text)
          .join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
      expect(parts.every((part, index) => part.text !== '' && part.kind !== parts[index - 1]?.kind)).toBe(true);
      // Removed stands before added, and no lonely space between two changed words counts as kept.
      expect(parts.some((part, index) => part.kind === 'removed' && parts[index - 1]?.kind === 'added')).toBe(false);
    }),
  );
});

test('one changed word marks one word', () => {
  expect(diffWords('Kiện toàn chức danh Trưởng Công an xã', 'Kiện toàn chức danh Phó Công an xã')).toEqual([
    { kind: 'same', text: 'Kiện toàn chức danh ' },
    { kind: 'removed', text: 'Trưởng' },
    { kind: 'added', text: 'Phó' },
    { kind: 'same', text: ' Công an xã' },
  ]);
  expect(diffWords('', '')).toEqual([]);
});

test('a sentence that was written anew is one mark, not every other word', () => {
  expect(diffWords('Giao cho xã', 'Báo cáo ngay').map((part) => part.kind)).toEqual(['removed', 'added']);
});

test('two long texts with nothing in common are shown as replaced, at once', () => {
  const long = (word: string) => Array.from({ length: 5000 }, (_, index) => `${word}${index}`).join(' ');
  expect(diffWords(long('a'), long('b')).map((part) => part.kind)).toEqual(['removed', 'added']);
});
