import { Search } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useCommands } from '../../commands/use-commands.ts';
import { useText } from '../../text/index.ts';
import './palette.css';

const PaletteDialog = lazy(() => import('./palette-dialog.tsx'));

/** The search box of the top bar: opens the palette, as Ctrl+K does. */
export default function Palette() {
  const t = useText().search.palette;
  const [isOpen, setOpen] = useState(false);
  const from = useRef<HTMLElement | null>(null);
  const open = (): void => {
    if (isOpen) return;
    from.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setOpen(true);
  };
  /** Gives the focus back first: a command may ask where it is, or move it. */
  const close = (then?: () => void): void => {
    setOpen(false);
    requestAnimationFrame(() => {
      if (from.current?.isConnected === true) from.current.focus({ preventScroll: true });
      then?.();
    });
  };
  useCommands({ 'tools.palette': { run: open } });
  return (
    <>
      <button type="button" className="vm-palette-button" aria-haspopup="dialog" title={t.label} onClick={open}>
        <Search size="0.875rem" aria-hidden />
        <span className="vm-palette-word">{t.button}</span>
        <kbd aria-hidden>Ctrl+K</kbd>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <PaletteDialog onClose={close} />
        </Suspense>
      )}
    </>
  );
}
