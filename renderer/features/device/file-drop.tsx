import { pickFile } from '../../api.ts';
import type { Picked } from '../../bridge.ts';
import { useText } from '../../text/index.ts';
import { DropPlace } from '../../ui/drop-place.tsx';
import { notifyError } from '../../ui/notify.ts';

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
  const take = async (file?: File): Promise<void> => {
    const options = { mode: 'open' as const, extensions: ['json'], ...(file === undefined ? {} : { file }) };
    const [picked] = await pickFile(options).catch(tellNoFile);
    if (picked !== undefined) onPicked(picked);
  };
  return (
    <DropPlace
      className="vm-device-drop"
      title={title}
      hint={t.drop}
      onChoose={() => void take()}
      onDrop={([file]) => void take(file)}
    />
  );
}
