import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Fields } from '../entities/index.ts';
import { listOwnAttachmentIds } from '../queries/attachment.ts';
import { countUses, listDuplicates } from '../queries/directive.ts';
import { findIssueBounds } from '../queries/directive-relation.ts';
import { findKindName } from '../queries/document-kind.ts';
import { listKnownUnits } from '../queries/unit-on.ts';
import { findRecord } from '../tables.ts';
import { firstRelations } from './directive-relate.ts';

type DirectiveFields = Fields<'directive'>;
type Secrecy = Checked<'directive.create'>['secrecy'];

/**
 * Enters a document and its relations to older ones. A duplicate is told, not refused: registers hold real doubles.
 * Errors: SECRET_REFUSED, NOT_FOUND (kind, unit, related document), DATES_OUT_OF_ORDER, RELATION_BEFORE_TARGET, RELATION_EXISTS.
 */
export function createDirective(ctx: Ctx, input: Checked<'directive.create'>): Output<'directive.create'> {
  const { id, duplicates, changes } = planDirective(ctx, input);
  commit(ctx, changes);
  return { id, duplicates };
}

/** The changes that enter a document, if every law holds; nothing is written yet. Errors: as createDirective. */
export function planDirective(
  ctx: Ctx,
  input: Checked<'directive.create'>,
): Output<'directive.create'> & { changes: Change[] } {
  const { relations, audience, secrecy, ...rest } = input;
  const fields: DirectiveFields = {
    ...rest,
    secrecy: openOnly(secrecy),
    objectGoneOn: null,
    objectGoneNote: '',
    audience: audience === 'up' ? `up:${ctx.office.unitId}` : audience,
  };
  assertRefersToKnown(ctx, fields);
  assertDaysInOrder(fields);
  const id = ctx.newId();
  const duplicates = listDuplicates(ctx.db, fields, id);
  const related = firstRelations(ctx, { id, ...fields }, relations);
  return { id, duplicates, changes: [create('directive', id, fields), ...related] };
}

/** Errors: NOT_FOUND, NOT_OWNER, CHANGED_MEANWHILE, SECRET_REFUSED, DATES_OUT_OF_ORDER, RELATION_BEFORE_TARGET. */
export function updateDirective(
  ctx: Ctx,
  { id, seenAtMs, patch }: Checked<'directive.update'>,
): Output<'directive.update'> {
  const { next, change } = planUpdate(ctx, { id, seenAtMs, patch });
  commit(ctx, [change]);
  return { changedAtMs: changedAtMs(ctx, id), duplicates: listDuplicates(ctx.db, next, id) };
}

/**
 * The change that edits a document, if every law holds; nothing is written yet. Without `seenAtMs` the last word wins.
 * Errors: as updateDirective.
 */
export function planUpdate(
  ctx: Ctx,
  { id, seenAtMs, patch }: Omit<Checked<'directive.update'>, 'seenAtMs'> & { seenAtMs?: number | undefined },
): { current: StoredDirective; next: StoredDirective; change: Change } {
  const current = assertUnchanged(ctx, id, seenAtMs);
  if (current.ownerId !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity: 'directive' });
  openOnly(patch.secrecy ?? 'normal');
  const changes = Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  ) as Partial<DirectiveFields>;
  const next = { ...current, ...changes };
  assertRefersToKnown(ctx, next);
  assertDaysInOrder(next);
  assertRelationsStand(ctx, id, next.issuedOn);
  return { current, next, change: update('directive', id, changes) };
}

/** The document's own files go with it. Errors: NOT_FOUND, NOT_OWNER, DIRECTIVE_IN_USE. */
export function removeDirective(ctx: Ctx, { id }: Checked<'directive.remove'>): Output<'directive.remove'> {
  const count = countUses(ctx.db, id);
  if (count > 0) throw new AppError('DIRECTIVE_IN_USE', { count });
  const files = listOwnAttachmentIds(ctx.db, id, ctx.office.unitId);
  commit(ctx, [remove('directive', id), ...files.map((fileId) => remove('attachment', fileId))]);
  return {};
}

