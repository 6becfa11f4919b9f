import type { lineageContract } from '../api/contract/lineage.ts';
import type { HandlersOf } from './define.ts';

export const lineageHandlers: HandlersOf<typeof lineageContract> = {};
