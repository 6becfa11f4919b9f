import type { backupContract } from '../api/contract/backup.ts';
import { AppError } from '../api/errors.ts';
import type { HandlersOf } from './define.ts';

const later = (): never => {
  throw new AppError('UNKNOWN_OPERATION', { name: 'backup' });
};

export const backupHandlers: HandlersOf<typeof backupContract> = {
  'backup.create': later,
};
