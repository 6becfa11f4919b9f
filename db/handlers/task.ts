import type { taskContract } from '../api/contract/task.ts';
import type { HandlersOf } from './define.ts';

export const taskHandlers: HandlersOf<typeof taskContract> = {};
