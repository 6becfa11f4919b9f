import type { Output } from '../api/contract/index.ts';
import type { Day } from '../api/day.ts';
import { type Db, prepare } from '../sql.ts';
import { unitNameOn, versionIdOn } from './unit-on.ts';

type ReceiptRow = Output<'directive.receipts'>['rows'][number];

/*
 * Two offices may each have marked the same unit: the earliest day of each counts.
 */
const merged = `
  WITH addressed (unitId) AS (
    SELECT DISTINCT json_extract(each.value, '$.unitId') FROM directive, json_each(directive.recipients) AS each
    WHERE directive.id = @id AND json_extract(each.value, '$.purpose') = 'act' AND json_extract(each.value, '$.unitId') IS NOT NULL),
  assigned (unitId) AS (
    SELECT DISTINCT assignment.unitId FROM task JOIN assignment ON assignment.taskId = task.id WHERE task.directiveId = @id),
  marked (unitId, receivedOn, readOn, disseminatedOn) AS (
    SELECT unitId, min(receivedOn), min(readOn), min(disseminatedOn) FROM directiveReceipt
    WHERE directiveId = @id AND coalesce(receivedOn, readOn, disseminatedOn) IS NOT NULL GROUP BY unitId),
  listed (unitId) AS (SELECT unitId FROM addressed UNION SELECT unitId FROM assigned UNION SELECT unitId FROM marked)`;

/** Every unit that should have or has the document, in the order of names. */
export const listReceipts = (db: Db, id: string, on: Day): ReceiptRow[] =>
  prepare(
    db,
    `${merged}
     SELECT listed.unitId, coalesce(${unitNameOn('listed.unitId')}, '') AS unitName,
       coalesce(version.validTo <= @on, 0) AS isEnded,
       listed.unitId IN (SELECT unitId FROM addressed) AS isAddressed,
       listed.unitId IN (SELECT unitId FROM assigned) AS isAssigned,
       receivedOn, readOn, disseminatedOn
     FROM listed LEFT JOIN marked ON marked.unitId = listed.unitId
       LEFT JOIN unitVersion version ON version.id = ${versionIdOn('listed.unitId')}
     ORDER BY version.sortKey, listed.unitId`,
  ).all({ id, on }) as ReceiptRow[];

/** How many units are listed and how far they are; who made it known has also received it. */
export const countReceipts = (db: Db, id: string): Output<'directive.receipts'>['counts'] =>
  prepare(
    db,
    `${merged}
     SELECT count(*) AS units, count(coalesce(receivedOn, readOn, disseminatedOn)) AS received,
       count(coalesce(readOn, disseminatedOn)) AS read, count(disseminatedOn) AS disseminated
     FROM listed LEFT JOIN marked ON marked.unitId = listed.unitId`,
  ).get({ id }) as Output<'directive.receipts'>['counts'];

export interface OwnReceipt {
  readonly id: string;
  readonly unitId: string;
  readonly receivedOn: Day | null;
  readonly readOn: Day | null;
  readonly disseminatedOn: Day | null;
}

/** The office's own marks on a document, by unit. Uses index directiveReceipt_by_directive. */
export const listOwnReceipts = (db: Db, directiveId: string, ownerId: string): OwnReceipt[] =>
  prepare(
    db,
    `SELECT id, unitId, receivedOn, readOn, disseminatedOn FROM directiveReceipt
     WHERE directiveId = ? AND ownerId = ? ORDER BY createdLam DESC, id DESC`,
  ).all(directiveId, ownerId) as OwnReceipt[];
