import type { BundleHead, TakenShown } from '../../../db/api/contract/bundle.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import { type Day, dayOfInstant, daysBetween } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { errorText, type Text } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';

/** A kind of record under its name for people; one that only a newer release knows says so. */
export const kindName = (t: Text, entity: string): string => t.check.tables[entity] ?? t.bundle.kinds.unknown(entity);

/** What went wrong on the way out: what was prepared is no file that could be chosen again. */
export const sendErrorText = (t: Text, error: ApiError): string =>
  error.code === 'STAGE_GONE' ? t.bundle.export.givenUp : errorText(error);

/** The program gave no answer: whether it was done nobody can tell before it is opened anew. */
export const isUnanswered = ({ code, details }: ApiError): boolean =>
  code === 'INTERNAL' && ['NO-ANSWER', 'REOPEN'].includes(String((details as { incident?: unknown }).incident));

/** How long ago by this PC's calendar; a clock that runs ahead is not believed. */
export const ageOf = (t: Text, atMs: number, today: Day): string =>
  t.bundle.age(Math.max(0, daysBetween(dayOfInstant(atMs), today)));

/** Numbers as people list them: 3, 5–8. */
export function numberList(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && number <= last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs
    .map(([from, to]) => (from === to ? showNumber(from) : `${showNumber(from)}–${showNumber(to)}`))
    .join(', ');
}

/** Number and, of a bundle of several, its volumes that are here. */
export const numberOf = (
  t: Text,
  { number, volume }: Pick<BundleHead, 'number' | 'volume'>,
  volumes: readonly number[] = [volume.k],
): string =>
  volume.n === 1
    ? t.bundle.import.head.number(number)
    : `${t.bundle.import.head.number(number)}, ${t.bundle.volume(numberList(volumes), volume.n)}`;

/** Sums over the kinds of records. */
export interface Totals {
  created: number;
  changed: number;
  removed: number;
  refused: number;
  waiting: number;
}

export function totalsOf({ entities, refused, waiting }: Pick<TakenShown, 'entities' | 'refused' | 'waiting'>): Totals {
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  return {
    created: sum(entities.map((row) => row.created)),
    changed: sum(entities.map((row) => row.changed)),
    removed: sum(entities.map((row) => row.removed)),
    refused: sum(refused.map((row) => row.count)),
    waiting: sum(waiting.map((row) => row.count)),
  };
}

/** True for a bundle that leaves everything as it is: nothing new, nothing that was waited for. */
export const isNothingNew = ({ order, fresh, admitted }: Pick<TakenShown, 'order' | 'fresh' | 'admitted'>): boolean =>
  order.kind === 'again' && fresh === 0 && admitted === 0;

/** True for a bundle without changes and files: it only says what its sender holds. */
export const isReceiptOnly = ({ head }: Pick<TakenShown, 'head'>): boolean =>
  head.opCount === 0 && head.fileCount === 0;

/** Is there anything to tell this receiver: changes, files, papers, a receipt, or everything since it never got anything? */
export const isDue = (
  receiver: Pick<
    Output<'bundle.receivers'>[number],
    'opCount' | 'fileCount' | 'documentCount' | 'isReceiptDue' | 'lastSentAtMs'
  >,
): boolean =>
  receiver.opCount + receiver.fileCount + receiver.documentCount > 0 ||
  receiver.isReceiptDue ||
  receiver.lastSentAtMs === null;
