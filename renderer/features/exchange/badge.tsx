import { Check, CircleSlash, FileOutput, Hourglass, type LucideIcon, PackageCheck, TriangleAlert } from 'lucide-react';
import { go } from '../../navigate.ts';
import { type Text, useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { useApi } from '../../use-api.ts';
import { type BadgePart, badgeParts } from './badge-parts.ts';
import './badge.css';

const icons: Record<BadgePart['kind'], LucideIcon> = {
  conflicts: TriangleAlert,
  unsent: FileOutput,
  lastIn: PackageCheck,
  waiting: Hourglass,
  revoked: CircleSlash,
  quiet: Check,
};

/** Words on the bar, and the whole sentence for who points at it or listens. */
function wordsOf(t: Text['exchange']['badge'], { kind, value }: BadgePart): { word: string; hint: string } {
  const count = value ?? 0;
  switch (kind) {
    case 'conflicts':
      return { word: t.conflicts(count), hint: t.conflictsHint(count) };
    case 'unsent':
      return { word: t.unsent(count), hint: t.unsentHint(count) };
    case 'lastIn':
      return { word: t.lastIn(value), hint: t.lastInHint(value) };
    case 'waiting':
      return { word: t.waiting, hint: t.waitingHint };
    case 'revoked':
      return { word: t.revoked, hint: t.revokedHint };
    case 'quiet':
      return { word: '', hint: t.quiet };
  }
}

const shortOf = (t: Text['exchange']['badge'], { kind, value }: BadgePart): string | undefined =>
  value === null ? undefined : t.short[kind]?.(value);

/** What the exchange wants, in the top bar: changes not sent, days since the last bundle, conflicts. Nothing outside of one. */
export default function ExchangeBadge() {
  const t = useText().exchange.badge;
  const { data } = useApi('exchange.badge', {}, { keep: true });
  const parts = data === undefined ? [] : badgeParts(data);
  if (parts.length === 0) return null;
  return (
    <nav className="vm-sync" aria-label={t.label}>
      {parts.map((part) => {
        const Icon = icons[part.kind];
        const { word, hint } = wordsOf(t, part);
        return (
          <a
            key={part.kind}
            className="vm-bar-button vm-sync-part"
            href={`#${part.to}`}
            data-kind={part.kind}
            data-urgent={part.isUrgent || undefined}
            title={hint}
            {...(word === '' ? { 'aria-label': hint } : {})}
            onClick={(event) => {
              event.preventDefault();
              go(part.to);
            }}
          >
            <Icon size="1rem" aria-hidden />
            {word !== '' && <span className="vm-sync-word">{word}</span>}
            {word !== '' && <span className="vm-sync-short">{shortOf(t, part) ?? word}</span>}
            {part.value !== null && <span className="vm-sync-count">{showNumber(part.value)}</span>}
          </a>
        );
      })}
    </nav>
  );
}
