import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Ctx } from '../context.ts';

/*
 * Which bundles may be on a stick though nobody has said so: a file of no length for each, beside the database. Writing to a stick
 * runs beside the one writer of the database; a PC that dies before the end is told would otherwise give another bundle the same
 * number, and its receiver would take the two for the work of two copies of this PC.
 */

const placeOf = ({ blobs }: Pick<Ctx, 'blobs'>, setId: string): string =>
  join(dirname(blobs.folder), 'outgoing', setId);

/** Before the first byte: durable when it returns. */
export function noteOutgoing(ctx: Pick<Ctx, 'blobs'>, setId: string): void {
  const place = placeOf(ctx, setId);
  mkdirSync(dirname(place), { recursive: true });
  const file = openSync(place, 'w', 0o600);
  fsyncSync(file);
  closeSync(file);
}

/** May some of it be on a stick? */
export const isOutgoing = (ctx: Pick<Ctx, 'blobs'>, setId: string): boolean => existsSync(placeOf(ctx, setId));

/** Once the database knows that it is there, or nothing of it is left. */
export const forgetOutgoing = (ctx: Pick<Ctx, 'blobs'>, setId: string): void =>
  rmSync(placeOf(ctx, setId), { force: true });
