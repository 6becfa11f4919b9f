import type { Text } from '../index.ts';

export const desk: Text['desk'] = {};
