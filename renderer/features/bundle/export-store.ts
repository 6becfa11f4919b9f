import { create } from 'zustand';
import type { Output } from '../../../db/api/contract/index.ts';
import { type ApiError, fail, type Result } from '../../../db/api/errors.ts';
import { call } from '../../api.ts';
import type { Picked } from '../../bridge.ts';
import { useJobs } from '../../stores/jobs.ts';
import { text } from '../../text/index.ts';
import { chooseFolder, finish, placeFor } from './places.ts';
import { noteBundles, runJob } from './run.ts';

export type Receiver = Output<'bundle.receivers'>[number];
export type Prepared = Pick<
  Output<'bundle.prepare'>,
  'id' | 'fileName' | 'number' | 'opCount' | 'fileCount' | 'entities'
>;

export type SendPhase = 'waiting' | 'preparing' | 'prepared' | 'writing' | 'written' | 'failed' | 'cancelled';

/** A bundle on its way out to one receiver. */
export interface Sending {
  readonly unitId: string;
  readonly unitName: string;
  readonly phase: SendPhase;
  /** Number, file name and contents, once it is prepared; `entities` is empty for one found from before. */
  readonly bundle?: Prepared | undefined;
  readonly fileNames?: readonly string[] | undefined;
  readonly byteCount?: number | undefined;
  readonly error?: ApiError | undefined;
  readonly callId?: string | undefined;
}

interface ExportStore {
  sendings: Readonly<Record<string, Sending>>;
  /** Receivers whose bundles are written one after another, in their order. */
  many:
    | {
        readonly unitIds: readonly string[];
        readonly folderName: string;
        readonly isRunning: boolean;
        readonly isStopping: boolean;
      }
    | undefined;
}

/** Bundles on their way out; they stay when one leaves the screen and comes back to it. */
export const useExport = create<ExportStore>()(() => ({ sendings: {}, many: undefined }));

const find = (unitId: string): Sending | undefined => useExport.getState().sendings[unitId];

const change = (unitId: string, part: Partial<Sending>): void =>
  useExport.setState((s) => {
    const old = s.sendings[unitId];
    return old === undefined ? s : { sendings: { ...s.sendings, [unitId]: { ...old, ...part } } };
  });

/** Nothing is under way for this receiver any more. */
export const clear = (unitId: string): void =>
  useExport.setState((s) => ({
    sendings: Object.fromEntries(Object.entries(s.sendings).filter(([id]) => id !== unitId)),
  }));

const stopped = (error: ApiError): boolean => error.code === 'CANCELLED';

/** Signs and numbers what goes to a receiver; what was prepared before and never written gives its number back. */
export async function prepare({ unitId, unitName, prepared }: Receiver, isFull: boolean): Promise<boolean> {
  const begun: Sending = { unitId, unitName, phase: 'preparing' };
  useExport.setState((s) => ({ sendings: { ...s.sendings, [unitId]: begun } }));
  if (prepared !== null) await call('bundle.settle', { id: prepared.id, isWritten: false });
  const label = text().bundle.export.preparing(unitName);
  const result = await runJob('bundle.prepare', { unitId, isFull }, label, (callId) => change(unitId, { callId }));
  noteBundles();
  if (!result.ok && stopped(result.error)) {
    clear(unitId);
    return false;
  }
  change(
    unitId,
    result.ok
      ? { phase: 'prepared', bundle: result.value, callId: undefined }
      : { phase: 'failed', error: result.error, callId: undefined },
  );
  return result.ok;
}

/** Goes on with a bundle that was prepared before and is on no stick. */
export function resume({ unitId, unitName, prepared }: Receiver): void {
  if (prepared === null) return;
  const bundle: Prepared = { ...prepared, fileCount: 0, entities: [] };
  useExport.setState((s) => ({
    sendings: { ...s.sendings, [unitId]: { unitId, unitName, phase: 'prepared', bundle } },
  }));
}

/** Writes a prepared bundle to a file, or into a folder under its own name, and notes that it is there. */
async function writeTo(unitId: string, place: Picked, isFolder: boolean): Promise<Result<unknown>> {
  const sending = find(unitId);
  if (sending?.bundle === undefined) return fail('STAGE_GONE', {});
  const { id } = sending.bundle;
  change(unitId, { phase: 'writing', error: undefined });
  const label = text().bundle.export.writing(sending.unitName);
  const began = (callId: string): void => change(unitId, { callId });
  const result = await runJob('bundle.write', { id, target: place.handle }, label, began);
  if (!result.ok) {
    change(unitId, { phase: stopped(result.error) ? 'cancelled' : 'failed', error: result.error, callId: undefined });
    return result;
  }
  const { byteCount } = result.value;
  // A browser's copy has a name of its own until it is saved.
  const fileNames = isFolder || result.value.fileNames.length > 1 ? result.value.fileNames : [place.name];
  if (!isFolder) await finish(place);
  const settled = await call('bundle.settle', { id, isWritten: true, byteCount, volumeCount: fileNames.length });
  change(unitId, { phase: 'written', fileNames, byteCount, callId: undefined });
  noteBundles();
  return settled;
}

/** Asks where to write the bundle of one receiver, and writes it there. */
export async function write(unitId: string): Promise<void> {
  const bundle = find(unitId)?.bundle;
  if (bundle === undefined) return;
  const place = await placeFor(bundle.fileName);
  if (place !== undefined) await writeTo(unitId, place, false);
}

/** A prepared bundle that nobody wants gives its number back. */
export async function forget(unitId: string): Promise<void> {
  const id = find(unitId)?.bundle?.id;
  clear(unitId);
  if (id !== undefined) await call('bundle.settle', { id, isWritten: false });
  noteBundles();
}

export function stop(unitId: string): void {
  const callId = find(unitId)?.callId;
  if (callId !== undefined) useJobs.getState().cancel(callId);
}

/** Begins a run over several receivers: prepares and writes one bundle after the other. */
export async function sendMany(receivers: readonly Receiver[]): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  const unitIds = receivers.map(({ unitId }) => unitId);
  const waiting = receivers.map(({ unitId, unitName }): [string, Sending] => [
    unitId,
    { unitId, unitName, phase: 'waiting' },
  ]);
  useExport.setState((s) => ({
    sendings: { ...s.sendings, ...Object.fromEntries(waiting) },
    many: { unitIds, folderName: folder.name, isRunning: true, isStopping: false },
  }));
  for (const receiver of receivers) {
    if (useExport.getState().many?.isStopping !== false) break;
    if (!(await sendOne(receiver, folder))) break;
  }
  useExport.setState((s) => ({ many: s.many && { ...s.many, isRunning: false, isStopping: false } }));
}

/** False when going on makes no sense: it was stopped, or there is no place to write to. */
async function sendOne(receiver: Receiver, folder: Picked): Promise<boolean> {
  const { unitId } = receiver;
  if (!(await prepare(receiver, false))) return find(unitId)?.error?.code === 'RECEIVER_WITHOUT_PC';
  return (await writeTo(unitId, folder, true)).ok;
}

/** Ends after the bundle that is being written; what is written stays good. */
export const stopMany = (): void => useExport.setState((s) => ({ many: s.many && { ...s.many, isStopping: true } }));

/** Leaves the result of a run behind; bundles that were prepared and not written wait with their receivers. */
export function clearMany(): void {
  const { many } = useExport.getState();
  for (const unitId of many?.unitIds ?? []) clear(unitId);
  useExport.setState({ many: undefined });
}
