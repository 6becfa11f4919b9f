import { Button } from '@mantine/core';
import { ShieldX } from 'lucide-react';
import { useEffect } from 'react';
import type { Input } from '../../../db/api/contract/index.ts';
import { useText } from '../../text/index.ts';
import type { Draft } from '../../ui/use-draft.tsx';

interface SecretRefusalProps {
  secrecy: NonNullable<Input<'directive.create'>['secrecy']>;
  draft: Draft;
  onGoOn: () => void;
  onDiscard: () => void;
}

/** In place of the form once a secret level is chosen: nothing more can be typed, and what a draft kept is gone. */
export function SecretRefusal({ secrecy, draft, onGoOn, onDiscard }: SecretRefusalProps) {
  const t = useText().directive;
  const { remove } = draft;
  useEffect(() => void remove(), [remove]);
  return (
    <section className="vm-secret" role="alert">
      <ShieldX size={32} strokeWidth={1.5} aria-hidden />
      <h2>{t.secret.title(t.secrecies[secrecy])}</h2>
      <p>{t.secret.why}</p>
      <p>{t.secret.what}</p>
      <div className="vm-form-buttons">
        <Button onClick={onDiscard}>{t.secret.discard}</Button>
        <Button variant="default" onClick={onGoOn}>
          {t.secret.goOn}
        </Button>
      </div>
    </section>
  );
}
