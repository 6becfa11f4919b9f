import { AppError } from '../api/errors.ts';
import type { Db } from '../sql.ts';
import { migration as m0001 } from './0001-initial.ts';
import { migration as m0002 } from './0002-day-of-work.ts';
import { migration as m0003 } from './0003-organisation-through-time.ts';
import { migration as m0004 } from './0004-exchange.ts';
import type { Migration } from './migration.ts';

/** Numbered, frozen, append-only. */
export const migrations: readonly Migration[] = [m0001, m0002, m0003, m0004];

/** Version of the tables that this program writes; it is also the `schema` of new ops. */
export const schemaVersion = migrations.at(-1)?.version ?? 0;

/** Version of an open database; 0 for an empty file. */
export const versionOf = (db: Db): number => db.pragma('user_version', { simple: true }) as number;

/** Brings the database to `target` in one transaction. Errors: DATABASE_NEWER when the file was written by a newer program. */
export function migrate(db: Db, target: number = schemaVersion): void {
  const current = versionOf(db);
  if (current > schemaVersion)
    throw new AppError('DATABASE_NEWER', { fileVersion: current, appVersion: schemaVersion });
  db.transaction(() => {
    for (const { version, up } of migrations) {
      if (version <= current || version > target) continue;
      up(db);
      db.pragma(`user_version = ${version}`);
    }
  }).immediate();
}
