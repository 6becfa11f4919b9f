import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../text/index.ts';

interface SecondWordProps {
  unitName: string;
  count: number;
  onConfirm: () => void;
  onClose: () => void;
}

/** A bundle that removes many records is taken in only by someone who types how many. */
export function SecondWord({ unitName, count, onConfirm, onClose }: SecondWordProps) {
  const t = useText();
  const words = t.bundle.import.second;
  const [typed, setTyped] = useState('');
  const isRight = typed.replace(/[\s.,]/g, '') === String(count);
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title(count)}
      size="sm"
      centered
      closeButtonProps={{ 'aria-label': t.common.actions.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isRight) onConfirm();
        }}
      >
        <p className="vm-bundle-words">{words.text(unitName, count)}</p>
        <TextInput
          label={words.label(count)}
          value={typed}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className="vm-dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t.common.actions.cancel}
          </Button>
          <Button type="submit" color="red.8" disabled={!isRight}>
            {words.confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
