import { type Db, prepare } from '../sql.ts';

/** Whose records: those of one office, or those of all others. */
export interface ConflictFilter {
  readonly ownerId?: string | undefined;
  readonly notOwnerId?: string | undefined;
}

const matching = '(@ownerId IS NULL OR ownerId = @ownerId) AND (@notOwnerId IS NULL OR ownerId <> @notOwnerId)';
const asked = ({ ownerId, notOwnerId }: ConflictFilter) => ({
  ownerId: ownerId ?? null,
  notOwnerId: notOwnerId ?? null,
});

/** Records with something open; a record counts once. */
export const countConflictRecords = (db: Db, filter: ConflictFilter): number =>
  prepare(db, `SELECT count(*) FROM (SELECT DISTINCT entity, entityId FROM conflict WHERE ${matching})`)
    .pluck()
    .get(asked(filter)) as number;

export interface ConflictRecord {
  entity: string;
  entityId: string;
  ownerId: string;
  fields: string[];
}

/** In the order of their kinds and ids. */
export function listConflictRecords(
  db: Db,
  { after, limit, ...filter }: ConflictFilter & { after: readonly [string, string] | undefined; limit: number },
): ConflictRecord[] {
  const rows = prepare(
    db,
    `SELECT entity, entityId, max(ownerId) AS ownerId, json_group_array(field) AS fields FROM conflict
     WHERE (entity, entityId) > (@entity, @entityId) AND ${matching}
     GROUP BY entity, entityId ORDER BY entity, entityId LIMIT @limit`,
  ).all({ ...asked(filter), entity: after?.[0] ?? '', entityId: after?.[1] ?? '', limit });
  return (rows as (Omit<ConflictRecord, 'fields'> & { fields: string })[]).map(({ fields, ...row }) => ({
    ...row,
    fields: (JSON.parse(fields) as string[]).sort(),
  }));
}

export interface OpenConflict {
  field: string;
  ownerId: string;
  values: { hash: string; value: unknown }[];
}

/** What is open about one record. */
export const listConflictsOf = (db: Db, entity: string, entityId: string): OpenConflict[] =>
  (
    prepare(db, 'SELECT field, ownerId, heads FROM conflict WHERE entity = ? AND entityId = ? ORDER BY field').all(
      entity,
      entityId,
    ) as { field: string; ownerId: string; heads: string }[]
  ).map(({ heads, ...row }) => ({ ...row, values: JSON.parse(heads) as OpenConflict['values'] }));
