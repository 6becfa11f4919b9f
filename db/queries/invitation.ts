import { type Db, prepare } from '../sql.ts';
import type { InvitationState } from '../sync/identity.ts';
import { invitationTries } from '../sync/limits.ts';

interface InvitationRow {
  id: string;
  unitId: string;
  codeKey: string;
  failures: number;
  usedBy: string | null;
  madeAtMs: number;
}

const read = ({ unitId, usedBy, ...row }: InvitationRow): InvitationState & { madeAtMs: number } => ({
  ...row,
  unit: unitId,
  usedBy: usedBy ?? undefined,
});

export function findInvitation(db: Db, id: string): (InvitationState & { madeAtMs: number }) | undefined {
  const row = prepare(db, 'SELECT id, unitId, codeKey, failures, usedBy, madeAtMs FROM invitation WHERE id = ?').get(
    id,
  );
  return row === undefined ? undefined : read(row as InvitationRow);
}

/** Newest first. */
export const listInvitations = (db: Db): (InvitationState & { madeAtMs: number })[] =>
  (
    prepare(
      db,
      'SELECT id, unitId, codeKey, failures, usedBy, madeAtMs FROM invitation ORDER BY madeAtMs DESC, id',
    ).all() as InvitationRow[]
  ).map(read);

export const insertInvitation = (
  db: Db,
  { id, unit, codeKey, failures, madeAtMs, userId }: InvitationState & { madeAtMs: number; userId: string },
): void =>
  void prepare(db, 'INSERT INTO invitation VALUES (?, ?, ?, ?, NULL, ?, ?)').run(
    id,
    unit,
    codeKey,
    failures,
    madeAtMs,
    userId,
  );

export const saveInvitation = (db: Db, { id, failures, usedBy }: InvitationState): void =>
  void prepare(db, 'UPDATE invitation SET failures = ?, usedBy = ? WHERE id = ?').run(failures, usedBy ?? null, id);

export const voidInvitation = (db: Db, id: string): void =>
  void prepare(db, 'UPDATE invitation SET failures = ? WHERE id = ? AND usedBy IS NULL').run(invitationTries, id);
