import type { savedViewContract } from '../api/contract/saved-view.ts';
import type { HandlersOf } from './define.ts';

export const savedViewHandlers: HandlersOf<typeof savedViewContract> = {};
