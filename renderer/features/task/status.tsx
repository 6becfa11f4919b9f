import { Ban, CalendarClock, Circle, Infinity as Endless, FileClock } from 'lucide-react';
import type { Output } from '../../../db/api/contract/index.ts';
import { type Day, daysBetween } from '../../../db/api/day.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { type Meaning, StatusBadge } from '../../ui/status-badge.tsx';

export type AssignmentRow = Output<'assignment.list'>['rows'][number];
export type AssignmentDetail = Output<'assignment.get'>;
export type Timeliness = AssignmentRow['timeliness'];
export type Processing = AssignmentRow['processing'];

/** Colour of each timeliness; always shown with its word. */
export const meaningOf: Record<Timeliness, Meaning> = {
  noDeadline: 'grey',
  notYetDue: 'grey',
  dueSoon: 'amber',
  overdue: 'red',
  doneOnTime: 'green',
  doneLate: 'amber',
  stopped: 'grey',
};

const icons = { noDeadline: Endless, stopped: Ban } as const;

type Timed = Pick<AssignmentRow, 'timeliness' | 'daysLate' | 'currentDueOn' | 'taskKind' | 'missingCount'>;

/** Periodic work has no deadline of its own; what counts is whether its periods were reported on. */
const owesReports = (row: Timed): boolean => row.missingCount > 0 && row.timeliness === 'noDeadline';

/** Timeliness in words, with the days that matter. */
export function timelinessText(t: Text['task'], row: Timed, on: Day): string {
  if (owesReports(row)) return t.missingPeriods(row.missingCount);
  if (row.timeliness === 'noDeadline') return t.kinds[row.taskKind === 'periodic' ? 'periodic' : 'standing'];
  if (row.timeliness === 'overdue') return t.overdueBy(row.daysLate);
  if (row.timeliness === 'doneLate') return t.doneLateBy(row.daysLate);
  if (row.timeliness === 'dueSoon' && row.currentDueOn !== null) return t.dueIn(daysBetween(on, row.currentDueOn));
  return t.timeliness[row.timeliness];
}

/** Timeliness on the date of view. */
export function TimelinessBadge({ row, isPlain = false }: { row: Timed; isPlain?: boolean }) {
  const t = useText().task;
  const on = useViewDate((s) => s.on);
  const isPeriodic = row.timeliness === 'noDeadline' && row.taskKind === 'periodic';
  const icon = isPeriodic ? CalendarClock : icons[row.timeliness as keyof typeof icons];
  // In a column the words of the law come first; how late it was done is told in the detail.
  const label = isPlain && row.timeliness === 'doneLate' ? t.timeliness.doneLate : timelinessText(t, row, on);
  if (owesReports(row)) return <StatusBadge meaning="red" label={label} isPlain={isPlain} />;
  return (
    <StatusBadge
      meaning={meaningOf[row.timeliness]}
      label={label}
      isPlain={isPlain}
      {...(icon === undefined ? {} : { icon })}
    />
  );
}

/** True while the issuer's word is awaited. */
export const awaitsDecision = (row: Pick<AssignmentRow, 'processing' | 'requestedDueOn'>): boolean =>
  row.processing === 'awaitingApproval' || row.processing === 'returnRequested' || row.requestedDueOn !== null;

/** Where the work stands, in words. */
export function processingText(t: Text['task'], row: Pick<AssignmentRow, 'processing' | 'requestedDueOn'>): string {
  const isAsked =
    row.requestedDueOn !== null && row.processing !== 'awaitingApproval' && row.processing !== 'returnRequested';
  return isAsked ? t.extensionAsked : t.processing[row.processing];
}

/** Where the work stands; what waits for a decision is marked. */
export function ProcessingText({
  row,
  isPlain = true,
}: {
  row: Pick<AssignmentRow, 'processing' | 'requestedDueOn'>;
  isPlain?: boolean;
}) {
  const t = useText().task;
  const label = processingText(t, row);
  if (!awaitsDecision(row))
    return isPlain ? <span>{label}</span> : <StatusBadge meaning="grey" label={label} icon={Circle} />;
  return <StatusBadge meaning="blue" label={label} icon={FileClock} isPlain={isPlain} />;
}

/** How far the work is, 0 to 100, as bar and number. */
export function Percent({ percent }: { percent: number }) {
  const t = useText().task;
  return (
    <div className="vm-percent">
      <div className="vm-percent-bar" aria-hidden>
        <div style={{ width: `${percent}%` }} />
      </div>
      <span>{t.percent(percent)}</span>
    </div>
  );
}
