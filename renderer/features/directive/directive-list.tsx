import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { DirectiveRow } from '../../../db/api/contract/directive.ts';
import { Urgency } from '../../../db/api/contract/directive-words.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { useListCells } from '../../ui/bulk/list-cells.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { CellKind, Column } from '../../ui/grid/types.ts';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { useApi, useJob } from '../../use-api.ts';
import { DirectiveBulkBar, useDirectiveBulk } from './directive-bulk.tsx';
import { suggestWords } from './directive-sheet.tsx';
import { EffectBadge } from './effect-badge.tsx';
import { isFiltered, useDirectiveFilter } from './filter.ts';

type Words = Text['directive'];
type SortBy = 'issuedOn' | 'number' | 'subject';

/** Open and overdue tasks of a document in one cell. */
function TaskCell({ tasks, t }: { tasks: DirectiveRow['tasks']; t: Words['list'] }) {
  if (tasks.total === 0) return <span>—</span>;
  if (tasks.overdue > 0) return <StatusBadge meaning="red" label={t.overdue(tasks.overdue)} isPlain />;
  if (tasks.open === 0) return <StatusBadge meaning="green" label={t.allDone} isPlain />;
  return <span>{t.tasksOpen(tasks.open, tasks.total)}</span>;
}

/** All columns, or those that still fit beside a detail, the effect before the subject, of which the end may be cut off. */
function columnsOf(
  t: Words,
  isNarrow: boolean,
  sortOf: (by: SortBy) => NonNullable<Column<DirectiveRow>['sort']>,
): Column<DirectiveRow>[] {
  const effect: Column<DirectiveRow> = {
    key: 'effect',
    header: t.list.effect,
    width: isNarrow ? 142 : 196,
    text: (row) => t.effects[row.effect],
    render: (row) => <EffectBadge effect={row.effect} isPlain />,
  };
  const columns: (Column<DirectiveRow> | false)[] = [
    {
      key: 'number',
      header: t.list.number,
      width: isNarrow ? 130 : 140,
      sort: sortOf('number'),
      value: (row) => row.number,
      render: (row) => <span title={row.number}>{row.number || t.noNumber}</span>,
    },
    {
      key: 'issuedOn',
      header: t.list.issuedOn,
      width: 90,
      sort: sortOf('issuedOn'),
      kind: { kind: 'day' },
      value: (row) => row.issuedOn,
      render: (row) => showDay(row.issuedOn),
    },
    isNarrow && effect,
    !isNarrow && {
      key: 'kind',
      header: t.list.kind,
      width: 104,
      value: (row) => row.kindName,
      render: (row) => <span title={row.kindName}>{row.kindName}</span>,
    },
    {
      key: 'subject',
      header: t.list.subject,
      width: 160,
      grow: 3,
      sort: sortOf('subject'),
      value: (row) => row.subject,
      render: (row) => <span title={row.subject}>{row.subject}</span>,
    },
    !isNarrow && {
      key: 'issuer',
      header: t.list.issuer,
      width: 150,
      grow: 1,
      value: (row) => row.issuer,
      render: (row) => <span title={row.issuer}>{row.issuer}</span>,
    },
    !isNarrow && effect,
    !isNarrow && {
      key: 'tasks',
      header: t.list.tasks,
      width: 108,
      text: ({ tasks }) => (tasks.total === 0 ? '' : t.list.tasksOpen(tasks.open, tasks.total)),
      render: (row) => <TaskCell tasks={row.tasks} t={t.list} />,
    },
  ];
  return columns.filter((column) => column !== false);
}

const rowLabel = ({ number, subject }: DirectiveRow): string => `${number} ${subject}`;

type SheetWords = Text['sheet'];

const mayChange = (row: DirectiveRow): boolean => row.isOwn === 1;

