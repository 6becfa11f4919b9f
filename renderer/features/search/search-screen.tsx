import { Button, TextInput } from '@mantine/core';
import { Search as SearchIcon, SearchX, X } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { searchKinds } from '../../../db/api/search-kinds.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { go } from '../../navigate.ts';
import { useIndexing } from '../../stores/indexing.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { isTyping } from '../../ui/keys.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { type Hit, keyOf, pathOf } from './hit-path.ts';
import { HitView } from './hit-view.tsx';
import { noteOpened } from './recent.ts';
import { SearchFilters } from './search-filters.tsx';
import { SearchPreview } from './search-preview.tsx';
import { isFiltered, questionOf, useSearch } from './search-store.ts';
import { useFound } from './use-found.ts';
import { useSettledText } from './use-settled.ts';
import './search.css';

/** Tra cứu: one box over everything, hits left, the chosen one to read right. */
export default function SearchScreen() {
  const t = useText().search;
  const wanted = useSearch();
  const on = useViewDate((s) => s.on);
  const found = useFound(questionOf(wanted, on));
  const settle = useCallback((text: string) => useSearch.getState().set({ text }), []);
  const box = useSettledText(wanted.text, settle);
  const input = useRef<HTMLInputElement>(null);
  const list = useList(found);
  const focus = (): void => {
    input.current?.focus();
    input.current?.select();
  };
  useCommands({ 'edit.find': { run: focus } });
  useEffect(() => input.current?.focus(), []);
  // Opened anew with other words, from the palette.
  const setTyped = box.setTyped;
  useEffect(() => setTyped(wanted.text), [wanted.text, setTyped]);
  const clear = (): void => {
    box.setTyped('');
    input.current?.focus();
  };
  return (
    <Page
      title={t.title}
      filters={
        <div className="vm-search-head">
          <TextInput
            ref={input}
            className="vm-search-box"
            role="combobox"
            aria-label={t.box}
            aria-expanded={found.hits.length > 0}
            aria-controls="vm-hits"
            aria-autocomplete="list"
            {...(list.activeId === undefined ? {} : { 'aria-activedescendant': list.activeId })}
            placeholder={t.placeholder}
            leftSection={<SearchIcon size="1rem" aria-hidden />}
            rightSection={
              box.typed !== '' && (
                <button type="button" className="vm-search-clear" aria-label={t.clear} onClick={clear}>
                  <X size="0.875rem" aria-hidden />
                </button>
              )
            }
            maxLength={300}
            autoComplete="off"
            spellCheck={false}
            {...box.input}
            onKeyDown={list.onKeyDown}
          />
          <KindChips counts={found.counts} />
          <div className="vm-search-filters">
            <SearchFilters onApply={box.setTyped} />
          </div>
          <Indexing />
        </div>
      }
    >
      <SplitView
        name="search"
        defaultPercent={56}
        list={<HitList found={found} list={list} />}
        detail={
          list.active !== undefined && (
            <SearchPreview hit={list.active} text={wanted.text} onOpen={() => list.active && open(list.active)} />
          )
        }
      />
    </Page>
  );
}

function open(hit: Hit): void {
  noteOpened({ ...hit.open, title: hit.title.text });
  go(pathOf(hit.open));
}

type Found = ReturnType<typeof useFound>;

/** Which hit is chosen: by arrow keys from the box, which keeps the focus, or by mouse. */
function useList(found: Found) {
  const [chosen, setChosen] = useState<string>();
  const { hits, hasMore, loadMore } = found;
  const at = hits.findIndex((hit) => keyOf(hit) === chosen);
  const index = at < 0 ? 0 : at;
  const active = hits[index];
  const move = (to: number): void => {
    const next = hits[Math.max(0, Math.min(hits.length - 1, to))];
    if (next !== undefined) setChosen(keyOf(next));
    if (to >= hits.length - 3 && hasMore) void loadMore();
  };
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isTyping(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      move(index + step);
    }
    if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault();
      open(active);
    }
  };
  return {
    active,
    activeId: active === undefined ? undefined : `vm-hit-${keyOf(active)}`,
    choose: (hit: Hit) => setChosen(keyOf(hit)),
    onKeyDown,
  };
}

