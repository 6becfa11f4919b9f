import { Button } from '@mantine/core';
import { BarChart3, Copy, ImageDown, Table2 } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useId, useRef, useState } from 'react';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import type { BarSeries, ChartHandle } from '../../ui/chart.tsx';
import { copyTable, type FigureColumn, FigureTable } from '../../ui/figure-table.tsx';
import { notifyDone, notifyInfo } from '../../ui/notify.ts';
import { saveFile } from '../../ui/save-file.ts';
import { LoadingState } from '../../ui/states.tsx';

const StackedBars = lazy(async () => ({ default: (await import('../../ui/chart.tsx')).StackedBars }));

export interface ChartData {
  readonly categories: readonly string[];
  readonly series: readonly BarSeries[];
  readonly isSideways?: boolean;
  readonly ends?: readonly string[];
  readonly onPick?: (category: number, series: number) => void;
}

interface ChartedProps<R> {
  readonly title: string;
  /** Beside the title: that not all is drawn. */
  readonly note?: string;
  /** Under the title of the picture: scope, period. */
  readonly about: string;
  readonly file: string;
  /** None: only a table. */
  readonly chart?: ChartData;
  readonly columns: readonly FigureColumn<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  readonly empty: ReactNode;
}

/** A chart with the table of the same figures one press away; both can be taken along. */
export function Charted<R>({ title, note = '', about, file, chart, columns, rows, rowKey, empty }: ChartedProps<R>) {
  const t = useText().overview;
  const id = useId();
  const on = useViewDate((s) => s.on);
  const [isTable, setTable] = useState(false);
  const handle = useRef<ChartHandle>(null);
  const isDrawn = chart !== undefined && !isTable && rows.length > 0;
  const copy = (): void => {
    if (copyTable(columns, rows)) notifyDone(t.chart.copied);
    else notifyInfo(t.chart.notCopied);
  };
  const save = async (): Promise<void> => {
    const picture = await handle.current?.toPng(title, `${about} · ${t.paper.seenAt(on)}`);
    if (picture === undefined || picture === null) return;
    saveFile(`${file}-${on}.png`, picture);
    notifyDone(t.chart.saved);
  };
  return (
    <section className="vm-charted" aria-labelledby={id}>
      <header className="vm-charted-header">
        <h2 id={id}>{title}</h2>
        {note !== '' && <span className="vm-page-note">{note}</span>}
        <div className="vm-page-actions">
          {chart !== undefined && rows.length > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              title={isTable ? t.chart.showChart : t.chart.showTable}
              leftSection={isTable ? <BarChart3 size="0.9rem" aria-hidden /> : <Table2 size="0.9rem" aria-hidden />}
              onClick={() => setTable(!isTable)}
            >
              <span className="vm-charted-word">{isTable ? t.chart.showChart : t.chart.showTable}</span>
            </Button>
          )}
          {isDrawn && (
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<ImageDown size="0.9rem" aria-hidden />}
              title={t.chart.savePng}
              onClick={() => void save()}
            >
              <span className="vm-charted-word">{t.chart.savePng}</span>
            </Button>
          )}
          {rows.length > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<Copy size="0.9rem" aria-hidden />}
              title={t.chart.copy}
              onClick={copy}
            >
              <span className="vm-charted-word">{t.chart.copy}</span>
            </Button>
          )}
        </div>
      </header>
      {isDrawn ? (
        <Suspense fallback={<LoadingState />}>
          <StackedBars ref={handle} {...chart} />
        </Suspense>
      ) : (
        <FigureTable label={title} columns={columns} rows={rows} rowKey={rowKey} empty={empty} />
      )}
    </section>
  );
}
