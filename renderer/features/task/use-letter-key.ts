import { useEffect, useRef } from 'react';
import { isTyping } from '../../ui/keys.ts';

const takesText = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]';

/** A single letter as a shortcut, outside of every place that takes text. */
export function useLetterKey(letter: string, act: (() => void) | undefined): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !isTyping(event);
      const target = event.target as Element | null;
      if (event.key.toLowerCase() !== letter || !isPlain || latest.current === undefined || target?.closest(takesText))
        return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [letter]);
}
