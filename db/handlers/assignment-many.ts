import { type AssignmentFilter, type AssignmentPatchColumn, deciders } from '../api/contract/assignment.ts';
import type { Checked } from '../api/contract/index.ts';
import type { CellProblem } from '../api/contract/many.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { Line, limits } from '../api/types.ts';
import { type Change, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { listAssignmentIds } from '../queries/assignment.ts';
import { findAssignment } from '../queries/assignment-step.ts';
import { findTask } from '../queries/task.ts';
import { findUnitName } from '../queries/unit-on.ts';
import { assertForOffice } from './assignment-rules.ts';
import { getStanding, type NewStep, stepChanges } from './assignment-steps.ts';
import { hasError, heed, problem, readerOf, refusal, tellIssues } from './many-cells.ts';
import { cellsOfPatch, matchingIds, type PatchPlan, type PatchWish, planAll, wishesOf } from './many-patch.ts';

interface Targets {
  readonly ids?: readonly string[] | undefined;
  readonly matching?: { filter: AssignmentFilter; on: Day; expectedCount: number } | undefined;
}

/** The same step for each of many, named or found by a filter. Errors: COUNT_CHANGED. */
export function stepsOf(ctx: Ctx, { ids, matching, ...step }: Targets & Omit<NewStep, 'assignmentId'>): NewStep[] {
  const found =
    matching === undefined
      ? (ids ?? [])
      : matchingIds((limit) => listAssignmentIds(ctx.db, matching, limit), matching.expectedCount);
  return [...new Set(found)].map((assignmentId) => ({ ...step, assignmentId }));
}

/** What steps would do to the deadlines of their assignments, or why they may not be written. */
export function plansOfSteps(ctx: Ctx, steps: readonly NewStep[]): PatchPlan[] {
  return steps.map((step, index) => {
    if (index % 200 === 0) ctx.step(index, steps.length);
    const plan = emptyPlan(ctx, step.assignmentId, step.onDay);
    try {
      const changes = stepChanges(ctx, step);
      return { ...plan, changes, cells: cellsOfStep(ctx, step) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      plan.problems.push(refusal('dueOn', error));
      return plan;
    }
  });
}

function cellsOfStep(ctx: Ctx, { assignmentId, kind, dueOn }: NewStep): PatchPlan['cells'] {
  const { state } = getStanding(ctx, assignmentId);
  const to =
    kind === 'approveExtension' ? state.extensionRequestedDueOn : kind === 'grantExtension' ? dueOn : undefined;
  return to ? [{ field: 'dueOn', from: state.currentDueOn ?? '', to }] : [];
}

function emptyPlan(ctx: Ctx, id: string, on: Day): PatchPlan {
  const assignment = findAssignment(ctx.db, id);
  const unitName = assignment === undefined ? '' : (findUnitName(ctx.db, assignment.unitId, on) ?? '');
  const content = assignment === undefined ? '' : (findTask(ctx.db, assignment.taskId)?.content ?? '');
  return { id, name: [unitName, content].filter(Boolean).join(' – '), cells: [], problems: [], changes: [] };
}

/** What an edit of cells would do. Errors: COUNT_CHANGED. */
export function plansOfCells(ctx: Ctx, input: Checked<'assignment.previewPatch'>): PatchPlan[] {
  const wishes = wishesOf(input, (match, limit) => listAssignmentIds(ctx.db, match, limit));
  return planAll(ctx, wishes, (wish) => planCells(ctx, wish, input));
}

const Note = Line(limits.description);

function planCells(
  ctx: Ctx,
  { id, changedAtMs, fields }: PatchWish,
  { onDay, reason }: { onDay?: Day | undefined; reason: string },
): PatchPlan {
  const plan = emptyPlan(ctx, id, onDay ?? LATEST);
  const { problems } = plan;
  const columns = Object.keys(fields) as AssignmentPatchColumn[];
  heed(
    problems,
    () => columns[0] ?? 'note',
    () => assertOwn(ctx, id, changedAtMs),
  );
  if (hasError(problems)) return plan;
  const reader = readerOf({ cells: cellsOfPatch(fields) });
  const note = 'note' in fields ? noteCell(ctx, id, reader.line('note'), problems) : undefined;
  const dueOn = 'dueOn' in fields ? reader.day('dueOn') : undefined;
  problems.push(...reader.problems);
  if (dueOn === null && reader.problems.length === 0) problems.push(problem('dueOn', 'required'));
  const due = dueOn ? dueCell(ctx, { assignmentId: id, dueOn, onDay, reason }, problems) : undefined;
  if (hasError(problems)) return plan;
  const cells = [note, due].filter((cell) => cell !== undefined);
  return {
    ...plan,
    cells: cells.map(({ field, from, to }) => ({ field, from, to })),
    changes: cells.flatMap(({ changes }) => changes),
  };
}

/** A unit's last name, whatever the day. */
const LATEST: Day = '9999-12-31';

interface Cell {
  readonly field: AssignmentPatchColumn;
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Change[];
}

/** Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER, CHANGED_MEANWHILE. */
function assertOwn(ctx: Ctx, id: string, changedAtMs: number | undefined): void {
  assertForOffice(ctx, 'assignment.patchMany');
  const assignment = findAssignment(ctx.db, id);
  if (assignment === undefined) throw new AppError('NOT_FOUND', { entity: 'assignment', id });
  if (assignment.ownerId !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity: 'assignment' });
  if (changedAtMs !== undefined && changedAtMs !== assignment.changedAtMs)
    throw new AppError('CHANGED_MEANWHILE', { entity: 'assignment', id });
}

function noteCell(ctx: Ctx, id: string, text: string, problems: CellProblem[]): Cell | undefined {
  const parsed = Note.safeParse(text);
  if (!parsed.success) {
    tellIssues(
      problems,
      parsed.error,
      () => 'note',
      () => text,
    );
    return undefined;
  }
  const from = findAssignment(ctx.db, id)?.note ?? '';
  if (from === parsed.data) return undefined;
  return { field: 'note', from, to: parsed.data, changes: [update('assignment', id, { note: parsed.data })] };
}

interface Extension {
  readonly assignmentId: string;
  readonly dueOn: Day;
  readonly onDay: Day | undefined;
  readonly reason: string;
}

/** A deadline typed into a cell is an extension by the issuer, with all its laws. */
function dueCell(ctx: Ctx, step: Extension, problems: CellProblem[]): Cell | undefined {
  const { role } = ctx.caller;
  const { dueOn, onDay } = step;
  const from = getStanding(ctx, step.assignmentId).state.currentDueOn ?? '';
  if (from === dueOn) return undefined;
  let changes: Change[] = [];
  heed(
    problems,
    () => 'dueOn',
    () => {
      if (!deciders.includes(role)) throw new AppError('FORBIDDEN', { role, name: 'assignment.extendMany' });
      if (onDay === undefined) throw new AppError('INVALID_INPUT', { issues: [{ path: 'onDay', code: 'required' }] });
      changes = stepChanges(ctx, { ...step, onDay, kind: 'grantExtension' });
    },
  );
  return { field: 'dueOn', from, to: dueOn, changes };
}
