// Grave, hook above, tilde, acute, dot below: the order of the tones in a Vietnamese dictionary.
const TONES = '\u0300\u0309\u0303\u0301\u0323';

// In the order of Intl.Collator('vi'); the test compares. Signs outside this list carry no weight.
const SIGNS = ' _-–—,;:!?.\'"()[]{}§@*/\\&#%°+<=>|~$₫€';
const DIGITS = '0123456789';
const LETTERS = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz';

// Typographic quotes differ from the typewriter's only as a tone does from none.
const QUOTES = new Map([
  ['‘', "'\u0300"],
  ['’', "'\u0309"],
  ['“', '"\u0300'],
  ['”', '"\u0309'],
]);

const FIRST_WEIGHT = 0x20;
const WEIGHT_BY_CHAR = new Map(
  [...SIGNS, ...DIGITS, ...LETTERS].map((char, index) => [char, String.fromCharCode(FIRST_WEIGHT + index)]),
);

// Lower than every weight, so that a word comes before the longer words it begins.
const LEVEL_END = '\u0001';

// Text pasted from Word carries soft hyphens and zero-width characters that nobody can see.
const withoutInvisible = (text: string): string => text.replace(/\p{Cf}/gu, '');

const collapse = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Text without any mark or capital (`Đường  Hoà` → `duong hoa`), for search and for duplicate warnings; never for identity. */
export const foldText = (text: string): string =>
  collapse(withoutInvisible(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd'));

interface ToneSplit {
  readonly letter: string;
  readonly tone: string;
}

// A catalogue of ten thousand names has two hundred characters; the bound keeps a hostile text from filling the memory.
const SPLITS_KEPT = 2000;
const splits = new Map<string, ToneSplit>();

function splitTone(char: string): ToneSplit {
  const known = splits.get(char);
  if (known !== undefined) return known;
  let letter = '';
  let tone = '';
  for (const part of char.normalize('NFD')) {
    if (TONES.includes(part)) tone += part;
    else letter += part;
  }
  const split = { letter: letter.normalize('NFC'), tone };
  if (splits.size < SPLITS_KEPT) splits.set(char, split);
  return split;
}

function moveToneToEnd(word: string): string {
  const parts = [...word].map(splitTone);
  const tones = parts.map((part) => part.tone).join('');
  // Two tones mean two syllables written together: moving them would make different names equal.
  return tones.length === 1 ? (parts.map((part) => part.letter).join('') + tones).normalize('NFC') : word;
}

/**
 * Key for "is it the same name?": NFC, lower-case, single spaces, and blind only to where in a syllable the tone is
 * written, so `Hoà` = `Hòa` but ≠ `Hoa` (DOMAIN 5.2.13; Nghị định 30/2020/NĐ-CP itself mixes both); not for display.
 */
export const nameKey = (name: string): string =>
  collapse(withoutInvisible(name).normalize('NFC').toLowerCase()).replace(/[\p{L}\p{M}]+/gu, moveToneToEnd);

interface SortLevels {
  letters: string;
  tones: string;
  capitals: string;
}

// Both levels have one character per letter, so a tail of "plain" can go without changing any comparison.
const withoutPlainTail = (level: string): string => level.replace(/0+$/, '');

const SECONDARY_OTHER_MARK = '6';

function sortLevels(text: string): SortLevels {
  const levels = { letters: '', tones: '', capitals: '' };
  for (const char of text.normalize('NFC').replaceAll('…', '...')) {
    const { letter, tone } = splitTone(/\s/.test(char) ? ' ' : (QUOTES.get(char) ?? char));
    const lower = letter.toLowerCase();
    const bare = lower.normalize('NFD').replace(/\p{M}/gu, '');
    const own = WEIGHT_BY_CHAR.get(lower);
    // A foreign letter goes after z; its code is above every weight.
    const weight = own ?? WEIGHT_BY_CHAR.get(bare) ?? (/[\p{L}\p{N}]/u.test(lower) ? lower : undefined);
    if (weight === undefined) continue;
    levels.letters += weight;
    levels.tones += own === undefined ? SECONDARY_OTHER_MARK : tone === '' ? '0' : String(TONES.indexOf(tone) + 1);
    levels.capitals += lower === letter ? '0' : '1';
  }
  return {
    letters: levels.letters,
    tones: withoutPlainTail(levels.tones),
    capitals: withoutPlainTail(levels.capitals),
  };
}

/**
 * Text whose plain binary order is Vietnamese dictionary order: letters (a ă â … đ ê ô ơ ư), then tones (ngang huyền hỏi
 * ngã sắc nặng), then small before capital, as Intl.Collator('vi') has it; stored in a column because SQLite cannot.
 */
export function viSortKey(text: string): string {
  const levels = sortLevels(text);
  return levels.letters + LEVEL_END + levels.tones + LEVEL_END + levels.capitals;
}

/** Sort key of a person's name as staff lists have it: the given name (last word) first, then family and middle names, capitals last of all. */
export function personSortKey(fullName: string): string {
  const words = collapse(fullName).split(' ');
  const given = sortLevels(words.at(-1) ?? '');
  const rest = sortLevels(words.slice(0, -1).join(' '));
  return [given.letters, given.tones, rest.letters, rest.tones, given.capitals, rest.capitals].join(LEVEL_END);
}
