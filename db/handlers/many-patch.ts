import { type CellProblem, type PatchPreview, type PatchResult, previewLimit } from '../api/contract/many.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { assertAllGood, hasError } from './many-cells.ts';

export type PatchFields = Readonly<Record<string, string | number | null | undefined>>;

/** What is asked of one record. */
export interface PatchWish {
  readonly id: string;
  readonly changedAtMs?: number | undefined;
  readonly fields: PatchFields;
}

/** What would become of one record: its cells before and after, or why not. */
export interface PatchPlan {
  readonly id: string;
  readonly name: string;
  readonly cells: readonly { readonly field: string; readonly from: string; readonly to: string }[];
  readonly problems: CellProblem[];
  readonly changes: readonly Change[];
}

interface PatchInput<F> {
  readonly changes?: readonly PatchWish[] | undefined;
  readonly matching?: { readonly filter: F; readonly fields: PatchFields; readonly expectedCount: number } | undefined;
}

/** Ids that a filter finds, if they are as many as the user was told. Errors: COUNT_CHANGED. */
export function matchingIds(find: (limit: number) => string[], expectedCount: number): string[] {
  const ids = find(expectedCount + 1);
  if (ids.length === expectedCount) return ids;
  // One more than expected was found at most; how many more there are does not matter to whoever has to look again.
  throw new AppError('COUNT_CHANGED', { expected: expectedCount, found: ids.length });
}

/** The wishes of an edit of many: of named records, or the same for all that a filter finds. Errors: COUNT_CHANGED. */
export function wishesOf<F>(input: PatchInput<F>, find: (filter: F, limit: number) => string[]): PatchWish[] {
  const { changes, matching } = input;
  if (matching === undefined) return mergeById(changes ?? []);
  const ids = matchingIds((limit) => find(matching.filter, limit), matching.expectedCount);
  return ids.map((id) => ({ id, fields: matching.fields }));
}

/** Two cells of one record are one change to it. */
function mergeById(wishes: readonly PatchWish[]): PatchWish[] {
  const byId = new Map<string, PatchWish>();
  for (const wish of wishes) {
    const known = byId.get(wish.id);
    byId.set(wish.id, known === undefined ? wish : { ...known, ...wish, fields: { ...known.fields, ...wish.fields } });
  }
  return [...byId.values()];
}

/** Plans every wish, with progress; cancel is heard between them. */
export function planAll(ctx: Ctx, wishes: readonly PatchWish[], plan: (wish: PatchWish) => PatchPlan): PatchPlan[] {
  return wishes.map((wish, index) => {
    if (index % 200 === 0) ctx.step(index, wishes.length * 2);
    return plan(wish);
  });
}

/** Writes what can be written, or nothing at all. Errors: ROWS_REFUSED. */
export function runPatch(ctx: Ctx, plans: readonly PatchPlan[], keep: 'all' | 'good'): PatchResult {
  if (keep === 'all') assertAllGood(plans.map(({ id, problems }) => ({ key: id, problems })));
  const good = plans.filter(({ problems }) => !hasError(problems));
  const changed = good.filter(({ changes }) => changes.length > 0);
  commit(
    ctx,
    changed.flatMap(({ changes }) => changes),
  );
  const refused = plans.filter(({ problems }) => hasError(problems)).map(({ id, problems }) => ({ id, problems }));
  return { done: changed.length, unchanged: good.length - changed.length, refused };
}

/** The same in numbers and first rows. */
export function previewOf(plans: readonly PatchPlan[]): PatchPreview {
  const refused = plans.filter(({ problems }) => hasError(problems));
  const good = plans.filter(({ problems }) => !hasError(problems));
  const changed = good.filter(({ changes }) => changes.length > 0);
  const rows = [...refused, ...changed].slice(0, previewLimit);
  return {
    count: plans.length,
    changed: changed.length,
    unchanged: good.length - changed.length,
    refused: refused.length,
    rows: rows.map(({ id, name, cells, problems }) => ({ id, name, cells: [...cells], problems })),
  };
}

/** A patch's value as a person would have typed it. */
export const cellText = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);

/** Cells of a patch as texts. */
export const cellsOfPatch = (fields: PatchFields): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, cellText(value)]));
