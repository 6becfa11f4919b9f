import { create } from 'zustand';
import type { ApiError } from '../../../db/api/errors.ts';
import { call } from '../../api.ts';
import type { Picked } from '../../bridge.ts';
import { useJobs } from '../../stores/jobs.ts';
import { text } from '../../text/index.ts';
import { type Incoming, inOrder, isRunning, isTakeable, lookedAt, newOnes, nextAfter, volumesWith } from './queue.ts';
import { noteBundles, runJob } from './run.ts';

interface ImportStore {
  items: readonly Incoming[];
  /** The file that is looked at. */
  chosen: string | undefined;
  /** True while the whole list is taken in by itself. */
  isTakingAll: boolean;
}

/** Files on their way in; they stay when one leaves the screen and come back to it. */
export const useImport = create<ImportStore>()(() => ({ items: [], chosen: undefined, isTakingAll: false }));

const find = (key: string): Incoming | undefined => useImport.getState().items.find((item) => item.key === key);

const change = (key: string, part: Partial<Incoming>): void =>
  useImport.setState((s) => ({ items: s.items.map((item) => (item.key === key ? { ...item, ...part } : item)) }));

function fail(key: string, error: ApiError): void {
  const phase = error.code === 'CANCELLED' ? 'cancelled' : 'failed';
  change(key, { phase, error, callId: undefined });
}

/** Adds files and begins to check them. */
export function addFiles(files: readonly (Picked & { readonly isFound?: boolean })[]): void {
  const fresh = newOnes(useImport.getState().items, files).map(
    (file): Incoming => ({ ...file, key: crypto.randomUUID(), phase: 'waiting' }),
  );
  useImport.setState((s) => ({ items: [...s.items, ...fresh], chosen: lookedAt(s.items, s.chosen, fresh) }));
  const seen = files.find(
    ({ name, byteCount }) => !fresh.some((one) => one.name === name && one.byteCount === byteCount),
  );
  const there = useImport
    .getState()
    .items.find((item) => item.name === seen?.name && item.byteCount === seen.byteCount);
  if (fresh[0] === undefined && there !== undefined) choose(there.key);
  else void work();
}

/** Shows one; what it would do is found out if that is not known, or no longer true. */
export function choose(key: string): void {
  useImport.setState({ chosen: key });
  void work();
}

let isWorking = false;

/** One thing after another: checks all that wait, then looks at the one that is chosen. */
async function work(): Promise<void> {
  if (isWorking) return;
  isWorking = true;
  try {
    for (let next = nextWork(); next !== undefined; next = nextWork()) await next();
  } finally {
    isWorking = false;
  }
}

function nextWork(): (() => Promise<void>) | undefined {
  const { items, chosen, isTakingAll } = useImport.getState();
  const waiting = items.find(({ phase }) => phase === 'waiting');
  if (waiting !== undefined) return () => open(waiting);
  if (isTakingAll) return undefined;
  const looked = items.find(({ key }) => key === chosen);
  return looked?.phase === 'opened' ? () => preview(looked) : undefined;
}

async function open({ key, name, handle, isFound }: Incoming): Promise<void> {
  change(key, { phase: 'opening', error: undefined });
  const label = text().bundle.import.opening(name);
  const source = isFound === true ? { found: name } : { file: handle };
  const result = await runJob('bundle.open', source, label, (callId) => change(key, { callId }));
  if (find(key) === undefined) {
    if (result.ok) await call('bundle.drop', { stageId: result.value.stageId });
    return;
  }
  if (!result.ok) return fail(key, result.error);
  change(key, { phase: 'opened', ...result.value, callId: undefined });
  lookAgain(({ head }) => head?.set === result.value.head.set);
  useImport.setState((s) => ({ items: inOrder(s.items), chosen: firstOf(s) }));
}

/** While nothing has been looked at, the first in order is shown, not the first that was chosen. */
function firstOf({ items, chosen }: ImportStore): string | undefined {
  const isUntouched = items.every(({ shown, phase }) => shown === undefined && phase !== 'failed');
  return isUntouched ? inOrder(items)[0]?.key : chosen;
}

