import type { exchangeContract } from '../api/contract/exchange.ts';
import { AppError } from '../api/errors.ts';
import type { HandlersOf } from './define.ts';

const later = (): never => {
  throw new AppError('UNKNOWN_OPERATION', { name: 'exchange' });
};

export const exchangeHandlers: HandlersOf<typeof exchangeContract> = {
  'exchange.badge': later,
  'exchange.status': later,
  'conflict.list': later,
  'conflict.get': later,
  'conflict.settle': later,
  'exchange.held': later,
};
