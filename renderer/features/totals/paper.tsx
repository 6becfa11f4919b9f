import { createPortal } from 'react-dom';
import { useOfficeName } from '../../office-name.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import type { FigureColumn } from '../../ui/figure-table.tsx';
import { PaperTable } from '../../ui/paper-table.tsx';
import type { Line } from './rows.ts';

interface PaperProps {
  /** Task, period, scope, way to total and what counts, each in words. */
  about: readonly string[];
  columns: readonly FigureColumn<Line>[];
  lines: readonly Line[];
  apart: readonly Line[];
  sums: readonly Line[];
}

/** The totals as they are printed, black on white, on A4 across. */
export function Paper({ about, columns, lines, apart, sums }: PaperProps) {
  const t = useText().totals;
  const on = useViewDate((s) => s.on);
  const office = useOfficeName();
  return createPortal(
    <div className="vm-paper" lang={document.documentElement.lang}>
      <header>
        <p className="vm-paper-office">{office}</p>
        <h1>{t.paper.title}</h1>
        {about.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p>{t.paper.seenAt(on)}</p>
      </header>
      <PaperTable title={t.nav} columns={columns} rows={lines} foot={sums} />
      <PaperTable title={t.notConvertible} columns={columns} rows={apart} />
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