/** Errors: NOT_FOUND, NOT_OWNER, CHANGED_MEANWHILE, DATES_OUT_OF_ORDER. */
export function setObjectGone(ctx: Ctx, input: Checked<'directive.setObjectGone'>): Output<'directive.setObjectGone'> {
  const { id, seenAtMs, objectGoneOn, objectGoneNote } = input;
  const current = assertUnchanged(ctx, id, seenAtMs);
  assertDaysInOrder({ ...current, objectGoneOn });
  commit(ctx, [update('directive', id, { objectGoneOn, objectGoneNote: objectGoneOn === null ? '' : objectGoneNote })]);
  return { changedAtMs: changedAtMs(ctx, id) };
}

/** Secret documents may not be kept on a PC that others can reach (Luật 117/2025/QH15, Điều 5). Errors: SECRET_REFUSED. */
function openOnly(secrecy: Secrecy): 'normal' {
  if (secrecy !== 'normal') throw new AppError('SECRET_REFUSED', { secrecy });
  return secrecy;
}

/** A document as its row has it. */
export type StoredDirective = DirectiveFields & { readonly changedAtMs: number; readonly ownerId: string };

function assertUnchanged(ctx: Ctx, id: string, seenAtMs: number | undefined): StoredDirective {
  const record = findRecord(ctx.db, 'directive', id) as StoredDirective | undefined;
  if (record === undefined) throw new AppError('NOT_FOUND', { entity: 'directive', id });
  if (seenAtMs !== undefined && record.changedAtMs !== seenAtMs)
    throw new AppError('CHANGED_MEANWHILE', { entity: 'directive', id });
  return record;
}

const changedAtMs = (ctx: Ctx, id: string): number =>
  (findRecord(ctx.db, 'directive', id) as StoredDirective | undefined)?.changedAtMs ?? 0;

function assertRefersToKnown(ctx: Ctx, fields: DirectiveFields): void {
  if (findKindName(ctx.db, fields.kindId) === undefined)
    throw new AppError('NOT_FOUND', { entity: 'documentKind', id: fields.kindId });
  const named = [fields.issuerUnitId, ...fields.recipients.map((recipient) => recipient.unitId)].filter(
    (id) => id !== null,
  );
  if (named.length === 0) return;
  const known = new Set(listKnownUnits(ctx.db, named));
  const missing = named.find((id) => !known.has(id));
  if (missing !== undefined) throw new AppError('NOT_FOUND', { entity: 'unit', id: missing });
}

/** Nothing about a document happens before it is issued, and it does not end before it begins. */
function assertDaysInOrder(fields: DirectiveFields): void {
  const { issuedOn, effectiveOn, expiresOn, objectGoneOn, arrivedOn, replyDueOn } = fields;
  const start = effectiveOn !== null && effectiveOn > issuedOn ? effectiveOn : issuedOn;
  const pairs = [
    [start, expiresOn],
    [issuedOn, objectGoneOn],
    [issuedOn, arrivedOn],
    [issuedOn, replyDueOn],
  ] as const;
  const wrong = pairs.find(([first, second]) => second !== null && second < first);
  if (wrong?.[1] !== undefined && wrong[1] !== null)
    throw new AppError('DATES_OUT_OF_ORDER', { first: wrong[0], second: wrong[1] });
}

/** A corrected date of issue must not turn a relation round in time. */
function assertRelationsStand(ctx: Ctx, id: string, issuedOn: string): void {
  const { newestTarget, oldestSource } = findIssueBounds(ctx.db, id);
  if (newestTarget !== null && newestTarget > issuedOn) {
    throw new AppError('RELATION_BEFORE_TARGET', { issuedOn, targetIssuedOn: newestTarget });
  }
  if (oldestSource !== null && oldestSource < issuedOn) {
    throw new AppError('RELATION_BEFORE_TARGET', { issuedOn: oldestSource, targetIssuedOn: issuedOn });
  }
}