/** What these would do is to be found out anew. */
const lookAgain = (isMeant: (item: Incoming) => boolean): void =>
  useImport.setState((s) => ({
    items: s.items.map((item) =>
      item.phase === 'ready' && isMeant(item) ? { ...item, phase: 'opened' as const, shown: undefined } : item,
    ),
  }));

/** Volumes of one bundle go together, in whatever order they came. */
const stagesOf = (volumes: readonly Incoming[]): { stageId: string; others: string[] } => {
  const [stageId = '', ...others] = volumes.flatMap((item) => item.stageId ?? []);
  return { stageId, others };
};

async function preview(item: Incoming): Promise<void> {
  const volumes = volumesWith(useImport.getState().items, item);
  const changeAll = (part: Partial<Incoming>): void => {
    for (const { key } of volumes) change(key, part);
  };
  changeAll({ phase: 'previewing' });
  const label = text().bundle.import.previewing(item.name);
  const result = await runJob('bundle.preview', stagesOf(volumes), label, (callId) => changeAll({ callId }));
  if (!result.ok) {
    changeAll({ phase: 'opened', callId: undefined });
    return fail(item.key, result.error);
  }
  changeAll({ phase: 'ready', shown: result.value, callId: undefined });
}

/** Takes a bundle in, with all of its volumes that are here; true when it went well. What the others would do is then found out anew. */
export async function take(key: string, hasSecondWord = false): Promise<boolean> {
  const item = find(key);
  if (item?.stageId === undefined || !isTakeable(item)) return false;
  const volumes = volumesWith(useImport.getState().items, item);
  const changeAll = (part: Partial<Incoming>): void => {
    for (const volume of volumes) change(volume.key, part);
  };
  changeAll({ phase: 'taking', error: undefined });
  const label = text().bundle.import.taking(item.name);
  const input = { ...stagesOf(volumes), hasSecondWord };
  const result = await runJob('bundle.take', input, label, (callId) => changeAll({ callId }));
  if (!result.ok) {
    for (const { key: each, phase } of volumes) change(each, { phase, callId: undefined });
    if (result.error.code === 'CANCELLED' || result.error.code === 'SECOND_WORD_NEEDED')
      change(key, { error: result.error });
    else fail(key, result.error);
    return false;
  }
  changeAll({ phase: 'taken', shown: result.value, stageId: undefined, callId: undefined });
  lookAgain(() => true);
  noteBundles();
  for (const { stageId } of volumes) if (stageId !== undefined) await call('bundle.drop', { stageId });
  return true;
}

/** One after another in the order of the list, until one does not go or all are in. */
export async function takeAll(): Promise<void> {
  if (useImport.getState().isTakingAll) return;
  useImport.setState({ isTakingAll: true });
  for (;;) {
    const { items, isTakingAll } = useImport.getState();
    const next = items.find(isTakeable);
    if (next === undefined || !isTakingAll) break;
    useImport.setState({ chosen: next.key });
    if (!(await take(next.key))) break;
  }
  useImport.setState({ isTakingAll: false });
  void work();
}

/** Stops what runs for this file. */
export function stop(key: string): void {
  const callId = find(key)?.callId;
  useImport.setState({ isTakingAll: false });
  if (callId !== undefined) useJobs.getState().cancel(callId);
}

/** Once more from the file, after a failure. */
export function retry(key: string): void {
  const stageId = find(key)?.stageId;
  if (stageId !== undefined) void call('bundle.drop', { stageId });
  change(key, { phase: 'waiting', stageId: undefined, head: undefined, shown: undefined, error: undefined });
  useImport.setState({ chosen: key });
  void work();
}

/** Takes a file off the list; of what was checked nothing stays. */
export function remove(key: string): void {
  const item = find(key);
  if (item === undefined) return;
  if (isRunning(item)) stop(key);
  useImport.setState((s) => {
    const next = s.chosen === key ? nextAfter(s.items, key) : find(s.chosen ?? '');
    return { items: s.items.filter((other) => other.key !== key), chosen: next?.key };
  });
  if (item.stageId !== undefined) void call('bundle.drop', { stageId: item.stageId });
  lookAgain(({ head }) => head !== undefined && head.set === item.head?.set);
  void work();
}
