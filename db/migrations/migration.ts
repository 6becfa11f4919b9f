import type { Db } from '../sql.ts';

export interface Migration {
  readonly version: number;
  readonly up: (db: Db) => void;
}
