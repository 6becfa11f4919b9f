import type { Output } from '../../../db/api/contract/index.ts';
import type { TotalsCell, TotalsHanded } from '../../../db/api/contract/totals.ts';
import type { Text } from '../../text/index.ts';

type Totals = Output<'totals.figures'>;
export type Reason = Totals['notConvertible'][number]['reason'];

/** A line of the tables: a unit, a unit apart, or a sum. */
export interface Line {
  readonly key: string;
  readonly name: string;
  /** What stands behind the name. */
  readonly note: string;
  /** Null: a sum. */
  readonly unitId: string | null;
  readonly reason: Reason | null;
  readonly hasBelow: boolean;
  readonly cells: readonly TotalsCell[];
  readonly handed: TotalsHanded;
}

/** The lines of the units that have a place. */
export const unitLines = (t: Text['totals'], { rows }: Totals): Line[] =>
  rows.map(({ unitId, unitName, endedOn, isScope, hasBelow, cells, handed }) => ({
    key: unitId,
    name: isScope ? t.itself(unitName) : unitName,
    note: endedOn === null ? '' : t.ended(endedOn),
    ...{ unitId, reason: null, hasBelow: hasBelow && !isScope, cells, handed },
  }));

/** The lines of units whose figures cannot be carried over, each with its reason. */
export const apartLines = (t: Text['totals'], { notConvertible }: Totals): Line[] =>
  notConvertible.map(({ unitId, unitName, endedOn, reason, cells, handed }) => ({
    key: `${reason} ${unitId}`,
    name: unitName,
    note: endedOn === null ? '' : t.ended(endedOn),
    ...{ unitId, reason, hasBelow: false, cells, handed },
  }));

/** The sums at the foot: one, or with something apart also what it is made of. */
export function sumLines(t: Text['totals'], { notConvertible, converted, apart, total }: Totals): Line[] {
  const line = (key: 'converted' | 'apart' | 'total', sum: Totals['total']): Line => ({
    ...{ key, name: t.sums[key], note: '', unitId: null, reason: null, hasBelow: false },
    ...sum,
  });
  return notConvertible.length === 0
    ? [line('total', total)]
    : [line('converted', converted), line('apart', apart), line('total', total)];
}

/** Why a cell has no number: what there is instead of a report, or nothing to say. */
export function stateOf({ handed, unitId }: Line): 'missing' | 'waiting' | 'nothing' | null {
  const { expected, submitted, missing, waiting, nothing, extra } = handed;
  if (unitId === null) return null;
  if (expected > 0 && missing === expected && extra === 0) return 'missing';
  const counted = submitted + extra - waiting;
  if (waiting > 0 && counted <= 0) return 'waiting';
  return nothing > 0 && nothing >= counted ? 'nothing' : null;
}
