import type { totalsContract } from '../api/contract/totals.ts';
import type { HandlersOf } from './define.ts';

export const totalsHandlers: HandlersOf<typeof totalsContract> = {};
