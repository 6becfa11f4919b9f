import { useMemo } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import type { Span } from '../../../db/api/span.ts';
import { useText } from '../../text/index.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Charted } from './charted.tsx';
import { bandColumns, bandRows, levelColumns, monthColumns, monthName } from './columns.tsx';
import { type Of, openWork, parts } from './open-work.ts';

interface LateTabProps {
  figures: Output<'overview.figures'>;
  span: Span;
  of: Of;
  about: string;
}

const meanings = { doneOnTime: 'green', doneLate: 'amber', overdue: 'red', within: 'grey' } as const;

/** How late work is, in bands of days; twelve months; levels of units. */
export function LateTab({ figures, span, of, about }: LateTabProps) {
  const text = useText();
  const t = text.overview;
  const bands = useMemo(() => bandRows(figures.total), [figures]);
  const late = bands.some(({ doneLate, overdue }) => doneLate + overdue > 0) ? bands : [];
  const forBands = useMemo(() => bandColumns(t, span, of), [t, span, of]);
  const forMonths = useMemo(() => monthColumns(t, of), [t, of]);
  const forLevels = useMemo(() => levelColumns(text, span, of), [text, span, of]);
  const { months, levels } = figures;
  const isAnyMonth = months.some(({ given }) => given > 0);
  return (
    <div className="vm-overview-thirds">
      <Charted
        title={t.byAge}
        about={about}
        file="so-ngay-qua-han"
        chart={{
          categories: t.shortBands,
          series: [
            { name: t.cards.overdue, meaning: 'red', values: bands.map(({ overdue }) => overdue) },
            { name: t.cards.doneLate, meaning: 'amber', values: bands.map(({ doneLate }) => doneLate) },
          ],
          onPick: (band, series) => openWork(series === 0 ? 'overdue' : 'doneLate', span, of, band),
        }}
        columns={forBands}
        rows={late}
        rowKey={({ band }) => String(band)}
        empty={<EmptyState title={t.empty.noneLate} />}
      />
      <Charted
        title={t.byMonth}
        about={about}
        file="12-thang"
        chart={{
          categories: months.map(({ month }) => monthName(month)),
          series: parts.map((key) => ({
            name: t.series[key],
            meaning: meanings[key],
            values: months.map((row) => row[key]),
          })),
        }}
        columns={forMonths}
        rows={isAnyMonth ? months : []}
        rowKey={({ month }) => month}
        empty={<EmptyState title={t.empty.nothing} />}
      />
      <Charted
        title={t.byLevel}
        about={about}
        file="theo-cap"
        columns={forLevels}
        rows={levels}
        rowKey={({ level }) => level}
        empty={<EmptyState title={t.empty.nothing} />}
      />
    </div>
  );
}
