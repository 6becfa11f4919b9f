import type { Text } from '../index.ts';

export const help: Text['help'] = {};
