import { z } from 'zod';
import { anyone, command, query, type Role } from '../define.ts';
import { Day, Flag, Id, Line, limits, Nothing, Page, PageInput, Prose } from '../types.ts';
import { UnitFacts, UnitRef } from './unit.ts';
import { LineagePart, UnitEventKind, UnitKind, UnitLevel, UnitNature } from './unit-words.ts';

/** Quản trị and Cán bộ tổ chức keep the organisation; everyone reads it. */
const keepers: readonly Role[] = ['admin', 'personnel'];

/** Names a unit inside an event: the id of one that stood before, or the key that the caller gave to one it makes. */
const UnitKey = z.string().min(1).max(60);

/** Papers of an event: signed, announced and effective are three days (DOMAIN 1.1). */
const EventPapers = z.strictObject({
  signedOn: Day.nullable(),
  announcedOn: Day.nullable(),
  basisDirectiveId: Id.nullable(),
  basisText: Line(limits.description),
  note: Prose(limits.reason),
});

/** A unit that stood before the day, and what becomes of it. */
export const EventMember = z.strictObject({
  unitId: Id,
  fate: z.enum(['ends', 'continues']),
  /** What it says of itself from the day on, where that changes; `parentId` may be the key of a unit that is made. */
  patch: UnitFacts.omit({ parentId: true }).partial().extend({ parentId: UnitKey.nullable().optional() }).default({}),
});
export type EventMember = z.output<typeof EventMember>;

/** A unit that begins on the day. */
export const EventCreated = z.strictObject({
  key: UnitKey,
  nature: UnitNature,
  level: UnitLevel,
  areaId: Id.nullable().default(null),
  facts: UnitFacts.omit({ parentId: true }).extend({ parentId: UnitKey.nullable() }),
});
export type EventCreated = z.output<typeof EventCreated>;

/** Who carries on what of whom; from null: new without a predecessor; to null: ends without an heir; from = to: goes on. */
export const EventEdge = z.strictObject({
  from: UnitKey.nullable(),
  to: UnitKey.nullable(),
  part: LineagePart,
  isMainHeir: Flag,
  /** Decimal with a point between 0 and 1, only where a document gives it. */
  ratio: z
    .string()
    .regex(/^(0\.\d{1,12}|1)$/)
    .nullable()
    .default(null),
});
export type EventEdge = z.output<typeof EventEdge>;

export const EventPlan = EventPapers.extend({
  kind: UnitEventKind,
  /** First day of the new state. */
  effectiveOn: Day,
  correctsEventId: Id.nullable().default(null),
  heirsUnknown: Flag.default(0),
  members: z.array(EventMember).max(2000),
  created: z.array(EventCreated).max(500),
  edges: z.array(EventEdge).max(5000),
  /** Where units go that stand under one that ends and are not named here: nowhere (refused), to its parent, or to its main heir. */
  children: z.enum(['refuse', 'moveUp', 'toMainHeir']).default('toMainHeir'),
  /** Areas: does the same with the police units that serve them, on the same day, as an event of its own. */
  withPolice: z.boolean().default(false),
});
export type EventPlan = z.input<typeof EventPlan>;
/** A plan with all that may be left out filled in, as the planner takes it. */
export type FullEventPlan = z.output<typeof EventPlan>;

/** Why an event cannot be: codes of its shape, and of the rules of units over time. */
export const EventProblem = z.object({
  code: z.enum([
    'MEMBERS_MISSING',
    'MEMBERS_TOO_MANY',
    'HEIRS_MISSING',
    'CREATED_NOT_ALLOWED',
    'MUST_END',
    'MUST_CONTINUE',
    'NOTHING_CHANGES',
    'NATURES_MIXED',
    'UNIT_TWICE',
    'EDGE_UNKNOWN',
    'EDGE_MISSING',
    'MAIN_HEIR_TWICE',
    'WHOLE_TWICE',
    'WHOLE_MUST_END',
    'RATIOS_DISAGREE',
    'SIGNED_AFTER_EFFECT',
    'HAS_LATER_VERSIONS',
    'HAS_LATER_RECORDS',
    'OFFICE_ENDS',
    'UNIT_NOT_ALIVE',
    'CODE_TAKEN',
    'PARENT_OTHER_NATURE',
    'PARENT_OF_LEVEL',
    'KIND_OF_LEVEL',
    'VERSION_ENDS_BEFORE_START',
    'VERSIONS_OVERLAP',
    'VERSIONS_GAP',
    'PARENT_NOT_ALIVE',
    'PARENT_CYCLE',
    'CHILD_OUTLIVES_PARENT',
  ]),
  /** The unit it is about; null when it is about the event. */
  unitKey: UnitKey.nullable(),
  /** Its name, or what else a sentence needs. */
  detail: z.string(),
});
export type EventProblem = z.output<typeof EventProblem>;

