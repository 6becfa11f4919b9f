import { CheckCheck, Undo2 } from 'lucide-react';
import type { ReportHead } from '../../../db/api/contract/report.ts';
import { type Text, useText } from '../../text/index.ts';
import { type Meaning, StatusBadge } from '../../ui/status-badge.tsx';

/** Colour of each status; always shown with its word. */
export const meaningOf: Record<ReportHead['status'], Meaning> = {
  submitted: 'blue',
  approved: 'green',
  returned: 'amber',
  closed: 'grey',
};

const icons = { returned: Undo2, closed: CheckCheck } as const;

interface ReportStatusProps {
  report: Pick<ReportHead, 'status' | 'isLatest' | 'isLate' | 'afterEndOn'>;
  isPlain?: boolean;
  /** In a row of a list: shorter words on one line. */
  isShort?: boolean;
}

/** Where a report stands, whether a newer version took its place, and whether it came late. */
export function ReportStatus({ report, isPlain = false, isShort = false }: ReportStatusProps) {
  const t = useText().report;
  const icon = icons[report.status as keyof typeof icons];
  const isReplaced = report.isLatest === 0;
  const word = isShort ? t.chips[report.status] : t.status[report.status];
  const label = isReplaced && !isShort ? `${word} (${t.replaced})` : word;
  return (
    <span className="vm-report-status" data-short={isShort || undefined}>
      <StatusBadge
        meaning={isReplaced ? 'grey' : meaningOf[report.status]}
        label={label}
        isPlain={isPlain}
        {...(icon === undefined ? {} : { icon })}
      />
      {report.isLate === 1 && (
        <StatusBadge meaning="red" label={lateWord(t, report.afterEndOn, isShort)} isPlain={isPlain} />
      )}
    </span>
  );
}

/** Nộp quá hạn; of what a unit handed in after its own end, with that day. */
export const lateWord = (t: Text['report'], afterEndOn: string | null, isShort: boolean): string => {
  if (afterEndOn === null) return isShort ? t.lateShort : t.late;
  return isShort ? t.afterEndShort : t.afterEnd(afterEndOn);
};
