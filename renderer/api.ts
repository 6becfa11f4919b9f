import type { ApiName, Input, Output } from '../db/api/contract/index.ts';
import { fail, type Result } from '../db/api/errors.ts';
import type { ApiEvent, Bridge, Picked, PickOptions } from './bridge.ts';
import { download, httpBridge, ReopenNeeded } from './http-bridge.ts';

const bridge: Bridge = window.bridge ?? httpBridge();

const pending = new Set<Promise<unknown>>();

/** Resolves when no call is on its way any more. */
export async function settled(): Promise<void> {
  while (pending.size > 0) await Promise.allSettled([...pending]);
}

/** Calls one operation of the contract. Never rejects. Give a callId to follow the progress of a job or to cancel it. */
export async function call<N extends ApiName>(
  name: N,
  input: Input<N>,
  options: { callId?: string } = {},
): Promise<Result<Output<N>>> {
  const answer = bridge.call(name, input, options.callId ?? crypto.randomUUID());
  pending.add(answer);
  try {
    return (await answer) as Result<Output<N>>;
  } catch (error) {
    return fail('INTERNAL', { incident: error instanceof ReopenNeeded ? 'REOPEN' : 'NO-ANSWER' });
  } finally {
    pending.delete(answer);
  }
}

/** Asks a running job to stop; its call then ends with CANCELLED. */
export const cancel = (callId: string): void => void bridge.cancel(callId).catch(() => {});

/** Listens to the host; returns "stop listening". */
export const onEvent = (listen: (event: ApiEvent) => void): (() => void) => bridge.onEvent(listen);

/** Files to read, or one place to write to; empty when the user closed the dialog. */
export async function pickFile(options: PickOptions): Promise<Picked[]> {
  if (window.bridge === undefined || options.mode !== 'open') return bridge.pickFile(options);
  const { mode, extensions, multiple = false, file } = options;
  return file === undefined
    ? bridge.pickFile({ mode, extensions, multiple })
    : bridge.pickFile({ mode, extensions, multiple }, file);
}

/** After a job wrote to a place chosen by pickFile 'save'; in Electron the file is already there. */
export const deliver = (picked: Picked, name?: string): Promise<void> =>
  bridge.deliver?.(picked, name) ?? Promise.resolve();

/** Gives the user a text of the page as a file; undefined in Electron, where the page may not write files. */
export const saveText =
  window.bridge === undefined
    ? (name: string, body: string): void => download(new Blob([body], { type: 'text/plain;charset=utf-8' }), name)
    : undefined;

/** True where a chosen place is a place on the disk; a plain browser puts files into its download folder. */
export const writesInPlace = window.bridge !== undefined;
