import { z } from 'zod';
import { anyone, command, query, type Role } from '../define.ts';
import { Day, Flag, Id, Line, limits, Name, Nothing, Page, PageInput } from '../types.ts';
import { unitImportContract } from './unit-import.ts';
import { UnitKind, UnitLevel, UnitNature } from './unit-words.ts';

/** Quản trị and Cán bộ tổ chức keep the tree; everyone reads it. */
const keepers: readonly Role[] = ['admin', 'personnel'];

/** What a clerk may say of a unit during one version. */
export const UnitFacts = z.strictObject({
  kind: UnitKind,
  name: Name(limits.name),
  fullName: Name(limits.name),
  shortName: Line(limits.shortName),
  symbol: Line(limits.symbol),
  officialCode: Line(limits.officialCode).min(1).nullable(),
  parentId: Id.nullable(),
  isKey: Flag,
  hasPolice: Flag,
  orderNumber: z.int().min(0).max(99_999).nullable(),
  basisDirectiveId: Id.nullable(),
  basisText: Line(limits.description),
});
export type UnitFacts = z.output<typeof UnitFacts>;

/** Short reference to a unit: enough for a link. */
export const UnitRef = z.object({ id: Id, fullName: z.string() });
export type UnitRef = z.output<typeof UnitRef>;

/** A unit in the tree on a day. `endedOn`: the first day without it, when it no longer exists on the day of view. */
export const UnitNode = z.object({
  id: Id,
  nature: UnitNature,
  level: UnitLevel,
  kind: UnitKind,
  fullName: z.string(),
  shortName: z.string(),
  officialCode: z.string().nullable(),
  isKey: Flag,
  hasPolice: Flag,
  childCount: z.int(),
  endedOn: Day.nullable(),
});
export type UnitNode = z.output<typeof UnitNode>;

export const UnitFound = UnitNode.omit({ childCount: true, isKey: true, hasPolice: true }).extend({
  parentName: z.string(),
  /** The name that was looked for, where it is not the name of the day: an old one of its own, or that of a unit it carries on. */
  formerName: z.string().nullable(),
  /** Of a unit that has ended: the living ones that carry it on; more than one after a split. */
  heirs: z.array(UnitRef),
  /** First day of its life, when that is after the day of view. */
  startsOn: Day.nullable(),
});
export type UnitFound = z.output<typeof UnitFound>;

export const UnitVersionShown = UnitFacts.extend({
  id: Id,
  validFrom: Day,
  validTo: Day.nullable(),
  parentName: z.string(),
  changedAtMs: z.int(),
});
export type UnitVersionShown = z.output<typeof UnitVersionShown>;

export const UnitShown = z.object({
  id: Id,
  nature: UnitNature,
  level: UnitLevel,
  /** The office of this PC may edit it. */
  isOwn: z.boolean(),
  /** It is the office's own unit. */
  isOffice: z.boolean(),
  validFrom: Day,
  /** First day without it; null while no end is known. */
  validTo: Day.nullable(),
  /** The version of the day of view; null before and after its life. */
  versionId: Id.nullable(),
  /** Oldest first; at least one. */
  versions: z.array(UnitVersionShown),
  /** From the top down to the parent, on the day of view (or the last day of its life). */
  path: z.array(UnitRef),
  childCounts: z.array(z.object({ level: UnitLevel, kind: UnitKind, count: z.int() })),
  /** Police unit: the area it serves. Area: the police units that serve it. */
  counterparts: z.array(UnitRef),
  openWorkCount: z.int(),
});
export type UnitShown = z.output<typeof UnitShown>;

export const UnitPick = z.object({
  id: Id,
  level: UnitLevel,
  kind: UnitKind,
  fullName: z.string(),
  shortName: z.string(),
  parentId: Id.nullable(),
  parentName: z.string(),
  hasPolice: Flag,
});
export type UnitPick = z.output<typeof UnitPick>;

/** A day on which something of a unit changes or ends: the first day of the new state. */
const From = Day;

