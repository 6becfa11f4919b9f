import { create } from 'zustand';
import type { Output } from '../../../db/api/contract/index.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { call } from '../../api.ts';
import { useJobs } from '../../stores/jobs.ts';
import { text } from '../../text/index.ts';
import { chooseFolder, finish, placeFor } from './places.ts';
import { noteBundles, runJob } from './run.ts';

export type Receiver = Output<'bundle.receivers'>[number];
export type Prepared = Pick<
  Output<'bundle.prepare'>,
  'id' | 'fileName' | 'number' | 'opCount' | 'fileCount' | 'entities'
>;

export type SendPhase = 'preparing' | 'prepared' | 'writing' | 'written' | 'failed' | 'cancelled';

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

/** How a run over several receivers went for one of them. */
export interface ManyRow {
  readonly unitId: string;
  readonly unitName: string;
  /** waiting: not reached yet. */
  readonly phase: 'waiting' | 'written' | 'failed' | 'cancelled';
  readonly fileNames?: readonly string[];
  readonly byteCount?: number;
  readonly error?: ApiError;
}

export interface Many {
  readonly rows: readonly ManyRow[];
  readonly folderName: string;
  readonly step: 'preparing' | 'writing' | 'ended';
  readonly callId?: string | undefined;
  /** What ended the whole run. */
  readonly error?: ApiError | undefined;
}

