import type { TestOffice } from './office.ts';
import { taskOf } from './work.ts';

/** A task that its office tells to the one above; returns its id. */
export const addTask = (o: TestOffice, content: string): string => taskOf(o, { content, audience: `up:${o.unitId}` });
