import type { Text } from '../index.ts';

export const sheet: Text['sheet'] = {};
