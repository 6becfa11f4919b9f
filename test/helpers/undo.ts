import { join } from 'node:path';
import type { ApiName } from '../../db/api/contract/index.ts';
import type { Result } from '../../db/api/errors.ts';
import type { Caller } from '../../db/context.ts';
import { dispatch } from '../../db/dispatch.ts';
import { entities } from '../../db/entities/index.ts';
import { compareDigests, rebuild } from '../../db/rebuild.ts';
import type { Db } from '../../db/sql.ts';
import type { TestOffice } from './office.ts';

/** Calls in one login, though as several people: what they do lies on one stack. */
export const inSession =
  (o: TestOffice, who: Partial<Caller> = {}) =>
  (name: ApiName, input: unknown): Result<unknown> =>
    dispatch({ ...o.ctx, caller: { ...o.ctx.caller, sessionId: 'session', ...who } }, name, input, (error) => {
      o.logged.push(error);
      return 'incident';
    });

const derived = ['conflict', 'assignmentState', 'reportState', 'workMonth', 'periodReport'];

/** Every synced table and what follows from it, without the stamp of the last change. */
export function contentOf(db: Db): Record<string, string> {
  const tables = [...Object.keys(entities), ...derived].map((table) => {
    const rows = db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all() as Record<string, unknown>[];
    const plain = rows.map(({ changedAtMs: _at, changedBy: _by, ...row }) => JSON.stringify(row));
    return [table, plain.sort().join('\n')] as const;
  });
  return Object.fromEntries(tables);
}

/** Tables that a rebuild from the log would make otherwise than they are. */
export function unsound(o: TestOffice): string[] {
  const copy = rebuild(o.db, join(o.ctx.scratch, `rebuild-${o.ctx.newId()}.db`), () => {});
  const tables = compareDigests(o.db, copy);
  copy.close();
  return tables.filter(({ same }) => !same).map(({ table }) => table);
}
