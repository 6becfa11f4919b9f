import { z } from 'zod';

/** A form's second password; `again` below makes sure that it is the first one. */
export const PasswordAgain = z.string().min(1);

/** Check of a form with a password typed twice. */
export const sameTwice =
  (first: string) =>
  (values: Record<string, unknown>): boolean =>
    values[first] === values['passwordAgain'];

export const differ = { error: 'passwords_differ', path: ['passwordAgain'] };
