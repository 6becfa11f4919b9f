import type { searchContract } from '../api/contract/search.ts';
import type { HandlersOf } from './define.ts';

export const searchHandlers: HandlersOf<typeof searchContract> = {};
