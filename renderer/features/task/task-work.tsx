import { Button, Kbd, SegmentedControl } from '@mantine/core';
import { Plus, Table2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { go } from '../../navigate.ts';
import { useTakenRequest } from '../../stores/list-request.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { useListCells } from '../../ui/bulk/list-cells.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { useApi, useJob } from '../../use-api.ts';
import { useAssignmentColumns } from './assignment-columns.tsx';
import { AssignmentDetail } from './assignment-detail.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { apiFilter, isNarrowed, useTaskFilter, withChip } from './filter-store.ts';
import { useMayAssign, useMayDecide } from './may.ts';
import type { AssignmentRow } from './status.tsx';
import { StatusChips } from './status-chips.tsx';
import { TaskFilters } from './task-filters.tsx';
import { TaskGrid } from './task-grid.tsx';
import { useLetterKey } from './use-letter-key.ts';
import { useOwnUnit } from './use-own-unit.ts';
import { AssignmentBulk, useWorkBulk } from './work-bulk.tsx';

const entities = ['task', 'assignment', 'assignmentStep', 'report', 'reportReview'] as const;

/** Every assignment, or every task: chips with counts, filters, list, and beside it what is open. */
export function TaskWork({ openId }: { openId: string | undefined }) {
  const { task: t, sheet } = useText();
  const view = useTaskFilter((s) => s.view);
  const set = useTaskFilter((s) => s.set);
  const mayAssign = useMayAssign();
  const take = useTaskFilter((s) => s.take);
  useTakenRequest('tasks', take);
  useOwnUnit();
  const assign = (): void => go('/tasks/new');
  useLetterKey('n', mayAssign ? assign : undefined);
  const actions = (
    <>
      <SegmentedControl
        aria-label={t.views.label}
        value={view}
        data={[
          { value: 'units', label: t.views.units },
          { value: 'tasks', label: t.views.tasks },
        ]}
        onChange={(value) => set({ view: value as 'units' | 'tasks' })}
      />
      {mayAssign && (
        <Button
          variant="default"
          leftSection={<Table2 size={14} aria-hidden />}
          title={sheet.openHint}
          onClick={() => go('/tasks/sheet')}
        >
          {sheet.open}
        </Button>
      )}
      {mayAssign && (
        <Button
          className="vm-kbd"
          leftSection={<Plus size={14} aria-hidden />}
          rightSection={<Kbd size="xs">N</Kbd>}
          onClick={assign}
        >
          {t.assign}
        </Button>
      )}
    </>
  );
  if (view === 'tasks') return <TaskGrid actions={actions} />;
  return <UnitsView openId={openId} actions={actions} />;
}

function UnitsView({ openId, actions }: { openId: string | undefined; actions: ReactNode }) {
  const t = useText().task;
  const on = useViewDate((s) => s.on);
  const filter = useTaskFilter();
  const bulk = useWorkBulk((s) => s.assignments);
  const base = apiFilter(filter);
  const counts = useApi('assignment.counts', { on, filter: base }, { entities, keep: true });
  return (
    <Page
      title={t.nav}
      actions={actions}
      filters={
        <>
          <StatusChips
            counts={counts.data}
            chip={filter.chip}
            onChip={(chip) => filter.set({ chip, timeliness: null })}
          />
          <TaskFilters />
        </>
      }
    >
      <SplitView
        name="task"
        list={<AssignmentList openId={bulk === undefined ? openId : (openId ?? '')} />}
        detail={
          bulk !== undefined && openId === undefined ? (
            <AssignmentBulk chosen={bulk} />
          ) : openId === undefined ? undefined : (
            <AssignmentDetail id={openId} />
          )
        }
        defaultPercent={54}
      />
    </Page>
  );
}

/** Before the first task: what this place is for, and the way to begin. */
export function NothingAssigned() {
  const t = useText().task;
  const mayAssign = useMayAssign();
  const action = <Button onClick={() => go('/tasks/new')}>{t.assign}</Button>;
  return <EmptyState title={t.empty.title} hint={t.empty.hint} {...(mayAssign ? { action } : {})} />;
}

const keyOf = (row: AssignmentRow): string => row.id;
const labelOf = (row: AssignmentRow): string => `${row.content} – ${row.unitName}`;

function AssignmentList({ openId }: { openId: string | undefined }) {
  const { task: t, sheet } = useText();
  const on = useViewDate((s) => s.on);
  const filter = useTaskFilter();
  const mayDecide = useMayDecide();
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const setBulk = useWorkBulk((s) => s.set);
  const mayAssign = useMayAssign();
  const { run } = useJob('assignment.patchMany');
  const cells = useListCells<AssignmentRow>({
    list: 'assignments',
    mayEdit: mayAssign,
    patch: (changes) => run({ changes, keep: 'good' }, sheet.bulk.title(changes.length), { quiet: true }),
  });
  const rows = usePages(
    'assignment.list',
    { on, filter: withChip(apiFilter(filter), filter.chip), sort: filter.sort },
    { entities, fences: 'assignment.fences' },
  );
  const narrowed = withChip(apiFilter(filter), filter.chip);
  const chosen = isAll ? { filter: narrowed, count: rows.total } : { ids: [...selection] };
  const clearSelection = (): void => {
    setSelection(new Set());
    setAll(false);
    setBulk({ assignments: undefined });
  };
  const openBulk = (): void => {
    go('/tasks');
    setBulk({ assignments: chosen });
  };
  const columns = useAssignmentColumns(openId !== undefined);
  const clear = (): void => {
    filter.clear();
    filter.set({ chip: 'all' });
  };
  return (
    <div className="vm-task-work">
      {selection.size > 0 && <BulkBar chosen={chosen} onDone={clearSelection} onPanel={openBulk} />}
      {cells.plan}
      <Grid
        {...cells.grid}
        label={t.listLabel}
        name={openId === undefined ? 'tasks' : 'tasks-beside'}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowLabel={labelOf}
        openKey={openId}
        onOpen={(row) => go(`/tasks/${row.id}`)}
        {...(mayDecide ? { selection, onSelect: setSelection } : {})}
        isAllMatching={isAll}
        onAllMatching={setAll}
        empty={<NothingAssigned />}
        isFiltered={isNarrowed(filter) || filter.chip !== 'all'}
        onClearFilters={clear}
      />
    </div>
  );
}
