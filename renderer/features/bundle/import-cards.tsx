import { useState } from 'react';
import type { TakenShown } from '../../../db/api/contract/bundle.ts';
import { type Text, useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { ImportCard } from '../../ui/import-file.tsx';
import type { Meaning } from '../../ui/status-badge.tsx';
import { PlainTable } from './kind-table.tsx';
import { kindName, totalsOf } from './words.ts';

const cards = ['created', 'changed', 'removed', 'conflicts', 'refused', 'waiting', 'notForUs'] as const;
type Card = (typeof cards)[number];

const meanings: Record<Card, Meaning> = {
  created: 'green',
  changed: 'blue',
  removed: 'amber',
  conflicts: 'amber',
  refused: 'red',
  waiting: 'grey',
  notForUs: 'grey',
};

/** Cards that are always there, so that a zero is told too; the others come only when there is something. */
const always: ReadonlySet<Card> = new Set(['created', 'changed', 'conflicts', 'refused', 'waiting']);

const countsOf = (shown: TakenShown): Record<Card, number> => ({
  ...totalsOf(shown),
  conflicts: shown.newConflicts,
  notForUs: shown.notForUs,
});

/** What a bundle does, in groups; pressed, a group shows what it is made of. */
export function ImportCards({ shown }: { shown: TakenShown }) {
  const t = useText();
  const words = t.bundle.import;
  const counts = countsOf(shown);
  const [pressed, setPressed] = useState<Card>();
  const open = pressed ?? cards.find((card) => counts[card] > 0);
  return (
    <>
      <div className="vm-bundle-cards">
        {cards
          .filter((card) => always.has(card) || counts[card] > 0)
          .map((card) => (
            <ImportCard
              key={card}
              meaning={counts[card] === 0 ? 'grey' : meanings[card]}
              label={words.cards[card]}
              count={showNumber(counts[card])}
              note={words.notes[card]}
              isPressed={card === open}
              disabled={counts[card] === 0}
              onPress={() => setPressed(card)}
            />
          ))}
      </div>
      <div className="vm-bundle-card">{open !== undefined && <Inside t={t} card={open} shown={shown} />}</div>
    </>
  );
}

function Inside({ t, card, shown }: { t: Text; card: Card; shown: TakenShown }) {
  const words = t.bundle;
  if (card === 'created' || card === 'changed' || card === 'removed')
    return (
      <PlainTable
        label={words.kinds.label}
        headers={[words.kinds.kind, words.kinds.created, words.kinds.changed, words.kinds.removed]}
        rows={shown.entities.map(({ entity, created, changed, removed }) => ({
          key: entity,
          cells: [
            kindName(t, entity),
            ...[created, changed, removed].map((count) => (count === 0 ? '—' : showNumber(count))),
          ],
        }))}
      />
    );
  const reasons = card === 'refused' ? shown.refused : card === 'waiting' ? shown.waiting : [];
  return (
    <>
      <p className="vm-page-note">{words.import.cardHints[card]}</p>
      {reasons.length > 0 && (
        <PlainTable
          label={words.import.cards[card]}
          headers={[words.import.reason, words.kinds.count]}
          rows={reasons.map(({ reason, count }) => ({
            key: reason,
            cells: [words.import.reasons[reason] ?? reason, showNumber(count)],
          }))}
        />
      )}
    </>
  );
}
