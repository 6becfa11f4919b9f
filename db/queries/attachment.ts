import type { Output } from '../api/contract/index.ts';
import { all, type Db, one, prepare, q, run } from '../sql.ts';

type Attachment = Output<'attachment.list'>[number];

const shown = `SELECT attachment.id, attachment.name, attachment.byteCount, mediaType, hasMacros,
    EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = attachment.sha256) AS isHere,
    ownerId = @officeUnitId AS isOwn, attachment.createdAtMs AS addedAtMs, coalesce(user.name, '') AS addedBy
  FROM attachment LEFT JOIN user ON user.id = attachment.createdBy`;

/**
 * Files of a record, oldest first: those of the office whose record it is, and this office's own. Another might hang a false paper
 * on a directive that is not its own. Uses index attachment_by_parent.
 */
export const listAttachments = (
  db: Db,
  parentEntity: 'directive' | 'task' | 'report',
  parentId: string,
  officeUnitId: string,
): Attachment[] =>
  prepare(
    db,
    `${shown} WHERE parentId = @parentId AND parentEntity = @parentEntity
       AND ownerId IN (@officeUnitId, (SELECT ownerId FROM ${parentEntity} parent WHERE parent.id = @parentId))
     ORDER BY createdLam, attachment.id`,
  ).all({ parentEntity, parentId, officeUnitId }) as Attachment[];

/** One file as lists show it. */
export const findAttachment = (db: Db, id: string, officeUnitId: string): Attachment | undefined =>
  prepare(db, `${shown} WHERE attachment.id = @id`).get({ id, officeUnitId }) as Attachment | undefined;

export interface AttachmentKey {
  readonly id: string;
  readonly parentEntity: 'directive' | 'task' | 'report';
  readonly parentId: string;
  readonly name: string;
  readonly sha256: string;
  readonly byteCount: number;
  readonly ownerId: string;
}

const keyColumns = ['id', 'parentEntity', 'parentId', 'name', 'sha256', 'byteCount', 'ownerId'] as const;

/** What is needed to read or remove a file. */
export const findAttachmentKey = (db: Db, id: string): AttachmentKey | undefined =>
  one(db, q.selectFrom('attachment').select(keyColumns).where('id', '=', id));

/** What is said of a file by the records that have it. Uses index attachment_by_hash. */
export const listRecordsOfFile = (db: Db, sha256: string): { name: string; mediaType: string; hasMacros: 0 | 1 }[] =>
  all(db, q.selectFrom('attachment').select(['name', 'mediaType', 'hasMacros']).where('sha256', '=', sha256));

/** Files that an office added to a record. */
export const listOwnAttachmentIds = (db: Db, parentId: string, ownerId: string): string[] =>
  all(db, q.selectFrom('attachment').select('id').where('parentId', '=', parentId).where('ownerId', '=', ownerId)).map(
    (row) => row.id,
  );

/** Notes that the bytes of that hash are on this PC. */
export function saveBlob(db: Db, blob: { sha256: string; byteCount: number; storedAtMs: number }): void {
  run(
    db,
    q
      .insertInto('blob')
      .values(blob)
      .onConflict((c) => c.column('sha256').doNothing()),
  );
}

/** Who owns the record a file hangs on, and who may read it; undefined when there is no such record. */
export function findParent(
  db: Db,
  entity: 'directive' | 'task' | 'report',
  id: string,
): { ownerId: string; audience: string } | undefined {
  if (entity !== 'report') return one(db, q.selectFrom(entity).select(['ownerId', 'audience']).where('id', '=', id));
  const report = one(db, q.selectFrom('report').select(['ownerId', 'unitId']).where('id', '=', id));
  return report && { ownerId: report.ownerId, audience: `up:${report.unitId}` };
}