/** One line of the tree before or after, each after its parent. */
export const TreeLine = z.object({
  unitKey: UnitKey,
  parentKey: UnitKey.nullable(),
  depth: z.int(),
  level: UnitLevel,
  kind: UnitKind,
  fullName: z.string(),
  mark: z.enum(['same', 'new', 'ends', 'renamed', 'moved', 'changed']),
  /** Units directly under it that are not shown, because nothing happens to them. */
  otherChildren: z.int(),
});
export type TreeLine = z.output<typeof TreeLine>;

export const EventRow = z.object({
  id: Id,
  kind: UnitEventKind,
  effectiveOn: Day,
  signedOn: Day.nullable(),
  basisText: z.string(),
  nature: UnitNature.nullable(),
  /** Names as on the day before, and as on the day; the first few and how many there are. */
  fromNames: z.array(z.string()),
  fromCount: z.int(),
  toNames: z.array(z.string()),
  toCount: z.int(),
  heirsUnknown: Flag,
  /** What its units left open and nobody has settled: "chưa hoàn tất bàn giao" when above 0. */
  openCount: z.int(),
});
export type EventRow = z.output<typeof EventRow>;

export const EventShown = EventPapers.extend({
  id: Id,
  kind: UnitEventKind,
  effectiveOn: Day,
  nature: UnitNature.nullable(),
  basisDirectiveNumber: z.string().nullable(),
  corrects: z.object({ id: Id, kind: UnitEventKind, effectiveOn: Day }).nullable(),
  correctedBy: z.array(z.object({ id: Id, kind: UnitEventKind, effectiveOn: Day })),
  heirsUnknown: Flag,
  /** Names as on the day before for `from`, as on the day for `to`. */
  edges: z.array(
    z.object({
      id: Id,
      from: UnitRef.nullable(),
      to: UnitRef.nullable(),
      part: LineagePart,
      isMainHeir: Flag,
      ratio: z.string().nullable(),
    }),
  ),
  /** Units whose life ended with it, with what they left open. */
  ended: z.array(UnitRef.extend({ openCount: z.int() })),
  openCount: z.int(),
  createdAtMs: z.int(),
  isOwn: z.boolean(),
  /** Null when it can be taken back; otherwise why not, and a correcting event is the way. */
  withdrawRefused: z.enum(['inForce', 'exported', 'usedSince', 'notOwn']).nullable(),
});
export type EventShown = z.output<typeof EventShown>;

/** Sắp xếp tổ chức: events that make, end, join, split, rename and move units, with their papers and edges. */
export const reorganizationContract = {
  /** What an event would do; writes nothing. An event with problems cannot be recorded. */
  'reorganization.preview': query({
    roles: keepers,
    input: EventPlan,
    output: z.object({
      problems: z.array(EventProblem),
      before: z.array(TreeLine),
      after: z.array(TreeLine),
      /** By unit that ends: what it would leave open on the day. */
      open: z.array(z.object({ unitId: Id, fullName: z.string(), openCount: z.int() })),
      /** Police units that would follow (`withPolice`). */
      policeCount: z.int(),
      /** Edges as they will be written, those that follow from the kind too. */
      edges: z.array(EventEdge),
    }),
  }),
  /** Errors: EVENT_REFUSED with the problems, TREE_NOT_OWN. */
  'reorganization.record': command({
    roles: keepers,
    input: EventPlan,
    output: z.object({ id: Id, policeEventId: Id.nullable() }),
  }),
  /** Newest day first. */
  'reorganization.list': query({
    roles: anyone,
    input: PageInput.extend({
      kinds: z.array(UnitEventKind).max(10).default([]),
      nature: UnitNature.optional(),
      /** Events that name this unit, as predecessor or successor. */
      unitId: Id.optional(),
      /** Events that name units under this one. */
      underId: Id.optional(),
      fromOn: Day.optional(),
      toOn: Day.optional(),
      state: z.enum(['all', 'handoverOpen', 'heirsUnknown', 'planned']).default('all'),
      text: Line(limits.name).default(''),
      on: Day,
    }),
    output: Page(EventRow),
  }),
  /** Errors: NOT_FOUND. */
  'reorganization.get': query({ roles: anyone, input: z.strictObject({ id: Id, on: Day }), output: EventShown }),
  /** Mends the papers of an event; what it did to the units stays. Errors: NOT_FOUND, NOT_OWNER. */
  'reorganization.amend': command({
    roles: keepers,
    input: z.strictObject({ id: Id, patch: EventPapers.partial() }),
    output: Nothing,
  }),
  /** Says who the heirs are, which of them is the main one, or the share a document gives. Errors: NOT_FOUND, EVENT_REFUSED. */
  'reorganization.setHeirs': command({
    roles: keepers,
    input: z.strictObject({ id: Id, edges: z.array(EventEdge).max(5000), heirsUnknown: Flag }),
    output: Nothing,
  }),
  /**
   * Takes an event back whole, with the units and versions it made. Errors: NOT_FOUND, EVENT_IN_FORCE, UNDO_EXPORTED,
   * UNDO_CHANGED, UNDO_BLOCKED: then a correcting event is the way.
   */
  'reorganization.withdraw': command({ roles: keepers, input: z.strictObject({ id: Id }), output: Nothing }),
};
