import { z } from 'zod';
import { anyone, command, job, query, type Role } from '../define.ts';
import { Day, Fences, Id, Line, limits, Name, Nothing, Page, PageInput, Prose } from '../types.ts';
import { PeriodUnit, TaskKind, Timeliness } from './task-words.ts';
import { UnitLevel } from './unit-words.ts';

/** Who gives work out: Cán bộ tổng hợp, Chỉ huy, Văn thư (from the Phiếu giải quyết), Quản trị. */
export const assigners: readonly Role[] = ['admin', 'clerk', 'coordinator', 'commander'];

/** Most units that one command assigns: every commune of the country and more. */
export const maxLeads = 5000;

const Due = Day.nullable().optional();

/** A unit that helps; without a day of its own it has its lead's deadline. */
const NewSupport = z.strictObject({ unitId: Id, dueOn: Due });

/** One unit's share, with those that help with it. */
export const NewLead = z.strictObject({
  unitId: Id,
  dueOn: Due,
  note: Line(limits.description).default(''),
  supports: z.array(NewSupport).max(200).default([]),
});

/** What a person may change later; the kind and the period rule stay, because reports follow from them. */
export const TaskText = z.strictObject({
  directiveId: Id.nullable().default(null),
  clause: Line(100).default(''),
  content: Name(limits.subject),
  detail: Prose(limits.content).default(''),
  product: Line(limits.description).default(''),
  parentId: Id.nullable().default(null),
  assignedBy: Line(limits.person).default(''),
});

/** Periodic work has a rule and a first day; no other kind has either. */
export const NewTask = TaskText.extend({
  kind: TaskKind,
  periodRuleId: Id.nullable().default(null),
  periodFromOn: Day.nullable().default(null),
  periodToOn: Day.nullable().default(null),
  assignedOn: Day,
}).superRefine((task, at) => {
  const isPeriodic = task.kind === 'periodic';
  const misfit = (path: string, code: string): void => at.addIssue({ code: 'custom', path: [path], message: code });
  if ((task.periodRuleId !== null) !== isPeriodic) misfit('periodRuleId', isPeriodic ? 'required' : 'not_allowed');
  if ((task.periodFromOn !== null) !== isPeriodic) misfit('periodFromOn', isPeriodic ? 'required' : 'not_allowed');
  if (task.periodToOn !== null && !isPeriodic) misfit('periodToOn', 'not_allowed');
});

/** All units of a level below a unit, as the tree stood on a day. */
const Under = z.strictObject({ unitId: Id, level: UnitLevel, on: Day });

/** Facts worth a look that refuse nothing: the share is due after the task above it. */
export const TaskWarning = z.object({
  code: z.literal('DUE_AFTER_PARENT'),
  dueOn: Day,
  parentDueOn: Day,
});

/** Number of leads of a task by timeliness on the day asked for; `total` is their sum. */
export const TimelinessCounts = z.object({
  total: z.int(),
  ...(Object.fromEntries(Timeliness.options.map((one) => [one, z.int()])) as Record<
    z.output<typeof Timeliness>,
    z.ZodInt
  >),
});

export const TaskRow = z.object({
  id: Id,
  content: z.string(),
  clause: z.string(),
  kind: TaskKind,
  directiveId: Id.nullable(),
  directiveNumber: z.string().nullable(),
  product: z.string(),
  assignedBy: z.string(),
  assignedOn: Day,
  /** Earliest deadline in force among the leads still open. */
  nextDueOn: Day.nullable(),
  counts: TimelinessCounts,
});

export const PeriodRuleRow = z.object({
  id: Id,
  name: z.string(),
  unit: PeriodUnit,
  startWeekday: z.int().nullable(),
  closeDay: z.int().nullable(),
  dueOffsetDays: z.int(),
  orderNumber: z.int(),
  isActive: z.union([z.literal(0), z.literal(1)]),
});

export const TaskDetail = TaskRow.extend({
  detail: z.string(),
  product: z.string(),
  parentId: Id.nullable(),
  parentContent: z.string().nullable(),
  assignedBy: z.string(),
  periodRule: PeriodRuleRow.nullable(),
  periodFromOn: Day.nullable(),
  periodToOn: Day.nullable(),
  /** Tasks split off from this one. */
  children: z.array(z.object({ id: Id, content: z.string() })),
  ownerId: Id,
  changedAtMs: z.int(),
});

