import type { historyContract } from '../api/contract/history.ts';
import type { HandlersOf } from './define.ts';

export const historyHandlers: HandlersOf<typeof historyContract> = {};
