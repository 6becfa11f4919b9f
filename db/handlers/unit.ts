import type { unitContract } from '../api/contract/unit.ts';
import type { HandlersOf } from './define.ts';

export const unitHandlers: HandlersOf<typeof unitContract> = {};
