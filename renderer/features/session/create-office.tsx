import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import type { Output } from '../../../db/api/contract/index.ts';
import { NewOffice } from '../../../db/api/contract/session.ts';
import { limits } from '../../../db/api/types.ts';
import { useSession } from '../../stores/session.ts';
import { useText } from '../../text/index.ts';
import { Card } from '../../ui/card.tsx';
import { DayField, FieldRow, SelectField, TextField } from '../../ui/fields.tsx';
import { FirstUserFields, useFirstUserForm } from '../../ui/new-user-fields.tsx';
import { RecoveryCode } from '../../ui/recovery-code.tsx';
import { useAppForm } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';

type OfficeInput = z.input<typeof NewOffice>;

/** First run: the office, its first user, then the recovery code. `ways` leads to the other ways to begin, until something is made. */
export function CreateOffice({ ways }: { ways: ReactNode }) {
  const t = useText().session;
  const enter = useSession((s) => s.enter);
  const [step, setStep] = useState<'office' | 'user'>('office');
  const [office, setOffice] = useState<OfficeInput>();
  const [made, setMade] = useState<Output<'office.create'>>();
  if (made !== undefined) {
    const { recoveryCode, session } = made;
    return (
      <Card title={t.recovery.title} isWide>
        <RecoveryCode
          code={recoveryCode}
          officeName={session.officeName}
          doneLabel={t.recovery.done}
          onDone={() => enter(session)}
        />
      </Card>
    );
  }
  return (
    <Card top={ways} title={t.create.title} intro={t.create.intro} isWide>
      <ol className="vm-gate-steps">
        {(['office', 'user'] as const).map((name, index) => (
          <li key={name} aria-current={name === step ? 'step' : undefined}>
            <span>{index + 1}</span>
            {t.create.steps[name]}
          </li>
        ))}
      </ol>
      {step === 'office' || office === undefined ? (
        <OfficeStep
          before={office}
          onNext={(next) => {
            setOffice(next);
            setStep('user');
          }}
        />
      ) : (
        <UserStep office={office} onBack={() => setStep('office')} onMade={setMade} />
      )}
    </Card>
  );
}

function OfficeStep({ before, onNext }: { before: OfficeInput | undefined; onNext: (office: OfficeInput) => void }) {
  const t = useText();
  const { create } = t.session;
  const form = useAppForm(NewOffice, before ?? { name: '', shortName: '', symbol: '', level: 'province' });
  const levels = (['province', 'commune', 'ministry'] as const).map((value) => ({
    value,
    label: create.levels[value],
  }));
  return (
    <form className="vm-gate-form" noValidate onSubmit={(event) => void form.handleSubmit(onNext)(event)}>
      <TextField
        control={form.control}
        name="name"
        label={create.officeName}
        hint={create.officeNameHint}
        required
        autoFocus
        maxLength={limits.name}
      />
      <FieldRow>
        <TextField
          control={form.control}
          name="shortName"
          label={create.shortName}
          hint={create.shortNameHint}
          maxLength={limits.shortName}
        />
        <TextField
          control={form.control}
          name="symbol"
          label={create.symbol}
          hint={create.symbolHint}
          maxLength={limits.symbol}
        />
      </FieldRow>
      <FieldRow>
        <SelectField control={form.control} name="level" label={create.level} choices={levels} required />
        <DayField
          control={form.control}
          name="validFrom"
          label={create.validFrom}
          hint={create.validFromHint}
          required
        />
      </FieldRow>
      <div className="vm-gate-buttons">
        <Button type="submit">{t.common.actions.next}</Button>
      </div>
    </form>
  );
}

interface UserStepProps {
  office: OfficeInput;
  onBack: () => void;
  onMade: (made: Output<'office.create'>) => void;
}

function UserStep({ office, onBack, onMade }: UserStepProps) {
  const t = useText();
  const { create } = t.session;
  const form = useFirstUserForm();
  const { run, isRunning } = useCommand('office.create');
  const submit = form.handleSubmit(async ({ passwordAgain: _again, ...user }) => {
    const result = await run({ office, user });
    if (result.ok) onMade(result.value);
  });
  return (
    <form className="vm-gate-form" noValidate onSubmit={(event) => void submit(event)}>
      <FirstUserFields form={form} />
      <div className="vm-gate-buttons">
        <Button type="submit" loading={isRunning}>
          {create.submit}
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack} disabled={isRunning}>
          {t.common.actions.back}
        </Button>
      </div>
    </form>
  );
}
