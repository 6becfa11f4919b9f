import type { bundleContract } from '../api/contract/bundle.ts';
import { dropStage } from '../exchange/stage.ts';
import { openBundle, previewBundle, takeStaged } from './bundle-in.ts';
import { inspectBundle } from './bundle-inspect.ts';
import { listReceivers, showBundles } from './bundle-list.ts';
import { prepareBundle, settleBundle, writeBundle } from './bundle-out.ts';
import type { HandlersOf } from './define.ts';

export const bundleHandlers: HandlersOf<typeof bundleContract> = {
  'bundle.receivers': listReceivers,
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
  'bundle.inspect': inspectBundle,
  'bundle.list': showBundles,
};
