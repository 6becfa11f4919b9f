import { expect, test } from 'vitest';
import { isTyping, matches } from '../../renderer/ui/keys.ts';

const key = (name: string, part: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({
    key: name,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    isComposing: false,
    keyCode: 0,
    ...part,
  }) as KeyboardEvent;

test.each([
  ['mod+s', key('s', { ctrlKey: true }), true],
  ['mod+s', key('S', { ctrlKey: true }), true],
  ['mod+s', key('s', { metaKey: true }), true],
  ['mod+s', key('s'), false],
  ['mod+s', key('s', { ctrlKey: true, shiftKey: true }), false],
  ['mod+s', key('s', { ctrlKey: true, altKey: true }), false],
  ['mod+enter', key('Enter', { ctrlKey: true }), true],
  ['escape', key('Escape'), true],
  ['escape', key('Escape', { shiftKey: true }), false],
])('%s against %o is %s', (keys, event, isMatch) => {
  expect(matches(event, keys)).toBe(isMatch);
});

test('a key of the input method is never a shortcut', () => {
  expect(isTyping(key('s', { ctrlKey: true, isComposing: true }))).toBe(true);
  expect(isTyping(key('Process', { keyCode: 229 }))).toBe(true);
  expect(isTyping(key('s', { ctrlKey: true }))).toBe(false);
});
