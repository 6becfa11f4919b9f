import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useId, useRef } from 'react';
import { useText } from '../../text/index.ts';
import { isTyping } from '../../ui/keys.ts';
import type { DeskBlock as Block } from './blocks.tsx';

const steps: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(last, index + 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** Arrow keys go from line to line; Tab goes from block to block. */
function onArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  if (step === undefined || isTyping(event.nativeEvent)) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stop]')];
  const index = stops.indexOf(document.activeElement as HTMLElement);
  if (index < 0) return;
  event.preventDefault();
  stops[step(index, stops.length - 1)]?.focus();
}

/** One block of the desk: its number opens the list, each line its record. */
export function DeskBlock({ block, lineCount }: { block: Block; lineCount: number }) {
  const t = useText().desk;
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const { title, icon: Icon, meaning, total, lines, openAll } = block;
  // One stop of Tab per block: the line that was left last.
  const keepStop = (target: HTMLElement): void => {
    for (const stop of section.current?.querySelectorAll<HTMLElement>('[data-stop]') ?? []) stop.tabIndex = -1;
    target.tabIndex = 0;
  };
  const shown = lines.slice(0, lineCount);
  return (
    <section
      ref={section}
      className="vm-desk-block"
      data-meaning={meaning}
      aria-labelledby={id}
      onKeyDown={onArrow}
      onFocus={(event) => {
        if ((event.target as HTMLElement).matches('[data-stop]')) keepStop(event.target as HTMLElement);
      }}
    >
      <header>
        <Icon size={16} aria-hidden />
        <h2 id={id}>{title}</h2>
        {openAll === undefined ? (
          <span className="vm-desk-count">{t.count(total)}</span>
        ) : (
          <button
            type="button"
            className="vm-desk-count"
            data-stop
            tabIndex={shown.length === 0 ? 0 : -1}
            aria-label={t.openAll(title, total)}
            onClick={openAll}
          >
            {t.count(total)}
            <ChevronRight size={14} aria-hidden />
          </button>
        )}
      </header>
      <ul>
        {shown.map(({ key, main, side, note, open }, index) => (
          <li key={key}>
            <button
              type="button"
              data-stop
              tabIndex={index === 0 ? 0 : -1}
              aria-disabled={open === undefined || undefined}
              title={`${main} — ${side}`}
              onClick={open}
            >
              <span className="vm-desk-main">{main}</span>
              <span className="vm-desk-side">{side}</span>
              <span className="vm-desk-note">{note}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
