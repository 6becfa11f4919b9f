import { z } from 'zod';
import { anyone, command, job, query, type Role } from '../define.ts';
import type { ApiError } from '../errors.ts';
import { Day, Flag, Id, Line, limits, Name, Nothing, Page, PageInput, Prose } from '../types.ts';
import { HandoverResolution, OpenItemKind } from './handover-words.ts';
import { PostTitle } from './staffing-words.ts';
import { UnitRef } from './unit.ts';
import { LineagePart, UnitEventKind } from './unit-words.ts';

/** Who settles what a unit leaves open; what another office owns stays with that office whoever asks. */
export const handoverKeepers: readonly Role[] = ['admin', 'coordinator', 'personnel', 'commander'];

/** Most items settled by name in one step; a rule takes any number. */
export const maxItems = 2000;

const Reason = Line(limits.reason).min(1);

/** Names one open thing. */
export const ItemKey = z.strictObject({ kind: OpenItemKind.exclude(['other']), recordId: Id });
export type ItemKey = z.output<typeof ItemKey>;

/** A unit that carries something of another on, as it is called on the day of the event. */
const Heir = UnitRef.extend({ part: LineagePart, isMainHeir: Flag });

/** An event whose units have ended, and how far their hand-over is. */
export const HandoverEvent = z.object({
  eventId: Id,
  kind: UnitEventKind,
  effectiveOn: Day,
  basisText: z.string(),
  /** Units that ended, as called the day before: the first few, and how many. */
  fromNames: z.array(z.string()),
  fromCount: z.int(),
  openCount: z.int(),
  settledCount: z.int(),
});
export type HandoverEvent = z.output<typeof HandoverEvent>;

/** One unit of an event that ended with it. */
export const EndedUnit = UnitRef.extend({
  openCount: z.int(),
  settledCount: z.int(),
  heirs: z.array(Heir),
  /** The main heir, or the only one; null where a person chooses. */
  suggestedHeirId: Id.nullable(),
});
export type EndedUnit = z.output<typeof EndedUnit>;

/** Something open; see OpenItem. `title` are the words of a task, the holder of a post, the name of a set of criteria. */
export const OpenRow = z.object({
  kind: ItemKey.shape.kind,
  recordId: Id,
  unitId: Id,
  unitName: z.string(),
  title: z.string(),
  detail: z.string(),
  dueOn: Day.nullable(),
  suggestedHeirId: Id.nullable(),
  /** False: another office owns it, so that it can only be kept. */
  isOwn: z.boolean(),
});
export type OpenRow = z.output<typeof OpenRow>;

/** What was settled: one line of the minutes. */
export const SettledRow = z.object({
  id: Id,
  kind: OpenItemKind,
  fromUnitId: Id,
  fromName: z.string(),
  toUnitId: Id.nullable(),
  toName: z.string().nullable(),
  recordId: Id.nullable(),
  toRecordId: Id.nullable(),
  title: z.string(),
  /** As of an open row, where the record is known here. */
  detail: z.string(),
  /** What carries on: its deadline in force, or the end of a post. */
  dueOn: Day.nullable(),
  /** Number of the document the work follows from; empty without one. */
  documentNumber: z.string(),
  resolution: HandoverResolution,
  onDay: Day,
  reason: z.string(),
  byName: z.string(),
  atMs: z.int(),
  /** True: can be taken off the list; what was handed over or closed is taken back by undo. */
  mayRemove: z.boolean(),
});
export type SettledRow = z.output<typeof SettledRow>;

/** How something is settled; `toUnitId` null for handOver: each to the heir its own unit suggests. */
const How = {
  resolution: HandoverResolution,
  toUnitId: Id.nullable().default(null),
  /** Not before the day of the event. */
  onDay: Day,
  reason: Reason,
  /** The unit has nothing to do with the event and was chosen all the same. */
  isOnPurpose: z.boolean().default(false),
};

/** Posts: the title at the successor, where it is another one (two chiefs cannot lead one unit). */
const postTitle = PostTitle.optional();

/** What is done with every open thing of a kind; drafts follow the work they are about. */
export const HandoverRule = z.strictObject({
  kind: OpenItemKind.exclude(['other', 'draft']),
  /** toHeir: to the main or only heir; toUnit: to the unit named; leave: stays open. */
  action: z.enum(['toHeir', 'toUnit', 'close', 'keep', 'leave']),
  toUnitId: Id.nullable().default(null),
});
export type HandoverRule = z.output<typeof HandoverRule>;

const ByRule = {
  /** One event, or all of a day, of units that stood under one. */
  scope: z.union([
    z.strictObject({ eventId: Id }),
    z.strictObject({ effectiveOn: Day, underId: Id.nullable().default(null) }),
  ]),
  rules: z
    .array(HandoverRule)
    .min(1)
    .max(10)
    .refine((rules) => rules.every((one) => one.action !== 'toUnit' || one.toUnitId !== null), {
      error: 'unit_required',
    }),
  onDay: Day,
};

/** What a rule would do with the open things of one kind, or has done. */
export const RuleCount = z.object({
  kind: ItemKey.shape.kind,
  open: z.int(),
  handOver: z.int(),
  close: z.int(),
  keep: z.int(),
  /** Stay open because the rule says so. */
  leave: z.int(),
  /** Stay open because no heir is sure: a person chooses. */
  noHeir: z.int(),
  /** Stay open because another office owns them. */
  notOwn: z.int(),
});
export type RuleCount = z.output<typeof RuleCount>;

const Problem = z.custom<ApiError>();

