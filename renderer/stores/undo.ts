import { create } from 'zustand';
import type { StackEntry } from '../../db/api/contract/activity.ts';
import { call } from '../api.ts';
import { go } from '../navigate.ts';
import { deedText } from '../text/deed.ts';
import { text } from '../text/index.ts';
import { notifyDeed, notifyDone, notifyError, notifySaved } from '../ui/notify.ts';
import { useJobs } from './jobs.ts';

interface UndoStore {
  /** What Ctrl+Z and Ctrl+Y would take; null when there is nothing. */
  undo: StackEntry | null;
  redo: StackEntry | null;
  /** Something was done, and what it left to take back is being read. */
  isReading: boolean;
  isBusy: boolean;
}

/** The way back from what was done since the login: shown by the menu, the notices and the activity screen. */
export const useUndo = create<UndoStore>()(() => ({ undo: null, redo: null, isReading: false, isBusy: false }));

let reading = Promise.resolve();

/** Reads again what can be undone. */
export function refreshUndo(): Promise<void> {
  const mine = readStack().finally(() => {
    if (reading === mine) useUndo.setState({ isReading: false });
  });
  reading = mine;
  useUndo.setState({ isReading: true });
  return mine;
}

async function readStack(): Promise<void> {
  const stack = await call('activity.stack', {});
  if (stack.ok) useUndo.setState(stack.value);
}

/** The last thing done, as far as is known; asked before a command, it tells afterwards whether that wrote something. */
export const lastDeed = (): number => useUndo.getState().undo?.activityId ?? 0;

/** Tells what a command did, with the way back where it wrote something; `done` is the caller's own sentence. */
export async function tellDeed(done: string | undefined, last: number): Promise<void> {
  await refreshUndo();
  const { undo: entry } = useUndo.getState();
  if (entry === null || entry.activityId <= last || entry.refusal !== null) {
    if (done !== undefined) notifyDone(done);
    return;
  }
  const { saved, undo: label } = text().activity;
  const action = { label, run: () => void undo() };
  if (done === undefined) notifySaved(saved(deedText(entry)), action);
  else notifyDeed(done, action);
}

/** Long undoing shows in the top bar; what is quick does not flash there. */
const quickMs = 400;

async function turn(which: 'undo' | 'redo'): Promise<void> {
  if (useUndo.getState().isBusy) return;
  useUndo.setState({ isBusy: true });
  // Keys pressed at once after a deed are meant for that deed.
  await reading;
  const { [which]: entry } = useUndo.getState();
  if (entry === null) {
    useUndo.setState({ isBusy: false });
    return;
  }
  const t = text().activity;
  const callId = crypto.randomUUID();
  const name = which === 'undo' ? 'activity.undo' : 'activity.redo';
  const label = (which === 'undo' ? t.undoing : t.redoing)(deedText(entry));
  const timer = setTimeout(() => useJobs.getState().start({ callId, name, label }), quickMs);
  const result = await call(name, {}, { callId });
  clearTimeout(timer);
  useJobs.getState().finish(callId);
  useUndo.setState({ isBusy: false });
  await refreshUndo();
  if (!result.ok) {
    if (result.error.code !== 'CANCELLED') notifyError(result.error);
    return;
  }
  const { subject } = result.value;
  if (subject.isHere === 0) leave(subject.id);
  const words = deedText(result.value);
  if (which === 'undo') notifyDeed(t.undone(words), { label: t.redo, run: () => void redo() });
  else notifyDeed(t.redone(words), { label: t.undo, run: () => void undo() });
}

/** A record that is no longer there is not looked at any more: its list is. */
function leave(id: string): void {
  const place = location.hash.replace(/^#/, '');
  if (place.includes(id)) go(`/${place.split('/')[1] ?? ''}`);
}

/** Takes back the last thing done since the login. Tells how it went. */
export const undo = (): Promise<void> => turn('undo');

/** Does again what was undone last. */
export const redo = (): Promise<void> => turn('redo');
