import type { Text } from '../index.ts';

export const history: Text['history'] = {};
