import type { Db } from '../sql.ts';

export interface Migration {
  readonly version: number;
  readonly up: (db: Db) => void;
}

/** Columns that follow from a record's ops; see db/entities/define.ts. */
export const stamps = `
  ownerId TEXT NOT NULL, createdLam INTEGER NOT NULL, createdAtMs INTEGER NOT NULL, createdBy TEXT NOT NULL,
  changedAtMs INTEGER NOT NULL, changedBy TEXT NOT NULL`;

/** Refuses any write to a synced table that does not come from apply: a side door would not be in the log. */
export const guard = (table: string): string =>
  ['INSERT', 'UPDATE', 'DELETE']
    .map(
      (verb) => `
  CREATE TRIGGER guard_${table}_${verb} BEFORE ${verb} ON ${table} WHEN (SELECT isOpen FROM syncContext) = 0
  BEGIN SELECT RAISE(ABORT, 'write outside apply'); END;`,
    )
    .join('');
