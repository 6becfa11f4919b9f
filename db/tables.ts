import { z } from 'zod';
import type { Entity } from './entities/define.ts';
import { type EntityName, entities } from './entities/index.ts';
import { type Db, prepare, type Value } from './sql.ts';
import type { Folded } from './sync/fold.ts';

/** How an entity lies in its table: the columns in order, and which fields are stored as JSON text. */
interface Layout {
  readonly entity: Entity;
  readonly fields: readonly string[];
  readonly jsonFields: ReadonlySet<string>;
  readonly insertSql: string;
  readonly upsertSql: string;
}

const stamps = ['ownerId', 'createdLam', 'createdAtMs', 'createdBy', 'changedAtMs', 'changedBy'] as const;

const layouts = new Map<string, Layout>();

function layoutOf(name: EntityName): Layout {
  const known = layouts.get(name);
  if (known !== undefined) return known;
  const entity = entities[name] as unknown as Entity;
  const fields = Object.keys(entity.fields.shape);
  const jsonFields = new Set(fields.filter((field) => entity.fields.shape[field] instanceof z.ZodArray));
  const columns = ['id', ...fields, ...stamps, ...derivedColumns[name]];
  const updates = columns.slice(1).map((column) => `${column} = excluded.${column}`);
  const insertSql = `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  const upsertSql = `${insertSql} ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}`;
  const layout = { entity, fields, jsonFields, insertSql, upsertSql };
  layouts.set(name, layout);
  return layout;
}

/** Names of what each entity's `derive` returns, so that statements can be made without a row in hand. */
const derivedColumns: Record<EntityName, readonly string[]> = {
  unit: [],
  unitVersion: ['searchKey', 'sortKey', 'nameKey'],
  unitEvent: [],
  unitLineage: [],
  documentKind: [],
  directive: ['searchKey', 'duplicateKey', 'numberKey', 'subjectKey'],
  directiveRelation: [],
  directiveReceipt: [],
  attachment: ['searchKey'],
  periodRule: [],
  task: ['searchKey'],
  assignment: [],
  assignmentStep: [],
  report: [],
  reportReview: [],
  handover: [],
  handoverMinutes: [],
  post: [],
  headcount: [],
  norm: [],
  criterionSet: [],
  criterion: [],
  registration: [],
  assessment: [],
  stocktake: ['searchKey'],
  stocktakeTask: [],
};

/** Fields of a record as its ops hold them (arrays unpacked) and its stamps; undefined if it is not alive here. */
export function findRecord(db: Db, name: EntityName, id: string): Record<string, unknown> | undefined {
  const row = prepare(db, `SELECT * FROM ${name} WHERE id = ?`).get(id) as Record<string, unknown> | undefined;
  if (row === undefined) return undefined;
  for (const field of layoutOf(name).jsonFields) row[field] = JSON.parse(String(row[field]));
  return row;
}

export interface Stamped {
  readonly lam: number;
  readonly wall: number;
  readonly actor: string;
}

/** Adds the row of a record whose first op this is. */
export const addRow = (db: Db, name: EntityName, id: string, fields: Record<string, unknown>, op: Stamped): void =>
  writeRow(db, name, layoutOf(name).insertSql, id, fields, op, op);

function writeRow(
  db: Db,
  name: EntityName,
  sql: string,
  id: string,
  written: Record<string, unknown>,
  created: Stamped,
  changed: Stamped,
): void {
  const { entity, fields: names, jsonFields } = layoutOf(name);
  const fields = entity.defaults === undefined ? written : { ...entity.defaults, ...written };
  const derived = entity.derive?.(fields as never) ?? {};
  const values: Value[] = [id];
  for (const field of names)
    values.push(jsonFields.has(field) ? JSON.stringify(fields[field]) : (fields[field] as Value));
  values.push(fields['ownerId'] as string, created.lam, created.wall, created.actor, changed.wall, changed.actor);
  for (const column of derivedColumns[name]) values.push(derived[column] as Value);
  prepare(db, sql).run(...values);
}

/** Conflicts between records, which follow from several of them (see queries/rival.ts). */
const rivalSigns = "('*overlap', '*review')";

export const saveConflict = (
  db: Db,
  entity: EntityName,
  id: string,
  field: string,
  values: Folded['conflicts'][number]['values'],
  ownerId: string,
): void =>
  void prepare(db, 'INSERT INTO conflict (entity, entityId, field, heads, ownerId) VALUES (?, ?, ?, ?, ?)').run(
    entity,
    id,
    field,
    JSON.stringify(values),
    ownerId,
  );

/** Makes the row of a record, its absence and its open conflicts follow from the folded ops. */
export function writeFolded(db: Db, name: EntityName, id: string, folded: Folded): void {
  const { alive, fields, created, changed, conflicts } = folded;
  if (alive && created !== undefined && changed !== undefined)
    writeRow(db, name, layoutOf(name).upsertSql, id, fields, created, changed);
  else prepare(db, `DELETE FROM ${name} WHERE id = ?`).run(id);
  prepare(db, `DELETE FROM conflict WHERE entity = ? AND entityId = ? AND field NOT IN ${rivalSigns}`).run(name, id);
  if (!alive) return; // what was open about it is in its history
  for (const { field, values } of conflicts) saveConflict(db, name, id, field, values, String(fields['ownerId'] ?? ''));
}
