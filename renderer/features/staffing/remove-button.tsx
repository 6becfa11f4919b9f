import { Button } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../../text/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

interface RemoveButtonProps {
  title: string;
  text: string;
  onRemove: () => unknown;
}

/** Takes away what was entered by mistake, after a question. */
export function RemoveButton({ title, text, onRemove }: RemoveButtonProps) {
  const t = useText().common.actions;
  const [isAsking, setAsking] = useState(false);
  return (
    <div>
      <Button variant="default" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => setAsking(true)}>
        {title}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={title}
        confirmLabel={t.remove}
        isDangerous
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          await onRemove();
          setAsking(false);
        }}
      >
        {text}
      </ConfirmDialog>
    </div>
  );
}
