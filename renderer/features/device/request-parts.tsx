import { useText } from '../../text/index.ts';
import { Fingerprint } from './fingerprint.tsx';
import { Steps } from './lines.tsx';
import { SaveFile } from './save-file.tsx';

interface RequestPartsProps {
  fileName: string;
  file: string;
  fingerprint: string;
  /** What comes next, where it is not the first bundle. */
  next?: readonly string[];
}

/** What a PC that asks for a certificate has to give: the request on a stick, and the number read out over the telephone. */
export function RequestParts({ fileName, file, fingerprint, next }: RequestPartsProps) {
  const t = useText().device.request;
  return (
    <div className="vm-device-parts">
      <SaveFile label={t.save} file={file} fileName={fileName} isMain />
      <div>
        <h3 className="vm-device-heading">{t.print}</h3>
        <Fingerprint value={fingerprint} label={t.print} isLarge />
        <p className="vm-page-note">{t.printNote}</p>
      </div>
      <div>
        <h3 className="vm-device-heading">{t.nextTitle}</h3>
        <Steps lines={next ?? t.next} />
      </div>
    </div>
  );
}
