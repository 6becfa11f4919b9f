import { createPortal } from 'react-dom';
import type { Output } from '../../../db/api/contract/index.ts';
import type { Span } from '../../../db/api/span.ts';
import { useOfficeName } from '../../office-name.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { PaperTable } from '../../ui/paper-table.tsx';
import { bandColumns, bandRows, directiveColumns, levelColumns, monthColumns, unitColumns } from './columns.tsx';
import { missingColumns } from './missing-tab.tsx';
import '../../ui/paper.css';

interface PaperProps {
  figures: Output<'overview.figures'>;
  directives: Output<'overview.directives'> | undefined;
  units: Output<'overview.units'> | undefined;
  reports: Output<'overview.missing'> | undefined;
  span: Span;
  /** Period and scope in words. */
  period: string;
  scope: string;
}

/** The whole overview as it is printed: black on white, tables instead of what needs a pointer. */
export function Paper({ figures, directives, units, reports, span, period, scope }: PaperProps) {
  const text = useText();
  const t = text.overview;
  const on = useViewDate((s) => s.on);
  const office = useOfficeName();
  const none = {};
  return createPortal(
    <div className="vm-paper" lang={document.documentElement.lang}>
      <header>
        <p className="vm-paper-office">{office}</p>
        <h1>{t.paper.title}</h1>
        <p>
          {t.paper.period(period)} · {scope} · {t.paper.seenAt(on)}
        </p>
      </header>
      <PaperFigures figures={figures} reports={reports} />
      <PaperTable title={t.byAge} columns={bandColumns(t, span, none)} rows={bandRows(figures.total)} />
      <PaperTable title={t.byLevel} columns={levelColumns(text, span, none)} rows={figures.levels} />
      <PaperTable title={t.byDirective} columns={directiveColumns(t, span, none)} rows={directives?.rows ?? []} />
      <PaperTable title={t.byUnit} columns={unitColumns(text, span, none)} rows={units ?? []} />
      <PaperTable title={t.tabs.missing} columns={missingColumns(t, () => {})} rows={reports?.rows ?? []} />
      <PaperTable title={t.byMonth} columns={monthColumns(t, none)} rows={figures.months} />
      <section className="vm-paper-part vm-paper-notes">
        <h2>{t.paper.notes}</h2>
        <ul>
          {t.how.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </div>,
    document.body,
  );
}

function PaperFigures({ figures, reports }: Pick<PaperProps, 'figures' | 'reports'>) {
  const t = useText().overview;
  const { total, before } = figures;
  const share = (value: number | null, words: (share: number) => string): string =>
    value === null ? '—' : words(value);
  const lines = [
    [t.cards.due, total.due, '', before.due],
    [t.cards.doneOnTime, total.doneOnTime, share(total.onTimeShare, t.cards.ofDue), before.doneOnTime],
    [t.cards.doneLate, total.doneLate, share(total.doneLateShare, t.cards.ofDone), before.doneLate],
    [t.cards.overdue, total.overdue, share(total.overdueShare, t.cards.ofDue), before.overdue],
    [t.series.within, total.within, '', before.within],
  ] as const;
  return (
    <section className="vm-paper-part">
      <h2>{t.paper.figures}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.paper.figure}</th>
            <th scope="col">{t.paper.count}</th>
            <th scope="col">{t.paper.share}</th>
            <th scope="col">{t.paper.before}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, count, words, earlier]) => (
            <tr key={name}>
              <td>{name}</td>
              <td data-number>{showNumber(count)}</td>
              <td>{words}</td>
              <td data-number>{showNumber(earlier)}</td>
            </tr>
          ))}
          {reports !== undefined && reports.expected > 0 && (
            <tr>
              <td>{t.cards.reports}</td>
              <td data-number>{t.cards.ratio(reports.submitted, reports.expected)}</td>
              <td>{t.cards.missing(reports.missing)}</td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
