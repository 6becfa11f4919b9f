import type { TakenShown } from '../../../db/api/contract/bundle.ts';
import { type Text, useText } from '../../text/index.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { numberList } from './words.ts';

/** How it stands in the sequence of its sender, and what is still missing after it. */
export function orderSentences(t: Text, { order, missingOps, head }: TakenShown): string[] {
  const words = t.bundle.import;
  const numbers = numberList(order.missing);
  const missing =
    order.missing.length === 0
      ? []
      : [missingOps === 0 ? words.covered(numbers, head.number) : `${words.missingNumbers(numbers)}.`];
  return [
    ...(order.kind === 'ahead' && missing.length > 0 ? [] : [words.order[order.kind]]),
    ...(order.missingVolumes.length === 0
      ? []
      : [`${t.bundle.list.missingVolumes(numberList(order.missingVolumes))}.`]),
    ...missing,
    ...(missingOps > 0 ? [words.missingOps(missingOps)] : []),
  ];
}

const orderMeanings = {
  next: 'green',
  part: 'blue',
  again: 'green',
  late: 'amber',
  ahead: 'amber',
  forked: 'red',
} as const;

/** Sentences about the order, the first with its sign. */
export function Order({ shown }: { shown: TakenShown }) {
  const t = useText();
  const [first = '', ...others] = orderSentences(t, shown);
  return (
    <div className="vm-bundle-order">
      <StatusBadge meaning={orderMeanings[shown.order.kind]} label={first} isPlain />
      {others.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}
