import { lazy, Suspense } from 'react';
import type { RoadmapYear } from '../../../db/api/contract/model-ward.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { type FigureColumn, FigureTable } from '../../ui/figure-table.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { wardEntities } from './filter.ts';
import { WardViews } from './views.tsx';

const StackedBars = lazy(async () => ({ default: (await import('../../ui/chart.tsx')).StackedBars }));

const columnsOf = (t: Text['modelWard']['roadmap']): FigureColumn<RoadmapYear>[] => [
  { key: 'year', header: t.year, value: (row) => String(row.year) },
  { key: 'on', header: t.on, value: (row) => row.on, text: (row) => showDay(row.on) },
  { key: 'units', header: t.units, value: (row) => row.units },
  { key: 'registered', header: t.registered, value: (row) => row.registered },
  { key: 'recognised', header: t.recognised, value: (row) => row.recognised },
  { key: 'recognisedInAll', header: t.recognisedInAll, value: (row) => row.recognisedInAll },
  {
    key: 'percent',
    header: t.percent,
    value: (row) => row.percent,
    text: (row) => (row.percent === null ? '—' : `${showNumber(row.percent)} %`),
  },
];

const keyOf = (row: RoadmapYear): string => String(row.year);

/** Lộ trình: how many wards there were at the end of each year, and how many of these were recognised. */
export function Roadmap() {
  const { modelWard, overview } = useText();
  const t = modelWard.roadmap;
  const on = useViewDate((s) => s.on);
  const { data, error, isLoading, reload } = useApi(
    'modelWard.roadmap',
    { on },
    { entities: wardEntities, keep: true },
  );
  const hasFigures = data?.some(({ units, registered }) => units > 0 || registered > 0) === true;
  return (
    <Page title={modelWard.title} note={<WardViews current="roadmap" />} scrolls isOnlyRead>
      {isLoading ? (
        <LoadingState />
      ) : data === undefined ? (
        error !== undefined && <ErrorState error={error} onRetry={reload} />
      ) : !hasFigures ? (
        <EmptyState title={t.empty} hint={modelWard.list.emptyHint} />
      ) : (
        <>
          <p className="vm-page-note">
            {t.how} {overview.paper.seenAt(on)}
          </p>
          <div className="vm-ward-roadmap">
            <Section title={t.label} level={2}>
              <FigureTable label={t.label} columns={columnsOf(t)} rows={data} rowKey={keyOf} empty={null} />
            </Section>
            <Section title={t.chart} level={2}>
              <div className="vm-ward-chart">
                <Suspense fallback={<LoadingState />}>
                  <StackedBars
                    categories={data.map(({ year }) => String(year))}
                    series={[
                      { name: t.recognisedInAll, meaning: 'green', values: data.map((row) => row.recognisedInAll) },
                      {
                        name: t.remaining,
                        meaning: 'grey',
                        values: data.map((row) => row.units - row.recognisedInAll),
                      },
                    ]}
                  />
                </Suspense>
              </div>
            </Section>
          </div>
        </>
      )}
    </Page>
  );
}
