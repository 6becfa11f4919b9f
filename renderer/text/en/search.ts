import type { Text } from '../index.ts';

export const search: Text['search'] = {};
