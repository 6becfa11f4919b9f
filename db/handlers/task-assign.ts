import type { Checked, Output } from '../api/contract/index.ts';
import { maxLeads } from '../api/contract/task.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Fields } from '../entities/index.ts';
import { listLeadUnits } from '../queries/assignment-step.ts';
import { findPeriodRule } from '../queries/period-rule.ts';
import { findDirectiveId, findTask } from '../queries/task.ts';
import { listIdsUnder } from '../queries/unit-tree.ts';
import { assertAlive, assertForOffice, assertNotAssigned } from './assignment-rules.ts';
import { warningsOf } from './task-warnings.ts';

type Kind = Fields<'task'>['kind'];

/** One lead to be made, its deadline settled. */
interface Lead {
  readonly unitId: string;
  readonly dueOn: Day | null;
  readonly note: string;
  readonly supports: readonly {
    readonly unitId: string;
    readonly dueOn?: Day | null | undefined;
  }[];
}

/** Makes a task and gives it to its first units, in one step. */
export function createTask(ctx: Ctx, input: Checked<'task.create'>): Output<'task.create'> {
  assertNewTask(ctx, input);
  const { taskId, assignmentIds, changes, leads } = planTask(ctx, input);
  commit(ctx, changes);
  return {
    taskId,
    assignmentIds,
    warnings: warningsOf(
      ctx,
      taskId,
      leads.map((lead) => lead.dueOn),
    ),
  };
}

const leadsOf = (input: Checked<'task.create'>): Lead[] =>
  input.leads.map((lead) => ({ ...lead, dueOn: lead.dueOn ?? input.dueOn ?? null }));

/** Every law of a new task. Errors: FORBIDDEN and those of task.create. */
export function assertNewTask(ctx: Ctx, input: Checked<'task.create'>): void {
  const { task } = input;
  assertForOffice(ctx, 'task.create');
  assertDirective(ctx, task.directiveId);
  assertTask(ctx, task);
  assertLeads(ctx, task.kind, task.assignedOn, leadsOf(input), []);
}

/** The changes that make a task and give it out; `assertNewTask` has passed. */
export function planTask(
  ctx: Ctx,
  input: Checked<'task.create'>,
): { taskId: string; assignmentIds: string[]; changes: Change[]; leads: readonly Lead[] } {
  const { task } = input;
  const leads = leadsOf(input);
  const taskId = ctx.newId();
  const made = makeLeads(ctx, taskId, task.assignedOn, leads);
  const changes = [create('task', taskId, { ...task, audience: 'all' }), ...made.changes];
  return { taskId, assignmentIds: made.ids, changes, leads };
}

/** Gives a task to more units, named or all of a level below one. */
export function assignTask(ctx: Ctx, input: Checked<'task.assign'>): Output<'task.assign'> {
  assertForOffice(ctx, 'task.assign');
  const task = findTask(ctx.db, input.taskId);
  if (task === undefined) throw new AppError('NOT_FOUND', { entity: 'task', id: input.taskId });
  if (task.ownerId !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity: 'task' });
  const { under } = input;
  const asked = [
    ...input.unitIds,
    ...(under === undefined
      ? []
      : listIdsUnder(ctx.db, {
          underId: under.unitId,
          level: under.level,
          on: under.on,
        })),
  ];
  if (asked.length > maxLeads)
    throw new AppError('INVALID_INPUT', {
      issues: [{ path: 'under', code: 'too_big', limit: maxLeads }],
    });
  const taken = listLeadUnits(ctx.db, task.id);
  const unitIds = input.skipAssigned ? asked.filter((id) => !taken.includes(id)) : asked;
  const { dueOn = null, supports, assignedOn } = input;
  const leads = unitIds.map((unitId) => ({
    unitId,
    dueOn,
    note: '',
    supports,
  }));
  assertLeads(ctx, task.kind, assignedOn, leads, taken);
  if (assignedOn < task.assignedOn)
    throw new AppError('DATES_OUT_OF_ORDER', {
      first: task.assignedOn,
      second: assignedOn,
    });
  const made = makeLeads(ctx, task.id, assignedOn, leads);
  commit(ctx, made.changes);
  return {
    assignmentIds: made.ids,
    skippedCount: asked.length - unitIds.length,
    warnings: warningsOf(ctx, task.id, [dueOn]),
  };
}

/** Errors: NOT_FOUND. */
export function assertDirective(ctx: Ctx, id: string | null): void {
  if (id !== null && findDirectiveId(ctx.db, id) === undefined)
    throw new AppError('NOT_FOUND', { entity: 'directive', id });
}

function assertTask(
  ctx: Ctx,
  { parentId, periodRuleId, periodFromOn, periodToOn }: Checked<'task.create'>['task'],
): void {
  if (parentId !== null && findTask(ctx.db, parentId) === undefined)
    throw new AppError('NOT_FOUND', { entity: 'task', id: parentId });
  if (periodRuleId !== null && findPeriodRule(ctx.db, periodRuleId) === undefined) {
    throw new AppError('NOT_FOUND', { entity: 'periodRule', id: periodRuleId });
  }
  if (periodFromOn !== null && periodToOn !== null && periodToOn <= periodFromOn) {
    throw new AppError('DATES_OUT_OF_ORDER', {
      first: periodFromOn,
      second: periodToOn,
    });
  }
}

function assertLeads(ctx: Ctx, kind: Kind, assignedOn: Day, leads: readonly Lead[], taken: readonly string[]): void {
  for (const [index, { unitId, dueOn, supports }] of leads.entries()) {
    assertDue(kind, assignedOn, dueOn, `leads.${index}.dueOn`);
    for (const support of supports) {
      if (support.dueOn) assertDue(kind, assignedOn, support.dueOn, `leads.${index}.supports`);
    }
    assertNotAssigned(
      ctx,
      [unitId],
      supports.map((support) => support.unitId),
    );
  }
  assertNotAssigned(
    ctx,
    taken,
    leads.map((lead) => lead.unitId),
  );
  const units = new Set(leads.flatMap((lead) => [lead.unitId, ...lead.supports.map((support) => support.unitId)]));
  assertAlive(ctx, [...units], assignedOn);
}

/** Dated work has a deadline, on the day it is given or later; periodic and standing work has none of its own. */
function assertDue(kind: Kind, assignedOn: Day, dueOn: Day | null, path: string): void {
  const code = kind === 'dated' ? 'required' : 'not_allowed';
  if ((dueOn !== null) !== (kind === 'dated')) throw new AppError('INVALID_INPUT', { issues: [{ path, code }] });
  if (dueOn !== null && dueOn < assignedOn)
    throw new AppError('DATES_OUT_OF_ORDER', {
      first: assignedOn,
      second: dueOn,
    });
}

function makeLeads(
  ctx: Ctx,
  taskId: string,
  assignedOn: Day,
  leads: readonly Lead[],
): { changes: Change[]; ids: string[] } {
  const changes: Change[] = [];
  const ids: string[] = [];
  for (const lead of leads) {
    const leadId = ctx.newId();
    ids.push(leadId);
    const common = { taskId, assignedOn };
    changes.push(
      create('assignment', leadId, {
        ...common,
        unitId: lead.unitId,
        role: 'lead',
        leadId: null,
        originalDueOn: lead.dueOn,
        note: lead.note,
      }),
      ...lead.supports.map(({ unitId, dueOn }) =>
        create('assignment', ctx.newId(), {
          ...common,
          unitId,
          role: 'support',
          leadId,
          originalDueOn: dueOn ?? lead.dueOn,
          note: '',
        }),
      ),
    );
  }
  return { changes, ids };
}
