import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { CheckCheck, FileText, PencilLine } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Input, Output } from '../../../db/api/contract/index.ts';
import { reporters, reviewers } from '../../../db/api/contract/report.ts';
import { go, usePlace } from '../../navigate.ts';
import { useTakenRequest } from '../../stores/list-request.ts';
import { useSession } from '../../stores/session.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { errorText, useText } from '../../text/index.ts';
import { showDay, showInstant } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { allRows, usePages } from '../../ui/use-pages.ts';
import { EndedName } from '../../unit-line.tsx';
import { useApi, useCommand, useJob } from '../../use-api.ts';
import { Chips } from './chips.tsx';
import { apiFilter, isNarrowed, useReportFilter } from './filter-store.ts';
import { Filters } from './filters.tsx';
import { AssignmentChoice, FixReport, NewReport } from './new-report.tsx';
import { ReportDetail } from './report-detail.tsx';
import { lateWord, ReportStatus } from './status.tsx';
import './report.css';

type Row = Output<'report.list'>['rows'][number];
type DraftRow = Output<'report.drafts'>[number];

/** Báo cáo tiến độ. Places: `/reports`, `/reports/<id>`, `/reports/new[/<assignment>[/<period>]]`, `/reports/fix/<report>`. */
export default function ReportScreen() {
  const [, place, id, periodKey] = usePlace();
  if (place === 'new')
    return id === undefined ? <AssignmentChoice /> : <NewReport assignmentId={id} periodKey={periodKey ?? null} />;
  if (place === 'fix' && id !== undefined) return <FixReport reportId={id} />;
  return <ReportList openId={place} />;
}

function ReportList({ openId }: { openId: string | undefined }) {
  const t = useText().report;
  const role = useSession((s) => s.session?.user.role);
  const chip = useReportFilter((s) => s.chip);
  const filter = useReportFilter();
  const on = useViewDate((s) => s.on);
  useTakenRequest('reports', filter.take);
  const [text] = useDebouncedValue(filter.text, 200);
  const narrowed = apiFilter({ ...filter, text }, on);
  const enter = role !== undefined && reporters.includes(role) && (
    <Button leftSection={<PencilLine size={16} aria-hidden />} onClick={() => go('/reports/new')}>
      {t.enter}
    </Button>
  );
  return (
    <Page
      title={t.title}
      actions={enter}
      filters={
        <>
          <Chips filter={narrowed} />
          {chip !== 'drafts' && <Filters />}
        </>
      }
    >
      {chip === 'drafts' ? (
        <DraftGrid />
      ) : (
        <SplitView
          name="reports"
          defaultPercent={57}
          list={<ReportGrid narrowed={narrowed} openId={openId} action={enter} />}
          detail={openId !== undefined && <ReportDetail id={openId} />}
        />
      )}
    </Page>
  );
}

const rowKey = (row: Row): string => row.id;

/** The queue has what waits longest first; other lists the newest first. */
function ReportGrid({
  narrowed,
  openId,
  action,
}: {
  narrowed: ReturnType<typeof apiFilter>;
  openId: string | undefined;
  action: React.ReactNode;
}) {
  const t = useText().report;
  const filter = useReportFilter();
  const { chip, clear } = filter;
  const role = useSession((s) => s.session?.user.role);
  const input = {
    ...narrowed,
    ...(chip === 'all' || chip === 'drafts' ? {} : { status: chip }),
    order: chip === 'submitted' ? ('oldest' as const) : ('newest' as const),
  };
  const rows = usePages('report.list', input, { entities: ['report', 'reportReview'], fences: 'report.fences' });
  const columns = useColumns(
    rows.rows.some(({ periodKey }) => periodKey !== null),
    openId !== undefined,
  );
  const [selection, setSelection] = useState<Set<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const bulk = chip === 'submitted' ? ('approve' as const) : chip === 'approved' ? ('close' as const) : undefined;
  const maySelect = bulk !== undefined && role !== undefined && reviewers.includes(role);
  const chosen = rows.rows.filter(({ id }) => selection.has(id)).map(({ id }) => id);
  return (
    <div className="vm-report-list">
      {maySelect && (isAll || chosen.length > 0) && (
        <BulkBar
          ids={chosen}
          matching={
            isAll && bulk !== undefined
              ? { filter: { ...narrowed, status: statusOf[bulk] }, count: rows.total }
              : undefined
          }
          kind={bulk}
          onDone={() => {
            setSelection(new Set());
            setAll(false);
          }}
        />
      )}
      <Grid
        label={t.listLabel}
        name={openId === undefined ? 'reports' : 'reports-beside'}
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        openKey={openId}
        onOpen={(row) => go(`/reports/${row.id}`)}
        {...(maySelect
          ? {
              selection,
              onSelect: setSelection,
              isAllMatching: isAll,
              onAllMatching: setAll,
              rowLabel: (row: Row) => `${row.unitName}, ${showDay(row.reportedOn)}`,
            }
          : {})}
        isFiltered={isNarrowed(filter)}
        onClearFilters={clear}
        empty={
          chip === 'submitted' ? (
            <EmptyState icon={CheckCheck} title={t.empty.queue} />
          ) : (
            <EmptyState icon={FileText} title={t.empty.title} hint={t.empty.hint} action={action} />
          )
        }
      />
    </div>
  );
}

interface Matching {
  filter: Input<'report.reviewMatching'>['filter'];
  count: number;
}

/** The status from which a decision leads on. */
const statusOf = { approve: 'submitted', close: 'approved' } as const;

