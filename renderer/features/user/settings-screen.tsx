import { Button, Modal } from '@mantine/core';
import { Suspense, useState } from 'react';
import { sessionContract } from '../../../db/api/contract/session.ts';
import { useSession } from '../../stores/session.ts';
import { slot } from '../../stores/slots.ts';
import { useText } from '../../text/index.ts';
import { AskPassword } from '../../ui/ask-password.tsx';
import { NumberField } from '../../ui/fields.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { RecoveryCode } from '../../ui/recovery-code.tsx';
import { useAppForm } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';

/** Quản trị › Cài đặt và khóa: automatic lock, recovery code. */
export default function SettingsScreen() {
  const t = useText().user.settings;
  const Backup = slot('backupSection');
  return (
    <Page title={t.title} scrolls>
      <AutoLock />
      <Recovery />
      <Suspense fallback={null}>{Backup !== undefined && <Backup />}</Suspense>
    </Page>
  );
}

function AutoLock() {
  const t = useText();
  const minutes = useSession((s) => s.session?.autoLockMinutes ?? 15);
  const form = useAppForm(sessionContract['office.saveSettings'].input, { autoLockMinutes: minutes });
  const { run, isRunning } = useCommand('office.saveSettings');
  const submit = form.handleSubmit(async (input) => {
    const result = await run(input, { done: t.user.settings.saved });
    if (result.ok) await useSession.getState().refresh();
  });
  return (
    <Section level={2} title={t.user.settings.autoLockTitle}>
      <form className="vm-narrow" noValidate onSubmit={(event) => void submit(event)}>
        <NumberField
          control={form.control}
          name="autoLockMinutes"
          label={t.user.settings.autoLock}
          hint={t.user.settings.autoLockHint}
          required
        />
        <Button mt="xs" type="submit" loading={isRunning}>
          {t.common.actions.save}
        </Button>
      </form>
    </Section>
  );
}

function Recovery() {
  const t = useText();
  const officeName = useSession((s) => s.officeName);
  const [isAsking, setAsking] = useState(false);
  const [code, setCode] = useState<string>();
  const close = (): void => {
    setAsking(false);
    setCode(undefined);
  };
  return (
    <Section level={2} title={t.user.settings.recoveryTitle}>
      <p>{t.user.settings.recoveryText}</p>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t.user.settings.renew}
      </Button>
      <Modal
        opened={isAsking}
        onClose={close}
        title={t.session.recovery.title}
        size={code === undefined ? 'sm' : 'lg'}
        withCloseButton={code === undefined}
        closeOnEscape={code === undefined}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t.common.actions.close }}
      >
        {code === undefined ? (
          <RenewCode onCode={setCode} />
        ) : (
          <RecoveryCode code={code} officeName={officeName} doneLabel={t.session.recovery.doneShort} onDone={close} />
        )}
      </Modal>
    </Section>
  );
}

function RenewCode({ onCode }: { onCode: (code: string) => void }) {
  const t = useText();
  const { run, isRunning } = useCommand('session.renewRecovery');
  return (
    <>
      <p>{t.user.settings.renewConfirm}</p>
      <AskPassword
        label={t.session.password}
        submitLabel={t.user.settings.renew}
        isRunning={isRunning}
        onSubmit={async (input) => {
          const result = await run(input, { quiet: true });
          if (!result.ok) return result.error;
          onCode(result.value.recoveryCode);
          return undefined;
        }}
      />
    </>
  );
}
