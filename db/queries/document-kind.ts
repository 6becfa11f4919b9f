import type { Output } from '../api/contract/index.ts';
import { all, type Db, prepare, q } from '../sql.ts';

type Kind = Output<'documentKind.list'>[number];

/** Own kinds and received ones, in the order of the catalogue. */
export const listKinds = (db: Db, officeUnitId: string): Kind[] =>
  prepare(
    db,
    `SELECT id, name, abbreviation, "grouping", orderNumber, isActive, ownerId = ? AS isOwn,
       (SELECT count(*) FROM directive WHERE kindId = documentKind.id) AS directiveCount
     FROM documentKind ORDER BY orderNumber, name, id`,
  ).all(officeUnitId) as Kind[];

export interface KindName {
  readonly id: string;
  readonly name: string;
  readonly abbreviation: string;
  readonly orderNumber: number;
  readonly ownerId: string;
  readonly isActive: 0 | 1;
}

const nameColumns = ['id', 'name', 'abbreviation', 'orderNumber', 'ownerId', 'isActive'] as const;

/** All kinds by name only: the catalogue is a few dozen rows. */
export const listKindNames = (db: Db): KindName[] =>
  all(db, q.selectFrom('documentKind').select(nameColumns).orderBy('orderNumber').orderBy('id'));

export const findKindName = (db: Db, id: string): KindName | undefined =>
  prepare(db, `SELECT ${nameColumns.join(', ')} FROM documentKind WHERE id = ?`).get(id) as KindName | undefined;

/** How many documents are of a kind. */
export const countDirectivesOfKind = (db: Db, kindId: string): number =>
  prepare(db, 'SELECT count(*) FROM directive WHERE kindId = ?').pluck().get(kindId) as number;
