import { limits } from '../api/types.ts';
import { type Db, prepare, type Value } from '../sql.ts';
import { showCursor } from './cursor.ts';

/** Which rows a list has, in its order: what its pages are cut from. */
export interface Fenced {
  /** The values of a cursor as columns, in the order of the cursor. */
  readonly keys: readonly string[];
  /** `FROM … WHERE …`, without a cursor. */
  readonly from: string;
  readonly orderBy: string;
  readonly bound: Record<string, Value>;
}

/**
 * The cursor after every page of a list. One walk along the list's own index, counted inside SQLite, instead of an OFFSET
 * for every page: nothing is read twice, and `step` is asked at every page whether to go on.
 */
export function listFences(db: Db, { keys, from, orderBy, bound }: Fenced, step: (done: number) => void): string[] {
  const named = keys.map((key, index) => `${key} AS k${index}`).join(', ');
  const numbered = `SELECT ${named}, row_number() OVER (ORDER BY ${orderBy}) AS place ${from}`;
  const walk = prepare(db, `SELECT * FROM (${numbered}) WHERE place % ${limits.pageRows} = 0 ORDER BY place`);
  const cursors: string[] = [];
  for (const row of walk.iterate(bound) as IterableIterator<Record<string, string | number>>) {
    cursors.push(showCursor(keys.map((_, index) => row[`k${index}`] as string | number)));
    step(cursors.length * limits.pageRows);
  }
  return cursors;
}
