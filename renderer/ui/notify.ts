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

let lastDone: { readonly id: string; readonly message: string; readonly atMs: number } | undefined;
let lastDeed: { readonly action: NoticeAction | undefined; readonly atMs: number } | undefined;

const isRecent = (one: { readonly atMs: number } | undefined): boolean =>
  one !== undefined && performance.now() - one.atMs < sameDeedMs;

/** A short notice that something is done; goes away by itself. Takes the place of the general one about the same thing. */
export function notifyDone(message: string): void {
  if (lastDeed !== undefined && isRecent(lastDeed)) {
    notifyDeed(message, lastDeed.action);
    return;
  }
  const id = crypto.randomUUID();
  lastDone = { id, message, atMs: performance.now() };
  notifications.show({ ...shared(), id, message, color: 'moss', icon: icon(CircleCheck), autoClose: 4000 });
}

/** The same for a command that has no sentence of its own: in the words that its form found, if it did. */
export function notifySaved(message: string, action: NoticeAction): void {
  const said = isRecent(lastDone) ? lastDone : undefined;
  if (said !== undefined) notifications.hide(said.id);
  notifyDeed(said?.message ?? message, action);
  lastDeed = said === undefined ? { action, atMs: performance.now() } : undefined;
}

/** What a notice offers to do about what was done. */
export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

const deedId = 'deed';

/**
 * A notice of what was done, with the way back. There is one at a time: an older one would offer to take back what is no
 * longer the last thing done.
 */
export function notifyDeed(message: string, action?: NoticeAction): void {
  notifications.hide(deedId);
  lastDeed = undefined;
  lastDone = undefined;
  const act = (): void => {
    notifications.hide(deedId);
    action?.run();
  };
  const button =
    action && createElement('button', { type: 'button', className: 'vm-notice-action', onClick: act }, action.label);
  notifications.show({
    ...shared(),
    id: deedId,
    message: createElement(Fragment, null, createElement('span', null, message), button),
    color: 'moss',
    icon: icon(action === undefined ? Undo2 : CircleCheck),
    autoClose: 8000,
  });
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
