/*
 * Words as the index and a search see them: without marks or capitals, split at everything that is neither letter nor
 * digit. The index, the question and the highlighting use this one splitting, so they cannot disagree.
 */

/** A folded word and where it stands in the text it was read from, in UTF-16 units, `[from, to)`. */
export interface Word {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

const BREAK = ' ';

/** What one character counts as: folded letters or digits, nothing (a mark, an invisible sign), or a break between words. */
function foldCharacter(char: string): string {
  const plain = (text: string): string => text.normalize('NFD').replace(/[\p{M}\p{Cf}]/gu, '');
  const folded = plain(plain(char).toLowerCase()).replaceAll('đ', 'd');
  if (folded === '') return '';
  return /^[\p{L}\p{N}]+$/u.test(folded) ? folded : BREAK;
}

// One entry per UTF-16 unit: a report has thousands of characters and the language a few hundred.
const known: (string | undefined)[] = Array.from({ length: 0x1_0000 });

function foldAt(text: string, index: number): { folded: string; length: number } {
  const unit = text.charCodeAt(index);
  if (unit >= 0xd800 && unit < 0xdc00) {
    const char = String.fromCodePoint(text.codePointAt(index) ?? unit);
    return { folded: foldCharacter(char), length: char.length };
  }
  return { folded: (known[unit] ??= foldCharacter(text[index] ?? '')), length: 1 };
}

/** The words of a text in their order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let word = '';
  let from = 0;
  let to = 0;
  for (let index = 0; index < text.length; ) {
    const { folded, length } = foldAt(text, index);
    if (folded === BREAK) {
      if (word !== '') words.push({ word, from, to });
      word = '';
    } else {
      if (word === '') from = index;
      word += folded;
      // A mark written apart belongs to the letter before it.
      if (word !== '') to = index + length;
    }
    index += length;
  }
  if (word !== '') words.push({ word, from, to });
  return words;
}

/** A text as it goes into the index: its words with single spaces. */
export function indexText(text: string): string {
  let folded = '';
  for (let index = 0; index < text.length; ) {
    const unit = text.charCodeAt(index);
    const own = known[unit];
    if (own !== undefined && (unit < 0xd800 || unit >= 0xdc00)) {
      folded += own;
      index += 1;
      continue;
    }
    const next = foldAt(text, index);
    folded += next.folded;
    index += next.length;
  }
  return folded.replace(/ {2,}/g, ' ').trim();
}

/** Words that stand one after the other; of the last one only the beginning is known where `isPrefix`. */
export interface Phrase {
  readonly words: readonly string[];
  readonly isPrefix: boolean;
}

/** More phrases than these are left out: a pasted page is no question. */
export const PHRASE_LIMIT = 16;
const WORD_LIMIT = 40;

/** Any of the signs that open or close a phrase. */
export const QUOTES = /["“”„«»]/;

/**
 * What a person typed, as phrases that all must be found: `"…"` is one, so is anything written without spaces
 * (118/KH-CAT-PX01), and the word still being typed is a prefix. Nothing in it is ever read as syntax.
 */
export function phrasesOf(text: string): Phrase[] {
  const phrases: Phrase[] = [];
  const add = (part: string, isPrefix: boolean): void => {
    const words = wordsOf(part)
      .slice(0, WORD_LIMIT)
      .map(({ word }) => word);
    if (words.length > 0 && phrases.length < PHRASE_LIMIT) phrases.push({ words, isPrefix });
  };
  const parts = text.split(QUOTES);
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const isOpen = isLast && /[\p{L}\p{N}\p{M}]$/u.test(part);
    if (index % 2 === 1) add(part, isOpen);
    else {
      const chunks = part.split(/\s+/u).filter((chunk) => chunk !== '');
      for (const [at, chunk] of chunks.entries()) add(chunk, isOpen && at === chunks.length - 1);
    }
  }
  return phrases;
}

/** The same with every phrase's last word as a prefix: what a list's filter keeps while it is typed. */
export const asPrefixes = (phrases: readonly Phrase[]): Phrase[] =>
  phrases.map(({ words }) => ({ words, isPrefix: true }));

/** Does a text (already split) hold this phrase beginning at word `at`? */
export function standsAt(words: readonly Word[], at: number, { words: wanted, isPrefix }: Phrase): boolean {
  if (at + wanted.length > words.length) return false;
  return wanted.every((want, index) => {
    const have = words[at + index]?.word ?? '';
    return isPrefix && index === wanted.length - 1 ? have.startsWith(want) : have === want;
  });
}

/**
 * The phrases as one record answers them: the word still being typed counts as finished where a text of the record has
 * it so ("tra" in "tuần tra" is not also the beginning of "trật tự").
 */
export function sharpened(texts: readonly string[], phrases: readonly Phrase[]): Phrase[] {
  return phrases.map((phrase) => {
    if (!phrase.isPrefix) return phrase;
    const whole = { ...phrase, isPrefix: false };
    return texts.some((text) => holdsAll(text, [whole])) ? whole : phrase;
  });
}

/** True when every phrase stands somewhere in the text: the rule that the index answers, for one text. */
export function holdsAll(text: string, phrases: readonly Phrase[]): boolean {
  const words = wordsOf(text);
  return phrases.every((phrase) => words.some((_, at) => standsAt(words, at, phrase)));
}

// Where the tone of an open syllable may stand: hoà and hòa are one word.
const TONE_PLACES = [
  ['oà', 'òa'],
  ['oá', 'óa'],
  ['oả', 'ỏa'],
  ['oã', 'õa'],
  ['oạ', 'ọa'],
  ['oè', 'òe'],
  ['oé', 'óe'],
  ['oẻ', 'ỏe'],
  ['oẽ', 'õe'],
  ['oẹ', 'ọe'],
  ['uỳ', 'ùy'],
  ['uý', 'úy'],
  ['uỷ', 'ủy'],
  ['uỹ', 'ũy'],
  ['uỵ', 'ụy'],
] as const;

const typed = (text: string): string => text.normalize('NFC').toLowerCase();

/** The words of a search that were typed with marks, each in every way in which its tone may be written. */
export function markedWords(text: string): string[][] {
  return typed(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && indexText(word) !== word)
    .map((word) => {
      const pair = TONE_PLACES.find(([a, b]) => word.includes(a) || word.includes(b));
      return pair === undefined ? [word] : pair.map((way) => word.replace(pair[0], way).replace(pair[1], way));
    });
}

/** True when a text holds these words with their marks as they were typed. */
export function holdsMarked(text: string, words: readonly (readonly string[])[]): boolean {
  const lower = typed(text);
  return words.every((ways) => ways.some((way) => lower.includes(way)));
}
