import type { stocktakeContract } from '../api/contract/stocktake.ts';
import type { HandlersOf } from './define.ts';

export const stocktakeHandlers: HandlersOf<typeof stocktakeContract> = {};
