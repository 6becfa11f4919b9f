import type { reportContract } from '../api/contract/report.ts';
import type { HandlersOf } from './define.ts';

export const reportHandlers: HandlersOf<typeof reportContract> = {};
