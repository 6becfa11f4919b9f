import { Button, SegmentedControl } from '@mantine/core';
import { Send } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { workers } from '../../../db/api/define.ts';
import { go, usePlace } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { useText } from '../../text/index.ts';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import { ListSearch } from '../../ui/list-filters.tsx';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { BundleLinks } from './bundle-links.tsx';
import { type Receiver, useExport } from './export-store.ts';
import { Joined } from './joined.tsx';
import { matching, type ReceiverFilter, ReceiverList, showings } from './receiver-list.tsx';
import { SendMany } from './send-many.tsx';
import { SendPanel } from './send-panel.tsx';
import '../../ui/form-panel.css';
import './bundle.css';

/** Xuất gói: whom to send to, what would go, and the way of a bundle to the stick. `/export/<unit>` opens one receiver. */
export default function ExportScreen() {
  useKeptFocus();
  const t = useText().bundle.export;
  const [filter, setFilter] = useState<ReceiverFilter>({ text: '', showing: 'all' });
  const set = useCallback((part: Partial<ReceiverFilter>) => setFilter((old) => ({ ...old, ...part })), []);
  const mayWork = useMayFor(workers);
  const filters = mayWork ? (
    <>
      <ListSearch className="vm-bundle-search" label={t.search} text={filter.text} set={set} />
      <SegmentedControl
        size="xs"
        aria-label={t.show.label}
        value={filter.showing}
        onChange={(value) => set({ showing: showings.find((one) => one === value) ?? 'all' })}
        data={showings.map((value) => ({ value, label: t.show[value] }))}
      />
    </>
  ) : undefined;
  return (
    <Page title={t.title} actions={<BundleLinks />} filters={filters}>
      <Joined states={[]}>{() => <Body filter={filter} onClear={() => set({ text: '', showing: 'all' })} />}</Joined>
    </Page>
  );
}

function Body({ filter, onClear }: { filter: ReceiverFilter; onClear: () => void }) {
  const t = useText().bundle.export;
  const [, unitId] = usePlace();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const many = useExport((s) => s.many);
  const state = useApi('bundle.receivers', {}, { keep: true });
  const all = state.data ?? [];
  const shown = useMemo(() => matching(state.data ?? [], filter), [state.data, filter]);
  const one = all.find((receiver) => receiver.unitId === unitId);
  const chosen = all.filter((receiver) => ticked.has(receiver.unitId));
  if (state.data !== undefined && all.length === 0) return <Nobody />;
  const detail =
    many !== undefined || chosen.length > 0 ? (
      <SendMany receivers={chosen} onClear={() => setTicked(new Set())} />
    ) : one !== undefined ? (
      <SendPanel key={one.unitId} receiver={one} />
    ) : unitId !== undefined && state.data !== undefined ? (
      <Gone />
    ) : (
      <Choose />
    );
  const list = (
    <ReceiverList
      state={state}
      rows={shown}
      openKey={chosen.length > 0 ? undefined : unitId}
      ticked={ticked}
      onTick={setTicked}
      onOpen={(receiver: Receiver) => {
        setTicked(new Set());
        go(`/export/${receiver.unitId}`);
      }}
      isFiltered={filter.text !== '' || filter.showing !== 'all'}
      onClear={onClear}
      label={t.listLabel}
    />
  );
  return <SplitView name="export" defaultPercent={62} list={list} detail={detail} />;
}

function Choose() {
  return <EmptyState icon={Send} title={useText().bundle.export.choose} />;
}

/** A receiver whose PCs were withdrawn, or that has none yet. */
function Gone() {
  const t = useText().bundle.export;
  return (
    <EmptyState
      icon={Send}
      title={t.gone.title}
      hint={t.gone.hint}
      action={<Button onClick={() => go('/devices')}>{t.empty.action}</Button>}
    />
  );
}

/** The only office of its exchange so far. */
function Nobody() {
  const t = useText().bundle.export.empty;
  return (
    <EmptyState
      icon={Send}
      title={t.title}
      hint={t.hint}
      action={<Button onClick={() => go('/devices')}>{t.action}</Button>}
    />
  );
}
