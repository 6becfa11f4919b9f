import type { activityContract } from '../api/contract/activity.ts';
import type { HandlersOf } from './define.ts';

export const activityHandlers: HandlersOf<typeof activityContract> = {};
