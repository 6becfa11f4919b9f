import { z } from 'zod';
import { anyone, query } from '../define.ts';
import { Day, Flag, Id } from '../types.ts';
import { UnitRef } from './unit.ts';
import { LineagePart, UnitEventKind, UnitKind, UnitLevel } from './unit-words.ts';

/** A unit in the drawing, under the name of the day on which something left it (predecessors) or came to it (successors). */
export const LineageUnit = z.object({
  id: Id,
  level: UnitLevel,
  kind: UnitKind,
  fullName: z.string(),
  shortName: z.string(),
  /** The unit it stood under at that time. */
  parentName: z.string(),
  /** Events away: below 0 before the unit, above 0 after it. */
  generation: z.int(),
  validFrom: Day,
  validTo: Day.nullable(),
  /** The first day without it, when that has come by the day of view. */
  endedOn: Day.nullable(),
  /** The day to open it on: the last one under this name, or the first. */
  openOn: Day,
  /** Units before it (or after it, on that side) that the drawing leaves out. */
  more: z.int(),
});
export type LineageUnit = z.output<typeof LineageUnit>;

export const LineageEdgeShown = z.object({
  eventId: Id,
  fromId: Id.nullable(),
  /** As it was called on the day before. */
  fromName: z.string(),
  toId: Id.nullable(),
  /** As it is called on the day of the event. */
  toName: z.string(),
  part: LineagePart,
  isMainHeir: Flag,
  ratio: z.string().nullable(),
  /** How many units carry on something of the predecessor by this event; those not drawn too. */
  heirCount: z.int(),
});
export type LineageEdgeShown = z.output<typeof LineageEdgeShown>;

export const LineageEvent = z.object({
  id: Id,
  kind: UnitEventKind,
  effectiveOn: Day,
  basisText: z.string(),
  basisDirectiveId: Id.nullable(),
  basisDirectiveNumber: z.string().nullable(),
  heirsUnknown: Flag,
});
export type LineageEvent = z.output<typeof LineageEvent>;

/** Who carries on an ended unit on a day. */
export const Heirs = z.object({
  /** Every living unit that carries on something of it; empty for a unit that lives. */
  units: z.array(UnitRef),
  /** Why there is none. */
  reason: z.enum(['unknown', 'none']).nullable(),
});
export type Heirs = z.output<typeof Heirs>;

/** Lịch sử đơn vị: predecessors and successors with their events. */
export const lineageContract = {
  /**
   * What is to be drawn around a unit; `isWide` leaves little out. The drawing shows all that is known, also what comes
   * after the day of view; only `endedOn` and the heirs are those of that day. Errors: NOT_FOUND.
   */
  'lineage.get': query({
    roles: anyone,
    input: z.strictObject({ id: Id, on: Day, isWide: z.boolean().default(false) }),
    output: z.object({
      id: Id,
      units: z.array(LineageUnit),
      edges: z.array(LineageEdgeShown),
      /** By day. */
      events: z.array(LineageEvent),
      heirs: Heirs,
    }),
  }),
  /** Of many units, those that have ended by the day, each with its living successors: for names in lists. */
  'lineage.heirs': query({
    roles: anyone,
    input: z.strictObject({ ids: z.array(Id).max(500), on: Day }),
    output: z.array(z.object({ id: Id, endedOn: Day, heirs: Heirs })),
  }),
  /** How much work the predecessors of a unit left that is found under it (`withPredecessors`). */
  'lineage.records': query({
    roles: anyone,
    input: z.strictObject({ id: Id, on: Day }),
    output: z.object({ predecessorCount: z.int(), assignmentCount: z.int(), reportCount: z.int() }),
  }),
};
