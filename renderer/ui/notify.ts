import { notifications } from '@mantine/notifications';
import { CircleCheck, Info, TriangleAlert, Undo2 } from 'lucide-react';
import { createElement, Fragment } from 'react';
import type { ApiError } from '../../db/api/errors.ts';
import { errorText, text } from '../text/index.ts';
import './notify.css';

const icon = (shape: typeof Info) => createElement(shape, { size: '1.125rem', 'aria-hidden': true });

const shared = () => ({ withBorder: true, closeButtonProps: { 'aria-label': text().common.actions.close } });

/** Two notices within that time are about the same thing: a form says it in its own words, the program knows the way back. */
const sameDeedMs = 2000;

interface Told {
  /** Of the notice on the screen. */
  readonly id: string;
  readonly message: string;
  readonly action: NoticeAction | undefined;
  readonly atMs: number;
}

/** The last sentence of a form, waiting for the way back; and the last notice with one. */
let lastDone: Told | undefined;
let lastDeed: Told | undefined;

const isRecent = (one: Told | undefined): one is Told => one !== undefined && performance.now() - one.atMs < sameDeedMs;

/** A short notice that something is done; goes away by itself. Its words take the place of the general ones about the same thing. */
export function notifyDone(message: string): void {
  if (isRecent(lastDeed)) {
    change({ ...lastDeed, message });
    lastDeed = { ...lastDeed, message, atMs: -sameDeedMs };
    return;
  }
  const id = crypto.randomUUID();
  lastDone = { id, message, action: undefined, atMs: performance.now() };
  notifications.show({ ...shared(), id, message, color: 'moss', icon: icon(CircleCheck), autoClose: 4000 });
}

/** The same for a command that has no sentence of its own: in the words that its form found, if it did. */
export function notifySaved(message: string, action: NoticeAction): void {
  if (!isRecent(lastDone)) {
    notifyDeed(message, action);
    lastDeed = lastDeed && { ...lastDeed, atMs: performance.now() };
    return;
  }
  const said = { ...lastDone, action, atMs: -sameDeedMs };
  if (lastDeed !== undefined) notifications.hide(lastDeed.id);
  lastDone = undefined;
  lastDeed = said;
  change(said);
}

/** What a notice offers to do about what was done. */
export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

/**
 * A notice of what was done, with the way back. There is one at a time: an older one would offer to take back what is no
 * longer the last thing done.
 */
export function notifyDeed(message: string, action?: NoticeAction): void {
  if (lastDeed !== undefined) notifications.hide(lastDeed.id);
  lastDone = undefined;
  lastDeed = { id: crypto.randomUUID(), message, action, atMs: -sameDeedMs };
  notifications.show(deedNotice(lastDeed));
}

/** Other words, or the way back, on the notice that is there: a second one beside it would be one too many. */
const change = (told: Told): void => void notifications.update(deedNotice(told));

function deedNotice({ id, message, action }: Told) {
  const act = (): void => {
    notifications.hide(id);
    action?.run();
  };
  const button =
    action && createElement('button', { type: 'button', className: 'vm-notice-action', onClick: act }, action.label);
  return {
    ...shared(),
    id,
    message: createElement(Fragment, null, createElement('span', null, message), button),
    color: 'moss',
    icon: icon(action === undefined ? Undo2 : CircleCheck),
    autoClose: 8000,
  };
}

/** A notice that needs no answer. */
export const notifyInfo = (message: string): void =>
  void notifications.show({ ...shared(), message, color: 'gray', icon: icon(Info), autoClose: 6000 });

/** A failure in words; stays until closed, because it says what to do. */
export const notifyError = (error: ApiError): void =>
  void notifications.show({
    ...shared(),
    message: errorText(error),
    color: 'red',
    icon: icon(TriangleAlert),
    autoClose: false,
    role: 'alert',
  });
