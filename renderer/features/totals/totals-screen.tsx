import { Button, Popover, Switch } from '@mantine/core';
import { Copy, FileDown, Info, Printer } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { Input, Output } from '../../../db/api/contract/index.ts';
import { call } from '../../api.ts';
import { openList } from '../../stores/list-request.ts';
import { useTreeMode } from '../../stores/tree-mode.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { copyTable, type FigureColumn, FigureTable, saveCsv } from '../../ui/figure-table.tsx';
import { notifyDone, notifyError, notifyInfo } from '../../ui/notify.ts';
import { Page } from '../../ui/page.tsx';
import { ScopeSelect } from '../../ui/scope-select.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { TreeModeControl } from '../../ui/tree-mode-control.tsx';
import { useApi } from '../../use-api.ts';
import { PeriodChoices, TaskChoice, useTasks } from './choices.tsx';
import { type Opening, totalsColumns } from './columns.tsx';
import { askedOf, chosenPeriods, type PeriodChoice, useLook } from './look.ts';
import { MissingPanel } from './missing-panel.tsx';
import { Paper } from './paper.tsx';
import { apartLines, type Line, sumLines, unitLines } from './rows.ts';
import { Summary } from './summary.tsx';
import './totals.css';

type Totals = Output<'totals.figures'>;

const entities = [
  ...(['task', 'assignment', 'assignmentStep', 'report', 'reportReview'] as const),
  ...(['unit', 'unitVersion', 'unitEvent', 'unitLineage', 'periodRule'] as const),
] as const;

/** `/totals`: Tổng hợp số liệu, what units reported, added up in one of two ways. */
export default function TotalsScreen() {
  const t = useText().totals;
  const on = useViewDate((s) => s.on);
  const tree = useTreeMode((s) => s.mode);
  const look = useLook();
  const tasks = useTasks();
  const { chosen } = tasks;
  const periods = useApi('totals.periods', { taskId: chosen ?? '', on }, { enabled: chosen !== null, entities });
  const some = useMemo(() => chosenPeriods(periods.data ?? [], look, on), [periods.data, look, on]);
  const isAsked = chosen !== null && periods.data !== undefined;
  const asked = askedOf(look, { on, taskId: chosen ?? '', tree, periods: some });
  const totals = useApi('totals.figures', asked, { enabled: isAsked, keep: true, entities });
  const failed = totals.error ?? periods.error;
  const retry = (): void => {
    periods.reload();
    totals.reload();
  };
  const task = tasks.options.find(({ id }) => id === chosen)?.label ?? '';
  return (
    <Page
      title={t.nav}
      actions={<TreeModeControl />}
      filters={
        <>
          <TaskChoice {...tasks} />
          <PeriodChoices periods={periods.data ?? []} chosen={some} />
          <ScopeSelect
            value={look.path.at(-1) ?? null}
            onChange={(unit) => look.set({ path: unit === null ? [] : [unit] })}
            on={tree === 'ofTheTime' ? (some.at(-1)?.endOn ?? on) : on}
            withEnded={tree === 'ofTheTime'}
          />
          <Switch
            size="xs"
            label={t.withSubmitted}
            checked={look.withSubmitted}
            onChange={(event) => look.set({ withSubmitted: event.currentTarget.checked })}
          />
          <Switch
            size="xs"
            label={t.compare}
            checked={look.isCompared}
            onChange={(event) => look.set({ isCompared: event.currentTarget.checked })}
          />
        </>
      }
    >
      {chosen === null && tasks.options.length === 0 ? (
        <EmptyState title={t.empty.noTask} hint={t.empty.noTaskHint} />
      ) : failed !== undefined && totals.data === undefined ? (
        <ErrorState error={failed} onRetry={retry} />
      ) : totals.data === undefined ? (
        <LoadingState />
      ) : (
        <Tables totals={totals.data} asked={asked} task={task} periods={some} />
      )}
    </Page>
  );
}

/** What leads from a number to what is behind it. */
function useOpening(asked: Input<'totals.figures'>, onMissing: (line: Line) => void): Opening {
  const { totals: t } = useText();
  const { path, set } = useLook();
  return useMemo(
    () => ({
      openMissing: onMissing,
      openUnit: ({ unitId, name }) => unitId !== null && set({ path: [...path, { id: unitId, name }] }),
      openReports: ({ unitId, name, reason }, column) =>
        void call('totals.reports', {
          ...asked,
          ...(unitId === null ? {} : { rowId: unitId }),
          ...(reason === null ? {} : { notConvertible: reason }),
          ...(column === null ? {} : { columnKey: column.key }),
        }).then((found) => {
          if (!found.ok) return notifyError(found.error);
          const figure = column === null ? t.columns.handed : t.columnNote(column.name, column.measure);
          openList('reports', { behind: { name: t.behind(name, figure), ids: found.value } });
        }),
    }),
    [asked, onMissing, path, set, t],
  );
}

