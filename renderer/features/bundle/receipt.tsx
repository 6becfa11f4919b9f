import { Button } from '@mantine/core';
import { CircleCheckBig } from 'lucide-react';
import type { TakenShown } from '../../../db/api/contract/bundle.ts';
import { go } from '../../navigate.ts';
import { openList } from '../../stores/list-request.ts';
import { type Text, useText } from '../../text/index.ts';
import { chooseBundles } from './drop-zone.tsx';
import { ImportCards } from './import-cards.tsx';
import { addFiles, choose, remove, useImport } from './import-store.ts';
import { Order } from './order-line.tsx';
import { type Incoming, nextAfter } from './queue.ts';
import { RefusedFiles } from './refused-files.tsx';
import { isNothingNew, isReceiptOnly, totalsOf } from './words.ts';

/** Kinds of records and the screen that shows them. */
const places: readonly { path: string; entities: readonly string[]; label: (t: Text) => string }[] = [
  { path: '/directives', entities: ['directive', 'directiveRelation'], label: (t) => t.directive.nav },
  { path: '/tasks', entities: ['task', 'assignment', 'assignmentStep'], label: (t) => t.task.nav },
  { path: '/reports', entities: ['report', 'reportReview'], label: (t) => t.report.nav },
  { path: '/units', entities: ['unit', 'unitVersion'], label: (t) => t.unit.nav },
  { path: '/reorganize', entities: ['unitEvent', 'unitLineage'], label: (t) => t.reorganization.nav },
  { path: '/staffing', entities: ['post', 'headcount'], label: (t) => t.staffing.nav },
  { path: '/model-wards', entities: ['registration', 'assessment', 'criterionSet'], label: (t) => t.modelWard.nav },
  { path: '/stocktakes', entities: ['stocktake'], label: (t) => t.stocktake.nav },
];

/** What a bundle did: the same numbers as before, and the ways to what has come. */
export function Receipt({ item, shown }: { item: Incoming; shown: TakenShown }) {
  const t = useText();
  const words = t.bundle.import;
  const next = useImport((s) => nextAfter(s.items, item.key));
  const { head } = shown;
  const isAgain = isNothingNew(shown);
  return (
    <>
      <div className="vm-bundle-done" role="status">
        <CircleCheckBig size="2rem" strokeWidth={1.75} aria-hidden />
        <h3>{isAgain ? words.nothingNew : words.receipt.title}</h3>
        <p>
          {words.receipt.line(head.unitName, head.number)}
          {isAgain || isReceiptOnly(shown) ? '.' : `: ${words.receipt.admitted(shown.admitted)}`}
        </p>
      </div>
      {isReceiptOnly(shown) && !isAgain && <p>{words.receiptOnly}</p>}
      {!isAgain && !isReceiptOnly(shown) && (
        <>
          <Order shown={shown} />
          <ImportCards shown={shown} />
          <RefusedFiles files={shown.refusedFiles} />
          <WaysOn t={t} shown={shown} />
        </>
      )}
      <p className="vm-page-note">{words.receipt.replyHint}</p>
      <div className="vm-bundle-buttons">
        {next === undefined ? (
          <Button onClick={() => void chooseBundles(true).then(addFiles)}>{words.receipt.another}</Button>
        ) : (
          <Button onClick={() => choose(next.key)}>{words.receipt.next(next.head?.unitName ?? next.name)}</Button>
        )}
        <Button variant="default" onClick={() => go(`/export/${head.unitId}`)}>
          {words.receipt.reply(head.unitName)}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => remove(item.key)}>
          {words.receipt.finished}
        </Button>
      </div>
    </>
  );
}

const wayTo = (path: string, label: string) => ({ path, label, open: () => go(path) });

/** Where what was decided about reports has come, the list stands on all of them: it opens on those that wait for a decision. */
function open(path: string, come: ReadonlySet<string>): void {
  if (path === '/reports' && !come.has('report')) openList('reports', {});
  else go(path);
}

function WaysOn({ t, shown }: { t: Text; shown: TakenShown }) {
  const words = t.bundle.import.receipt;
  const come = new Set(shown.entities.map(({ entity }) => entity));
  const { refused } = totalsOf(shown);
  const ways = [
    ...places
      .filter(({ entities }) => entities.some((entity) => come.has(entity)))
      .map(({ path, label }) => ({ path, label: label(t), open: () => open(path, come) })),
    ...(shown.newConflicts > 0 ? [wayTo('/conflicts', words.conflicts(shown.newConflicts))] : []),
    ...(refused > 0 ? [wayTo('/held', words.refused(refused))] : []),
  ];
  if (ways.length === 0) return null;
  return (
    <div className="vm-bundle-ways">
      <span>{words.opens}</span>
      {ways.map(({ path, label, open: onClick }) => (
        <Button key={path} variant="default" size="compact-sm" onClick={onClick}>
          {label}
        </Button>
      ))}
    </div>
  );
}
