import { DatabaseBackup, FilePlus2, type LucideIcon, MailOpen } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { slot } from '../../stores/slots.ts';
import { useText } from '../../text/index.ts';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import { CreateOffice } from './create-office.tsx';

type Way = 'create' | 'join' | 'restore';

const icons: Record<Way, LucideIcon> = { create: FilePlus2, join: MailOpen, restore: DatabaseBackup };

/** A PC without an office: a new one, by the invitation of another, or out of a backup. The first needs no choice. */
export function FirstRun() {
  useKeptFocus();
  const [chosen, setChosen] = useState<Way>();
  const way = chosen ?? 'create';
  const Join = slot('joinOffice');
  const Restore = slot('restoreOffice');
  const offered: Way[] = [
    'create',
    ...(Join === undefined ? [] : (['join'] as const)),
    ...(Restore === undefined ? [] : (['restore'] as const)),
  ];
  const ways: ReactNode = offered.length > 1 && (
    <Ways offered={offered} chosen={way} isAnswered={chosen !== undefined} onChoose={setChosen} />
  );
  const Chosen = way === 'join' ? Join : way === 'restore' ? Restore : CreateOffice;
  return <Suspense fallback={null}>{Chosen !== undefined && <Chosen ways={ways} />}</Suspense>;
}

interface WaysProps {
  offered: readonly Way[];
  chosen: Way;
  /** Someone is choosing, by the arrow keys maybe: each way is drawn anew, and the arrows must go on. */
  isAnswered: boolean;
  onChoose: (way: Way) => void;
}

function Ways({ offered, chosen, isAnswered, onChoose }: WaysProps) {
  const t = useText().session.firstRun;
  const root = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (isAnswered) root.current?.querySelector<HTMLInputElement>('input:checked')?.focus();
  }, []);
  return (
    <fieldset ref={root} className="vm-ways">
      <legend className="vm-visually-hidden">{t.title}</legend>
      {offered.map((way) => {
        const Icon = icons[way];
        return (
          <label key={way} className="vm-way" data-chosen={way === chosen || undefined}>
            <input
              type="radio"
              name="way"
              className="vm-visually-hidden"
              checked={way === chosen}
              onChange={() => onChoose(way)}
            />
            <Icon size="1.25rem" strokeWidth={1.75} aria-hidden />
            <span>{t.ways[way]}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
