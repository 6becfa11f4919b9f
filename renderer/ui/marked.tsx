import { Fragment } from 'react';
import { diffWords } from './word-diff.ts';

/** Less than that in common: two texts, not one that was changed. */
const leastCommon = 0.4;

/** Worth comparing word by word: several words on both sides, and enough of them in common. */
export function isProse(a: string, b: string): boolean {
  if (!/\s/.test(a.trim()) || !/\s/.test(b.trim())) return false;
  const common = diffWords(a, b).reduce((sum, { kind, text }) => (kind === 'same' ? sum + text.length : sum), 0);
  return common >= Math.min(a.length, b.length) * leastCommon;
}

/** A word diff in one text, or one side of it: what the other lacks is marked, by more than colour. */
export function Marked({ before, after, side }: { before: string; after: string; side?: 'removed' | 'added' }) {
  const parts = diffWords(before, after).filter(({ kind }) => side === undefined || kind === 'same' || kind === side);
  return parts.map(({ kind, text }, index) => {
    const key = `${index} ${kind}`;
    if (kind === 'same') return <Fragment key={key}>{text}</Fragment>;
    return kind === 'removed' ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>;
  });
}
