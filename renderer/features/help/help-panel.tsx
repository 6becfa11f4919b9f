import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { ArrowLeft, Printer, Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type Found, type Library, loadLibrary, type Page } from '../../help/library.ts';
import { type Topic, topics } from '../../help/topics.ts';
import { go } from '../../navigate.ts';
import { useHelp } from '../../stores/help.ts';
import { useLayout } from '../../stores/layout.ts';
import { useText } from '../../text/index.ts';
import { isTyping } from '../../ui/keys.ts';
import { fieldPlace } from './field-place.ts';
import { HelpBlocks } from './help-blocks.tsx';
import { HelpPaper } from './help-paper.tsx';
import './help.css';

function useLibrary(): Library | undefined {
  const language = useLayout((s) => s.language);
  const [library, setLibrary] = useState<Library>();
  useEffect(() => {
    let isCurrent = true;
    void loadLibrary(language).then((found) => isCurrent && setLibrary(found));
    return () => {
      isCurrent = false;
    };
  }, [language]);
  return library;
}

/** While the help of a field is open, it goes along with the focus. */
function useFollowing(): void {
  useEffect(() => {
    const follow = (event: FocusEvent): void => {
      const next = event.target instanceof Element ? fieldPlace(event.target) : undefined;
      const { place, open } = useHelp.getState();
      if (next !== undefined && place?.topic.startsWith('fields-') === true) open(next);
    };
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, []);
}

/** The help beside the work: nothing is covered that is being typed, nothing is lost. */
export default function HelpPanel() {
  const t = useText();
  const library = useLibrary();
  const { place, trail, back, close } = useHelp();
  const [typed, setTyped] = useState('');
  const [isPrinting, setPrinting] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const cameFrom = useRef<Element | null>(document.activeElement);
  useFollowing();
  useEffect(() => setTyped(''), [place]);
  const leave = (): void => {
    const hadFocus = panel.current?.contains(document.activeElement) === true;
    close();
    if (hadFocus && cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // A picture seen large lies over the panel and closes by itself.
    const isHere = panel.current?.contains(event.target as Node) === true;
    if (event.key !== 'Escape' || !isHere || isTyping(event.nativeEvent)) return;
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    if (typed !== '') setTyped('');
    else leave();
  };
  const page = place === null ? undefined : library?.pages.get(place.topic);
  return (
    <aside ref={panel} className="vm-help vm-no-print" aria-label={t.help.title} onKeyDown={onKeyDown}>
      <header className="vm-help-header">
        {(trail.length > 0 || place !== null) && (
          <Tooltip label={t.help.back}>
            <ActionIcon aria-label={t.help.back} onClick={back}>
              <ArrowLeft size="1.125rem" aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        <h2>{t.help.title}</h2>
        {page !== undefined && (
          <Tooltip label={t.help.print}>
            <ActionIcon aria-label={t.help.print} onClick={() => setPrinting(true)}>
              <Printer size="1.125rem" aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={t.common.actions.close}>
          <ActionIcon aria-label={t.help.close} onClick={leave}>
            <X size="1.125rem" aria-hidden />
          </ActionIcon>
        </Tooltip>
      </header>
      <TextInput
        className="vm-help-search"
        type="search"
        aria-label={t.help.search}
        placeholder={t.help.search}
        leftSection={<Search size="1rem" aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {/* Keys scroll what is read, though nothing in it may take the focus. */}
      <div className="vm-help-body" tabIndex={0} role="group" aria-label={t.help.title}>
        {library !== undefined &&
          (typed.trim() !== '' ? (
            <Results found={library.search(typed)} />
          ) : page === undefined ? (
            <Contents library={library} />
          ) : (
            <HelpPage key={page.topic} page={page} anchor={place?.anchor} />
          ))}
      </div>
      {isPrinting && page !== undefined && <HelpPaper page={page} onDone={() => setPrinting(false)} />}
    </aside>
  );
}

const openPlace = (topic: Topic, anchor?: string): void => useHelp.getState().open({ topic, anchor });

function Contents({ library }: { library: Library }) {
  return (
    <ul className="vm-help-list">
      {[...library.pages.values()].map((page) => (
        <li key={page.topic}>
          <button type="button" className="vm-link" onClick={() => openPlace(page.topic)}>
            {page.title}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Results({ found }: { found: readonly Found[] }) {
  const t = useText().help;
  if (found.length === 0) return <p role="status">{t.nothing}</p>;
  return (
    <ul className="vm-help-list" aria-label={t.results}>
      {found.map(({ topic, anchor, title, heading }) => (
        <li key={`${topic}#${anchor ?? ''}`}>
          <button type="button" className="vm-link" onClick={() => openPlace(topic, anchor)}>
            {heading}
          </button>
          {heading !== title && <span className="vm-page-note"> {title}</span>}
        </li>
      ))}
    </ul>
  );
}

function HelpPage({ page, anchor }: { page: Page; anchor: string | undefined }) {
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    const target =
      anchor === undefined ? null : article.current?.querySelector(`[data-anchor="${CSS.escape(anchor)}"]`);
    if (target) target.scrollIntoView({ block: 'start' });
    else article.current?.parentElement?.scrollTo(0, 0);
  }, [anchor]);
  return (
    <article ref={article} className="vm-help-page">
      <HelpBlocks page={page} anchor={anchor} follow={follow} />
    </article>
  );
}

/** `/tasks` opens a screen, `reports#nop` a place in the help. */
function follow(to: string): void {
  if (to.startsWith('/')) go(to);
  const [topic, anchor] = to.split('#');
  const known = topics.find((one) => one === topic);
  if (known !== undefined) openPlace(known, anchor);
}
