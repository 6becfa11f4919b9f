import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { type Text, useText } from '../../text/index.ts';
import { showBytes } from '../../text/show.ts';
import { type Meaning, StatusBadge } from '../../ui/status-badge.tsx';
import { choose, remove, useImport } from './import-store.ts';
import { type Incoming, isRunning, type Phase } from './queue.ts';
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
  if (phase === 'taken' && shown !== undefined && isNothingNew(shown)) return { meaning: 'green', label: phases.again };
  return { meaning: meanings[phase], label: phases[phase] };
}

/** The files on their way in, in the order in which they are taken. */
export function ImportQueue() {
  const t = useText();
  const { items, chosen } = useImport();
  return (
    <ol className="vm-bundle-files" aria-label={t.bundle.import.queueLabel}>
      {items.map((item) => (
        <li key={item.key} data-chosen={item.key === chosen || undefined}>
          <button
            type="button"
            className="vm-bundle-file"
            aria-current={item.key === chosen ? 'true' : undefined}
            title={item.name}
            onClick={() => choose(item.key)}
          >
            <strong>{item.head?.unitName ?? item.name}</strong>
            <span className="vm-page-note">
              {item.head === undefined
                ? showBytes(item.byteCount)
                : `${numberOf(t, item.head)} · ${t.bundle.changes(item.head.opCount)} · ${showBytes(item.byteCount)}`}
            </span>
            <StatusBadge {...stateOf(t, item)} isPlain />
          </button>
          <ActionIcon
            aria-label={`${t.bundle.import.cancel}: ${item.name}`}
            title={t.bundle.import.cancel}
            disabled={isRunning(item) && item.phase === 'taking'}
            onClick={() => remove(item.key)}
          >
            <X size="1rem" aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ol>
  );
}
