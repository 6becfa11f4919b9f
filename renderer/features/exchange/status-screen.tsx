import { Button } from '@mantine/core';
import { FileDown, MailWarning, Network, Printer } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { go, usePlace } from '../../navigate.ts';
import { useOfficeName } from '../../office-name.ts';
import { useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { CountChips } from '../../ui/count-chips.tsx';
import { saveCsv } from '../../ui/figure-table.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import { useKeptFocus } from '../../ui/kept-focus.ts';
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
import { Reminders } from './reminders.tsx';
import {
  type Chip,
  chips,
  countOf,
  deedOf,
  mayRemind,
  narrowed,
  type Sort,
  type Standing,
  sorted,
  standingsOf,
} from './standing.ts';
import '../../ui/paper.css';
import './exchange.css';

const isChip = (word: string | undefined): word is Chip => chips.some((chip) => chip === word);
const placeOf = (chip: Chip, unitId?: string): string =>
  ['/exchange', ...(chip === 'all' ? [] : [chip]), ...(unitId === undefined ? [] : [unitId])].join('/');

/** Trạng thái đồng bộ. Places: `/exchange`, `/exchange/<unit>`, `/exchange/<chip>`, `/exchange/<chip>/<unit>`. */
export default function StatusScreen() {
  useKeptFocus();
  const t = useText();
  const s = t.exchange.status;
  const [, first, second] = usePlace();
  const chip: Chip = isChip(first) ? first : 'all';
  const openId = isChip(first) ? second : first;
  const setChip = (next: Chip): void => go(placeOf(next, openId));
  const [sort, setSort] = useState<Sort>({ by: 'finding', isDown: false });
  const [reminded, setReminded] = usePrinting();
  const [search, setSearch] = useState({ text: '' });
  const badge = useApi('exchange.badge', {}, { keep: true });
  const status = useApi('exchange.status', {}, { keep: true });
  // The days of the list belong to the moment it was read.
  const nowMs = useMemo(() => Date.now(), [status.data]);
  const standings = useMemo(() => standingsOf(status.data ?? []), [status.data]);
  const shown = useMemo(
    () => sorted(narrowed(standings, chip, search.text), sort),
    [standings, chip, search.text, sort],
  );
  const { data, error, isLoading, reload } = status;
  const rows = useMemo(
    () => allRows<Standing>({ data: data === undefined ? undefined : shown, error, isLoading, reload }),
    [data, shown, error, isLoading, reload],
  );
  const isNarrow = openId !== undefined;
  const columns = useMemo(
    () => gridColumns(t, { nowMs, isNarrow, sort, onSort: setSort, onDeed: (one) => doDeed(one, setReminded) }),
    [t, nowMs, isNarrow, sort, setReminded],
  );
  const open = standings.find(({ office }) => office.unitId === openId);
  const isFiltered = chip !== 'all' || search.text !== '';
  const clear = (): void => {
    if (chip !== 'all') go(placeOf('all', openId));
    setSearch({ text: '' });
  };
  return (
    <Page
      title={s.title}
      note={standings.length === 0 ? undefined : s.note(standings.length, countOf(standings, 'attention'))}
      actions={standings.length > 0 && <Actions rows={shown} onRemind={setReminded} />}
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
              onOpen={({ office }) => go(placeOf(chip, office.unitId))}
              isFiltered={isFiltered}
              onClearFilters={clear}
              empty={<Nobody state={badge.data?.state} />}
            />
          }
          detail={
            open === undefined ? undefined : (
              <OfficeDetail
                key={openId}
                standing={open}
                nowMs={nowMs}
                onClose={() => go(placeOf(chip))}
                onRemind={() => setReminded([open])}
              />
            )
          }
        />
      </div>
      {reminded === undefined ? <Paper rows={shown} /> : <Reminders standings={reminded} nowMs={nowMs} />}
    </Page>
  );
}

/** What goes on paper in place of the list, once; it is printed as soon as it stands. */
function usePrinting(): [readonly Standing[] | undefined, (standings: readonly Standing[]) => void] {
  const [standings, setStandings] = useState<readonly Standing[]>();
  useEffect(() => {
    if (standings === undefined) return;
    window.print();
    setStandings(undefined);
  }, [standings]);
  return [standings, setStandings];
}

/** What a line offers as the next thing to do. */
function doDeed(standing: Standing, remind: (standings: readonly Standing[]) => void): void {
  const deed = deedOf(standing);
  const { unitId } = standing.office;
  if (deed === 'remind') remind([standing]);
  else if (deed === 'devices') go('/devices');
  else if (deed !== undefined) go(`/export/${unitId}`);
}

/** Why there is nobody in the list, and what would change it. */
function Nobody({ state }: { state: 'alone' | 'waiting' | 'joined' | 'revoked' | undefined }) {
  const t = useText().exchange.status.empty;
  if (state === 'waiting') return <EmptyState icon={Network} title={t.waiting} hint={t.waitingHint} />;
  const isAlone = state !== 'joined';
  return <EmptyState icon={Network} title={isAlone ? t.alone : t.none} hint={isAlone ? t.aloneHint : t.noneHint} />;
}

const chipMeanings = { all: undefined, attention: 'amber', missing: 'red', silent: 'amber', backlog: 'amber' } as const;

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
function Actions({
  rows,
  onRemind,
}: {
  rows: readonly Standing[];
  onRemind: (standings: readonly Standing[]) => void;
}) {
  const t = useText();
  const s = t.exchange.status;
  const toRemind = rows.filter(mayRemind);
  const save = (): void => {
    saveCsv(s.csvName(new Date().toISOString().slice(0, 10)), figureColumns(t), rows);
    notifyDone(s.saved);
  };
  return (
    <>
      {toRemind.length > 0 && (
        <Button
          variant="default"
          leftSection={<MailWarning size="1rem" aria-hidden />}
          onClick={() => onRemind(toRemind)}
        >
          {s.remind.all(toRemind.length)}
        </Button>
      )}
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
