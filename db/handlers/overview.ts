import type { overviewContract } from '../api/contract/overview.ts';
import type { HandlersOf } from './define.ts';

export const overviewHandlers: HandlersOf<typeof overviewContract> = {};