export const unitContract = {
  /** Units directly under one on a day, or the top of a tree; ended ones where they stood last, if wanted. */
  'unit.children': query({
    roles: anyone,
    input: z.strictObject({
      parentId: Id.nullable(),
      nature: UnitNature,
      on: Day,
      includeEnded: z.boolean().default(false),
    }),
    output: z.array(UnitNode),
  }),
  /**
   * By any name, short name, symbol or code it ever had, with or without marks; the 50 best. Without ended ones, those that
   * carry on an ended unit of that name are among the answers.
   */
  'unit.search': query({
    roles: anyone,
    input: z.strictObject({
      text: Line(limits.name).min(1),
      on: Day,
      nature: UnitNature.optional(),
      includeEnded: z.boolean().default(true),
    }),
    output: z.object({ rows: z.array(UnitFound), total: z.int() }),
  }),
  /** Errors: NOT_FOUND. */
  'unit.get': query({ roles: anyone, input: z.strictObject({ id: Id, on: Day }), output: UnitShown }),
  /** For pickers: units alive on a day, by their name or that of a unit they carry on; under one unit, of one level, if wanted. */
  'unit.list': query({
    roles: anyone,
    input: PageInput.extend({
      on: Day,
      nature: UnitNature.default('police'),
      underId: Id.nullable().default(null),
      level: UnitLevel.optional(),
      text: Line(limits.name).default(''),
    }),
    output: Page(UnitPick),
  }),
  /** All units of a level below one on a day, in the order of names: for giving work to all communes at once. */
  'unit.idsUnder': query({
    roles: anyone,
    input: z.strictObject({ unitId: Id, level: UnitLevel.nullable(), on: Day }),
    output: z.array(Id),
  }),
  /** How many units there are on a day. */
  'unit.counts': query({
    roles: anyone,
    input: z.strictObject({ on: Day }),
    output: z.object({
      rows: z.array(z.object({ nature: UnitNature, level: UnitLevel, kind: UnitKind, count: z.int() })),
      areasWithoutPolice: z.int(),
      keyUnits: z.int(),
    }),
  }),
  /** Errors: PARENT_NOT_ALIVE, PARENT_OTHER_NATURE, PARENT_OF_LEVEL, OFFICIAL_CODE_TAKEN, VERSION_ENDS_BEFORE_START. */
  'unit.create': command({
    roles: keepers,
    input: z.strictObject({
      nature: UnitNature,
      level: UnitLevel,
      areaId: Id.nullable().default(null),
      validFrom: From,
      validTo: Day.nullable().default(null),
      facts: UnitFacts,
    }),
    output: z.object({ id: Id }),
  }),
  /** Rename, other kind, other parent … from a day: a new version. Errors: UNIT_NOT_ALIVE and those of the rules over time. */
  'unit.change': command({
    roles: keepers,
    input: z.strictObject({ unitId: Id, from: From, patch: UnitFacts.partial() }),
    output: z.object({ versionId: Id }),
  }),
  /** Mends what was typed wrongly in one version, without a new one; moving a boundary moves the neighbour's with it. */
  'unit.correct': command({
    roles: keepers,
    input: z.strictObject({
      versionId: Id,
      patch: UnitFacts.partial().extend({ validFrom: Day.optional(), validTo: Day.nullable().optional() }),
    }),
    output: Nothing,
  }),
  /** Takes back a change that never was: the neighbouring version takes over its days. Errors: ONLY_VERSION. */
  'unit.removeVersion': command({ roles: keepers, input: z.strictObject({ versionId: Id }), output: Nothing }),
  /**
   * `on` is the first day without the unit. Units under it: refused (CHILD_OUTLIVES_PARENT), ended too, or put under the
   * unit's own parent. Errors: UNIT_NOT_ALIVE, UNIT_HAS_OPEN_WORK.
   */
  'unit.end': command({
    roles: keepers,
    input: z.strictObject({
      unitId: Id,
      on: From,
      children: z.enum(['refuse', 'end', 'moveUp']).default('refuse'),
      basisText: Line(limits.description).default(''),
    }),
    output: z.object({ ended: z.int(), moved: z.int() }),
  }),
  /** Takes an end back. Errors: UNIT_NOT_ENDED, PARENT_NOT_ALIVE. */
  'unit.reopen': command({ roles: keepers, input: z.strictObject({ unitId: Id }), output: Nothing }),
  /** Mends "có Công an" of areas in the version of a day. */
  'unit.setHasPolice': command({
    roles: keepers,
    input: z.strictObject({ unitIds: z.array(Id).min(1).max(5000), hasPolice: Flag, on: Day }),
    output: z.object({ changed: z.int() }),
  }),
  ...unitImportContract,
};
