import type { deviceContract } from '../api/contract/device.ts';
import { AppError } from '../api/errors.ts';
import type { HandlersOf } from './define.ts';

const later = (): never => {
  throw new AppError('UNKNOWN_OPERATION', { name: 'device' });
};

export const deviceHandlers: HandlersOf<typeof deviceContract> = {
  'device.status': later,
  'device.list': later,
  'device.invite': later,
  'device.invitations': later,
  'device.voidInvitation': later,
  'device.request': later,
  'device.readRequest': later,
  'device.admit': later,
  'device.revoke': later,
};
