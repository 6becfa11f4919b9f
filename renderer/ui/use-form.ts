import { toNestErrors } from '@hookform/resolvers';
import { useCallback } from 'react';
import {
  type DefaultValues,
  type FieldError,
  type FieldValues,
  type Path,
  type Resolver,
  type UseFormReturn,
  useForm,
} from 'react-hook-form';
import type { z } from 'zod';
import type { ApiError } from '../../db/api/errors.ts';
import { issueText } from '../text/index.ts';

/** A form whose values are what the schema takes in, and whose submit gives what the schema makes of them. */
export type AppForm<I extends FieldValues, O = I> = UseFormReturn<I, unknown, O>;

type Issue = z.core.$ZodIssue;

/** The code that names our sentence: as the door of db/ gives it, but telling short texts from small numbers. */
function codeOf(issue: Issue): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'too_small' && issue.origin === 'string') return 'too_short';
  return issue.code === 'too_big' && issue.origin === 'string' ? 'too_long' : issue.code;
}

function limitOf(issue: Issue): number | undefined {
  if (issue.code === 'too_big') return Number(issue.maximum);
  return issue.code === 'too_small' ? Number(issue.minimum) : undefined;
}

/** Checks a form by a schema of the contract; each field gets our sentence, not the library's. */
function resolverOf<I extends FieldValues, O>(schema: z.ZodType<O, I>): Resolver<I, unknown, O> {
  return (values, _context, options) => {
    const result = schema.safeParse(values);
    if (result.success) return { values: result.data, errors: {} };
    const errors: Record<string, FieldError> = {};
    for (const issue of result.error.issues) {
      const path = issue.path.join('.') || 'root';
      errors[path] ??= { type: codeOf(issue), message: issueText(codeOf(issue), limitOf(issue)) };
    }
    return { values: {}, errors: toNestErrors(errors, options) };
  };
}

/** A form on a schema of db/api. Checked on submit, then as the user mends it; `values` fill it when the record changes. */
export function useAppForm<I extends FieldValues, O>(
  schema: z.ZodType<O, I>,
  defaultValues: DefaultValues<I>,
): AppForm<I, O> {
  return useForm<I, unknown, O>({
    resolver: resolverOf(schema),
    defaultValues,
    mode: 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: true,
  });
}

/** Puts the issues of a refused call beside their fields; true when there were any. `prefix` is the form's place in the input. */
export function useIssues<I extends FieldValues, O>(form: AppForm<I, O>, prefix = ''): (error: ApiError) => boolean {
  const { setError } = form;
  return useCallback(
    (error) => {
      if (error.code !== 'INVALID_INPUT') return false;
      for (const { path, code, limit } of error.details.issues) {
        const name = path.startsWith(prefix) ? path.slice(prefix.length) : path;
        setError((name === '' ? 'root' : name) as Path<I>, { type: code, message: issueText(code, limit) });
      }
      return error.details.issues.length > 0;
    },
    [setError, prefix],
  );
}

/**
 * Makes the form ready for the next record, with the cursor in one of its fields: a clerk goes on typing. The library knows
 * its fields again only once they have been drawn.
 */
export function beginAgain<I extends FieldValues, O>(form: AppForm<I, O>, values: I, field: Path<I>): void {
  form.reset(values);
  setTimeout(() => form.setFocus(field));
}
