import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { Page } from '../../help/library.ts';
import { printOnly } from '../../ui/print.ts';
import { HelpBlocks } from './help-blocks.tsx';

/** A topic on paper: what it says and its pictures, without the program around them. */
export function HelpPaper({ page, onDone }: { page: Page; onDone: () => void }) {
  const paper = useRef<HTMLDivElement>(null);
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    let isCurrent = true;
    const pictures = [...(paper.current?.querySelectorAll('img') ?? [])];
    // A picture that cannot be had leaves its words.
    void Promise.allSettled(pictures.map((picture) => picture.decode())).then(() => {
      if (!isCurrent) return;
      printOnly('help');
      done.current();
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return createPortal(
    <div ref={paper} className="vm-help-paper" lang={document.documentElement.lang}>
      <HelpBlocks page={page} />
    </div>,
    document.body,
  );
}
