import { Button, TextInput } from '@mantine/core';
import { Download, Printer } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { createPortal } from 'react-dom';
import { saveText } from '../api.ts';
import { useViewDate } from '../stores/view-date.ts';
import { useText } from '../text/index.ts';
import { showDay } from '../text/show.ts';
import './recovery-code.css';

interface RecoveryCodeProps {
  code: string;
  officeName: string;
  doneLabel: string;
  /** Called when the last group was typed right. */
  onDone: () => void;
}

const sameGroup = (typed: string, group: string): boolean =>
  typed.trim().toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0') === group;

/** Shows a recovery code, the only time, and lets nobody go on before its last group was typed from the sheet. */
export function RecoveryCode({ code, officeName, doneLabel, onDone }: RecoveryCodeProps) {
  const t = useText().session.recovery;
  const today = useViewDate((s) => s.today);
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const groups = code.split('-');
  const sheet = t.sheet(officeName, showDay(today), code);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (sameGroup(typed, groups.at(-1) ?? '')) onDone();
    else setWrong(true);
  };
  return (
    <form className="vm-recovery" onSubmit={submit}>
      <p className="vm-page-note">
        {t.intro} {t.keep}
      </p>
      <ol className="vm-code" aria-label={t.code}>
        {groups.map((group, index) => (
          <li key={index}>{group}</li>
        ))}
      </ol>
      <div className="vm-recovery-buttons">
        <Button variant="default" leftSection={<Printer size="1rem" aria-hidden />} onClick={() => window.print()}>
          {t.print}
        </Button>
        {saveText !== undefined && (
          <Button
            variant="default"
            leftSection={<Download size="1rem" aria-hidden />}
            onClick={() => saveText?.(t.fileName, sheet)}
          >
            {t.saveAs}
          </Button>
        )}
      </div>
      <TextInput
        label={t.confirm}
        description={t.confirmHint}
        value={typed}
        error={isWrong ? t.confirmWrong : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={8}
        w="14rem"
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <div className="vm-recovery-buttons">
        <Button type="submit" disabled={typed.trim() === ''}>
          {doneLabel}
        </Button>
      </div>
      {createPortal(<div className="vm-sheet">{sheet}</div>, document.body)}
    </form>
  );
}
