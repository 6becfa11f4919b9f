import { Button } from '@mantine/core';
import { CircleCheck, Usb } from 'lucide-react';
import { useState } from 'react';
import { deliver, pickFile, writesInPlace } from '../../api.ts';
import type { Picked } from '../../bridge.ts';
import { useText } from '../../text/index.ts';
import { notifyError } from '../../ui/notify.ts';
import { useJob } from '../../use-api.ts';

function tellNoPlace(): Picked[] {
  notifyError({ code: 'FILE_NOT_FOUND', details: {} });
  return [];
}

interface SaveFileProps {
  label: string;
  file: string;
  fileName: string;
  isMain?: boolean;
}

/** Writes a small file to a stick and says when the stick may be pulled: only after it was read back. */
export function SaveFile({ label, file, fileName, isMain = false }: SaveFileProps) {
  const t = useText().device.file;
  const saving = useJob('device.saveFile');
  const [saved, setSaved] = useState<string>();
  const save = async (): Promise<void> => {
    const [place] = await pickFile({ mode: 'save', name: fileName }).catch(tellNoPlace);
    if (place === undefined) return;
    setSaved(undefined);
    const result = await saving.run({ file, target: place.handle }, t.saving(place.name));
    if (!result.ok) return;
    await deliver(place);
    setSaved(place.name);
  };
  return (
    <div className="vm-device-save">
      <Button
        variant={isMain && saved === undefined ? 'filled' : 'default'}
        leftSection={<Usb size="1rem" aria-hidden />}
        loading={saving.isRunning}
        onClick={() => void save()}
      >
        {saved === undefined ? label : t.again}
      </Button>
      <p role="status" className="vm-device-saved">
        {saved !== undefined && (
          <>
            <CircleCheck size="1rem" aria-hidden />
            <span>{(writesInPlace ? t.onStick : t.downloaded)(saved)}</span>
          </>
        )}
      </p>
    </div>
  );
}
