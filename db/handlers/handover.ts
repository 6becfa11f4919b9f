import type { handoverContract } from '../api/contract/handover.ts';
import type { HandlersOf } from './define.ts';

export const handoverHandlers: HandlersOf<typeof handoverContract> = {};