interface ExportStore {
  sendings: Readonly<Record<string, Sending>>;
  /** Bundles for several receivers, prepared and written in one run. */
  many: Many | undefined;
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

/** Signs and numbers what goes to a receiver. */
export async function prepare({ unitId, unitName }: Receiver, isFull: boolean): Promise<void> {
  const begun: Sending = { unitId, unitName, phase: 'preparing' };
  useExport.setState((s) => ({ sendings: { ...s.sendings, [unitId]: begun } }));
  const label = text().bundle.export.preparing(unitName);
  const result = await runJob('bundle.prepare', { unitId, isFull }, label, (callId) => change(unitId, { callId }));
  noteBundles();
  if (!result.ok && stopped(result.error)) {
    clear(unitId);
    return;
  }
  change(
    unitId,
    result.ok
      ? { phase: 'prepared', bundle: result.value, callId: undefined }
      : { phase: 'failed', error: result.error, callId: undefined },
  );
}

/** Goes on with a bundle that was prepared before and is on no stick. */
export function resume({ unitId, unitName, prepared }: Receiver): void {
  if (prepared === null) return;
  const bundle: Prepared = { ...prepared, fileCount: 0, entities: [] };
  useExport.setState((s) => ({
    sendings: { ...s.sendings, [unitId]: { unitId, unitName, phase: 'prepared', bundle } },
  }));
}

/** Asks where to write the bundle of one receiver, writes it there, and notes that it is there. */
export async function write(unitId: string): Promise<void> {
  const sending = find(unitId);
  if (sending?.bundle === undefined) return;
  const { id, fileName } = sending.bundle;
  const place = await placeFor(fileName);
  // Pressed twice, the second asks in vain.
  if (place === undefined || find(unitId)?.phase === 'writing') return;
  change(unitId, { phase: 'writing', error: undefined });
  const label = text().bundle.export.writing(sending.unitName);
  const began = (callId: string): void => change(unitId, { callId });
  const result = await runJob('bundle.write', { id, target: place.handle }, label, began);
  if (!result.ok) {
    stumble(unitId, result.error);
    return;
  }
  const { byteCount, fileNames } = result.value;
  try {
    await finish(place, fileNames);
  } catch {
    change(unitId, { phase: 'failed', error: { code: 'FILE_NOT_FOUND', details: {} }, callId: undefined });
    return;
  }
  const settled = await call('bundle.settle', { id, isWritten: true, byteCount, volumeCount: fileNames.length });
  if (settled.ok) change(unitId, { phase: 'written', fileNames, byteCount, callId: undefined });
  else stumble(unitId, settled.error);
  noteBundles();
}

/** Writing came to nothing. What is no longer to be had (another window gave it up) is not written again, but prepared. */
function stumble(unitId: string, error: ApiError): void {
  const phase = stopped(error) ? 'cancelled' : 'failed';
  change(unitId, { phase, error, callId: undefined, ...(error.code === 'STAGE_GONE' && { bundle: undefined }) });
  noteBundles();
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

const changeMany = (part: Partial<Many>): void =>
  useExport.setState((s) => ({ many: s.many && { ...s.many, ...part } }));

const began = (callId: string): void => changeMany({ callId });

/** Prepares and writes the bundles of several receivers into a folder; what goes wrong with one does not stop the others. */
export async function sendMany(receivers: readonly Pick<Receiver, 'unitId' | 'unitName'>[]): Promise<void> {
  const folder = await chooseFolder();
  const running = useExport.getState().many;
  // Pressed twice, the second asks in vain.
  if (folder === undefined || (running !== undefined && running.step !== 'ended')) return;
  const rows = receivers.map(({ unitId, unitName }): ManyRow => ({ unitId, unitName, phase: 'waiting' }));
  useExport.setState({ many: { rows, folderName: folder.name, step: 'preparing' } });
  const words = text().bundle.export.many;
  const unitIds = rows.map(({ unitId }) => unitId);
  const made = await runJob('bundle.prepareMany', { unitIds }, words.preparing, began);
  if (!made.ok) return endMany(made.error);
  // What was prepared for one of them before was given up for this.
  for (const unitId of unitIds) clear(unitId);
  const ids = new Map(
    made.value.rows.flatMap(({ unitId, prepared }) => (prepared === null ? [] : [[unitId, prepared.id]])),
  );
  changeMany({
    step: 'writing',
    rows: rows.map((row) => (ids.has(row.unitId) ? row : failed(row, 'RECEIVER_WITHOUT_PC'))),
  });
  if (ids.size === 0) return endMany();
  const written = await runJob(
    'bundle.writeMany',
    { ids: [...ids.values()], folder: folder.handle },
    words.writing,
    began,
  );
  await settle([...ids.values()], written.ok ? written.value.rows : []);
  if (!written.ok) return endMany(written.error);
  const byUnit = new Map(written.value.rows.map((row) => [row.unitId, row]));
  useExport.setState((s) => ({
    many: s.many && { ...s.many, rows: s.many.rows.map((row) => ended(row, byUnit.get(row.unitId))) },
  }));
  endMany();
}

type WrittenRow = Output<'bundle.writeMany'>['rows'][number];

/** What is on the stick is noted; what is not gives its number back, but where nobody can tell since the stick is gone. */
async function settle(ids: readonly string[], rows: readonly WrittenRow[]): Promise<void> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const settled = ids.flatMap((id) => {
    const row = byId.get(id);
    if (row?.problem === null)
      return { id, isWritten: true, byteCount: row.byteCount, volumeCount: Math.max(1, row.fileNames.length) };
    return row?.problem === 'gone' || row?.problem === 'STAGE_GONE' ? [] : { id, isWritten: false };
  });
  if (settled.length > 0) await call('bundle.settleMany', { rows: settled });
}

function ended(row: ManyRow, written: WrittenRow | undefined): ManyRow {
  if (written === undefined) return row;
  const { problem, fileNames, byteCount } = written;
  if (problem === null) return { ...row, phase: 'written', fileNames, byteCount };
  return problem === 'CANCELLED' ? { ...row, phase: 'cancelled' } : failed(row, problem);
}

function failed(row: ManyRow, problem: Exclude<WrittenRow['problem'], null | 'CANCELLED'>): ManyRow {
  const error: ApiError =
    problem === 'STAGE_GONE'
      ? { code: problem, details: {} }
      : problem === 'RECEIVER_WITHOUT_PC'
        ? { code: problem, details: { name: row.unitName } }
        : { code: 'BUNDLE_WRITE_FAILED', details: { reason: problem } };
  return { ...row, phase: 'failed', error };
}

/** A run that ended with an error has written nothing; one that was stopped says so for each that was not reached. */
function endMany(error?: ApiError): void {
  const isStopped = error !== undefined && stopped(error);
  useExport.setState((s) => ({
    many: s.many && {
      ...s.many,
      rows: s.many.rows.map((row) => (row.phase === 'waiting' ? { ...row, phase: 'cancelled' as const } : row)),
      ...{ step: 'ended', callId: undefined, error: isStopped ? undefined : error },
    },
  }));
  noteBundles();
}

/** Leaves the result of a run behind. */
export const clearMany = (): void => useExport.setState({ many: undefined });
