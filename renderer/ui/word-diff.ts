/** A run of text that both have, or that only one of the two has. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond that many pairs of words the middle is shown as replaced: nobody reads such a diff word by word. */
const cellLimit = 4_000_000;

const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];

/** Lengths of the longest common subsequence of every pair of tails, row after row. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      const below = lengths[at + width] ?? 0;
      const right = lengths[at + 1] ?? 0;
      lengths[at] = a[i] === b[j] ? (lengths[at + width + 1] ?? 0) + 1 : Math.max(below, right);
    }
  }
  return lengths;
}

const isBlank = (text: string): boolean => text.trim() === '';

/**
 * Joins neighbours, so that a changed sentence is one mark: what was removed, then what was added. A space that two changed
 * words have in common belongs to both.
 */
function joined(parts: readonly DiffPart[]): DiffPart[] {
  const runs: DiffPart[] = [];
  let removed = '';
  let added = '';
  let blank = '';
  const flush = (): void => {
    if (removed !== '') runs.push({ kind: 'removed', text: removed });
    if (added !== '') runs.push({ kind: 'added', text: added });
    if (blank !== '') same(blank);
    removed = added = blank = '';
  };
  const same = (text: string): void => {
    const last = runs.at(-1);
    if (last?.kind === 'same') runs[runs.length - 1] = { kind: 'same', text: last.text + text };
    else if (text !== '') runs.push({ kind: 'same', text });
  };
  for (const { kind, text } of parts) {
    if (kind === 'same' && isBlank(text) && (removed !== '' || added !== '')) blank += text;
    else if (kind === 'same') {
      flush();
      same(text);
    } else {
      removed += blank + (kind === 'removed' ? text : '');
      added += blank + (kind === 'added' ? text : '');
      blank = '';
    }
  }
  flush();
  return runs;
}

function middle(a: readonly string[], b: readonly string[]): DiffPart[] {
  if (a.length * b.length > cellLimit || a.length >= 65_535 || b.length >= 65_535)
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') },
    ];
  const lengths = commonLengths(a, b);
  const width = b.length + 1;
  const parts: DiffPart[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const at = i * width + j;
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || (lengths[at + width] ?? 0) >= (lengths[at + 1] ?? 0))) {
      parts.push({ kind: 'removed', text: a[i] ?? '' });
      i += 1;
    } else {
      parts.push({ kind: 'added', text: b[j] ?? '' });
      j += 1;
    }
  }
  return parts;
}

/**
 * What became of a text, word by word: without the added parts it is `before`, without the removed ones `after`. By longest
 * common subsequence (Wagner–Fischer), after what both begin and end with was set aside.
 */
export function diffWords(before: string, after: string): DiffPart[] {
  const a = wordsOf(before);
  const b = wordsOf(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return joined([
    { kind: 'same', text: a.slice(0, start).join('') },
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    { kind: 'same', text: a.slice(a.length - end).join('') },
  ]);
}
