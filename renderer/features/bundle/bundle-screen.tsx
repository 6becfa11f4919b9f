import { Button } from '@mantine/core';
import { Archive, FileInput, FileOutput, PackageSearch } from 'lucide-react';
import { useMemo } from 'react';
import { workers } from '../../../db/api/define.ts';
import { go, usePlace } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { type Text, useText } from '../../text/index.ts';
import { showBytes, showInstant, showNumber } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { type Meaning, StatusBadge } from '../../ui/status-badge.tsx';
import { type ListRow, usePages } from '../../ui/use-pages.ts';
import { Joined } from './joined.tsx';
import { ViewScreen } from './view-screen.tsx';
import { numberList } from './words.ts';

type Row = ListRow<'bundle.list'>;

/** Gói đã xuất, nhập: the book of bundles. `/bundles/view` looks into a file. */
export default function BundleScreen() {
  useKeptFocus();
  const [, part] = usePlace();
  return part === 'view' ? <ViewScreen /> : <BundleList />;
}

function BundleList() {
  const t = useText().bundle;
  const mayWork = useMayFor(workers);
  const actions = (
    <>
      <Button
        variant="default"
        leftSection={<PackageSearch size="1rem" aria-hidden />}
        onClick={() => go('/bundles/view')}
      >
        {t.links.view}
      </Button>
      {mayWork && (
        <>
          <Button variant="default" leftSection={<FileInput size="1rem" aria-hidden />} onClick={() => go('/import')}>
            {t.links.import}
          </Button>
          <Button leftSection={<FileOutput size="1rem" aria-hidden />} onClick={() => go('/export')}>
            {t.links.export}
          </Button>
        </>
      )}
    </>
  );
  return (
    <Page title={t.list.title} actions={actions}>
      <Joined states={['waiting', 'revoked']} isOpenToAll>
        {() => <Book />}
      </Joined>
    </Page>
  );
}

/** How it ended, or what is still to come. */
export function stateOf(
  t: Text,
  { way, state, isAcknowledged, missingVolumes }: Row,
): { meaning: Meaning; label: string } {
  const words = t.bundle.list;
  if (state === 'part') return { meaning: 'amber', label: words.missingVolumes(numberList(missingVolumes)) };
  if (state === 'prepared') return { meaning: 'grey', label: words.state.prepared };
  if (way === 'in') return { meaning: 'green', label: words.state.taken };
  return isAcknowledged
    ? { meaning: 'green', label: words.state.acknowledged }
    : { meaning: 'blue', label: words.state.sent };
}

function columnsOf(t: Text): Column<Row>[] {
  const words = t.bundle.list;
  return [
    {
      ...{ key: 'at', header: words.column.at, width: 130, isFrozen: true },
      value: (row) => showInstant(row.atMs),
      render: (row) => showInstant(row.atMs),
    },
    {
      ...{ key: 'way', header: words.column.way, width: 70 },
      value: (row) => words.ways[row.way],
      render: (row) => words.ways[row.way],
    },
    {
      ...{ key: 'unit', header: words.column.unit, width: 180, grow: 2 },
      value: (row) => row.unitName,
      render: (row) => <span title={row.unitName}>{row.unitName}</span>,
    },
    {
      ...{ key: 'number', header: words.column.number, width: 76, align: 'right', kind: { kind: 'number' } },
      value: (row) => row.number,
      render: (row) => showNumber(row.number),
    },
    {
      ...{ key: 'ops', header: words.column.ops, width: 90, align: 'right', kind: { kind: 'number' } },
      value: (row) => row.opCount,
      render: (row) => showNumber(row.opCount),
    },
    {
      ...{ key: 'bytes', header: words.column.bytes, width: 100, align: 'right' },
      value: (row) => (row.byteCount === 0 ? '' : showBytes(row.byteCount)),
      render: (row) => (row.byteCount === 0 ? '—' : showBytes(row.byteCount)),
    },
    {
      ...{ key: 'user', header: words.column.user, width: 140, grow: 1 },
      value: (row) => row.userName,
      render: (row) => <span title={row.userName}>{row.userName || '—'}</span>,
    },
    {
      ...{ key: 'state', header: words.column.state, width: 160 },
      value: (row) => stateOf(t, row).label,
      render: (row) => <StatusBadge {...stateOf(t, row)} isPlain />,
    },
  ];
}

function Book() {
  const t = useText();
  const words = t.bundle.list;
  const rows = usePages('bundle.list', {});
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <Grid
      label={words.label}
      name="bundles"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      empty={<EmptyState icon={Archive} title={words.empty.title} hint={words.empty.hint} />}
    />
  );
}
