import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useText } from '../text/index.ts';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** The verb, never "OK". */
  confirmLabel: string;
  /** True for what cannot be undone. */
  isDangerous?: boolean;
  onConfirm: () => unknown;
  onClose: () => void;
}

/** A short decision. The safe button has the focus. */
export function ConfirmDialog({
  opened,
  title,
  children,
  confirmLabel,
  isDangerous = false,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const t = useText().common.actions;
  const [isBusy, setBusy] = useState(false);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    await onConfirm();
    setBusy(false);
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size="sm"
      centered
      closeButtonProps={{ 'aria-label': t.close }}
    >
      <div>{children}</div>
      <div className="vm-dialog-buttons">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t.cancel}
        </Button>
        <Button {...(isDangerous ? { color: 'red.8' } : {})} loading={isBusy} onClick={() => void confirm()}>
          {confirmLabel}
        </Button>
      </div>
    </Modal>
  );
}
