import { useEffect, useState } from 'react';

const pauseMs = 100;

/** A box to type into whose words count after a short pause, and never while a letter is still being composed. */
export function useSettledText(initial: string, onSettle: (text: string) => void) {
  const [typed, setTyped] = useState(initial);
  const [isComposing, setComposing] = useState(false);
  useEffect(() => {
    if (isComposing) return;
    const timer = setTimeout(() => onSettle(typed), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, isComposing, onSettle]);
  return {
    typed,
    setTyped,
    isComposing,
    /** For the input. */
    input: {
      value: typed,
      onChange: (event: { currentTarget: { value: string } }) => setTyped(event.currentTarget.value),
      onCompositionStart: () => setComposing(true),
      onCompositionEnd: () => setComposing(false),
    },
  };
}
