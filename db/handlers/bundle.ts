import type { bundleContract } from '../api/contract/bundle.ts';
import { AppError } from '../api/errors.ts';
import { dropStage } from '../exchange/stage.ts';
import { openBundle, previewBundle, takeStaged } from './bundle-in.ts';
import { prepareBundle, settleBundle, writeBundle } from './bundle-out.ts';
import type { HandlersOf } from './define.ts';

const later = (): never => {
  throw new AppError('UNKNOWN_OPERATION', { name: 'bundle' });
};

export const bundleHandlers: HandlersOf<typeof bundleContract> = {
  'bundle.receivers': later,
  'bundle.prepare': prepareBundle,
  'bundle.write': writeBundle,
  'bundle.settle': settleBundle,
  'bundle.open': openBundle,
  'bundle.preview': previewBundle,
  'bundle.take': takeStaged,
  'bundle.drop': (ctx, { stageId }) => {
    dropStage(ctx, stageId);
    return {};
  },
  'bundle.inspect': later,
  'bundle.list': later,
};
