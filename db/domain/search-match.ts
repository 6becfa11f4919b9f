import type { Phrase } from './search-text.ts';

/** Longer prefixes are cheaper as the words they can become than as a prefix; shorter ones have an index of their own. */
export const PREFIX_INDEXED = 3;

/** Every character of these words is a letter or a digit (wordsOf), so quoting needs no escapes. */
const quoted = (words: readonly string[]): string => `"${words.join(' ')}"`;

function phraseMatch(phrase: Phrase, completions: (prefix: string) => readonly string[] | undefined): string {
  const last = phrase.words.at(-1) ?? '';
  if (!phrase.isPrefix) return quoted(phrase.words);
  const endings = last.length > PREFIX_INDEXED ? completions(last) : undefined;
  if (endings === undefined) return `${quoted(phrase.words)} *`;
  // The word itself stays in even if nobody wrote it yet: a group may not be empty.
  const words = new Set([last, ...endings]);
  return `(${[...words].map((word) => quoted([...phrase.words.slice(0, -1), word])).join(' OR ')})`;
}

/**
 * The MATCH expression of FTS5 that finds texts holding all phrases. `completions` gives the known words that begin with a
 * prefix, or undefined where there are too many to name.
 */
export const matchExpression = (
  phrases: readonly Phrase[],
  completions: (prefix: string) => readonly string[] | undefined = () => undefined,
): string => phrases.map((phrase) => phraseMatch(phrase, completions)).join(' AND ');

// Of the private use area: letters to the index, but nothing a person can search for, since wordsOf takes them for breaks.
const TAG = '\ue000';

/** The word under which a record is found by a unit it belongs to. */
export const unitTag = (unitId: string): string => TAG + unitId.replaceAll('-', '');

/** Narrows an expression to records that belong to one of the units. */
export const withUnits = (match: string, unitIds: readonly string[]): string =>
  `${match} AND (${unitIds.map((id) => quoted([unitTag(id)])).join(' OR ')})`;
