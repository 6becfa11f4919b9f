import { notifications } from '@mantine/notifications';
import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { createElement } from 'react';
import type { ApiError } from '../../db/api/errors.ts';
import { errorText, text } from '../text/index.ts';

const icon = (shape: typeof Info) => createElement(shape, { size: '1.125rem', 'aria-hidden': true });

const shared = () => ({ withBorder: true, closeButtonProps: { 'aria-label': text().common.actions.close } });

/** A short notice that something is done; goes away by itself. */
export const notifyDone = (message: string): void =>
  void notifications.show({ ...shared(), message, color: 'moss', icon: icon(CircleCheck), autoClose: 4000 });

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
