import type { ApiName, Input, Output } from '../../../db/api/contract/index.ts';
import type { Result } from '../../../db/api/errors.ts';
import { call } from '../../api.ts';
import { useChanges } from '../../stores/changes.ts';
import { useJobs } from '../../stores/jobs.ts';

/**
 * Runs long work that goes on when its screen is left: `began` hears the id under which its progress is shown. Sending and taking
 * in are the same on every date of view, so nothing is asked about it.
 */
export async function runJob<N extends ApiName>(
  name: N,
  input: Input<N>,
  label: string,
  began: (callId: string) => void,
): Promise<Result<Output<N>>> {
  const callId = crypto.randomUUID();
  useJobs.getState().start({ callId, name, label });
  began(callId);
  const result = await call(name, input, { callId });
  useJobs.getState().finish(callId);
  return result;
}

/** Lists of bundles and of receivers are no exchanged records, so no event tells of them. */
export const noteBundles = (): void => useChanges.getState().note(['bundle']);
