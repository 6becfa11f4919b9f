import { FileUp } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { pickFile } from '../../api.ts';
import type { Picked } from '../../bridge.ts';
import { useText } from '../../text/index.ts';
import { notifyError } from '../../ui/notify.ts';
import '../../ui/import-file.css';

function tellNoFile(): Picked[] {
  notifyError({ code: 'FILE_NOT_FOUND', details: {} });
  return [];
}

interface FileDropProps {
  title: string;
  onPicked: (picked: Picked) => void;
}

/** The place to choose an invitation or a request from a stick, or to drop it on. */
export function FileDrop({ title, onPicked }: FileDropProps) {
  const t = useText().device.file;
  const [isOver, setOver] = useState(false);
  const take = async (file?: File): Promise<void> => {
    const options = { mode: 'open' as const, extensions: ['json'], ...(file === undefined ? {} : { file }) };
    const [picked] = await pickFile(options).catch(tellNoFile);
    if (picked !== undefined) onPicked(picked);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) void take(file);
  };
  return (
    <button
      type="button"
      className="vm-import-drop vm-device-drop"
      data-over={isOver || undefined}
      onClick={() => void take()}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileUp size="2rem" strokeWidth={1.5} aria-hidden />
      <strong>{title}</strong>
      <span>{t.drop}</span>
    </button>
  );
}
