import { type RefObject, useEffect, useRef } from 'react';

/** True while an input method is composing a letter: such keys belong to it, never to a shortcut. */
export const isTyping = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === 229;

/** `mod` is Ctrl, or Cmd on a Mac. */
const hasMod = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey;

/** Keys whose own name would be read as a sign between keys. */
const named: Record<string, string> = { plus: '+', space: ' ' };

/**
 * A shortcut as people write it: `mod+S`, `mod+Enter`, `Escape`, `mod+plus`. A digit is also known by its place, since
 * the Vietnamese layout of Windows has letters there.
 */
export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.toLowerCase().split('+');
  const last = parts.pop() ?? '';
  const key = named[last] ?? last;
  const wanted = { mod: parts.includes('mod'), shift: parts.includes('shift'), alt: parts.includes('alt') };
  return (
    (event.key.toLowerCase() === key || (/^\d$/.test(key) && event.code === `Digit${key}`)) &&
    hasMod(event) === wanted.mod &&
    event.shiftKey === wanted.shift &&
    event.altKey === wanted.alt
  );
}

const printed: Record<string, string> = {
  mod: 'Ctrl',
  plus: '+',
  '-': '−',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  delete: 'Del',
  pageup: 'Page Up',
  pagedown: 'Page Down',
};

/** The keys one by one, as printed on a keyboard: `mod+enter` gives Ctrl and Enter. */
export const keyCaps = (keys: string): string[] =>
  keys
    .toLowerCase()
    .split('+')
    .map((part) => printed[part] ?? part.charAt(0).toUpperCase() + part.slice(1));

/** A shortcut in one piece, for menus, buttons and tooltips: `Ctrl+Enter`. */
export const showKeys = (keys: string): string =>
  keyCaps(keys)
    .join('+')
    .replace(/\+([+−])$/, ' $1');

/** The dialog, list or menu over the screen in which a key was pressed; null on the screen itself. */
export const coverOf = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest('[role="dialog"], [role="listbox"], [role="menu"]') : null;

/** True when the key belongs to something that lies over the scope: an open list, a menu, a dialog. */
function isCovered(event: KeyboardEvent, scope: HTMLElement | null | undefined): boolean {
  if (scope === undefined || !(event.target instanceof Element)) return false;
  if (event.key === 'Escape' && event.target.getAttribute('aria-expanded') === 'true') return true;
  const layer = coverOf(event.target);
  return layer !== null && !layer.contains(scope);
}

/**
 * Runs the action of a shortcut anywhere in the window while the component is shown; undefined switches one off.
 * With a scope, keys typed into something that lies over it (list, menu, dialog) are left alone.
 */
export function useKeys(
  actions: Record<string, (() => void) | undefined>,
  scope?: RefObject<HTMLElement | null>,
): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    let covered = false;
    // Before anyone reacts: an open list closes on Escape, and afterwards nobody could tell that it was open.
    const onCapture = (event: KeyboardEvent): void => {
      covered = isCovered(event, scope?.current);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (covered || event.defaultPrevented || isTyping(event)) return;
      for (const [keys, act] of Object.entries(latest.current)) {
        if (act === undefined || !matches(event, keys)) continue;
        event.preventDefault();
        act();
        return;
      }
    };
    window.addEventListener('keydown', onCapture, true);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onCapture, true);
      window.removeEventListener('keydown', onKey);
    };
  }, [scope]);
}
