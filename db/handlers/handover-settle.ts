import type { ItemKey } from '../api/contract/handover.ts';
import type { HandoverResolution } from '../api/contract/handover-words.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import type { PostTitle } from '../api/contract/staffing-words.ts';
import type { Day } from '../api/day.ts';
import { type ApiError, AppError } from '../api/errors.ts';
import { type Change, commit, create, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { findLineOf } from '../queries/handover.ts';
import { listOpenItems, type OpenItem } from '../queries/open-item.ts';
import { findName } from '../queries/unit.ts';
import { assertAlive, assertForOffice } from './assignment-rules.ts';
import { type EventToHandOver, getEvent } from './handover-event.ts';
import { type HandedOver, handoverKinds } from './handover-kinds.ts';

type Result = Output<'handover.settle'>;

/** Most failures told with their reasons. */
const maxTold = 100;

/** How one thing is settled. */
export interface Decision {
  readonly resolution: HandoverResolution;
  readonly toUnitId: string | null;
  readonly onDay: Day;
  readonly reason: string;
  readonly postTitle?: PostTitle | undefined;
}

/** Everything the units of events leave open, each in its event. */
export function openItemsIn(
  ctx: Pick<Ctx, 'db'>,
  events: readonly EventToHandOver[],
): { to: EventToHandOver; items: OpenItem[] }[] {
  const unitIds = events.flatMap((to) => to.unitIds);
  // All of these units have ended, so that the day asked for decides nothing.
  const { rows } = listOpenItems(ctx.db, { unitIds, on: '9999-12-31', limit: Number.MAX_SAFE_INTEGER - 1 });
  const byUnit = Map.groupBy(rows, ({ unitId }) => unitId);
  return events.map((to) => ({ to, items: to.unitIds.flatMap((id) => byUnit.get(id) ?? []) }));
}

const itemsOf = (ctx: Pick<Ctx, 'db'>, to: EventToHandOver): OpenItem[] => openItemsIn(ctx, [to])[0]?.items ?? [];

const keyOf = ({ kind, recordId }: ItemKey): string => `${kind} ${recordId}`;

const turnOf = ({ kind, detail }: OpenItem): number => (kind === 'draft' ? 2 : detail === 'lead' ? 1 : 0);

/**
 * Supports before leads: a lead that goes takes along the supports that are still open, each under a new name. Drafts last,
 * for those of work that is settled follow it.
 */
export const inOrderOfSettling = (items: readonly OpenItem[]): OpenItem[] =>
  items.toSorted((a, b) => turnOf(a) - turnOf(b));

/**
 * Not before the day of the event, and to a unit that the event names as a successor unless another was chosen on purpose.
 * Errors: FORBIDDEN for who does the work of one unit, DATES_OUT_OF_ORDER, UNIT_NOT_ALIVE, HANDOVER_STRANGER, NOT_FOUND.
 */
export function assertDecision(
  ctx: Ctx,
  to: EventToHandOver,
  decision: Pick<Decision, 'resolution' | 'toUnitId' | 'onDay'> & { isOnPurpose: boolean },
): void {
  const { resolution, toUnitId, onDay, isOnPurpose } = decision;
  assertForOffice(ctx, 'handover.settle');
  if (onDay < to.event.effectiveOn)
    throw new AppError('DATES_OUT_OF_ORDER', { first: to.event.effectiveOn, second: onDay });
  if (resolution !== 'handOver' || toUnitId === null) return;
  assertAlive(ctx, [toUnitId], onDay);
  if (!isOnPurpose && !to.isHeir(toUnitId))
    throw new AppError('HANDOVER_STRANGER', { name: findName(ctx.db, toUnitId, onDay) });
}

/** Settles the named things of one event. Errors: those of assertDecision; what stands against one thing is told with it. */
export function settle(ctx: Ctx, input: Checked<'handover.settle'>): Result {
  const to = getEvent(ctx.db, input.eventId);
  assertDecision(ctx, to, input);
  const open = new Map(itemsOf(ctx, to).map((item) => [keyOf(item), item]));
  const run = new Settlement(ctx, open);
  const found: OpenItem[] = [];
  for (const key of input.items) {
    const item = open.get(keyOf(key));
    if (item === undefined) run.skip(key, '', new AppError('HANDOVER_NOT_OPEN', {}));
    else found.push(item);
  }
  for (const item of inOrderOfSettling(found)) run.settle(to, item, input);
  return run.result();
}

/** One run over open things: each is settled whole or left open with what stood against it. */
export class Settlement {
  readonly #ctx: Ctx;
  readonly #open: ReadonlyMap<string, OpenItem>;
  readonly #done = new Set<string>();
  readonly #skipped: Result['skipped'] = [];
  #skippedCount = 0;

  constructor(ctx: Ctx, open: ReadonlyMap<string, OpenItem>) {
    this.#ctx = ctx;
    this.#open = open;
  }

  get count(): number {
    return this.#done.size + this.#skippedCount;
  }

  settle(to: EventToHandOver, item: OpenItem, decision: Decision): void {
    // A draft that went along with its work.
    if (this.#done.has(keyOf(item))) return;
    try {
      const together = this.#withWhatFollows(item, decision.resolution);
      this.#ctx.db.transaction(() => settleOne(this.#ctx, to, together, decision))();
      for (const one of together) this.#done.add(keyOf(one));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.skip(item, item.title, error);
    }
  }

  /** Drafts go with their work, whatever becomes of it; a draft is handed over by handing over its work. */
  #withWhatFollows(item: OpenItem, resolution: HandoverResolution): [OpenItem, ...OpenItem[]] {
    const other = item.kind === 'assignment' ? 'draft' : item.kind === 'draft' ? 'assignment' : undefined;
    if (other === undefined || (item.kind === 'draft' && resolution !== 'handOver')) return [item];
    const key = keyOf({ kind: other, recordId: item.recordId });
    const follows = this.#done.has(key) ? undefined : this.#open.get(key);
    return follows === undefined ? [item] : [item, follows];
  }

  skip({ kind, recordId }: ItemKey, title: string, { code, details }: AppError): void {
    this.#skippedCount += 1;
    if (this.#skipped.length >= maxTold) return;
    this.#skipped.push({ key: { kind, recordId }, title, problem: { code, details } as ApiError });
  }

  result(): Result {
    return { doneCount: this.#done.size, skippedCount: this.#skippedCount, skipped: this.#skipped };
  }
}

/** One thing and what follows it, with a line for each. */
function settleOne(ctx: Ctx, to: EventToHandOver, items: readonly [OpenItem, ...OpenItem[]], decision: Decision): void {
  const { toUnitId, handed } = resolve(ctx, to, items[0], decision);
  const lines = items.map((one) => lineOf(ctx, to, one, { ...decision, toUnitId }, handed));
  commit(ctx, [...handed.changes, ...lines]);
}

function resolve(
  ctx: Ctx,
  to: EventToHandOver,
  item: OpenItem,
  decision: Decision,
): { toUnitId: string | null; handed: HandedOver } {
  const kind = handoverKinds[item.kind];
  const settling = { ...decision, item, endOn: to.event.effectiveOn };
  if (decision.resolution === 'keep') return { toUnitId: null, handed: { changes: [], toRecordId: null } };
  if (decision.resolution === 'close')
    return { toUnitId: null, handed: { changes: kind.close(ctx, settling), toRecordId: null } };
  const toUnitId = decision.toUnitId ?? to.suggested(item.unitId);
  if (toUnitId === null)
    throw new AppError('HANDOVER_HEIR_MISSING', { name: findName(ctx.db, item.unitId, to.event.effectiveOn) });
  return { toUnitId, handed: kind.handOver(ctx, settling, toUnitId) };
}

/** The line that says it; a thing that is settled anew (its work was opened again) keeps the one it has. */
function lineOf(
  ctx: Ctx,
  { event }: EventToHandOver,
  item: OpenItem,
  { resolution, toUnitId, onDay, reason }: Decision,
  { changes, toRecordId }: HandedOver,
): Change {
  const { kind, recordId } = item;
  const said = { toUnitId, toRecordId, title: titleOf(item), resolution, onDay, reason };
  const known = findLineOf(ctx.db, kind, recordId, ctx.office.unitId);
  if (known !== undefined) return update('handover', known, said);
  // A post that was to begin later is withdrawn; there is nothing left to point at.
  const isGone = changes.some((change) => change.kind === 'delete' && change.id === recordId);
  const fields = { eventId: event.id, fromUnitId: item.unitId, itemKind: kind, recordId: isGone ? null : recordId };
  return create('handover', ctx.newId(), { ...fields, ...said });
}

/** Words of a line; a post without a name is called by its title, which the minutes put into words. */
const titleOf = ({ title, detail, kind }: OpenItem): string => (title === '' ? detail || kind : title).slice(0, 500);
