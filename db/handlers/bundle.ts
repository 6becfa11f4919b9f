import type { bundleContract } from '../api/contract/bundle.ts';
import { dropStage } from '../exchange/stage.ts';
import { findBundles, watchFolder } from './bundle-found.ts';
import { openBundle, previewBundle, takeFile, takeStaged } from './bundle-in.ts';
import { inspectBundle } from './bundle-inspect.ts';
import { listReceivers, showBundles } from './bundle-list.ts';
import { prepareBundle, prepareMany, settleBundle, settleMany } from './bundle-out.ts';
import { writeBundle, writeMany } from './bundle-write.ts';
import type { HandlersOf } from './define.ts';

export const bundleHandlers: HandlersOf<typeof bundleContract> = {
  'bundle.receivers': listReceivers,
  'bundle.prepare': prepareBundle,
  'bundle.prepareMany': prepareMany,
  'bundle.write': writeBundle,
  'bundle.writeMany': writeMany,
  'bundle.settle': settleBundle,
  'bundle.settleMany': settleMany,
  'bundle.open': openBundle,
  'bundle.preview': previewBundle,
  'bundle.take': takeStaged,
  'bundle.takeFile': takeFile,
  'bundle.drop': (ctx, { stageId }) => {
    dropStage(ctx, stageId);
    return {};
  },
  'bundle.inspect': inspectBundle,
  'bundle.watch': watchFolder,
  'bundle.found': findBundles,
  'bundle.list': showBundles,
};
