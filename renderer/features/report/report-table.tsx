import type { ReactNode } from 'react';
import type { ReportFull } from '../../../db/api/contract/report.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { showFigure } from './figure-number.ts';
import { ReportStatus } from './status.tsx';

interface ReportTableProps {
  report: ReportFull;
  /** Null: there is none, and the column says so. */
  previous: ReportFull | null;
  /** Of a periodic task the columns are periods, of another one report after the other. */
  isPeriodic: boolean;
}

/** This report and the one before side by side, field by field, then their figures aligned by name. */
export function ReportTable({ report, previous, isPeriodic }: ReportTableProps) {
  const text = useText();
  const t = text.report;
  const headOf = (one: ReportFull | null, period: string, plain: string): string =>
    !isPeriodic ? plain : one?.periodKey ? `${period}: ${text.task.periodName(one.periodKey)}` : period;
  const rows: { label: string; of: (one: ReportFull) => ReactNode }[] = [
    { label: t.fields.status, of: (one) => <ReportStatus report={one} isPlain isShort /> },
    { label: t.fields.reportedOn, of: (one) => showDay(one.reportedOn) },
    { label: t.fields.percent, of: (one) => <strong>{t.percent(one.percent)}</strong> },
    { label: t.fields.doneOn, of: (one) => (one.doneOn === null ? '' : showDay(one.doneOn)) },
    { label: t.fields.content, of: (one) => (one.isNothing === 1 && one.content === '' ? t.nothing : one.content) },
    { label: t.fields.difficulties, of: (one) => one.difficulties },
    { label: t.fields.proposals, of: (one) => one.proposals },
  ];
  const kept = rows.filter(
    ({ label, of }) => label !== t.fields.doneOn || of(report) !== '' || (previous !== null && of(previous) !== ''),
  );
  return (
    <div className="vm-report-sides">
      <table className="vm-report-table" aria-label={t.sideBySide}>
        <thead>
          <tr>
            <td />
            <th scope="col">{headOf(report, t.thisPeriod, t.thisReport)}</th>
            <th scope="col">{headOf(previous, t.previousPeriod, t.previousReport)}</th>
          </tr>
        </thead>
        <tbody>
          {kept.map(({ label, of }, index) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="vm-report-text">{of(report) || '—'}</td>
              {previous !== null ? (
                <td className="vm-report-text vm-report-previous">{of(previous) || '—'}</td>
              ) : (
                index === 0 && (
                  <td rowSpan={kept.length} className="vm-report-none">
                    {isPeriodic ? t.noPreviousPeriod : t.noPreviousReport}
                  </td>
                )
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const signed = (change: number): string => (change > 0 ? `+${showFigure(change)}` : showFigure(change));

/** Differences of decimal numbers without the dust of binary ones. */
const differenceOf = (a: number, b: number): number => Number((a - b).toPrecision(12));

/** Figures of a report beside those of the one before, aligned by name; `isAlone` leaves the other columns out. */
export function FiguresTable({
  report,
  previous,
  isAlone = false,
}: {
  report: ReportFull;
  previous: ReportFull | null;
  isAlone?: boolean;
}) {
  const text = useText().report;
  const t = text.figure;
  const names = [...new Set([...report.figures, ...(previous?.figures ?? [])].map(({ name }) => name))];
  if (names.length === 0) return <p className="vm-page-note">{t.none}</p>;
  return (
    <table className="vm-report-figures" aria-label={text.fields.figures}>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.unit}</th>
          <th scope="col" data-align="right">
            {isAlone ? t.value : report.periodKey === null ? text.thisReport : text.thisPeriod}
          </th>
          {!isAlone && (
            <>
              <th scope="col" data-align="right">
                {report.periodKey === null ? text.previousReport : text.previousPeriod}
              </th>
              <th scope="col" data-align="right">
                {t.change}
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {names.map((name) => {
          const now = report.figures.find((one) => one.name === name);
          const before = previous?.figures.find((one) => one.name === name);
          const isComparable = now !== undefined && before !== undefined && now.unit === before.unit;
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{now?.unit ?? before?.unit}</td>
              <td data-align="right">{now === undefined ? '—' : showFigure(now.value)}</td>
              {!isAlone && (
                <>
                  <td data-align="right" className="vm-report-previous">
                    {before === undefined ? '—' : showFigure(before.value)}
                  </td>
                  <td data-align="right">{isComparable ? signed(differenceOf(now.value, before.value)) : '—'}</td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
