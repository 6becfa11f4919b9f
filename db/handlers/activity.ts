import type { activityContract } from '../api/contract/activity.ts';
import { listActivities, showStack } from './activity-show.ts';
import { redo, undo } from './activity-undo.ts';
import type { HandlersOf } from './define.ts';

export const activityHandlers: HandlersOf<typeof activityContract> = {
  'activity.recent': listActivities,
  'activity.stack': showStack,
  'activity.undo': undo,
  'activity.redo': redo,
};
