import { Button } from '@mantine/core';
import { FileDown, Network, Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { go, usePlace } from '../../navigate.ts';
import { useOfficeName } from '../../office-name.ts';
import { useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { CountChips } from '../../ui/count-chips.tsx';
import { saveCsv } from '../../ui/figure-table.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import { ListSearch } from '../../ui/list-filters.tsx';
import { notifyDone } from '../../ui/notify.ts';
import { Page } from '../../ui/page.tsx';
import { PaperTable } from '../../ui/paper-table.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { useApi } from '../../use-api.ts';
import { figureColumns, gridColumns } from './columns.tsx';
import { OfficeDetail } from './office-detail.tsx';
import { type Chip, chips, countOf, narrowed, type Standing, standingsOf } from './standing.ts';
import '../../ui/paper.css';
import './exchange.css';

/** Trạng thái đồng bộ. Places: `/exchange`, `/exchange/<unit>`. */
export default function StatusScreen() {
  const t = useText();
  const s = t.exchange.status;
  const [, openId] = usePlace();
  const [chip, setChip] = useState<Chip>('all');
  const [search, setSearch] = useState({ text: '' });
  const badge = useApi('exchange.badge', {}, { keep: true });
  const status = useApi('exchange.status', {}, { keep: true });
  // The days of the list belong to the moment it was read.
  const nowMs = useMemo(() => Date.now(), [status.data]);
  const standings = useMemo(() => standingsOf(status.data ?? []), [status.data]);
  const shown = useMemo(() => narrowed(standings, chip, search.text), [standings, chip, search.text]);
  const { data, error, isLoading, reload } = status;
  const rows = useMemo(
    () => allRows<Standing>({ data: data === undefined ? undefined : shown, error, isLoading, reload }),
    [data, shown, error, isLoading, reload],
  );
  const isNarrow = openId !== undefined;
  const columns = useMemo(() => gridColumns(t, nowMs, isNarrow), [t, nowMs, isNarrow]);
  const open = standings.find(({ office }) => office.unitId === openId);
  const isFiltered = chip !== 'all' || search.text !== '';
  const clear = (): void => {
    setChip('all');
    setSearch({ text: '' });
  };
  return (
    <Page
      title={s.title}
      note={standings.length === 0 ? undefined : s.note(standings.length, countOf(standings, 'attention'))}
      actions={standings.length > 0 && <Actions rows={shown} />}
      filters={
        standings.length > 0 && (
          <>
            <ListSearch className="vm-sync-search" label={s.search} text={search.text} set={setSearch} />
            <Chips standings={standings} chip={chip} onChip={setChip} />
          </>
        )
      }
    >
      <div className="vm-sync-body">
        {badge.data?.state === 'revoked' && (
          <div className="vm-sync-notice" role="note">
            <StatusBadge meaning="red" label={t.exchange.badge.revoked} />
            <p>{s.revokedNotice}</p>
          </div>
        )}
        <SplitView
          name="exchange"
          defaultPercent={52}
          list={
            <Grid
              label={s.list}
              name={isNarrow ? 'exchange-beside' : 'exchange'}
              columns={columns}
              rows={rows}
              rowKey={({ office }) => office.unitId}
              openKey={openId}
              onOpen={({ office }) => go(`/exchange/${office.unitId}`)}
              isFiltered={isFiltered}
              onClearFilters={clear}
              empty={<Nobody state={badge.data?.state} />}
            />
          }
          detail={open === undefined ? undefined : <OfficeDetail key={openId} standing={open} nowMs={nowMs} />}
        />
      </div>
      <Paper rows={shown} />
    </Page>
  );
}

/** Why there is nobody in the list, and what would change it. */
function Nobody({ state }: { state: 'alone' | 'waiting' | 'joined' | 'revoked' | undefined }) {
  const t = useText().exchange.status.empty;
  if (state === 'waiting') return <EmptyState icon={Network} title={t.waiting} hint={t.waitingHint} />;
  const isAlone = state !== 'joined';
  return <EmptyState icon={Network} title={isAlone ? t.alone : t.none} hint={isAlone ? t.aloneHint : t.noneHint} />;
}

const chipMeanings = { all: undefined, attention: 'amber', missing: 'red', silent: 'amber' } as const;

/** What stands out, with the number of offices each; one press narrows the list. */
function Chips({
  standings,
  chip,
  onChip,
}: {
  standings: readonly Standing[];
  chip: Chip;
  onChip: (chip: Chip) => void;
}) {
  const t = useText().exchange.status;
  return (
    <CountChips
      label={t.chipsLabel}
      chips={chips.map((value) => ({
        ...{ value, label: t.chips[value] },
        ...{ count: countOf(standings, value), meaning: chipMeanings[value] },
      }))}
      value={chip}
      onChange={onChip}
    />
  );
}

/** The list as it is narrowed, as a file and on paper. */
function Actions({ rows }: { rows: readonly Standing[] }) {
  const t = useText();
  const s = t.exchange.status;
  const save = (): void => {
    saveCsv(s.csvName(new Date().toISOString().slice(0, 10)), figureColumns(t), rows);
    notifyDone(s.saved);
  };
  return (
    <>
      <Button variant="default" leftSection={<FileDown size="1rem" aria-hidden />} onClick={save}>
        {s.csv}
      </Button>
      <Button variant="default" leftSection={<Printer size="1rem" aria-hidden />} onClick={() => window.print()}>
        {s.print}
      </Button>
    </>
  );
}

function Paper({ rows }: { rows: readonly Standing[] }) {
  const t = useText();
  const office = useOfficeName();
  return createPortal(
    <div className="vm-paper" lang={document.documentElement.lang}>
      <header>
        <p className="vm-paper-office">{office}</p>
        <h1>{t.exchange.status.paperTitle}</h1>
        <p>{t.exchange.status.seenAt(showInstant(Date.now()))}</p>
      </header>
      <PaperTable title={t.exchange.status.list} columns={figureColumns(t)} rows={rows} />
    </div>,
    document.body,
  );
}