/** Which cells can be typed into, and further columns that are shown when chosen; another office's documents are only read. */
function editable(
  t: Words,
  sheet: SheetWords,
  kindNames: readonly string[],
  columns: readonly Column<DirectiveRow>[],
): Column<DirectiveRow>[] {
  const words = sheet.columns.directive;
  const suggesting = (column: 'issuer' | 'field' | 'signer' | 'signerPosition'): CellKind => ({
    kind: 'reference',
    suggest: (text) => suggestWords(column, text),
    resolve: (texts) => Promise.resolve(texts.map((text) => ({ value: text, label: text }))),
  });
  const own: Record<string, Partial<Column<DirectiveRow>>> = {
    number: {},
    issuedOn: {},
    subject: {},
    issuer: { kind: suggesting('issuer'), text: (row) => row.issuer },
    kind: {
      kind: { kind: 'choice', choices: kindNames.map((name) => ({ value: name, label: name })) },
      value: (row) => row.kindName,
    },
  };
  const more = (key: 'field' | 'signer' | 'signerPosition' | 'arrivalNumber'): Column<DirectiveRow> => ({
    key,
    header: words[key],
    width: 130,
    isHidden: true,
    canEdit: mayChange,
    kind: key === 'arrivalNumber' ? { kind: 'text', maxLength: 20 } : suggesting(key),
    value: (row) => row[key],
    text: (row) => row[key],
    render: (row) => <span title={row[key]}>{row[key]}</span>,
  });
  return [
    ...columns.map((column) => {
      const part = own[column.key];
      return part === undefined ? column : { ...column, ...part, canEdit: mayChange };
    }),
    {
      key: 'urgency',
      header: words.urgency,
      width: 110,
      isHidden: true,
      canEdit: mayChange,
      kind: { kind: 'choice', choices: Urgency.options.map((value) => ({ value, label: t.urgencies[value] })) },
      value: (row) => row.urgency,
      render: (row) => t.urgencies[row.urgency],
    },
    {
      key: 'arrivedOn',
      header: words.arrivedOn,
      width: 100,
      isHidden: true,
      canEdit: mayChange,
      kind: { kind: 'day' },
      value: (row) => row.arrivedOn,
      render: (row) => (row.arrivedOn === null ? '' : showDay(row.arrivedOn)),
    },
    more('arrivalNumber'),
    more('field'),
    more('signer'),
    more('signerPosition'),
  ];
}

/** Names of the kinds that may be chosen. */
function useKindNames(): readonly string[] {
  const kinds = useApi('documentKind.list', {}, { entities: ['documentKind'], keep: true });
  return useMemo(() => (kinds.data ?? []).filter((kind) => kind.isActive === 1).map(({ name }) => name), [kinds.data]);
}

/** The list of documents, newest first. */
export function DirectiveList({ openId, canWrite }: { openId: string | undefined; canWrite: boolean }) {
  const { directive: t, sheet } = useText();
  const kindNames = useKindNames();
  const on = useViewDate((s) => s.on);
  const { set: _set, take: _take, clear, setSort, sort, ...filter } = useDirectiveFilter();
  const rows = usePages(
    'directive.list',
    { on, ...filter, sort },
    {
      entities: ['directive', 'directiveRelation', 'documentKind', 'task', 'assignment', 'assignmentStep'],
      fences: 'directive.fences',
    },
  );
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const bulk = useDirectiveBulk();
  const clearSelection = (): void => {
    setSelection(new Set());
    setAll(false);
    bulk.close();
  };
  const openBulk = (): void => {
    go('/directives');
    bulk.open(isAll ? { filter: { on, ...filter }, count: rows.total } : { ids: [...selection] });
  };
  const isNarrow = openId !== undefined || bulk.chosen !== undefined;
  const columns = useMemo(
    () =>
      editable(
        t,
        sheet,
        kindNames,
        columnsOf(t, isNarrow, (by) => ({
          direction: sort.by !== by ? undefined : sort.descending ? 'down' : 'up',
          onSort: () => setSort({ by, descending: sort.by === by ? !sort.descending : by === 'issuedOn' }),
        })),
      ),
    [t, sheet, kindNames, isNarrow, sort, setSort],
  );
  const { run } = useJob('directive.patchMany');
  const cells = useListCells<DirectiveRow>({
    list: 'directives',
    mayEdit: canWrite,
    patch: (changes) => run({ changes, keep: 'good' }, sheet.bulk.title(changes.length), { quiet: true }),
  });
  const add = canWrite && (
    <Button leftSection={<Plus size="1rem" aria-hidden />} onClick={() => go('/directives/new')}>
      {t.add}
    </Button>
  );
  return (
    <div className="vm-directive-list">
      {selection.size > 0 && (
        <DirectiveBulkBar count={isAll ? rows.total : selection.size} onOpen={openBulk} onClear={clearSelection} />
      )}
      {cells.plan}
      <Grid
        label={t.list.label}
        name={isNarrow ? 'directives-beside' : 'directives'}
        {...cells.grid}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        openKey={openId}
        onOpen={(row) => go(`/directives/${row.id}`)}
        {...(canWrite ? { selection, onSelect: setSelection, rowLabel } : {})}
        isAllMatching={isAll}
        onAllMatching={setAll}
        isFiltered={isFiltered(filter)}
        onClearFilters={clear}
        empty={<EmptyState title={t.list.emptyTitle} hint={t.list.emptyHint} action={add} />}
      />
    </div>
  );
}
