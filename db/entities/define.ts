import { z } from 'zod';
import type { Audience } from '../sync/channel.ts';

/** Columns that every synced table has besides its fields; all of them follow from the record's ops. */
export interface Stamps {
  /** Unit whose office owns the record; only that office edits it. */
  readonly ownerId: string;
  /** Lamport time of the creation: the order in which records came to be, the same on every PC. */
  readonly createdLam: number;
  /** Claimed by the PC that wrote, in ms; shown, never compared. */
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly changedAtMs: number;
  readonly changedBy: string;
}

type DerivedValue = string | number | null;

/**
 * A record kind that is exchanged between offices: one table, and the rules that hold wherever it is written or read.
 * Free of SQLite, so that another store can fold the same ops.
 */
export interface Entity<F extends z.ZodRawShape = z.ZodRawShape> {
  /** Name of the table, of `op.entity` and of `changed` events. */
  readonly name: string;
  readonly fields: z.ZodObject<F>;
  /** Who may read it; decided from the fields at creation, then for life. */
  readonly audience: (fields: z.output<z.ZodObject<F>>) => Audience;
  /** Fields that never change after creation; 'all' for records that are only ever added. */
  readonly frozen: 'all' | readonly (keyof F & string)[];
  /** False where a record stays for ever (history must not lose what points at it). */
  readonly mayDelete: boolean;
  /** 'merge': edits of different fields by several PCs join; 'flag': any two edits that did not see each other are shown to a person. */
  readonly conflict: 'merge' | 'flag';
  /**
   * What the fields must say together, beyond what each may be. A creation that breaks it counts nowhere; where edits that each
   * are right break it together, the record stays as it was before the last of them.
   */
  readonly isSound?: (fields: z.output<z.ZodObject<F>>) => boolean;
  /** Fields that ops of older releases do not have, and what they mean there. */
  readonly defaults?: Partial<z.output<z.ZodObject<F>>>;
  /** Columns computed from the fields (search and sort keys); not part of any op. */
  readonly derive?: (fields: z.output<z.ZodObject<F>>) => Record<string, DerivedValue>;
}

export const defineEntity = <F extends z.ZodRawShape>(entity: Entity<F>): Entity<F> => entity;

/** The fields of an entity as stored: what a create must give in full and an update in part. */
export type FieldsOf<E> = E extends Entity<infer F> ? z.output<z.ZodObject<F>> : never;

/** A row of an entity's table. */
export type RowOf<E> = FieldsOf<E> & Stamps & { readonly id: string };

/** Audience kept in a field, for records whose audience is chosen by a person or copied from a parent. */
export const AudienceField = z.string().regex(/^(all|office|(up|down):[0-9a-f-]{36})$/);

export function parseAudience(text: string): Audience {
  if (text === 'all' || text === 'office') return text;
  const unitId = text.slice(text.indexOf(':') + 1);
  return text.startsWith('up:') ? { up: unitId } : { down: unitId };
}

/** Is a stretch of days [from, to) one, where its end is known? */
export const isStretch = (from: string, to: string | null): boolean => to === null || from < to;

/** A record of one unit goes up in that unit's name only: nobody speaks for another. */
export const isOfUnit = ({ unitId, audience }: { readonly unitId: string; readonly audience: string }): boolean =>
  !audience.startsWith('up:') || audience === `up:${unitId}`;
