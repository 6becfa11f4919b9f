import { Button, SegmentedControl } from '@mantine/core';
import { CheckCheck, ListChecks } from 'lucide-react';
import { useMemo, useState } from 'react';
import { workers } from '../../../db/api/define.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { go, usePlace } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { type Text, useText } from '../../text/index.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { useApi } from '../../use-api.ts';
import { ConflictDetail } from './conflict-detail.tsx';
import { ConflictMany } from './conflict-many.tsx';
import { type ConflictRow, nextOf, previousOf } from './decisions.ts';
import { fieldName, kindText } from './words.ts';
import './exchange.css';

const filters = ['own', 'others', 'all'] as const;
type Filter = (typeof filters)[number];

const keyOf = ({ entity, entityId }: Pick<ConflictRow, 'entity' | 'entityId'>): string => `${entity} ${entityId}`;
const open = ({ entity, entityId }: Pick<ConflictRow, 'entity' | 'entityId'>): void =>
  go(`/conflicts/${entity}/${entityId}`);

/** Xung đột. Places: `/conflicts`, `/conflicts/<entity>/<id>`, `/conflicts/many`. */
export default function ConflictScreen() {
  useKeptFocus();
  const t = useText();
  const words = t.exchange.conflict;
  const [, entity, entityId] = usePlace();
  const current = entity !== undefined && entityId !== undefined ? { entity, entityId } : undefined;
  const [filter, setFilter] = useState<Filter>('all');
  const rows = usePages('conflict.list', filter === 'all' ? {} : { isOwn: filter === 'own' });
  const badge = useApi('exchange.badge', {}, { keep: true });
  const isNarrow = entity !== undefined;
  const columns = useMemo(() => columnsOf(t, isNarrow), [t, isNarrow]);
  const next = current === undefined ? undefined : nextOf(rows.rows, current);
  const before = current === undefined ? undefined : previousOf(rows.rows, current);
  const isMany = entity === 'many';
  const mayMany = useMayFor(workers) && (badge.data?.conflicts ?? 0) > 1;
  const many = (): void => go('/conflicts/many');
  useCommands({ 'edit.manyConflicts': mayMany ? { run: many } : undefined });
  const control = (
    <SegmentedControl
      aria-label={words.filterLabel}
      value={filter}
      onChange={(value) => setFilter(filters.find((one) => one === value) ?? 'all')}
      data={filters.map((value) => ({ value, label: words.filters[value] }))}
    />
  );
  return (
    <Page
      title={words.title}
      note={(badge.data?.conflicts ?? 0) === 0 ? undefined : words.note(badge.data?.conflicts ?? 0)}
      filters={control}
      actions={
        mayMany &&
        !isMany && (
          <Button variant="default" leftSection={<ListChecks size="1rem" aria-hidden />} onClick={many}>
            {words.many.open}
          </Button>
        )
      }
    >
      <SplitView
        name="conflicts"
        defaultPercent={32}
        list={
          <Grid
            label={words.list}
            name={isNarrow ? 'conflicts-beside' : 'conflicts'}
            columns={columns}
            rows={rows}
            rowKey={keyOf}
            openKey={current && keyOf(current)}
            onOpen={open}
            isFiltered={filter !== 'all'}
            onClearFilters={() => setFilter('all')}
            empty={<EmptyState icon={CheckCheck} title={words.empty.title} hint={words.empty.hint} />}
          />
        }
        detail={
          isMany ? (
            <ConflictMany />
          ) : current === undefined ? undefined : (
            <ConflictDetail
              key={keyOf(current)}
              {...current}
              onSettled={() => (next === undefined ? go('/conflicts') : open(next))}
              onNext={next === undefined ? undefined : () => open(next)}
              onPrevious={before === undefined ? undefined : () => open(before)}
            />
          )
        }
      />
    </Page>
  );
}

const fieldsText = (t: Text, { entity, fields }: ConflictRow): string =>
  fields.map((field) => fieldName(t, entity, field)).join(', ');

const ownerText = (t: Text, { isOwn, ownerName }: ConflictRow): string => (isOwn ? t.exchange.conflict.own : ownerName);

function columnsOf(t: Text, isNarrow: boolean): Column<ConflictRow>[] {
  const { columns: words } = t.exchange.conflict;
  const columns: (Column<ConflictRow> | false)[] = [
    !isNarrow && {
      ...{ key: 'kind', header: words.kind, width: 150 },
      text: (row) => kindText(t, row.entity),
      render: (row) => kindText(t, row.entity),
    },
    {
      ...{ key: 'record', header: words.record, width: 180, grow: 3 },
      value: (row) => row.title,
      render: (row) => <span title={row.title}>{row.title}</span>,
    },
    {
      ...{ key: 'fields', header: words.fields, width: isNarrow ? 130 : 220, grow: isNarrow ? 1 : 2 },
      text: (row) => fieldsText(t, row),
      render: (row) => <span title={fieldsText(t, row)}>{fieldsText(t, row)}</span>,
    },
    !isNarrow && {
      ...{ key: 'who', header: words.who, width: 190, grow: 1 },
      text: (row) => ownerText(t, row),
      render: (row) => <span title={ownerText(t, row)}>{ownerText(t, row)}</span>,
    },
  ];
  return columns.filter((column) => column !== false);
}
