import type { TakenShown } from '../../../db/api/contract/bundle.ts';
import { type Text, useText } from '../../text/index.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { isNothingNew, numberList } from './words.ts';

/** How it stands in the sequence of its sender, what that means and what to do; and what is still missing after it. */
function orderSentences(t: Text, shown: TakenShown): string[] {
  const { order, missingOps, head, fresh, notForUs } = shown;
  const words = t.bundle.import;
  // A bundle carries all that its sender has had no receipt for.
  const here = head.opCount - fresh - notForUs;
  return [
    order.kind === 'ahead' ? words.order.ahead(numberList(order.missing)) : words.order[order.kind],
    ...(order.missingVolumes.length === 0 ? [] : [words.order.missingVolumes(numberList(order.missingVolumes))]),
    ...(here > 0 && !isNothingNew(shown) ? [words.alreadyHere(here)] : []),
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
  const isWhole = shown.order.missingVolumes.length === 0;
  return (
    <div className="vm-bundle-order" role="status">
      <StatusBadge meaning={isWhole ? orderMeanings[shown.order.kind] : 'amber'} label={first} isPlain />
      {others.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}
