import { Fragment } from 'react';
import { diffWords } from '../../ui/word-diff.ts';

/** Worth comparing word by word: several words on both sides. */
export const isProse = (a: string, b: string): boolean => /\s/.test(a.trim()) && /\s/.test(b.trim());

/** A word diff in one text, or one side of it: what the other lacks is marked, by more than colour. */
export function Marked({ before, after, side }: { before: string; after: string; side?: 'removed' | 'added' }) {
  const parts = diffWords(before, after).filter(({ kind }) => side === undefined || kind === 'same' || kind === side);
  return parts.map(({ kind, text }, index) => {
    const key = `${index} ${kind}`;
    if (kind === 'same') return <Fragment key={key}>{text}</Fragment>;
    return kind === 'removed' ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>;
  });
}
