import MiniSearch from 'minisearch';
import type { Language } from '../stores/layout.ts';
import { fold } from '../ui/fold.ts';
import { type Block, plainText, readMarkdown } from './markdown.ts';
import { type Topic, topics } from './topics.ts';

export interface Page {
  readonly topic: Topic;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A place in the help that a search found. */
export interface Found {
  readonly topic: Topic;
  readonly anchor: string | undefined;
  /** Title of the page, and of the part of it. */
  readonly title: string;
  readonly heading: string;
}

/** The help in one language. */
export interface Library {
  readonly pages: ReadonlyMap<Topic, Page>;
  /** Best first; with or without marks, hoà as hòa; the last word may be unfinished. */
  readonly search: (words: string) => Found[];
}

interface Part extends Found {
  readonly id: number;
  readonly text: string;
}

/** Parts of a page: from one heading to the next. */
function partsOf(page: Page): Omit<Part, 'id'>[] {
  const parts: { anchor: string | undefined; heading: string; text: string }[] = [];
  for (const block of page.blocks) {
    const last = parts.at(-1);
    if (block.kind === 'heading') parts.push({ anchor: anchorOf(block), heading: block.text, text: '' });
    else if (last !== undefined) last.text += ` ${plainText(block)}`;
  }
  return parts.map((part) => ({ ...part, topic: page.topic, title: page.title }));
}

/** Where a heading can be jumped to: its own mark, else its words. */
export const anchorOf = ({ anchor, text }: { anchor: string | undefined; text: string }): string =>
  anchor ?? fold(text).replace(/[^a-z0-9]+/g, '-');

/** Reads pages by their file names and makes them searchable. */
export function libraryOf(files: Readonly<Record<string, string>>): Library {
  const pages = new Map<Topic, Page>();
  for (const topic of topics) {
    const source = Object.entries(files).find(([path]) => path.endsWith(`/${topic}.md`))?.[1];
    if (source === undefined) continue;
    const blocks = readMarkdown(source);
    const [first] = blocks;
    pages.set(topic, { topic, title: first?.kind === 'heading' ? first.text : topic, blocks });
  }
  const index = new MiniSearch<Part>({
    fields: ['title', 'heading', 'text'],
    storeFields: ['topic', 'anchor', 'title', 'heading'],
    processTerm: (term) => fold(term) || null,
    searchOptions: { boost: { heading: 3, title: 2 }, prefix: true, combineWith: 'AND' },
  });
  index.addAll([...pages.values()].flatMap(partsOf).map((part, id) => ({ id, ...part })));
  return {
    pages,
    search: (words) =>
      index
        .search(words)
        .slice(0, 12)
        .map(({ topic, anchor, title, heading }) => ({ topic, anchor, title, heading })),
  };
}

const loaded = new Map<Language, Library>();

/** The help, fetched when it is first opened. */
export async function loadLibrary(language: Language): Promise<Library> {
  const known = loaded.get(language);
  if (known !== undefined) return known;
  const { pages } = language === 'en' ? await import('./en.ts') : await import('./vi.ts');
  const library = libraryOf(pages);
  loaded.set(language, library);
  return library;
}
