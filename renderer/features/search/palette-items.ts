import { useEffect, useState } from 'react';
import { type ActiveCommand, useActiveCommands } from '../../commands/use-commands.ts';
import { type Library, loadLibrary, type Found as Topic } from '../../help/library.ts';
import { go } from '../../navigate.ts';
import { useHelp } from '../../stores/help.ts';
import { useLayout } from '../../stores/layout.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { fold } from '../../ui/fold.ts';
import { useApi } from '../../use-api.ts';
import { type Hit, keyOf, pathOf } from './hit-path.ts';
import { noteOpened, type Opened, readRecent, useRecent } from './recent.ts';
import { useSearch } from './search-store.ts';
import { searched } from './use-found.ts';

/** One line of the palette. */
export type Item = { readonly key: string; readonly run: () => void } & (
  | { readonly kind: 'command'; readonly command: ActiveCommand }
  | { readonly kind: 'hit'; readonly hit: Hit }
  | { readonly kind: 'recent'; readonly opened: Opened }
  | { readonly kind: 'help'; readonly topic: Topic }
  | { readonly kind: 'all'; readonly text: string }
);

export interface Group {
  readonly title: string;
  readonly items: readonly Item[];
}

const commandLimit = 6;
const hitLimit = 8;
const helpLimit = 4;

const commandItem = (command: ActiveCommand): Item => ({
  kind: 'command',
  key: `command-${command.id}`,
  command,
  run: command.run,
});

const hitItem = (hit: Hit): Item => ({
  kind: 'hit',
  key: keyOf(hit),
  hit,
  run: () => {
    noteOpened({ ...hit.open, title: hit.title.text });
    go(pathOf(hit.open));
  },
});

const recentItem = (opened: Opened): Item => ({
  kind: 'recent',
  key: `recent-${opened.id}`,
  opened,
  run: () => {
    noteOpened(opened);
    go(pathOf(opened));
  },
});

const helpItem = (topic: Topic): Item => ({
  kind: 'help',
  key: `help-${topic.topic}-${topic.anchor ?? ''}`,
  topic,
  run: () => useHelp.getState().open({ topic: topic.topic, anchor: topic.anchor }),
});

/** Goes to the search screen with these words and nothing else set. */
function searchFor(text: string): void {
  useSearch.getState().clearFilters();
  useSearch.getState().set({ text, kind: null });
  go('/search');
}

function useLibrary(): Library | undefined {
  const language = useLayout((s) => s.language);
  const [library, setLibrary] = useState<Library>();
  useEffect(() => {
    let isStale = false;
    void loadLibrary(language).then((loaded) => (isStale ? undefined : setLibrary(loaded)));
    return () => {
      isStale = true;
    };
  }, [language]);
  return library;
}

/** Words of the label in any order, with or without marks; labels that begin so first. */
function matchingCommands(commands: readonly ActiveCommand[], text: string): ActiveCommand[] {
  const wanted = fold(text);
  const words = wanted.split(' ');
  return commands
    .map((command) => ({ command, label: fold(command.label) }))
    .filter(({ label }) => words.every((word) => label.includes(word)))
    .sort((a, b) => Number(b.label.startsWith(wanted)) - Number(a.label.startsWith(wanted)))
    .slice(0, commandLimit)
    .map(({ command }) => command);
}

/** What the palette offers for the words typed; with none, what was opened lately and the screens. */
export function useItems(text: string): { groups: Group[]; isSettled: boolean } {
  const t = useText().search.palette;
  const on = useViewDate((s) => s.on);
  const commands = useActiveCommands().filter(({ id }) => id !== 'tools.palette');
  const recent = useRecent((s) => s.items);
  const library = useLibrary();
  const wanted = text.trim();
  const found = useApi(
    'search.find',
    { text, on, limit: hitLimit },
    { enabled: wanted !== '', keep: true, entities: searched },
  );
  useEffect(() => void readRecent(), []);
  if (wanted === '') {
    const screens = commands.filter(({ id }) => id.startsWith('go.'));
    const groups = [
      { title: t.recent, items: recent.map(recentItem) },
      { title: t.screens, items: screens.map(commandItem) },
    ];
    return { groups: groups.filter(({ items }) => items.length > 0), isSettled: true };
  }
  const hits = (found.data?.hits ?? []).map(hitItem);
  const all: Item[] =
    hits.length === 0 ? [] : [{ kind: 'all', key: 'all', text: wanted, run: () => searchFor(wanted) }];
  const groups = [
    { title: t.commands, items: matchingCommands(commands, wanted).map(commandItem) },
    { title: t.data, items: [...hits, ...all] },
    { title: t.help, items: (library?.search(wanted) ?? []).slice(0, helpLimit).map(helpItem) },
  ];
  return { groups: groups.filter(({ items }) => items.length > 0), isSettled: !found.isLoading };
}
