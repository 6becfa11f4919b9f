import { type RefObject, useEffect, useRef } from 'react';

/** True while an input method is composing a letter: such keys belong to it, never to a shortcut. */
export const isTyping = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === 229;

/** `mod` is Ctrl, or Cmd on a Mac. */
const hasMod = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey;

/** A shortcut as people write it: `mod+S`, `mod+Enter`, `Escape`. */
export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.toLowerCase().split('+');
  const key = parts.pop();
  const wanted = { mod: parts.includes('mod'), shift: parts.includes('shift'), alt: parts.includes('alt') };
  return (
    event.key.toLowerCase() === key &&
    hasMod(event) === wanted.mod &&
    event.shiftKey === wanted.shift &&
    event.altKey === wanted.alt
  );
}

const layers = '[role="dialog"], [role="listbox"], [role="menu"]';

/** True when the key belongs to something that lies over the scope: an open list, a menu, a dialog. */
function isCovered(event: KeyboardEvent, scope: HTMLElement | null | undefined): boolean {
  if (scope === undefined || !(event.target instanceof Element)) return false;
  if (event.key === 'Escape' && event.target.getAttribute('aria-expanded') === 'true') return true;
  const layer = event.target.closest(layers);
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