export const SettleResult = z.object({
  doneCount: z.int(),
  /** Stay open; the first hundred with what stood against them. */
  skippedCount: z.int(),
  skipped: z.array(z.object({ key: ItemKey, title: z.string(), problem: Problem })),
});

export const MinutesFields = z.strictObject({
  number: Line(limits.symbol),
  onDay: Day,
  place: Line(limits.description),
  handedBy: Line(limits.description),
  receivedBy: Line(limits.description),
  witness: Line(limits.description),
  content: Prose(limits.content),
});
export type MinutesFields = z.output<typeof MinutesFields>;

const pair = { eventId: Id, fromUnitId: Id, toUnitId: Id };

/** Bàn giao of what a unit leaves open when it ends. */
export const handoverContract = {
  /** Events with units that ended, newest day first; `open`: those where something is left. */
  'handover.events': query({
    roles: anyone,
    input: PageInput.extend({ state: z.enum(['open', 'all']).default('open'), underId: Id.optional(), on: Day }),
    output: Page(HandoverEvent).extend({ openCount: z.int() }),
  }),
  /** The units of an event that ended with it, by name. Errors: NOT_FOUND. */
  'handover.units': query({
    roles: anyone,
    input: z.strictObject({ eventId: Id }),
    output: z.object({ event: HandoverEvent, units: z.array(EndedUnit), heirs: z.array(UnitRef) }),
  }),
  /** By unit, kind and deadline. Errors: NOT_FOUND. */
  'handover.items': query({
    roles: anyone,
    input: PageInput.extend({
      eventId: Id,
      unitId: Id.optional(),
      kinds: z.array(ItemKey.shape.kind).max(10).default([]),
    }),
    output: Page(OpenRow),
  }),
  /** Newest first. */
  'handover.settled': query({
    roles: anyone,
    input: PageInput.extend({ eventId: Id, unitId: Id.optional() }),
    output: Page(SettledRow),
  }),
  /**
   * Settles things one by one; those that cannot be are told and stay open. Errors: NOT_FOUND, UNIT_NOT_ALIVE,
   * HANDOVER_STRANGER, DATES_OUT_OF_ORDER.
   */
  'handover.settle': command({
    roles: handoverKeepers,
    input: z.strictObject({ eventId: Id, items: z.array(ItemKey).min(1).max(maxItems), ...How, postTitle }),
    output: SettleResult,
  }),
  /** What settleByRule would do. */
  'handover.previewRule': job({
    roles: handoverKeepers,
    writes: false,
    input: z.strictObject(ByRule),
    output: z.object({
      kinds: z.array(RuleCount),
      unitCount: z.int(),
      eventCount: z.int(),
      /** A unit named by a rule that has nothing to do with any of the events. */
      strangers: z.array(UnitRef),
    }),
  }),
  /** Errors: those of settle, COUNT_CHANGED when no longer as many things are open as the user was told. */
  'handover.settleByRule': job({
    roles: handoverKeepers,
    writes: true,
    input: z.strictObject({
      ...ByRule,
      reason: Reason,
      expectedCount: z.int().min(0),
      isOnPurpose: z.boolean().default(false),
    }),
    output: SettleResult,
  }),
  /** A line written by hand (con dấu, hồ sơ, tài sản …). Errors: NOT_FOUND, UNIT_NOT_ALIVE, HANDOVER_STRANGER. */
  'handover.addLine': command({
    roles: handoverKeepers,
    input: z.strictObject({
      eventId: Id,
      fromUnitId: Id,
      title: Name(limits.subject),
      ...How,
      reason: Line(limits.reason).default(''),
    }),
    output: z.object({ id: Id }),
  }),
  'handover.changeLine': command({
    roles: handoverKeepers,
    input: z.strictObject({
      id: Id,
      patch: z.strictObject({ title: Name(limits.subject), reason: Line(limits.reason) }).partial(),
    }),
    output: Nothing,
  }),
  /** Takes a line off the list: written by hand, or kept, which is then open again. Errors: NOT_FOUND, NOT_OWNER, HANDOVER_DONE. */
  'handover.removeLine': command({ roles: handoverKeepers, input: z.strictObject({ id: Id }), output: Nothing }),

  /** The pairs of an event for which minutes can be drawn up, and those that are. */
  'handover.minutesList': query({
    roles: anyone,
    input: z.strictObject({ eventId: Id }),
    output: z.array(
      z.object({
        fromUnitId: Id,
        fromName: z.string(),
        toUnitId: Id,
        toName: z.string(),
        id: Id.nullable(),
        number: z.string(),
        onDay: Day.nullable(),
        lineCount: z.int(),
      }),
    ),
  }),
  /** Everything the minutes say; fields proposed where none are saved yet. Names are those of the day. Errors: NOT_FOUND. */
  'handover.minutes': query({
    roles: anyone,
    input: z.strictObject(pair),
    output: z.object({
      id: Id.nullable(),
      fields: MinutesFields,
      event: z.object({ kind: UnitEventKind, effectiveOn: Day, basisText: z.string(), basisNumber: z.string() }),
      /** Full names: the day before the event for who gives, the day of the minutes for the others. */
      from: z.object({ name: z.string(), symbol: z.string() }),
      to: z.object({ name: z.string(), symbol: z.string() }),
      /** The unit above the one that receives; empty without one. */
      superior: z.string(),
      lines: z.array(SettledRow),
      openCount: z.int(),
    }),
  }),
  'handover.saveMinutes': command({
    roles: handoverKeepers,
    input: z.strictObject({ ...pair, fields: MinutesFields }),
    output: z.object({ id: Id }),
  }),
  'handover.removeMinutes': command({ roles: handoverKeepers, input: z.strictObject({ id: Id }), output: Nothing }),
};
