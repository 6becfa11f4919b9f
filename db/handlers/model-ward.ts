import type { modelWardContract } from '../api/contract/model-ward.ts';
import type { HandlersOf } from './define.ts';

export const modelWardHandlers: HandlersOf<typeof modelWardContract> = {};
