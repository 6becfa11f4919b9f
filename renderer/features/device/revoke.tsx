import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { DeviceShown } from '../../../db/api/contract/device.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { errorText, useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { fold } from '../../ui/fold.ts';
import { useCommand } from '../../use-api.ts';
import { shortLife } from './groups.ts';
import { Lines } from './lines.tsx';

interface RevokeProps {
  machine: DeviceShown;
  /** One life of its database; null: the PC itself. */
  life: string | null;
  onClose: () => void;
  onRevoked: () => void;
}

/** Withdraws a PC or one of its lives at a number, never at a time; confirmed by typing what it is called. */
export function Revoke({ machine, life, onClose, onRevoked }: RevokeProps) {
  const words = useText();
  const t = words.device.revoke;
  const { device, name, lives, opCount } = machine;
  const target = life === null ? name : shortLife(life);
  const held = life === null ? opCount : (lives.find((one) => one.incarnation === life)?.opCount ?? 0);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<ApiError>();
  const { run, isRunning } = useCommand('device.revoke');
  const isMeant = fold(typed).trim() === fold(target).trim();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isMeant) return;
    const done = ({ keptOps }: { keptOps: number }): string => t.done(showNumber(keptOps));
    const result = await run({ device, incarnation: life }, { quiet: true, done });
    if (result.ok) onRevoked();
    else setError(result.error);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={life === null ? t.title(name) : t.lifeTitle(target)}
      size="md"
      closeButtonProps={{ 'aria-label': words.common.actions.close }}
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Lines
          lines={[
            held === 0 ? t.cutNothing : t.cut(showNumber(held)),
            t.noTime,
            t.reach,
            life === null ? t.forGood : t.lifeForGood,
          ]}
        />
        <TextInput
          mt="sm"
          label={t.typeName(target)}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {error !== undefined && (
          <p className="vm-form-error" role="alert">
            {errorText(error)}
          </p>
        )}
        <div className="vm-dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {words.common.actions.cancel}
          </Button>
          <Button type="submit" color="red.8" disabled={!isMeant} loading={isRunning}>
            {t.submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
