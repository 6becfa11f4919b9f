import { Button } from '@mantine/core';
import { Printer } from 'lucide-react';
import { Suspense, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { useCommands } from '../../commands/use-commands.ts';
import type { Named } from '../../stores/list-request.ts';
import { useSession } from '../../stores/session.ts';
import { slot } from '../../stores/slots.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { FormPanel } from '../../ui/form-panel.tsx';
import { Panel } from '../../ui/page.tsx';
import { useCommand } from '../../use-api.ts';
import { CloseButton } from './device-detail.tsx';
import { Steps } from './lines.tsx';
import { PrintedSlip } from './printed-sheet.tsx';
import { SaveFile } from './save-file.tsx';

type Made = Output<'device.invite'>;

const policeOnly = ['police'] as const;

interface InviteProps {
  onMade: () => void;
  onClose: () => void;
}

/** A seat for a PC of a unit: the file goes by stick, the code by another way. The code lives in this component only. */
export function Invite({ onMade, onClose }: InviteProps) {
  const t = useText().device.invite;
  const on = useViewDate((s) => s.on);
  const [unit, setUnit] = useState<Named | null>(null);
  const [isTold, setTold] = useState(false);
  const [error, setError] = useState<ApiError>();
  const [made, setMade] = useState<{ unitName: string; invitation: Made }>();
  const { run, isRunning } = useCommand('device.invite');
  const UnitPicker = slot('unitPicker');
  const submit = async (): Promise<void> => {
    setTold(true);
    if (unit === null) return;
    const result = await run({ unitId: unit.id, on }, { quiet: true });
    if (!result.ok) return setError(result.error);
    setMade({ unitName: unit.name, invitation: result.value });
    onMade();
  };
  const again = (): void => {
    setMade(undefined);
    setUnit(null);
    setTold(false);
    setError(undefined);
  };
  if (made !== undefined)
    return <MadeInvitation unitName={made.unitName} invitation={made.invitation} onAgain={again} onClose={onClose} />;
  return (
    <FormPanel
      title={t.title}
      saveLabel={t.submit}
      onSave={submit}
      onCancel={onClose}
      isSaving={isRunning}
      error={error}
    >
      <p>{t.text}</p>
      <Suspense fallback={null}>
        {UnitPicker !== undefined && (
          <UnitPicker
            hasLabel
            required
            label={t.unit}
            placeholder={t.unitHint}
            natures={policeOnly}
            value={unit}
            onChange={setUnit}
            error={isTold && unit === null ? t.unitMissing : undefined}
          />
        )}
      </Suspense>
    </FormPanel>
  );
}

interface MadeProps {
  unitName: string;
  invitation: Made;
  onAgain: () => void;
  onClose: () => void;
}

function MadeInvitation({ unitName, invitation, onAgain, onClose }: MadeProps) {
  const t = useText().device.invite;
  const today = useViewDate((s) => s.today);
  const officeName = useSession((s) => s.officeName);
  const { code, file, fileName, fingerprint } = invitation;
  const print = (): void => window.print();
  useCommands({ 'file.print': { run: print } });
  return (
    // The code is shown this once: no key takes it off the screen by mistake.
    <Panel title={t.made(unitName)} actions={<CloseButton onClose={onClose} isByKey={false} />}>
      <div className="vm-device-parts">
        <SaveFile label={t.save} file={file} fileName={fileName} isMain />
        <div>
          <h3 className="vm-device-heading">{t.code}</h3>
          <output className="vm-device-code">{code}</output>
          <div className="vm-device-save">
            <Button variant="default" title="Ctrl+P" leftSection={<Printer size="1rem" aria-hidden />} onClick={print}>
              {t.printSlip}
            </Button>
            <span className="vm-page-note">{t.codeNote}</span>
          </div>
        </div>
        <Steps lines={t.next} />
        <div className="vm-device-save">
          <Button variant="default" onClick={onAgain}>
            {t.another}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t.done}
          </Button>
        </div>
      </div>
      <PrintedSlip
        officeName={officeName}
        unitName={unitName}
        code={code}
        fingerprint={fingerprint}
        madeOn={showDay(today)}
      />
    </Panel>
  );
}
