import { z } from 'zod';
import { anyone, command, query, type Role } from '../define.ts';
import { Day, Flag, Id, Line, limits, Name, Nothing, Page, PageInput, Prose } from '../types.ts';
import { DirectiveLabel } from './directive.ts';
import { DirectiveAudience } from './directive-words.ts';
import { StocktakeForm, StocktakeKind } from './stocktake-words.ts';
import { TaskWarning, taskContract } from './task.ts';
import { UnitRef } from './unit.ts';

/** Quản trị and Cán bộ tổng hợp prepare a sơ kết or tổng kết. */
export const stocktakeWriters: readonly Role[] = ['admin', 'coordinator'];
/** Chỉ huy too says what is concluded and gives out what follows from it. */
export const concluders: readonly Role[] = ['admin', 'coordinator', 'commander'];

/** Most places that one meeting joins: every province and commune of the largest tree of an office. */
export const siteLimit = 500;

const Site = z.strictObject({ unitId: Id, place: Line(limits.description).default('') });

/** What a person says of it; who may read it is said once, when it is made. */
export const StocktakeFields = z.strictObject({
  kind: StocktakeKind,
  title: Name(limits.subject),
  /** The documents and programmes it looks back on: one or several. */
  directiveIds: z.array(Id).max(50),
  /** First and last day of the time it looks back on. */
  fromOn: Day,
  toOn: Day,
  heldOn: Day,
  form: StocktakeForm,
  place: Line(limits.description),
  hostUnitId: Id.nullable(),
  chair: Line(limits.description),
  sites: z.array(Site).max(siteLimit),
  agenda: z.array(Name(limits.subject)).max(50),
  conclusion: Prose(limits.content),
});

/** A new one; what the form leaves empty has a default. */
export const NewStocktake = StocktakeFields.extend({
  directiveIds: StocktakeFields.shape.directiveIds.default([]),
  place: StocktakeFields.shape.place.default(''),
  hostUnitId: StocktakeFields.shape.hostUnitId.default(null),
  chair: StocktakeFields.shape.chair.default(''),
  sites: StocktakeFields.shape.sites.default([]),
  agenda: StocktakeFields.shape.agenda.default([]),
  conclusion: StocktakeFields.shape.conclusion.default(''),
  audience: DirectiveAudience.default('all'),
});

/** A unit by its name of the day the meeting was held, and what has become of it by the day of view. */
export const UnitThen = z.object({
  unitId: Id,
  name: z.string(),
  /** First day without it, when it has ended by the day of view. */
  endedOn: Day.nullable(),
  /** Its own later name, or the units that carry it on; empty where nothing has changed, or nobody carries it on. */
  now: z.array(UnitRef),
});
export type UnitThen = z.output<typeof UnitThen>;

export const StocktakeRow = z.object({
  id: Id,
  kind: StocktakeKind,
  title: z.string(),
  fromOn: Day,
  toOn: Day,
  heldOn: Day,
  form: StocktakeForm,
  /** As on the day it was held. */
  hostName: z.string(),
  directiveNumbers: z.array(z.string()),
  siteCount: z.int(),
  taskCount: z.int(),
  /** Of its tasks, those on which some unit still works. */
  openTaskCount: z.int(),
  hasConclusion: Flag,
  isOwn: Flag,
});
export type StocktakeRow = z.output<typeof StocktakeRow>;

/** A task that the conclusion gave; units by their names of the day the task was given. */
export const StocktakeTaskRow = z.object({
  linkId: Id,
  taskId: Id,
  content: z.string(),
  product: z.string(),
  assignedOn: Day,
  /** The latest original deadline of its leads. */
  dueOn: Day.nullable(),
  leadNames: z.array(z.string()),
  leadCount: z.int(),
  doneCount: z.int(),
  overdueCount: z.int(),
});
export type StocktakeTaskRow = z.output<typeof StocktakeTaskRow>;

