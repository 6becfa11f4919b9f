import { useEffect } from 'react';
import { coverOf } from './keys.ts';

/** Parts of a screen, the smallest first, in which the focus stays. */
const parts = ['.vm-section', '.vm-panel, .vm-form', '.vm-split-pane', '.vm-split', 'main'];

/** What comes next in a part: the marked button, the panel, the list; else the part itself, if it is one to be read. */
function nextIn(part: HTMLElement): HTMLElement | null {
  const marked = part.querySelector<HTMLElement>('[data-next]:not(:disabled)');
  if (marked !== null) return marked;
  if (part.matches('.vm-section, .vm-panel, .vm-form')) return part;
  const isMain = part.localName === 'main';
  const list = isMain ? '.vm-split [role=grid]' : '[role=grid]';
  return (
    part.querySelector<HTMLElement>('.vm-panel, .vm-form') ??
    part.querySelector<HTMLElement>(list) ??
    (isMain ? part : null)
  );
}

function land(target: HTMLElement): void {
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: target.tabIndex < 0 });
}

/**
 * What had the focus often goes with its own deed: a button that makes way for progress, a row taken off a list, a panel that is
 * closed. While a screen that asks for it is shown, the focus then stays where people were working, and goes on to what is marked
 * as next as soon as that is there. A form looks after its own fields.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let held: HTMLElement | undefined;
    let around: HTMLElement[] = [];
    let form: HTMLFormElement | null = null;
    let dialog: HTMLElement | null = null;
    let parked: HTMLElement | undefined;
    let isPaused = false;
    let frame = 0;
    const onFocus = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      dialog = target.closest('[role=dialog]');
      isPaused = coverOf(target) !== null;
      if (isPaused) return;
      held = target.closest('main') === null ? undefined : target;
      form = target.closest('form');
      around = parts.flatMap((part) => target.closest<HTMLElement>(part) ?? []);
      if (target !== parked) parked = undefined;
    };
    const keep = (): void => {
      frame = 0;
      const active = document.activeElement;
      if (parked !== undefined && active === parked) {
        const next = nextIn(parked);
        if (next !== null && next !== parked) land(next);
      }
      if (active !== null && active !== document.body) return;
      if (dialog?.isConnected === true && dialog.checkVisibility()) {
        land(dialog.querySelector<HTMLElement>('[data-autofocus]:not(:disabled)') ?? dialog);
        return;
      }
      if (held === undefined) return;
      if (held.isConnected && held.checkVisibility()) {
        if (isPaused && !held.matches(':disabled')) held.focus({ preventScroll: true });
        return;
      }
      if (form?.isConnected === true) return;
      const next = around
        .filter(({ isConnected }) => isConnected)
        .reduce<HTMLElement | null>((found, part) => found ?? nextIn(part), null);
      if (next === null) return;
      parked = next.tabIndex < 0 ? next : undefined;
      land(next);
    };
    const observer = new MutationObserver(() => {
      // While its deed runs a button cannot hold the focus; it has it back afterwards.
      if (held?.matches(':disabled') === true) isPaused = true;
      frame ||= requestAnimationFrame(keep);
    });
    document.addEventListener('focusin', onFocus);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled', 'hidden'] });
    return () => {
      document.removeEventListener('focusin', onFocus);
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, []);
}
