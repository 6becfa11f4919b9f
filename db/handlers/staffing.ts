import type { staffingContract } from '../api/contract/staffing.ts';
import type { HandlersOf } from './define.ts';

export const staffingHandlers: HandlersOf<typeof staffingContract> = {};
