import { Select } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { type Day, isDay } from '../../../db/api/day.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { type FigureColumn, FigureTable } from '../../ui/figure-table.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { type StaffLevel, scopeOf, staffLevels, useStaffFilter } from './filter-store.ts';
import { staffEntities } from './keep.ts';
import { ScopeSelect } from './unit-select.tsx';
import { StaffViews } from './views.tsx';
import './staffing.css';

const StepChart = lazy(async () => ({ default: (await import('../../ui/step-chart.tsx')).StepChart }));

type Row = Output<'staffing.trend'>['rows'][number];
type By = Output<'staffing.trend'>['by'];

/** The year in which the regular police of the communes was there everywhere. */
const firstDay: Day = '2020-01-01';
const startOf = (on: Day): Day => (on > '2021-01-01' ? firstDay : `${Number(on.slice(0, 4)) - 5}-01-01`);

/** `/staffing/trend`: the figures of a scope through time, each day with its own units and its own norm. */
export function Trend() {
  const { staffing } = useText();
  const t = staffing.trend;
  const on = useViewDate((s) => s.on);
  const filter = useStaffFilter();
  const [by, setBy] = useState<By>('month');
  const [typedFrom, setTypedFrom] = useState<string | null>();
  const from = typedFrom !== undefined && typedFrom !== null && isDay(typedFrom) ? typedFrom : startOf(on);
  const state = useApi(
    'staffing.trend',
    { from: from < on ? from : on, to: on, by, ...scopeOf(filter) },
    { keep: true, entities: staffEntities },
  );
  const filters = (
    <>
      <ScopeSelect value={filter.under} onChange={(under) => filter.set({ under })} />
      <Select
        className="vm-staff-level"
        aria-label={staffing.filter.level}
        allowDeselect={false}
        value={filter.level}
        data={staffLevels.map((value) => ({ value, label: staffing.filter.levels[value] }))}
        onChange={(level) => level !== null && filter.set({ level: level as StaffLevel })}
      />
      <Select
        className="vm-staff-level"
        aria-label={t.by}
        allowDeselect={false}
        value={by}
        data={(['month', 'change'] as const).map((value) => ({ value, label: t.bys[value] }))}
        onChange={(next) => next !== null && setBy(next as By)}
      />
      <div className="vm-staff-from">
        <DayInput label={t.from} value={typedFrom === undefined ? from : typedFrom} onChange={setTypedFrom} max={on} />
      </div>
    </>
  );
  return (
    <Page title={t.title} note={<StaffViews />} filters={filters}>
      {state.error !== undefined && state.data === undefined ? (
        <ErrorState error={state.error} onRetry={state.reload} />
      ) : state.data === undefined ? (
        <LoadingState />
      ) : (
        <Course rows={state.data.rows} isFallback={by === 'change' && state.data.by === 'month'} />
      )}
    </Page>
  );
}

function Course({ rows, isFallback }: { rows: readonly Row[]; isFallback: boolean }) {
  const t = useText().staffing.trend;
  const columns = useMemo(() => columnsOf(t), [t]);
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || rows.every(({ counted }) => counted === 0))
    return <EmptyState title={t.empty} hint={t.emptyHint} />;
  return (
    <div className="vm-staff-course">
      <section className="vm-staff-chart" aria-label={t.title}>
        <p className="vm-page-note">{isFallback ? t.fellBack : t.note}</p>
        <Suspense fallback={<LoadingState />}>
          <StepChart
            days={rows.map(({ day }) => day)}
            label={t.aria(first.day, last.day, first.total, last.total, last.required)}
            series={[
              // Drawn below the other, which it mostly is.
              ...(rows.some(({ judged, counted }) => judged > 0 && judged < counted)
                ? [{ name: t.judgedTotal, meaning: 'blue' as const, values: rows.map((row) => row.judgedTotal) }]
                : []),
              { name: t.total, meaning: 'green', values: rows.map(({ total }) => total) },
              { name: t.required, meaning: 'red', isDashed: true, values: rows.map(({ required }) => required) },
            ]}
          />
        </Suspense>
      </section>
      <FigureTable
        label={t.title}
        columns={columns}
        rows={rows.toReversed()}
        rowKey={({ day }) => day}
        empty={<EmptyState title={t.empty} />}
      />
    </div>
  );
}

const columnsOf = (t: Text['staffing']['trend']): FigureColumn<Row>[] => [
  { key: 'day', header: t.day, value: ({ day }) => day, text: ({ day }) => showDay(day) },
  { key: 'total', header: t.total, value: ({ total }) => total },
  { key: 'required', header: t.requiredShort, hint: t.required, value: ({ required }) => required },
  { key: 'missing', header: t.missing, value: ({ missing }) => missing },
  { key: 'below', header: t.below, value: ({ below }) => below },
  { key: 'chiefVacant', header: t.chiefVacant, value: ({ chiefVacant }) => chiefVacant },
  {
    ...{ key: 'counted', header: t.counted, hint: t.countedHint },
    value: ({ counted }) => counted,
    render: ({ counted, units }) => t.ofUnits(counted, units),
    text: ({ counted, units }) => t.ofUnits(counted, units),
  },
];
