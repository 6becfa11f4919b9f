import type { deskContract } from '../api/contract/desk.ts';
import type { HandlersOf } from './define.ts';

export const deskHandlers: HandlersOf<typeof deskContract> = {};
