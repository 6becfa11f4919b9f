import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { type Text, useText } from '../../text/index.ts';
import { showBytes } from '../../text/show.ts';
import { type Meaning, StatusBadge } from '../../ui/status-badge.tsx';
import { choose, remove, useImport } from './import-store.ts';
import { entriesOf, type Incoming, type Phase } from './queue.ts';
import { isNothingNew, numberOf } from './words.ts';

const meanings: Record<Phase, Meaning> = {
  waiting: 'grey',
  opening: 'blue',
  opened: 'grey',
  previewing: 'blue',
  ready: 'blue',
  taking: 'blue',
  taken: 'green',
  failed: 'red',
  cancelled: 'grey',
};

function stateOf(t: Text, { phase, shown }: Incoming): { meaning: Meaning; label: string } {
  const { phases } = t.bundle.import;
  if ((phase === 'ready' || phase === 'taken') && shown !== undefined && isNothingNew(shown))
    return { meaning: 'green', label: phases.again };
  return { meaning: meanings[phase], label: phases[phase] };
}

/** What an entry stands for at first sight: what failed, what runs, what waits. */
const ranks: readonly Phase[] = [
  'failed',
  'taking',
  'opening',
  'previewing',
  'waiting',
  'opened',
  'ready',
  'cancelled',
];

/** The files on their way in, in the order in which they are taken; volumes of one bundle are one entry. */
export function ImportQueue() {
  const t = useText();
  const { items, chosen } = useImport();
  return (
    <ol className="vm-bundle-files" aria-label={t.bundle.import.queueLabel}>
      {entriesOf(items).map((entry) => (
        <Entry key={entry[0].key} entry={entry} isChosen={entry.some(({ key }) => key === chosen)} />
      ))}
    </ol>
  );
}

function Entry({ entry, isChosen }: { entry: readonly [Incoming, ...Incoming[]]; isChosen: boolean }) {
  const t = useText();
  const [first] = entry;
  const telling = entry.reduce((a, b) => (ranks.indexOf(b.phase) < ranks.indexOf(a.phase) ? b : a));
  const byteCount = entry.reduce((sum, item) => sum + item.byteCount, 0);
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li ref={place} data-chosen={isChosen || undefined}>
      <button
        type="button"
        className="vm-bundle-file"
        aria-current={isChosen ? 'true' : undefined}
        title={entry.map(({ name }) => name).join('\n')}
        onClick={() => choose(telling.key)}
      >
        <strong>{first.head?.unitName ?? first.name}</strong>
        <span className="vm-page-note">
          {first.head === undefined ? showBytes(byteCount) : `${whichOf(t, entry)} · ${showBytes(byteCount)}`}
        </span>
        <StatusBadge {...stateOf(t, telling)} isPlain />
      </button>
      <ActionIcon
        aria-label={`${t.bundle.import.cancel}: ${first.name}`}
        title={t.bundle.import.cancel}
        disabled={entry.some(({ phase }) => phase === 'taking')}
        onClick={() => {
          for (const { key } of entry) remove(key);
        }}
      >
        <X size="1rem" aria-hidden />
      </ActionIcon>
    </li>
  );
}

function whichOf(t: Text, entry: readonly [Incoming, ...Incoming[]]): string {
  const heads = entry.flatMap(({ head }) => head ?? []);
  const [first] = heads;
  if (first === undefined) return '';
  const opCount = heads.reduce((sum, head) => sum + head.opCount, 0);
  return `${numberOf(
    t,
    first,
    heads.map(({ volume }) => volume.k),
  )} · ${t.bundle.changes(opCount)}`;
}
