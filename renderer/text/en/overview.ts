import type { Text } from '../index.ts';

export const overview: Text['overview'] = {};
