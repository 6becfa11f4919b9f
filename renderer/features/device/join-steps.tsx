import { Button } from '@mantine/core';
import { useWatch } from 'react-hook-form';
import { z } from 'zod';
import type { deviceContract } from '../../../db/api/contract/device.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits, Name } from '../../../db/api/types.ts';
import { errorText, useText } from '../../text/index.ts';
import { TextField } from '../../ui/fields.tsx';
import { FirstUserFields, useFirstUserForm } from '../../ui/new-user-fields.tsx';
import { Facts } from '../../ui/page.tsx';
import { useAppForm } from '../../ui/use-form.ts';
import { Fingerprint } from './fingerprint.tsx';
import { codeLength, signsOf } from './groups.ts';
import type { Invitation } from './join-types.ts';

const isWhole = (code: string): boolean => signsOf(code).length === codeLength;
const SeatForm = z.strictObject({
  code: z.string().max(60).refine(isWhole, { error: 'join_code_short' }),
  deviceName: Name(limits.name),
});
export type Seat = z.input<typeof SeatForm>;

interface CodeStepProps {
  invitation: Invitation;
  before: Seat;
  /** Why the code was refused; stands until another one is tried. */
  refusal: string | undefined;
  onBack: () => void;
  onNext: (seat: Seat) => void;
}

/** Who invites whom, the code that came another way, and what the PC is called. */
export function CodeStep({ invitation, before, refusal, onBack, onNext }: CodeStepProps) {
  const words = useText();
  const t = words.device.join;
  const form = useAppForm(SeatForm, before);
  const typed = signsOf(useWatch({ control: form.control, name: 'code' }) ?? '').length;
  return (
    <form className="vm-gate-form" noValidate onSubmit={(event) => void form.handleSubmit(onNext)(event)}>
      <Facts
        items={[
          { label: t.unit, value: invitation.unitName },
          { label: t.authority, value: invitation.authorityName },
        ]}
      />
      <div className="vm-device-authority">
        <Fingerprint value={invitation.fingerprint} label={words.device.print} />
        <p className="vm-page-note">{t.printNote}</p>
      </div>
      <div className="vm-device-code-field">
        <TextField
          control={form.control}
          name="code"
          label={t.code}
          hint={t.codeHint(typed, codeLength)}
          required
          autoFocus
          maxLength={60}
        />
      </div>
      {refusal !== undefined && (
        <p className="vm-gate-problem" role="alert">
          {refusal}
        </p>
      )}
      <TextField
        control={form.control}
        name="deviceName"
        label={t.deviceName}
        hint={t.deviceNameHint}
        required
        maxLength={limits.name}
      />
      <div className="vm-gate-buttons">
        <Button type="submit">{words.common.actions.next}</Button>
        <Button variant="subtle" color="gray" onClick={onBack}>
          {words.common.actions.back}
        </Button>
      </div>
    </form>
  );
}

interface UserStepProps {
  error: ApiError | undefined;
  isRunning: boolean;
  onBack: () => void;
  onSubmit: (user: z.output<(typeof deviceContract)['office.join']['input']>['user']) => void;
}

/** The first user of the office. */
export function UserStep({ error, isRunning, onBack, onSubmit }: UserStepProps) {
  const t = useText();
  const form = useFirstUserForm();
  const submit = form.handleSubmit(({ passwordAgain: _again, ...user }) => onSubmit(user));
  return (
    <form className="vm-gate-form" noValidate onSubmit={(event) => void submit(event)}>
      <FirstUserFields form={form} />
      {error !== undefined && error.code !== 'JOIN_CODE_WRONG' && (
        <p className="vm-gate-problem" role="alert">
          {errorText(error)}
        </p>
      )}
      <div className="vm-gate-buttons">
        <Button type="submit" loading={isRunning}>
          {t.device.join.submit}
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack} disabled={isRunning}>
          {t.common.actions.back}
        </Button>
      </div>
    </form>
  );
}
