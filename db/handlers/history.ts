import type { historyContract } from '../api/contract/history.ts';
import type { HandlersOf } from './define.ts';
import { compareVersions, listHistory, showRecord } from './history-read.ts';
import { restore } from './history-restore.ts';

export const historyHandlers: HandlersOf<typeof historyContract> = {
  'history.ofRecord': listHistory,
  'history.record': showRecord,
  'history.compare': compareVersions,
  'history.restore': restore,
};