function KindChips({ counts }: { counts: Found['counts'] }) {
  const t = useText().search;
  const { kind: chosen, set } = useSearch();
  return (
    <div className="vm-search-kinds" role="group" aria-label={t.kindsLabel}>
      {([null, ...searchKinds] as const).map((kind) => {
        const found = counts.find((one) => one.kind === kind);
        return (
          <button
            key={kind ?? 'all'}
            type="button"
            className="vm-search-kind"
            aria-pressed={kind === chosen}
            onClick={() => set({ kind, statuses: [] })}
          >
            {kind === null ? t.all : t.kinds[kind]}
            {found !== undefined && <span className="vm-search-count">{t.count(found.count, found.isMore)}</span>}
          </button>
        );
      })}
    </div>
  );
}

const askEveryMs = 1000;

/** While the index is behind: how much of what was written cannot be found yet. */
function Indexing() {
  const t = useText().search;
  const status = useApi('search.status', {}, { entities: [] });
  const indexed = useIndexing((s) => s.count);
  const { data, reload } = status;
  const waiting = data?.waiting ?? 0;
  useEffect(() => {
    if (indexed > 0) reload();
  }, [indexed, reload]);
  useEffect(() => {
    if (data === undefined || waiting === 0) return;
    const timer = setTimeout(reload, askEveryMs);
    return () => clearTimeout(timer);
  }, [data, waiting, reload]);
  // A record saved a moment ago is no backlog.
  if (waiting < 100) return null;
  return (
    <p className="vm-search-indexing" role="status">
      {t.indexing(waiting)}
    </p>
  );
}

function HitList({ found, list }: { found: Found; list: ReturnType<typeof useList> }) {
  const t = useText().search;
  const wanted = useSearch();
  const { hits, hasMore, loadMore, isAsked, isLoading, error, reload } = found;
  const activeRow = useRef<HTMLDivElement>(null);
  const activeId = list.activeId;
  useEffect(() => {
    if (activeId !== undefined) activeRow.current?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  const total = found.counts.reduce((sum, { count }) => sum + count, 0);
  const isMore = found.counts.some((one) => one.isMore);
  return (
    <div className="vm-hits-scroll">
      <p className="vm-search-announce" role="status">
        {isAsked && !isLoading ? t.announce(total, isMore) : ''}
      </p>
      {!isAsked && <EmptyState icon={SearchIcon} {...t.empty} />}
      {error !== undefined && <ErrorState error={error} onRetry={reload} />}
      {isAsked && !isLoading && error === undefined && hits.length === 0 && <Nothing text={wanted.text} />}
      <div id="vm-hits" className="vm-hits" role="listbox" aria-label={t.results}>
        {hits.map((hit) => {
          const isActive = hit === list.active;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the box, which keeps the focus
            <div
              key={keyOf(hit)}
              id={`vm-hit-${keyOf(hit)}`}
              ref={isActive ? activeRow : undefined}
              className="vm-hit"
              role="option"
              tabIndex={-1}
              aria-selected={isActive}
              onClick={() => list.choose(hit)}
              onDoubleClick={() => open(hit)}
            >
              <HitView hit={hit} />
            </div>
          );
        })}
      </div>
      {hasMore && (
        <Button className="vm-hits-more" variant="default" onClick={() => void loadMore()}>
          {t.more}
        </Button>
      )}
    </div>
  );
}

function Nothing({ text }: { text: string }) {
  const t = useText().search;
  const wanted = useSearch();
  const isNarrowed = isFiltered(wanted) || wanted.kind !== null;
  const action = isNarrowed && (
    <Button
      variant="default"
      onClick={() => {
        wanted.clearFilters();
        wanted.set({ kind: null });
      }}
    >
      {t.filters.clear}
    </Button>
  );
  return (
    <EmptyState
      icon={SearchX}
      title={t.nothing.title(text.trim())}
      hint={isNarrowed ? t.nothing.filteredHint : t.nothing.hint}
      action={action}
    />
  );
}
