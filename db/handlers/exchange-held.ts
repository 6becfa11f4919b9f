import type { z } from 'zod';
import type { HistoryEntity } from '../api/contract/history.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { dayOfInstant } from '../api/day.ts';
import type { Ctx } from '../context.ts';
import { type EntityName, entities, findEntity } from '../entities/index.ts';
import { readCursor, showCursor } from '../queries/cursor.ts';
import { listAllOf } from '../queries/exchange.ts';
import {
  countHeldByEntity,
  countHeldByReason,
  countHeldOps,
  type HeldRow,
  listHeld,
} from '../queries/exchange-held.ts';
import { labelFrom } from '../queries/record-label.ts';
import { findLatestName } from '../queries/unit.ts';
import { fold } from '../sync/fold.ts';
import type { StoredOp } from '../sync/op.ts';
import { writerOf } from './conflict.ts';
import { type Scene, valueIn } from './history-read.ts';

type Shown = Output<'exchange.held'>['rows'][number];

/** Fields of one change that a list shows, and signs of each. */
const fieldLimit = 6;
const textLimit = 200;

export function listHeldOps(ctx: Ctx, input: Checked<'exchange.held'>): Output<'exchange.held'> {
  const { status, reason, entity, limit } = input;
  const cursor = readCursor(input.after, 2);
  const before = cursor && { arrivedAtMs: Number(cursor[0]), rowId: Number(cursor[1]) };
  const filter = { status, reason, entity };
  const found = listHeld(ctx.db, { ...filter, before, limit: limit + 1 });
  const scene: Scene = { ctx, on: dayOfInstant(ctx.now()), memo: new Map() };
  const last = found[limit - 1];
  return {
    rows: found.slice(0, limit).map((row) => heldShown(scene, row)),
    next: found.length > limit && last !== undefined ? showCursor([last.arrivedAtMs, last.rowId]) : null,
    total: input.isCounted ? countHeldOps(ctx.db, filter) : 0,
    reasons: countHeldByReason(ctx.db, status),
    entities: countHeldByEntity(ctx.db, status),
  };
}

function heldShown(scene: Scene, { op, reason, arrivedAtMs, author }: HeldRow): Shown {
  const { ctx } = scene;
  const isKnownEntity = findEntity(op.entity) !== undefined;
  const fields = isKnownEntity ? knownFields(scene, op) : unknownFields(op);
  const office = author ?? op.fields['ownerId'];
  const { userName, deviceName, atMs } = writerOf(ctx, op);
  return {
    ...{ hash: op.hash, reason, kind: op.kind, entity: op.entity, isKnownEntity, entityId: op.id },
    title: isKnownEntity ? titleOf(scene, op) : '',
    unitName: typeof office === 'string' ? findLatestName(ctx.db, office) : '',
    ...{ deviceName, userName, atMs, arrivedAtMs, fields },
    text: fields
      .map(({ value }) => value.label ?? (typeof value.raw === 'string' ? value.raw : ''))
      .filter((text) => text !== '')
      .join(' · ')
      .slice(0, textLimit),
  };
}

/** Fields whose values have the shape this release knows: all else is told as it stands, and never taken apart. */
function readable(name: EntityName, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shape = entities[name].fields.shape as Readonly<Record<string, z.ZodType>>;
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([field, value]) => Object.hasOwn(shape, field) && shape[field]?.safeParse(value).success,
    ),
  );
}

/** What the record is called, whether or not it counts: by all that is held of it. */
function titleOf({ ctx, on }: Scene, op: StoredOp): string {
  const name = op.entity as EntityName;
  const { fields } = fold(listAllOf(ctx.db, name, op.id).map((at) => at.op));
  return labelFrom(ctx.db, name, op.id, readable(name, { ...fields, ...op.fields }), on).title;
}

/** What cannot be read, then the rest in the order of this release. */
function knownFields(scene: Scene, op: StoredOp): Shown['fields'] {
  const entity = op.entity as HistoryEntity;
  const known = readable(entity, op.fields);
  const names = Object.keys(entities[entity].fields.shape).filter((field) => Object.hasOwn(known, field));
  const told = names.filter((field) => known[field] !== null && known[field] !== '');
  const read = told.map((field) => {
    const { raw, label } = valueIn(scene, entity, field, known);
    return { field, value: { raw: short(raw), label: label === null ? null : label.slice(0, textLimit) } };
  });
  // What cannot be read is why the change is here: it is told first.
  return [...unknownFields(op, known), ...read].slice(0, fieldLimit);
}

/** What only a newer release knows, by the names and values it has there. */
const unknownFields = ({ fields }: StoredOp, known: Readonly<Record<string, unknown>> = {}): Shown['fields'] =>
  Object.entries(fields)
    .filter(([field, value]) => field !== 'ownerId' && !Object.hasOwn(known, field) && value !== null && value !== '')
    .slice(0, fieldLimit)
    .map(([field, value]) => ({ field, value: { raw: short(value), label: null } }));

/** Long texts are cut, lists and the like are told by their text. */
const short = (value: unknown): unknown => {
  if (typeof value === 'number') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > textLimit ? `${text.slice(0, textLimit)}…` : text;
};
