import type { PostTitle } from '../api/contract/staffing-words.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { type Change, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { periodByKey } from '../domain/period.ts';
import type { Row } from '../entities/index.ts';
import { findAssignment } from '../queries/assignment-step.ts';
import { copyDraft, findRegistration, findRunningRegistration, listDraftsOn } from '../queries/handover.ts';
import type { OpenItem } from '../queries/open-item.ts';
import { findReportFacts } from '../queries/report.ts';
import { findPost } from '../queries/staffing.ts';
import { planHandOn } from './assignment-hand-on.ts';
import { assertAlive } from './assignment-rules.ts';
import { stepChanges } from './assignment-steps.ts';
import { checkPost } from './staffing-rules.ts';

/** One open thing about to be settled, as of the day its unit ended. */
export interface Settling {
  readonly item: OpenItem;
  /** First day without the unit. */
  readonly endOn: Day;
  readonly onDay: Day;
  readonly reason: string;
  /** Posts: the title at the successor, when it is another one. */
  readonly postTitle?: PostTitle | undefined;
}

/** What is written, and what carries the thing on at the successor. */
export interface HandedOver {
  readonly changes: Change[];
  readonly toRecordId: string | null;
}

/** How a kind of open thing goes on or ends. Errors of both: NOT_OWNER, HANDOVER_NOT_OPEN and those of the kind. */
interface HandoverKind {
  readonly handOver: (ctx: Ctx, settling: Settling, toUnitId: string) => HandedOver;
  readonly close: (ctx: Ctx, settling: Settling) => Change[];
}

/** Every kind, so that a new one in open-item.ts does not compile without its entry here. */
export const handoverKinds: { readonly [K in OpenItem['kind']]: HandoverKind } = {
  assignment: {
    handOver: handAssignment,
    close: (ctx, { item, onDay, reason }) =>
      stepChanges(ctx, { assignmentId: item.recordId, kind: 'cancel', onDay, reason }),
  },
  // The text stays with its author: only the line says that it is done with.
  draft: { handOver: handAssignment, close: () => [] },
  post: { handOver: handPost, close: (ctx, settling) => endPost(ctx, settling).changes },
  registration: {
    handOver: handRegistration,
    close: (ctx, settling) => [endRegistration(findOpenRegistration(ctx, settling), settling)],
  },
};

/**
 * By the rules of assignment.handOn; a support of the unit that succeeds goes on under the lead which that unit has.
 * Drafts go along.
 */
function handAssignment(ctx: Ctx, { item, endOn, onDay, reason }: Settling, toUnitId: string): HandedOver {
  const id = item.recordId;
  const leadId = findAssignment(ctx.db, id)?.leadId ?? null;
  const isOwnSupport = leadId !== null && findAssignment(ctx.db, leadId)?.unitId === toUnitId;
  const { heirId, changes } = isOwnSupport
    ? {
        heirId: leadId,
        changes: stepChanges(ctx, { assignmentId: id, kind: 'handOn', onDay, toAssignmentId: leadId, reason }),
      }
    : planHandOn(ctx, { id, toUnitId, onDay, reason });
  copyDrafts(ctx, id, heirId, endOn);
  return { changes, toRecordId: heirId };
}

/** A period that closed before the unit ended is still reported on, late, by the unit itself: its draft stays there. */
function copyDrafts(ctx: Ctx, assignmentId: string, heirId: string, endOn: Day): void {
  const rule = findReportFacts(ctx.db, assignmentId)?.rule ?? null;
  for (const { key, userId } of listDraftsOn(ctx.db, assignmentId)) {
    const period = key.slice(`report:${assignmentId}:`.length);
    const endsOn = rule === null ? undefined : periodByKey(rule, period)?.endOn;
    if (endsOn !== undefined && endsOn < endOn) continue;
    copyDraft(ctx.db, { fromKey: key, toKey: `report:${heirId}:${period}`, userId });
  }
}

/** Whoever may read the old record may read the new one, each for its own unit. */
const audienceOf = (audience: string, toUnitId: string): string => audience.replace(/^(up|down):.*$/, `$1:${toUnitId}`);

/** The unbroken service goes on at the successor, from the day the old unit is no more. Errors: UNIT_NOT_ALIVE, CHIEF_TWICE. */
function handPost(ctx: Ctx, settling: Settling, toUnitId: string): HandedOver {
  const { post, fromOn, changes } = endPost(ctx, settling);
  const { audience, title, ...fields } = postFields(post);
  const toRecordId = ctx.newId();
  const place = { unitId: toUnitId, fromOn, title: settling.postTitle ?? title };
  checkPost(ctx, { ...fields, ...place, id: toRecordId });
  const carried = { ...fields, ...place, audience: audienceOf(audience, toUnitId) };
  return { changes: [...changes, create('post', toRecordId, carried)], toRecordId };
}

const postFields = ({
  id: _id,
  ownerId: _owner,
  createdLam: _lam,
  createdAtMs: _at,
  createdBy: _by,
  changedAtMs: _changedAt,
  changedBy: _changedBy,
  ...fields
}: Row<'post'>) => fields;

/** The post ends with its unit; one that was to begin later never was. */
function endPost(ctx: Ctx, { item, endOn }: Settling): { post: Row<'post'>; fromOn: Day; changes: Change[] } {
  const post = findPost(ctx.db, item.recordId);
  if (post === undefined || (post.toOn !== null && post.toOn <= endOn)) throw new AppError('HANDOVER_NOT_OPEN', {});
  const isLater = post.fromOn >= endOn;
  return {
    post,
    fromOn: isLater ? post.fromOn : endOn,
    changes: [isLater ? remove('post', post.id) : update('post', post.id, { toOn: endOn })],
  };
}

function findOpenRegistration(ctx: Ctx, { item, endOn }: Settling): Row<'registration'> {
  const found = findRegistration(ctx.db, item.recordId);
  if (found === undefined || (found.endedOn !== null && found.endedOn <= endOn))
    throw new AppError('HANDOVER_NOT_OPEN', {});
  return found;
}

/** Errors: NOT_OWNER is told by the write path. */
const endRegistration = (registration: Row<'registration'>, { endOn, reason }: Settling): Change =>
  update('registration', registration.id, { endedOn: endOn, endReason: reason });

/** The successor carries the same aim on, under its own registration; one that it has already is enough. */
function handRegistration(ctx: Ctx, settling: Settling, toUnitId: string): HandedOver {
  const { endOn } = settling;
  const old = findOpenRegistration(ctx, settling);
  assertAlive(ctx, [toUnitId], endOn);
  const { setId, year, target, basisDirectiveId, basisText, note } = old;
  const end = endRegistration(old, settling);
  const own = findRunningRegistration(ctx.db, { unitId: toUnitId, setId, year, on: endOn });
  if (own !== undefined) return { changes: [end], toRecordId: own };
  const toRecordId = ctx.newId();
  const fields = { setId, year, target, basisDirectiveId, basisText, note };
  const life = { unitId: toUnitId, registeredOn: endOn, endedOn: null, endReason: '' };
  return { changes: [end, create('registration', toRecordId, { ...fields, ...life })], toRecordId };
}
