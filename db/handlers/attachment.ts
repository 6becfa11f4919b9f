import type { attachmentContract } from '../api/contract/attachment.ts';
import type { HandlersOf } from './define.ts';

export const attachmentHandlers: HandlersOf<typeof attachmentContract> = {};
