import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ApiError } from '../../../db/api/errors.ts';
import type { Picked } from '../../bridge.ts';
import { errorText, issueText, useText } from '../../text/index.ts';
import { useCommand } from '../../use-api.ts';
import { FileDrop } from './file-drop.tsx';
import { codeLength, signsOf } from './groups.ts';

/** A PC that still waits answers another invitation for its unit. */
export function Answer({ onAnswered, onClose }: { onAnswered: () => void; onClose: () => void }) {
  const words = useText();
  const { answer: t, join } = words.device;
  const [file, setFile] = useState<Picked>();
  const [code, setCode] = useState('');
  const [isTold, setTold] = useState(false);
  const [error, setError] = useState<ApiError>();
  const { run, isRunning } = useCommand('device.answer');
  const count = signsOf(code).length;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTold(true);
    if (file === undefined || count !== codeLength) return;
    const result = await run({ file: file.handle, code }, { quiet: true, done: t.done });
    if (!result.ok) return setError(result.error);
    onAnswered();
    onClose();
  };
  return (
    <form className="vm-device-parts" noValidate onSubmit={(event) => void submit(event)}>
      <p>{t.text}</p>
      <FileDrop title={file === undefined ? join.drop : t.chosen(file.name)} onPicked={setFile} />
      <TextInput
        classNames={{ input: 'vm-device-heard' }}
        label={join.code}
        description={join.codeHint(count, codeLength)}
        withAsterisk
        value={code}
        maxLength={60}
        autoComplete="off"
        spellCheck={false}
        error={isTold && count !== codeLength ? issueText('join_code_short') : undefined}
        onChange={(event) => {
          setCode(event.currentTarget.value);
          setError(undefined);
          setTold(false);
        }}
      />
      {error !== undefined && (
        <p className="vm-device-problem" role="alert">
          {errorText(error)}
        </p>
      )}
      <div className="vm-device-save">
        <Button type="submit" loading={isRunning} disabled={file === undefined}>
          {t.submit}
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {words.common.actions.cancel}
        </Button>
      </div>
    </form>
  );
}
