import { Button, TextInput } from '@mantine/core';
import { ArrowLeft, Printer } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Fingerprint } from './fingerprint.tsx';
import { isLastGroup, linesOf } from './groups.ts';
import { PrintedSheet, type SheetSecret } from './printed-sheet.tsx';
import './device.css';

interface SecretSheetProps {
  officeName: string;
  deviceName: string;
  secrets: readonly SheetSecret[];
  /** Of the authority; undefined where the sheet is of a PC that only joined. */
  fingerprint?: string;
  doneLabel: string;
  onDone: () => void;
}

/**
 * Phiếu khôi phục: shown once, printed or copied by hand. Nobody goes on before the last group of every secret was typed from
 * the paper, while the screen no longer shows it. The secrets live in this component only.
 */
export function SecretSheet(props: SecretSheetProps) {
  const [isChecking, setChecking] = useState(false);
  return isChecking ? (
    <Check {...props} onBack={() => setChecking(false)} />
  ) : (
    <Shown {...props} onCopied={() => setChecking(true)} />
  );
}

function Shown({ secrets, onCopied, ...about }: SecretSheetProps & { onCopied: () => void }) {
  const words = useText().device;
  const t = words.sheet;
  const today = useViewDate((s) => s.today);
  return (
    <div className="vm-secret">
      <p className="vm-page-note">{t.once}</p>
      {secrets.map(({ kind, value }) => (
        <section key={kind} aria-label={t.secrets[kind]}>
          <h3 className="vm-device-heading">{t.secrets[kind]}</h3>
          <SecretLines lines={linesOf(value)} label={t.secrets[kind]} />
        </section>
      ))}
      {about.fingerprint !== undefined && (
        <section>
          <h3 className="vm-device-heading">{words.print}</h3>
          <Fingerprint value={about.fingerprint} label={words.print} />
        </section>
      )}
      <div className="vm-secret-buttons">
        <Button leftSection={<Printer size="1rem" aria-hidden />} onClick={() => window.print()} data-autofocus>
          {t.print}
        </Button>
        <Button variant="default" onClick={onCopied}>
          {t.copied}
        </Button>
      </div>
      <PrintedSheet {...about} secrets={secrets} madeOn={showDay(today)} />
    </div>
  );
}

/** Rows of groups, as they stand on the sheet. */
export function SecretLines({ lines, label }: { lines: readonly (readonly string[])[]; label: string }) {
  return (
    <ol className="vm-secret-lines" aria-label={label}>
      {lines.map((groups, index) => (
        <li key={index}>
          {groups.map((group, place) => (
            <span key={place}>{group}</span>
          ))}
        </li>
      ))}
    </ol>
  );
}

function Check({ secrets, doneLabel, onDone, onBack }: SecretSheetProps & { onBack: () => void }) {
  const t = useText().device.sheet;
  const [typed, setTyped] = useState<Partial<Record<SheetSecret['kind'], string>>>({});
  const [isTold, setTold] = useState(false);
  const isRight = ({ kind, value }: SheetSecret): boolean => isLastGroup(typed[kind] ?? '', value);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (secrets.every(isRight)) onDone();
    else setTold(true);
  };
  return (
    <form className="vm-secret" noValidate autoComplete="off" onSubmit={submit}>
      <p className="vm-page-note">{t.check}</p>
      {secrets.map((secret, index) => (
        <TextInput
          key={secret.kind}
          label={t.lastGroup(t.secrets[secret.kind])}
          value={typed[secret.kind] ?? ''}
          error={isTold && !isRight(secret) ? t.wrong : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={12}
          autoFocus={index === 0}
          w="22rem"
          maw="100%"
          onChange={(event) => {
            const { value } = event.currentTarget;
            setTold(false);
            setTyped((old) => ({ ...old, [secret.kind]: value }));
          }}
        />
      ))}
      <div className="vm-secret-buttons">
        <Button type="submit">{doneLabel}</Button>
        <Button variant="subtle" color="gray" leftSection={<ArrowLeft size="1rem" aria-hidden />} onClick={onBack}>
          {t.back}
        </Button>
      </div>
    </form>
  );
}
