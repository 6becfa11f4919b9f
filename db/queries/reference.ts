import type { EntityName } from '../entities/index.ts';
import { type Db, prepare } from '../sql.ts';
import type { Folded } from '../sync/fold.ts';

/** A field of one kind of record that names another record. */
interface Pointer {
  readonly from: EntityName;
  readonly column: string;
  readonly to: EntityName;
  /** Only where the column may name records of several kinds. */
  readonly when?: string;
}

const pointersOf = (from: EntityName, columns: Record<string, EntityName>): Pointer[] =>
  Object.entries(columns).map(([column, to]) => ({ from, column, to }));

const parents = ['directive', 'task', 'report'] as const;

const handedOver = [
  { kind: 'assignment', to: 'assignment' },
  { kind: 'post', to: 'post' },
  { kind: 'registration', to: 'registration' },
] as const;

/** Every field that names another record, those without a foreign key too. */
export const pointers: readonly Pointer[] = [
  ...pointersOf('unit', { areaId: 'unit' }),
  ...pointersOf('unitVersion', { unitId: 'unit', parentId: 'unit', basisDirectiveId: 'directive' }),
  ...pointersOf('unitEvent', { basisDirectiveId: 'directive', correctsEventId: 'unitEvent' }),
  ...pointersOf('unitLineage', { eventId: 'unitEvent', fromUnitId: 'unit', toUnitId: 'unit' }),
  ...pointersOf('directive', { kindId: 'documentKind', issuerUnitId: 'unit' }),
  ...pointersOf('directiveRelation', { fromId: 'directive', toId: 'directive' }),
  ...pointersOf('directiveReceipt', { directiveId: 'directive', unitId: 'unit' }),
  ...parents.map((to) => ({ from: 'attachment' as const, column: 'parentId', to, when: `parentEntity = '${to}'` })),
  ...pointersOf('task', { directiveId: 'directive', periodRuleId: 'periodRule', parentId: 'task' }),
  ...pointersOf('assignment', { taskId: 'task', unitId: 'unit', leadId: 'assignment' }),
  ...pointersOf('assignmentStep', {
    assignmentId: 'assignment',
    unitId: 'unit',
    reportId: 'report',
    toAssignmentId: 'assignment',
  }),
  ...pointersOf('report', { assignmentId: 'assignment', unitId: 'unit', correctsId: 'report' }),
  ...pointersOf('reportReview', { reportId: 'report', unitId: 'unit' }),
  ...pointersOf('handover', { eventId: 'unitEvent', fromUnitId: 'unit', toUnitId: 'unit' }),
  ...handedOver.flatMap(({ kind, to }) =>
    ['recordId', 'toRecordId'].map((column) => ({
      from: 'handover' as const,
      column,
      to,
      when: `itemKind = '${kind}'`,
    })),
  ),
  ...pointersOf('handoverMinutes', { eventId: 'unitEvent', fromUnitId: 'unit', toUnitId: 'unit' }),
  ...pointersOf('post', { unitId: 'unit', basisDirectiveId: 'directive' }),
  ...pointersOf('headcount', { unitId: 'unit' }),
  ...pointersOf('norm', { underUnitId: 'unit', basisDirectiveId: 'directive' }),
  ...pointersOf('criterionSet', { basisDirectiveId: 'directive' }),
  ...pointersOf('criterion', { setId: 'criterionSet' }),
  ...pointersOf('registration', { unitId: 'unit', setId: 'criterionSet', basisDirectiveId: 'directive' }),
  ...pointersOf('assessment', { registrationId: 'registration', unitId: 'unit' }),
  ...pointersOf('stocktake', { hostUnitId: 'unit' }),
  ...pointersOf('stocktakeTask', { stocktakeId: 'stocktake', taskId: 'task' }),
];

/** Of these ids, those that are no record (any more). */
export const listGone = (db: Db, entity: EntityName, ids: readonly string[]): string[] =>
  prepare(
    db,
    `SELECT DISTINCT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM ${entity} WHERE ${entity}.id = value)`,
  )
    .pluck()
    .all(JSON.stringify(ids)) as string[];

/** What points at one of these records, and how much of it; undefined when nothing does. */
export function findPointingAt(
  db: Db,
  to: EntityName,
  ids: readonly string[],
): { entity: string; count: number } | undefined {
  const named = JSON.stringify(ids);
  for (const { from, column, when } of pointers.filter((pointer) => pointer.to === to)) {
    const sql = `SELECT count(*) FROM ${from} WHERE ${column} IN (SELECT value FROM json_each(?)) ${when === undefined ? '' : `AND ${when}`}`;
    const count = prepare(db, sql).pluck().get(named) as number;
    if (count > 0) return { entity: from, count };
  }
  return to === 'unit' ? findNamingUnit(db, named) : undefined;
}

/** Users who work for a unit, and documents addressed to it. */
function findNamingUnit(db: Db, named: string): { entity: string; count: number } | undefined {
  const users = prepare(db, 'SELECT count(*) FROM user WHERE unitId IN (SELECT value FROM json_each(?))');
  const userCount = users.pluck().get(named) as number;
  if (userCount > 0) return { entity: 'user', count: userCount };
  const addressed = prepare(
    db,
    `SELECT count(DISTINCT directive.id) FROM directive, json_each(directive.recipients) recipient
     WHERE recipient.value ->> 'unitId' IN (SELECT value FROM json_each(?))`,
  );
  const count = addressed.pluck().get(named) as number;
  return count > 0 ? { entity: 'directive', count } : undefined;
}

/** The kind of a record that one of these records names and that is not here; undefined when none is missing. */
export function findMissingTarget(db: Db, from: EntityName, ids: readonly string[]): EntityName | undefined {
  const named = JSON.stringify(ids);
  return pointers
    .filter((pointer) => pointer.from === from)
    .find(({ column, to, when }) =>
      prepare(
        db,
        `SELECT 1 FROM ${from} child WHERE child.id IN (SELECT value FROM json_each(?)) AND child.${column} IS NOT NULL
         ${when === undefined ? '' : `AND ${when}`} AND NOT EXISTS (SELECT 1 FROM ${to} target WHERE target.id = child.${column}) LIMIT 1`,
      ).get(named),
    )?.to;
}

/** Keeps what a removed record pointed at, so that the history of the whole still finds it; a revived one is found by its row. */
export function noteRemoval(db: Db, entity: EntityName, id: string, { alive, fields }: Folded): void {
  prepare(db, 'DELETE FROM removed WHERE entityId = ?').run(id);
  if (alive) return;
  const columns = new Set(pointers.filter(({ from }) => from === entity).map(({ column }) => column));
  for (const column of columns) {
    const target = fields[column];
    if (typeof target === 'string')
      prepare(db, 'INSERT OR IGNORE INTO removed VALUES (?, ?, ?)').run(target, entity, id);
  }
}
