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
  /** A list kept as JSON: each of its values is the id itself, or has it under that name. */
  readonly inEach?: 'itself' | 'unitId';
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
  { from: 'directive', column: 'recipients', to: 'unit', inEach: 'unitId' },
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
  { from: 'stocktake', column: 'directiveIds', to: 'directive', inEach: 'itself' },
  { from: 'stocktake', column: 'sites', to: 'unit', inEach: 'unitId' },
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

/** SQL for the ids, each as `id`, that a pointer names in a row of `child`: one, or those of a list. */
const namedBy = ({ column, inEach }: Pointer): string =>
  inEach === undefined
    ? `SELECT child.${column} AS id`
    : `SELECT ${inEach === 'itself' ? 'value' : `value ->> '${inEach}'`} AS id FROM json_each(child.${column})`;

/** SQL that is true of a row of `child` from which a pointer leads to one of the ids given as JSON. */
function pointsAt(pointer: Pointer): string {
  const asked = '(SELECT value FROM json_each(?))';
  const points =
    pointer.inEach === undefined
      ? `child.${pointer.column} IN ${asked}`
      : `EXISTS (SELECT 1 FROM (${namedBy(pointer)}) WHERE id IN ${asked})`;
  return pointer.when === undefined ? points : `${points} AND ${pointer.when}`;
}

/** How many records of each kind lead to one of these; none of a kind that belongs to them. */
export function countPointingAt(
  db: Db,
  to: EntityName,
  ids: readonly string[],
  parts: readonly EntityName[] = [],
): number {
  const wanted = pointers.filter((pointer) => pointer.to === to && !parts.includes(pointer.from));
  return wanted.reduce((sum, pointer) => sum + countBy(db, pointer, JSON.stringify(ids)), 0);
}

const countBy = (db: Db, pointer: Pointer, named: string, except = '[]'): number =>
  prepare(
    db,
    `SELECT count(*) FROM ${pointer.from} child WHERE ${pointsAt(pointer)} AND child.id NOT IN (SELECT value FROM json_each(?))`,
  )
    .pluck()
    .get(named, except) as number;

/** What points at one of these records, and how much of it; undefined when nothing does but the records of `except`. */
export function findPointingAt(
  db: Db,
  to: EntityName,
  ids: readonly string[],
  except: readonly string[] = [],
): { entity: string; count: number } | undefined {
  const named = JSON.stringify(ids);
  const left = JSON.stringify(except);
  for (const pointer of pointers.filter((one) => one.to === to)) {
    const count = countBy(db, pointer, named, left);
    if (count > 0) return { entity: pointer.from, count };
  }
  if (to !== 'unit') return undefined;
  // Users are of this PC only, so no entity of theirs points anywhere.
  const users = prepare(db, 'SELECT count(*) FROM user WHERE unitId IN (SELECT value FROM json_each(?))');
  const count = users.pluck().get(named) as number;
  return count > 0 ? { entity: 'user', count } : undefined;
}

/** The kind of a record that one of these records names and that is not here; undefined when none is missing. */
export function findMissingTarget(db: Db, from: EntityName, ids: readonly string[]): EntityName | undefined {
  const named = JSON.stringify(ids);
  return pointers
    .filter((pointer) => pointer.from === from)
    .find((pointer) =>
      prepare(
        db,
        `SELECT 1 FROM ${from} child WHERE child.id IN (SELECT value FROM json_each(?))
         ${pointer.when === undefined ? '' : `AND ${pointer.when}`}
         AND EXISTS (SELECT 1 FROM (${namedBy(pointer)}) AS named WHERE id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM ${pointer.to} target WHERE target.id = named.id)) LIMIT 1`,
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
