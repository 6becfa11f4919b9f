import { TriangleAlert } from 'lucide-react';
import { useText } from '../../text/index.ts';
import type { Flaw } from './missing.ts';

/** Puts the keyboard into the field of a flaw, once its step is drawn. */
export function focusField(id: string): void {
  setTimeout(() => {
    const place = document.getElementById(id);
    const field = place?.matches('input, button, textarea, select')
      ? place
      : place?.querySelector<HTMLElement>('input, button, textarea, select');
    place?.scrollIntoView({ block: 'center' });
    field?.focus();
  }, 50);
}

interface FlawsProps {
  title: string;
  flaws: readonly Flaw[];
  onMend: (flaw: Flaw) => void;
}

/** Sentences about what must be mended, each with the way to its field. */
export function Flaws({ title, flaws, onMend }: FlawsProps) {
  const t = useText().reorganization.wizard;
  if (flaws.length === 0) return null;
  return (
    <div className="vm-wizard-flaws" role="alert">
      <p>
        <TriangleAlert size="1rem" aria-hidden /> {title}
      </p>
      <ul>
        {flaws.map((flaw) => (
          <li key={`${flaw.field} ${flaw.text}`}>
            {flaw.text}{' '}
            <button type="button" aria-label={`${t.mend}: ${flaw.text}`} onClick={() => onMend(flaw)}>
              {t.mend}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