/** One period of a periodic task on the day asked for; what was reported after that day does not count. */
export const TaskPeriod = z.object({
  key: z.string(),
  startOn: Day,
  endOn: Day,
  dueOn: Day,
  /** Leads that owe a report for it: given the work before it ends, not released from it, and alive when it ends. */
  expectedCount: z.int(),
  submittedCount: z.int(),
  approvedCount: z.int(),
  /** Of the submitted, those first handed in after the due day. */
  lateCount: z.int(),
  /** Owing, and the due day is past. */
  missingCount: z.int(),
});

/** What narrows the list of tasks. */
export const TaskFilter = z.strictObject({
  text: z.string().max(200).optional(),
  directiveId: Id.optional(),
  kind: TaskKind.optional(),
  /** Tasks that may stand above this one: not itself, not what hangs below it. */
  notBelow: Id.optional(),
});
export type TaskFilter = z.output<typeof TaskFilter>;

const list = { ...TaskFilter.shape, on: Day };

/** What can be done with a task. */
export const taskContract = {
  /** The task and its first units in one step. Errors: NOT_FOUND, UNIT_NOT_ALIVE, UNIT_ASSIGNED_TWICE, DATES_OUT_OF_ORDER, INVALID_INPUT (a deadline missing or not allowed). */
  'task.create': command({
    roles: assigners,
    input: z.strictObject({
      task: NewTask,
      /** Deadline of every lead that has none of its own. */
      dueOn: Due,
      leads: z.array(NewLead).max(maxLeads).default([]),
    }),
    output: z.object({
      taskId: Id,
      assignmentIds: z.array(Id),
      warnings: z.array(TaskWarning),
    }),
  }),
  /** Gives a task to more units, each leading its own share; `supports` help with every one of them. Errors: as task.create, NOT_OWNER. */
  'task.assign': job({
    roles: assigners,
    writes: true,
    input: z.strictObject({
      taskId: Id,
      unitIds: z.array(Id).max(maxLeads).default([]),
      under: Under.optional(),
      /** Units of `under` that have the task already stay as they are instead of refusing the rest. */
      skipAssigned: z.boolean().default(false),
      assignedOn: Day,
      dueOn: Due,
      supports: z.array(NewSupport).max(200).default([]),
    }),
    output: z.object({
      assignmentIds: z.array(Id),
      skippedCount: z.int(),
      warnings: z.array(TaskWarning),
    }),
  }),
  /** Errors: NOT_FOUND, NOT_OWNER, CHANGED_MEANWHILE, PARENT_TASK_CYCLE, DATES_OUT_OF_ORDER. */
  'task.update': command({
    roles: assigners,
    input: z.strictObject({
      id: Id,
      changedAtMs: z.int(),
      task: TaskText.extend({ periodToOn: Day.nullable().default(null) }),
    }),
    output: Nothing,
  }),
  /** A task given to nobody; one that was given is cancelled, because units may hold it already. Errors: NOT_FOUND, NOT_OWNER, TASK_IN_USE. */
  'task.remove': command({
    roles: assigners,
    input: z.strictObject({ id: Id }),
    output: Nothing,
  }),
  'task.get': query({
    roles: anyone,
    input: z.strictObject({ id: Id, on: Day }),
    output: TaskDetail,
  }),
  /** Newest first. */
  'task.list': query({ roles: anyone, input: PageInput.extend(list), output: Page(TaskRow) }),
  'task.fences': job({ roles: anyone, writes: false, input: z.strictObject(list), output: Fences }),
  /** Periods of a periodic task that touch [from, to), the latest first. Errors: NOT_FOUND, TASK_NOT_PERIODIC. */
  'task.periods': query({
    roles: anyone,
    input: z.strictObject({ taskId: Id, from: Day, to: Day, on: Day }),
    output: z.array(TaskPeriod),
  }),
  /** Who owes the report of one period on a day, in the order of the tree. Errors: NOT_FOUND, TASK_NOT_PERIODIC, PERIOD_UNKNOWN. */
  'task.missing': query({
    roles: anyone,
    input: z.strictObject({
      taskId: Id,
      periodKey: z.string().max(20),
      on: Day,
    }),
    output: z.array(
      z.object({
        assignmentId: Id,
        unitId: Id,
        unitName: z.string(),
        reminderCount: z.int(),
      }),
    ),
  }),
};
