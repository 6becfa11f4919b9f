import type { reorganizationContract } from '../api/contract/reorganization.ts';
import { AppError } from '../api/errors.ts';
import type { HandlersOf } from './define.ts';

const later = (): never => {
  throw new AppError('UNKNOWN_OPERATION', { name: 'reorganization' });
};

export const reorganizationHandlers: HandlersOf<typeof reorganizationContract> = {
  'reorganization.preview': later,
  'reorganization.record': later,
  'reorganization.list': later,
  'reorganization.get': later,
  'reorganization.amend': later,
  'reorganization.setHeirs': later,
  'reorganization.withdraw': later,
};
