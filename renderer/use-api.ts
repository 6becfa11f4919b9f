import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiName, Input, Output } from '../db/api/contract/index.ts';
import { type ApiError, fail, type Result } from '../db/api/errors.ts';
import { call, cancel } from './api.ts';
import { type Entity, useChangeCount } from './stores/changes.ts';
import { type RunningJob, useJobs } from './stores/jobs.ts';
import { mayWriteOnDay } from './stores/other-day.ts';
import { lastDeed, tellDeed } from './stores/undo.ts';
import { isDeed } from './text/deed.ts';
import { notifyDone, notifyError } from './ui/notify.ts';

export interface ApiState<T> {
  /** The last good answer; stays while a newer one is on its way, so that nothing jumps. */
  data: T | undefined;
  error: ApiError | undefined;
  /** True while there is nothing to show yet for this input. */
  isLoading: boolean;
  /** Reads again now. */
  reload: () => void;
}

export interface ApiOptions {
  /** False: don't ask yet (nothing is chosen). */
  enabled?: boolean;
  /** Read again when records of these kinds were written; without it after every write. */
  entities?: readonly Entity[];
  /** Go on showing the answer to the previous input until the new one is there: for lists under a filter. */
  keep?: boolean;
}

interface Answer<T> {
  key: string;
  data?: T;
  error?: ApiError;
}

/** Reads `name` now, when the input changes, and after every change of what it shows. A late answer to an old input is dropped. */
export function useApi<N extends ApiName>(name: N, input: Input<N>, options: ApiOptions = {}): ApiState<Output<N>> {
  const { enabled = true, entities, keep = false } = options;
  const key = `${name} ${JSON.stringify(input)}`;
  const changes = useChangeCount(entities);
  const [reloads, setReloads] = useState(0);
  const [answer, setAnswer] = useState<Answer<Output<N>>>();
  const latest = useRef(input);
  latest.current = input;

  // changes and reloads only say "again"; key stands for the input
  useEffect(() => {
    if (!enabled) return;
    let isStale = false;
    void call(name, latest.current).then((result) => {
      if (!isStale) setAnswer((old) => nextAnswer(old, key, result));
    });
    return () => {
      isStale = true;
    };
  }, [name, key, enabled, changes, reloads]);

  const reload = useCallback(() => setReloads((count) => count + 1), []);
  const shown = answer !== undefined && (answer.key === key || keep) ? answer : undefined;
  return { data: shown?.data, error: shown?.error, isLoading: enabled && shown === undefined, reload };
}

/** A failed re-read keeps the rows of the same input beside the error. */
function nextAnswer<T>(old: Answer<T> | undefined, key: string, result: Result<T>): Answer<T> {
  if (result.ok) return { key, data: result.value };
  return old?.key === key && old.data !== undefined
    ? { key, data: old.data, error: result.error }
    : { key, error: result.error };
}

export interface RunOptions<T> {
  /** Sentence of the notice after success; none without it. */
  done?: string | ((value: T) => string);
  /** True: the caller shows the error itself (a form at its fields). */
  quiet?: boolean;
}

export interface Command<N extends ApiName> {
  run: (input: Input<N>, options?: RunOptions<Output<N>>) => Promise<Result<Output<N>>>;
  isRunning: boolean;
}

function tell<T>(name: ApiName, result: Result<T>, { done, quiet = false }: RunOptions<T>, last: number): void {
  if (!result.ok) {
    if (!quiet && result.error.code !== 'CANCELLED') notifyError(result.error);
    return;
  }
  const sentence = typeof done === 'function' ? done(result.value) : done;
  if (isDeed(name)) void tellDeed(sentence, last);
  else if (sentence !== undefined) notifyDone(sentence);
}

/** What writes exchanged records is asked about while another day is looked at; "Hủy" is an answer like any other. */
const mayRun = async (name: ApiName): Promise<boolean> => !isDeed(name) || (await mayWriteOnDay());

/**
 * Runs a command or gate and tells the user how it went; what can be undone is told with the way back. Gives the Result, for
 * closing a form or marking fields: CANCELLED when the user would not write on another day.
 */
export async function perform<N extends ApiName>(
  name: N,
  input: Input<N>,
  options: RunOptions<Output<N>> = {},
): Promise<Result<Output<N>>> {
  if (!(await mayRun(name))) return fail('CANCELLED', {});
  const last = lastDeed();
  const result = await call(name, input);
  tell(name, result, options, last);
  return result;
}

/** The same, with a sign that it is under way. */
export function useCommand<N extends ApiName>(name: N): Command<N> {
  const [running, setRunning] = useState(0);
  const run = useCallback<Command<N>['run']>(
    async (input, options = {}) => {
      setRunning((count) => count + 1);
      const result = await perform(name, input, options);
      setRunning((count) => count - 1);
      return result;
    },
    [name],
  );
  return { run, isRunning: running > 0 };
}

export interface Job<N extends ApiName> {
  /** Starts it; `label` is what the user calls this work. */
  run: (input: Input<N>, label: string, options?: RunOptions<Output<N>>) => Promise<Result<Output<N>>>;
  /** Progress of the run started here, for ProgressPanel; undefined when none runs. */
  job: RunningJob | undefined;
  isRunning: boolean;
  cancel: () => void;
}

/** Runs long work: progress and cancel are shown here (ProgressPanel) and in the top bar, also after leaving the screen. */
export function useJob<N extends ApiName>(name: N): Job<N> {
  const [callId, setCallId] = useState<string>();
  const job = useJobs((s) => s.jobs.find((one) => one.callId === callId));
  const run = useCallback<Job<N>['run']>(
    async (input, label, options = {}) => {
      if (!(await mayRun(name))) return fail('CANCELLED', {});
      const id = crypto.randomUUID();
      setCallId(id);
      useJobs.getState().start({ callId: id, name, label });
      const last = lastDeed();
      const result = await call(name, input, { callId: id });
      useJobs.getState().finish(id);
      tell(name, result, options, last);
      return result;
    },
    [name],
  );
  const stop = useCallback(
    () => callId !== undefined && (job === undefined ? cancel(callId) : useJobs.getState().cancel(callId)),
    [callId, job],
  );
  return { run, job, isRunning: job !== undefined, cancel: stop };
}
