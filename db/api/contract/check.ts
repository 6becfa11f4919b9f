import { z } from 'zod';
import { job } from '../define.ts';
import { Nothing } from '../types.ts';

export const checkContract = {
  /** Kiểm tra dữ liệu: verifies every hash chain, folds all ops into an empty database and compares it with this one. */
  'data.check': job({
    roles: ['admin', 'clerk', 'coordinator'],
    writes: false,
    input: Nothing,
    output: z.object({
      ok: z.boolean(),
      opCount: z.int(),
      logCount: z.int(),
      /** Logs whose chain is broken, and where. */
      brokenLogs: z.array(z.object({ incarnation: z.string(), channel: z.string(), seq: z.int() })),
      tables: z.array(z.object({ table: z.string(), rows: z.int(), same: z.boolean() })),
      /** What SQLite's own integrity check says; empty when all is well. */
      storage: z.array(z.string()),
      /** The full-text index: does it hold every record? It may be made anew at any time and says nothing about the data. */
      search: z.object({ records: z.int(), indexed: z.int(), waiting: z.int(), isSound: z.boolean() }),
    }),
  }),
};
