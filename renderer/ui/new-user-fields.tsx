import { NewUser, passwordMinLength } from '../../db/api/contract/session.ts';
import { limits } from '../../db/api/types.ts';
import { useText } from '../text/index.ts';
import { FieldRow, PasswordField, TextField } from './fields.tsx';
import { differ, PasswordAgain, sameTwice } from './new-password.ts';
import { useAppForm } from './use-form.ts';

const FirstUser = NewUser.extend({ passwordAgain: PasswordAgain }).refine(sameTwice('password'), differ);

/** The form of the first user of an office, the password typed twice. */
export const useFirstUserForm = () =>
  useAppForm(FirstUser, { login: '', name: '', position: '', password: '', passwordAgain: '' });

/** Its fields, with what they are for. */
export function FirstUserFields({ form: { control } }: { form: ReturnType<typeof useFirstUserForm> }) {
  const { create, ...words } = useText().session;
  return (
    <>
      <p className="vm-gate-intro">{create.userIntro}</p>
      <FieldRow>
        <TextField control={control} name="name" label={create.name} required autoFocus maxLength={limits.person} />
        <TextField control={control} name="position" label={create.position} maxLength={limits.position} />
      </FieldRow>
      <TextField control={control} name="login" label={words.login} required maxLength={40} />
      <FieldRow>
        <PasswordField
          control={control}
          name="password"
          label={words.password}
          hint={words.passwordHint(passwordMinLength)}
          required
        />
        <PasswordField control={control} name="passwordAgain" label={words.passwordAgain} required />
      </FieldRow>
    </>
  );
}
