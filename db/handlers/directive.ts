import type { directiveContract } from '../api/contract/directive.ts';
import type { HandlersOf } from './define.ts';

export const directiveHandlers: HandlersOf<typeof directiveContract> = {};
