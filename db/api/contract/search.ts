import { z } from 'zod';
import { anyone, command, query } from '../define.ts';
import { searchKinds } from '../search-kinds.ts';
import { Day, Id, Nothing } from '../types.ts';
import { UnitRef } from './unit.ts';

export const SearchKind = z.enum(searchKinds);

/** Where a record stands on the date of view: a unit's life, a directive's effect, a task's work, a report's review. */
export const SearchStatus = z.enum([
  'alive',
  'future',
  'ended',
  'notYet',
  'inForce',
  'partly',
  'expired',
  'objectGone',
  'unassigned',
  'open',
  'overdue',
  'finished',
  'submitted',
  'approved',
  'returned',
  'closed',
]);
export type SearchStatus = z.output<typeof SearchStatus>;

/** More hits than these are told as "1.000+": nobody reads them, and counting them all would take longer than finding. */
export const searchCountLimit = 1000;

/** A text with the parts that were searched for, `[from, to)` in UTF-16 units. */
const Marked = z.object({ text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) });
export type Marked = z.output<typeof Marked>;

/** Texts of a record besides its title. */
export const SearchField = z.enum([
  'shortName',
  'symbol',
  'code',
  'kindName',
  'signer',
  'field',
  'description',
  'product',
  'detail',
  'content',
  'difficulties',
  'proposals',
]);
export type SearchField = z.output<typeof SearchField>;

export const SearchHit = z.object({
  kind: SearchKind,
  id: Id,
  /** What to open: the record itself, what a file hangs on, or the unit that took an old one's place. */
  open: z.object({ kind: SearchKind, id: Id }),
  title: Marked,
  /** Unit, number, issuer: what it belongs to. */
  note: Marked,
  /** Where else in it the words stand. */
  snippet: Marked.nullable(),
  day: Day,
  status: SearchStatus.nullable(),
  /** Units found by a name they no longer have: that name, and until when it was used. */
  oldName: z.object({ name: Marked, until: Day.nullable() }).nullable(),
  /** A unit that has ended and was split: all living units that carry it on. With one only, the hit is that one. */
  heirs: z.array(UnitRef),
  /** The whole number, name, code or subject is what was searched for. */
  isExact: z.boolean(),
});
export type SearchHit = z.output<typeof SearchHit>;

/** Tra cứu: one box over units, directives, tasks, reports and the names of files. */
export const searchContract = {
  /**
   * Every word must be found, with or without marks; `"…"` is a phrase, and the word still being typed a prefix. Exact ones
   * first, then those with the marks as typed among the newest, then newest.
   */
  'search.find': query({
    roles: anyone,
    input: z.strictObject({
      text: z.string().max(300),
      /** None: all. */
      kinds: z.array(SearchKind).max(searchKinds.length).default([]),
      /** What belongs to this unit or one below it on the date of view. */
      unitId: Id.optional(),
      from: Day.optional(),
      /** Included. */
      to: Day.optional(),
      statuses: z.array(SearchStatus).max(SearchStatus.options.length).default([]),
      on: Day,
      limit: z.int().min(1).max(100).default(30),
      after: z.string().max(500).optional(),
    }),
    output: z.object({
      hits: z.array(SearchHit),
      next: z.string().nullable(),
      /** Of each kind, whatever `kinds` says; only with the first page. */
      counts: z.array(z.object({ kind: SearchKind, count: z.int(), isMore: z.boolean() })),
    }),
  }),
  /** One record to be read beside the hits: all its texts, with every place marked. Errors: NOT_FOUND. */
  'search.preview': query({
    roles: anyone,
    input: z.strictObject({ kind: SearchKind, id: Id, text: z.string().max(300), on: Day }),
    output: SearchHit.extend({ sections: z.array(z.object({ field: SearchField, text: Marked })) }),
  }),
  /** How much of what was written is not found yet. */
  'search.status': query({
    roles: anyone,
    input: Nothing,
    output: z.object({ waiting: z.int(), total: z.int() }),
  }),
  /** Lập lại chỉ mục: empties the index; it fills again between commands. */
  'search.rebuild': command({ roles: ['admin', 'clerk', 'coordinator'], input: Nothing, output: Nothing }),
};
