import type { Text } from '../index.ts';

export const command: Text['command'] = {};