/** One decision for every chosen report; what could not be decided is told with its reason. */
function BulkBar({
  ids,
  matching,
  kind,
  onDone,
}: {
  ids: string[];
  /** All that the filter finds, instead of the ids. */
  matching: Matching | undefined;
  kind: 'approve' | 'close';
  onDone: () => void;
}) {
  const t = useText().report;
  const onDay = useViewDate((s) => s.today);
  const byIds = useCommand('report.reviewMany');
  const byFilter = useJob('report.reviewMatching');
  const count = matching?.count ?? ids.length;
  const [refused, setRefused] = useState<[string, number][]>([]);
  const label = kind === 'approve' ? t.actions.approveMany(count) : t.actions.closeMany(count);
  const decide = async (): Promise<void> => {
    const told = kind === 'approve' ? t.approvedMany : t.closedMany;
    const result =
      matching === undefined
        ? await byIds.run(
            { ids: ids.slice(0, 500), kind, onDay },
            { done: ({ done, outcomes }) => told(done, outcomes.length - done) },
          )
        : await byFilter.run({ filter: matching.filter, expectedCount: matching.count, kind, onDay }, label, {
            done: ({ done, refused: left }) => told(done, left.length),
          });
    if (!result.ok) return;
    const counts = new Map<string, number>();
    for (const { problem } of 'outcomes' in result.value ? result.value.outcomes : result.value.refused)
      if (problem !== null) counts.set(errorText(problem), (counts.get(errorText(problem)) ?? 0) + 1);
    setRefused([...counts]);
    if (counts.size === 0) onDone();
  };
  return (
    <div className="vm-report-bulk" role="region" aria-label={t.chips.label}>
      <Button
        size="compact-sm"
        loading={byIds.isRunning || byFilter.isRunning}
        leftSection={<CheckCheck size={14} aria-hidden />}
        onClick={() => void decide()}
      >
        {label}
      </Button>
      {refused.length > 0 && (
        <ul aria-label={t.outcomes.title}>
          {refused.map(([why, count]) => (
            <li key={why}>{t.outcomes.line(count, why)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Periods have a column only where there are any; beside a detail only what tells rows apart is left. */
function useColumns(hasPeriods: boolean, isNarrow: boolean): Column<Row>[] {
  const text = useText();
  const t = text.report;
  const period: Column<Row> = {
    key: 'period',
    header: t.columns.period,
    width: 104,
    text: (row) => (row.periodKey === null ? '' : text.task.periodName(row.periodKey)),
    render: (row) => (row.periodKey === null ? text.common.none : text.task.periodName(row.periodKey)),
  };
  const percent: Column<Row> = {
    key: 'percent',
    header: t.columns.percent,
    width: 66,
    align: 'right',
    kind: { kind: 'number' },
    value: (row) => row.percent,
    render: (row) => t.percent(row.percent),
  };
  const day = isNarrow ? t.columns.day : t.columns.reportedOn;
  return useMemo(
    () => [
      {
        key: 'reportedOn',
        header: day,
        width: isNarrow ? 92 : 108,
        kind: { kind: 'day' },
        value: (row) => row.reportedOn,
        render: (row) => showDay(row.reportedOn),
      },
      {
        key: 'unit',
        header: t.columns.unit,
        width: 112,
        grow: 2,
        value: (row) => row.unitName,
        render: (row) => <EndedName name={row.unitName} endedOn={row.unitEndedOn} />,
      },
      {
        key: 'task',
        header: t.columns.task,
        width: 120,
        grow: 3,
        value: (row) => row.taskContent,
        render: (row) => <span title={row.taskContent}>{row.taskContent}</span>,
      },
      ...(hasPeriods ? [period] : []),
      ...(isNarrow ? [] : [percent]),
      {
        key: 'status',
        header: t.columns.status,
        width: 196,
        text: (row) =>
          row.isLate === 1 ? `${t.chips[row.status]}, ${lateWord(t, row.afterEndOn, true)}` : t.chips[row.status],
        render: (row) => <ReportStatus report={row} isPlain isShort />,
      },
    ],
    [t, text, hasPeriods, isNarrow],
  );
}

const draftKey = (row: DraftRow): string => row.key;

/** Reports begun and not sent; opening one goes on where it was left. */
function DraftGrid() {
  const text = useText();
  const t = text.report;
  const on = useViewDate((s) => s.today);
  const list = useApi('report.drafts', { on }, { keep: true });
  const rows = useMemo(() => allRows<DraftRow>(list), [list.data, list.error, list.isLoading]);
  const columns = useMemo<Column<DraftRow>[]>(
    () => [
      { key: 'savedAt', header: t.columns.savedAt, width: 140, render: (row) => showInstant(row.savedAtMs) },
      { key: 'unit', header: t.columns.unit, width: 170, grow: 1, render: (row) => <span>{row.unitName}</span> },
      { key: 'task', header: t.columns.task, width: 260, grow: 3, render: (row) => <span>{row.taskContent}</span> },
      {
        key: 'period',
        header: t.columns.period,
        width: 130,
        render: (row) => (row.periodKey === null ? text.common.none : text.task.periodName(row.periodKey)),
      },
    ],
    [t, text],
  );
  return (
    <Grid
      label={t.draftsLabel}
      columns={columns}
      rows={rows}
      rowKey={draftKey}
      onOpen={(row) => go(`/reports/new/${row.assignmentId}${row.periodKey === null ? '' : `/${row.periodKey}`}`)}
      empty={<EmptyState icon={PencilLine} title={t.empty.drafts} hint={t.empty.draftsHint} />}
    />
  );
}