interface TablesProps {
  totals: Totals;
  asked: Input<'totals.figures'>;
  task: string;
  periods: readonly PeriodChoice[];
}

function Tables({ totals, asked, task, periods }: TablesProps) {
  const text = useText();
  const t = text.totals;
  const isCompared = useLook((s) => s.isCompared);
  const [missing, setMissing] = useState<Line>();
  const opening = useOpening(asked, setMissing);
  const key = JSON.stringify(asked);
  useEffect(() => setMissing(undefined), [key]);
  const columns = useMemo(
    () => totalsColumns(t, totals.columns, isCompared && totals.beforeKeys.length > 0, opening),
    [t, totals, isCompared, opening],
  );
  const lines = useMemo(() => unitLines(t, totals), [t, totals]);
  const apart = useMemo(() => apartLines(t, totals), [t, totals]);
  const sums = useMemo(() => sumLines(t, totals), [t, totals]);
  const about = useAbout(text, { task, periods, asked });
  const isEmpty = lines.length + apart.length === 0;
  return (
    <div className="vm-totals">
      <Summary
        total={totals.total.handed}
        apart={apart.length}
        hasNoBefore={isCompared && totals.beforeKeys.length === 0}
        onMissing={() => setMissing(sums.at(-1))}
        onReports={() => sums.at(-1) !== undefined && opening.openReports(sums.at(-1) as Line, null)}
        actions={<Actions columns={columns} lines={[...lines, ...apart, ...sums]} />}
      />
      {isEmpty ? (
        <EmptyState title={t.empty.noRows} hint={t.empty.noRowsHint} />
      ) : (
        <div className="vm-totals-body">
          <div className="vm-totals-tables">
            {totals.columns.length === 0 && (
              <p className="vm-totals-hint">
                {t.empty.noFigures} {t.empty.noFiguresHint}
              </p>
            )}
            <FigureTable
              label={t.nav}
              columns={columns}
              rows={lines}
              foot={sums}
              rowKey={(line) => line.key}
              empty={<EmptyState title={t.empty.noRows} />}
            />
            {apart.length > 0 && (
              <section aria-label={t.notConvertible}>
                <h2 className="vm-totals-apart">{t.notConvertible}</h2>
                <p className="vm-totals-hint">{t.apartIntro}</p>
                <FigureTable
                  label={t.notConvertible}
                  columns={columns}
                  rows={apart}
                  rowKey={(line) => line.key}
                  empty={null}
                />
              </section>
            )}
          </div>
          {missing !== undefined && <MissingPanel asked={asked} line={missing} onClose={() => setMissing(undefined)} />}
        </div>
      )}
      <Paper about={about} columns={columns} lines={lines} apart={apart} sums={sums} />
    </div>
  );
}

/** What is shown, in words: for paper. */
function useAbout(
  { totals: t, task: words, overview }: Text,
  { task, periods, asked }: Pick<TablesProps, 'task' | 'periods' | 'asked'>,
): string[] {
  const unit = useLook((s) => s.path.at(-1));
  const [first, last] = [periods[0], periods.at(-1)];
  const period =
    first === undefined || last === undefined
      ? t.newestReport
      : t.fromThrough(words.periodName(first.key), words.periodName(last.key));
  return [
    task,
    [period, unit === undefined ? overview.scope.all : overview.scope.under(unit.name)].join(' · '),
    [t.treeModes[asked.tree], asked.withSubmitted ? t.paper.withSubmitted : t.paper.approvedOnly].join(' · '),
  ];
}

function Actions({ columns, lines }: { columns: readonly FigureColumn<Line>[]; lines: readonly Line[] }) {
  const { totals: t, overview } = useText();
  const on = useViewDate((s) => s.on);
  const copy = (): void =>
    copyTable(columns, lines) ? notifyDone(overview.chart.copied) : notifyInfo(overview.chart.notCopied);
  const save = (): void => {
    saveCsv(`tong-hop-so-lieu-${on}.csv`, columns, lines);
    notifyDone(t.saved);
  };
  return (
    <>
      <Popover position="bottom-end" width={460} trapFocus returnFocus>
        <Popover.Target>
          <Button size="compact-xs" variant="subtle" leftSection={<Info size="0.9rem" aria-hidden />}>
            {t.how.button}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t.how.title}>
          <ul className="vm-totals-how">
            {t.how.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Popover.Dropdown>
      </Popover>
      <Button size="compact-xs" variant="subtle" leftSection={<Copy size="0.9rem" aria-hidden />} onClick={copy}>
        {t.copy}
      </Button>
      <Button size="compact-xs" variant="subtle" leftSection={<FileDown size="0.9rem" aria-hidden />} onClick={save}>
        {t.csv}
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<Printer size="0.9rem" aria-hidden />}
        onClick={() => window.print()}
      >
        {t.print}
      </Button>
    </>
  );
}
