import { z } from 'zod';
import { job } from '../define.ts';
import { Day } from '../types.ts';

export const demoContract = {
  /** Fills an empty office with a province that does not exist: same seed and day, same province. */
  'demo.fill': job({
    roles: ['admin'],
    writes: true,
    input: z.strictObject({
      seed: z.int().min(0).max(1_000_000).default(1),
      /** The day the demo is looked at: its deadlines stand around it. */
      on: Day,
      communes: z.int().min(1).max(180).default(100),
      /** About how many; the newest of the story are made, and the work that follows from them. */
      directives: z.int().min(1).max(400).default(300),
    }),
    output: z.object({ units: z.int(), directives: z.int(), assignments: z.int(), reports: z.int() }),
  }),
};
