import type { bundleContract } from '../api/contract/bundle.ts';
import { AppError } from '../api/errors.ts';
import type { HandlersOf } from './define.ts';

const later = (): never => {
  throw new AppError('UNKNOWN_OPERATION', { name: 'bundle' });
};

export const bundleHandlers: HandlersOf<typeof bundleContract> = {
  'bundle.receivers': later,
  'bundle.prepare': later,
  'bundle.write': later,
  'bundle.settle': later,
  'bundle.open': later,
  'bundle.preview': later,
  'bundle.take': later,
  'bundle.drop': later,
  'bundle.inspect': later,
  'bundle.list': later,
};
