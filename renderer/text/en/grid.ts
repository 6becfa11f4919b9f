import type { Text } from '../index.ts';

export const grid: Text['grid'] = {};
