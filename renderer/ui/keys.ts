import { useEffect, useRef } from 'react';

/** True while an input method is composing a letter: such keys belong to it, never to a shortcut. */
export const isTyping = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean => event.isComposing || event.keyCode === 229;

/** `mod` is Ctrl, or Cmd on a Mac. */
const hasMod = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey;

/** A shortcut as people write it: `mod+S`, `mod+Enter`, `Escape`. */
export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.toLowerCase().split('+');
  const key = parts.pop();
  const wanted = { mod: parts.includes('mod'), shift: parts.includes('shift'), alt: parts.includes('alt') };
  return event.key.toLowerCase() === key && hasMod(event) === wanted.mod && event.shiftKey === wanted.shift && event.altKey === wanted.alt;
}

/** Runs the action of a shortcut anywhere in the window while the component is shown; undefined switches one off. */
export function useKeys(actions: Record<string, (() => void) | undefined>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event)) return;
      for (const [keys, act] of Object.entries(latest.current)) {
        if (act === undefined || !matches(event, keys)) continue;
        event.preventDefault();
        act();
        return;
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
