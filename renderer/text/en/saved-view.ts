import type { Text } from '../index.ts';

export const savedView: Text['savedView'] = {};
