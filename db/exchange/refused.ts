import { AppError } from '../api/errors.ts';
import type { RefusalCode } from '../sync/refusal.ts';

/** A refusal as it comes out of the thread that opens files. */
export interface Refused {
  readonly code: RefusalCode;
  readonly details: object;
}

/** The error a person reads. */
export const toRefused = ({ code, details }: Refused): AppError<'BUNDLE_REFUSED'> =>
  new AppError('BUNDLE_REFUSED', { ...(details as Record<string, string | number>), reason: code });
