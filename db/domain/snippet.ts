import { type Phrase, standsAt, type Word, wordsOf } from './search-text.ts';

/** A text and the parts of it that were searched for, `[from, to)` in UTF-16 units, in order and apart. */
export interface Marked {
  readonly text: string;
  readonly marks: readonly (readonly [from: number, to: number])[];
}

interface Found {
  readonly from: number;
  readonly to: number;
  readonly phrase: number;
}

/** Places of the phrases, by word. A prefix counts as its whole word, so that syllables are never cut. */
function placesIn(words: readonly Word[], phrases: readonly Phrase[]): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < words.length; at++) {
    for (const [phrase, wanted] of phrases.entries()) {
      if (!standsAt(words, at, wanted)) continue;
      const last = words[at + wanted.words.length - 1];
      found.push({ from: words[at]?.from ?? 0, to: last?.to ?? 0, phrase });
    }
  }
  return found;
}

/** Joins places that touch or overlap: "kiện toàn" typed as two words is marked once. */
function join(text: string, found: readonly Found[]): [number, number][] {
  const marks: [number, number][] = [];
  for (const { from, to } of found) {
    const last = marks.at(-1);
    if (last !== undefined && (from <= last[1] || text.slice(last[1], from) === ' ')) last[1] = Math.max(last[1], to);
    else marks.push([from, to]);
  }
  return marks;
}

/** The whole text with every place of every phrase marked. */
export function markAll(text: string, phrases: readonly Phrase[]): Marked {
  return { text, marks: join(text, placesIn(wordsOf(text), phrases)) };
}

const ELLIPSIS = '… ';

/** Number of different phrases that begin within `length` characters of each place; the best place's index. */
function bestPlace(found: readonly Found[], length: number): number {
  let best = 0;
  let bestCount = 0;
  for (const [index, { from }] of found.entries()) {
    const near = new Set<number>();
    for (let next = index; next < found.length && (found[next]?.to ?? 0) <= from + length; next++)
      near.add(found[next]?.phrase ?? 0);
    if (near.size > bestCount) [best, bestCount] = [index, near.size];
  }
  return best;
}

/** How many of the phrases a text holds. */
export const countPhrases = (text: string, phrases: readonly Phrase[]): number =>
  new Set(placesIn(wordsOf(text), phrases).map(({ phrase }) => phrase)).size;

/**
 * About `length` characters of the text around the place where most phrases stand together, cut between words, on one
 * line, with what was searched for marked; the beginning if nothing of it stands here.
 */
export function snippetOf(text: string, phrases: readonly Phrase[], length = 160): Marked {
  const words = wordsOf(text);
  const found = placesIn(words, phrases);
  const place = found[bestPlace(found, length)];
  const lead = Math.floor(length / 5);
  const wanted = Math.max(0, Math.min((place?.from ?? 0) - lead, text.length - length));
  const from = wanted === 0 ? 0 : (words.find((word) => word.from >= wanted)?.from ?? 0);
  const start = place === undefined ? 0 : Math.min(from, place.from);
  const end = endOf(words, text, Math.max(start + length, place?.to ?? 0));
  const before = start === 0 ? '' : ELLIPSIS;
  const shift = before.length - start;
  const inside = found.filter((one) => one.from >= start && one.to <= end);
  const marks = join(text, inside).map(([a, b]): [number, number] => [a + shift, b + shift]);
  const cut = text.slice(start, end).replace(/\s/gu, ' ');
  return { text: before + cut + (end < text.length ? ' …' : ''), marks };
}

/** End of the last word that ends by `limit`, or of the text. */
function endOf(words: readonly Word[], text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  const last = words.findLast((word) => word.to <= limit);
  return last === undefined ? limit : last.to;
}
