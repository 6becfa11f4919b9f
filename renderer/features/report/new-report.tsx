import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { ListTodo, Search } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { go } from '../../navigate.ts';
import { useSession } from '../../stores/session.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { useApi } from '../../use-api.ts';
import { ReportForm } from './report-form.tsx';

type Row = Output<'assignment.list'>['rows'][number];

const open: Row['processing'][] = ['new', 'accepted', 'inProgress', 'sentBack', 'awaitingApproval'];

const rowKey = (row: Row): string => row.id;

/** Work that can be reported on, the nearest deadline first; for a user of one unit, that unit's. */
export function AssignmentChoice() {
  const { report: t, task, common } = useText();
  const on = useViewDate((s) => s.today);
  const unitId = useSession((s) => s.session?.user.unitId ?? null);
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 200);
  const filter = {
    processing: open,
    role: 'any' as const,
    ...(text === '' ? {} : { text }),
    ...(unitId === null ? {} : { unitId }),
  };
  const rows = usePages(
    'assignment.list',
    { on, filter, sort: 'due' },
    { entities: ['assignment', 'assignmentStep'], fences: 'assignment.fences' },
  );
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: 'unit', header: t.columns.unit, width: 170, grow: 1, render: (row) => <span>{row.unitName}</span> },
      { key: 'task', header: t.columns.task, width: 260, grow: 3, render: (row) => <span>{row.content}</span> },
      {
        key: 'directive',
        header: t.columns.directive,
        width: 140,
        render: (row) => row.directiveNumber ?? common.none,
      },
      {
        key: 'due',
        header: t.columns.due,
        width: 96,
        render: (row) => (row.currentDueOn === null ? common.none : showDay(row.currentDueOn)),
      },
      { key: 'percent', header: t.columns.percent, width: 80, align: 'right', render: (row) => t.percent(row.percent) },
      { key: 'status', header: t.columns.status, width: 150, render: (row) => task.processing[row.processing] },
    ],
    [t, task, common],
  );
  const search = (
    <TextInput
      aria-label={t.filters.text}
      placeholder={t.filters.text}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      leftSection={<Search size={16} aria-hidden />}
      maxLength={200}
      w="20rem"
      autoFocus
    />
  );
  return (
    <Page title={t.form.choose} filters={search} actions={<Back />}>
      <Grid
        label={t.form.chooseLabel}
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        onOpen={(row) => go(`/reports/new/${row.id}`)}
        isFiltered={text !== ''}
        onClearFilters={() => setTyped('')}
        empty={<EmptyState icon={ListTodo} title={t.empty.assignments} hint={t.empty.assignmentsHint} />}
      />
    </Page>
  );
}

function Back() {
  const t = useText().common.actions;
  return (
    <Button variant="default" onClick={() => go('/reports')}>
      {t.back}
    </Button>
  );
}

/** A new report of an assignment; of a period that has one already it is the correction of that. */
export function NewReport({ assignmentId, periodKey }: { assignmentId: string; periodKey: string | null }) {
  const on = useViewDate((s) => s.today);
  const facts = useApi('report.form', { assignmentId, periodKey, on }, { entities: [] });
  if (facts.data === undefined) return <Waiting state={facts} />;
  const { data } = facts;
  const corrected = data.correctsId === null ? null : data.latest;
  const key = `${assignmentId} ${data.period?.key ?? ''} ${data.correctsId ?? ''}`;
  return (
    <FormPage title={data.subject.taskContent}>
      <ReportForm key={key} facts={data} corrected={corrected} previous={data.previous} />
    </FormPage>
  );
}

/** A new version in place of one that was sent. */
export function FixReport({ reportId }: { reportId: string }) {
  const on = useViewDate((s) => s.today);
  const shown = useApi('report.get', { id: reportId }, { entities: [] });
  const report = shown.data?.report;
  const facts = useApi(
    'report.form',
    { assignmentId: report?.assignmentId ?? '', periodKey: report?.periodKey ?? null, on },
    { enabled: report !== undefined, entities: [] },
  );
  if (shown.data === undefined) return <Waiting state={shown} />;
  if (facts.data === undefined) return <Waiting state={facts} />;
  return (
    <FormPage title={shown.data.subject.taskContent}>
      <ReportForm key={reportId} facts={facts.data} corrected={shown.data.report} previous={shown.data.previous} />
    </FormPage>
  );
}

const FormPage = ({ title, children }: { title: string; children: ReactNode }) => <Page title={title}>{children}</Page>;

function Waiting({ state }: { state: Pick<ReturnType<typeof useApi>, 'error' | 'isLoading' | 'reload'> }) {
  return state.error === undefined ? <LoadingState /> : <ErrorState error={state.error} onRetry={state.reload} />;
}