export const Stocktake = StocktakeFields.omit({ directiveIds: true, hostUnitId: true, sites: true }).extend({
  id: Id,
  agenda: z.array(z.string()),
  directives: z.array(DirectiveLabel),
  host: UnitThen.nullable(),
  sites: z.array(UnitThen.extend({ place: z.string() })),
  tasks: z.array(StocktakeTaskRow),
  /** The office that holds the record, as it was called on the day, and the unit above it then. */
  letterhead: z.object({ above: z.string(), office: z.string() }),
  audience: z.string(),
  isOwn: Flag,
  changedAtMs: z.int(),
  changedBy: z.string(),
});
export type Stocktake = z.output<typeof Stocktake>;

/** What narrows the list. */
export const StocktakeFilter = z.strictObject({
  text: Line(200).default(''),
  kinds: z.array(StocktakeKind).max(2).default([]),
  forms: z.array(StocktakeForm).max(3).default([]),
  directiveId: Id.nullable().default(null),
  taskId: Id.nullable().default(null),
  heldFrom: Day.nullable().default(null),
  heldTo: Day.nullable().default(null),
  /** Only those whose conclusion is still to be written. */
  isUnconcluded: z.boolean().default(false),
});
export type StocktakeFilter = z.output<typeof StocktakeFilter>;

/** Sơ kết, tổng kết. */
export const stocktakeContract = {
  /** The latest held first; words of `text` may stand anywhere, accents or not. */
  'stocktake.list': query({
    roles: anyone,
    input: PageInput.extend(StocktakeFilter.shape),
    output: Page(StocktakeRow),
  }),
  /** Names are those of the day it was held; `on` says what has become of the units since. Errors: NOT_FOUND. */
  'stocktake.get': query({ roles: anyone, input: z.strictObject({ id: Id, on: Day }), output: Stocktake }),
  /** What units were called on a day, while the form that names them still may change the day. */
  'stocktake.unitsOn': query({
    roles: anyone,
    input: z.strictObject({ unitIds: z.array(Id).max(siteLimit + 1), heldOn: Day }),
    output: z.array(z.object({ unitId: Id, name: z.string(), isAlive: Flag })),
  }),
  /** Errors: FORBIDDEN, NOT_FOUND (document, unit), UNIT_NOT_ALIVE, DATES_OUT_OF_ORDER, INVALID_INPUT (a place twice). */
  'stocktake.create': command({ roles: stocktakeWriters, input: NewStocktake, output: z.object({ id: Id }) }),
  /** `seenAtMs` is `changedAtMs` as the user saw it. Errors: CHANGED_MEANWHILE, NOT_OWNER, and those of create. */
  'stocktake.update': command({
    roles: stocktakeWriters,
    input: z.strictObject({ id: Id, seenAtMs: z.int(), patch: StocktakeFields.partial() }),
    output: z.object({ changedAtMs: z.int() }),
  }),
  /** Writes the conclusion and nothing else. Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER, CHANGED_MEANWHILE. */
  'stocktake.conclude': command({
    roles: concluders,
    input: z.strictObject({ id: Id, seenAtMs: z.int(), conclusion: StocktakeFields.shape.conclusion }),
    output: z.object({ changedAtMs: z.int() }),
  }),
  /** Its tasks stay; they no longer say where they came from. Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER. */
  'stocktake.remove': command({ roles: stocktakeWriters, input: z.strictObject({ id: Id }), output: Nothing }),
  /**
   * "Giao nhiệm vụ từ kết luận": makes tasks, gives them out and ties them to the conclusion, in one step. None is given
   * before the day it was held. Errors: those of task.create, NOT_OWNER.
   */
  'stocktake.giveTasks': command({
    roles: concluders,
    input: z.strictObject({ id: Id, tasks: z.array(taskContract['task.create'].input).min(1).max(50) }),
    output: z.object({
      tasks: z.array(z.object({ taskId: Id, assignmentIds: z.array(Id) })),
      warnings: z.array(TaskWarning),
    }),
  }),
  /** Ties tasks that exist already; those that are tied stay so. Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER. */
  'stocktake.linkTasks': command({
    roles: concluders,
    input: z.strictObject({ id: Id, taskIds: z.array(Id).min(1).max(50) }),
    output: z.object({ linked: z.int() }),
  }),
  /** Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER. */
  'stocktake.unlinkTask': command({ roles: concluders, input: z.strictObject({ linkId: Id }), output: Nothing }),
};
