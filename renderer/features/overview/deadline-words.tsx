import { Check, Circle, TriangleAlert } from 'lucide-react';
import type { Output } from '../../../db/api/contract/index.ts';
import { type Text, useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import type { Meaning } from '../../ui/status-badge.tsx';

export type DeadlineRow = Output<'overview.deadlines'>['rows'][number];

/** The worst there is on that day: something overdue, something still to do, or all done. */
export const meaningOf = (row: DeadlineRow | undefined): Meaning =>
  row === undefined ? 'grey' : row.overdue > 0 ? 'red' : row.within > 0 ? 'amber' : 'green';

const icons = { red: TriangleAlert, amber: Circle, green: Check, blue: Circle, grey: Circle };

/** The sign of a meaning, so that no colour stands alone. */
export function MeaningSign({ meaning }: { meaning: Meaning }) {
  const Icon = icons[meaning];
  return <Icon size="0.85em" strokeWidth={2.4} aria-hidden />;
}

export const totalOf = (row: DeadlineRow): number => row.doneOnTime + row.doneLate + row.overdue + row.within;

/** "quá hạn 3, trong hạn 2": what the number is made of. */
export function partsText(
  t: Text['overview'],
  row: Pick<DeadlineRow, 'doneOnTime' | 'doneLate' | 'overdue' | 'within'>,
): string {
  return (['overdue', 'within', 'doneOnTime', 'doneLate'] as const)
    .filter((key) => row[key] > 0)
    .map((key) => `${t.series[key].toLowerCase()} ${showNumber(row[key])}`)
    .join(', ');
}

/** A line of the calendar: sign, task, number of units; what is behind the number is told on hovering and to screen readers. */
export function DeadlineWords({ row }: { row: DeadlineRow }) {
  const t = useText().overview;
  const parts = partsText(t, row);
  return (
    <span className="vm-due-words" title={`${row.content}\n${parts}`}>
      <MeaningSign meaning={meaningOf(row)} />
      <span className="vm-due-text">{t.calendar.entry(row.content, totalOf(row))}</span>
      <span className="vm-visually-hidden"> {t.calendar.status(parts)}</span>
    </span>
  );
}
