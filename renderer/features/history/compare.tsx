import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { ArrowLeft, RotateCcw } from 'lucide-react';
import { Fragment } from 'react';
import type { HistoryEntity } from '../../../db/api/contract/history.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { diffWords } from '../../ui/word-diff.ts';
import { useApi } from '../../use-api.ts';
import { fieldText, ShownValue, valueText } from './show-value.tsx';

interface CompareProps {
  entity: HistoryEntity;
  id: string;
  /** The older and the newer of the two. */
  first: string;
  second: string;
  restorable: readonly string[];
  onRestore: (hash: string, field: string) => void;
  onBack: () => void;
}

type Compared = Output<'history.compare'>;

/** A record as it was at two points, field by field, only where it differs; long texts word by word. */
export function Compare({ entity, id, first, second, restorable, onRestore, onBack }: CompareProps) {
  const t = useText().history;
  const on = useViewDate((s) => s.on);
  const { data, error, isLoading, reload } = useApi('history.compare', { entity, id, first, second, on });
  return (
    <section className="vm-compare" aria-label={t.compareTitle}>
      <div className="vm-history-bar">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<ArrowLeft size="0.875rem" aria-hidden />}
          onClick={onBack}
          data-autofocus
        >
          {t.back}
        </Button>
        <strong>{t.compareTitle}</strong>
      </div>
      {isLoading && <LoadingState />}
      {error !== undefined && <ErrorState error={error} onRetry={reload} />}
      {data !== undefined && data.fields.length === 0 && <p className="vm-page-note">{t.same}</p>}
      {data !== undefined && data.fields.length > 0 && (
        <CompareTable data={data} entity={entity} restorable={restorable} onRestore={onRestore} />
      )}
    </section>
  );
}

function Head({ word, point }: { word: string; point: Compared['first'] }) {
  const t = useText().history;
  return (
    <th scope="col">
      {word}
      <div className="vm-page-note">
        {showInstant(point.atMs)} · {t.by(point.byName, point.officeName)}
      </div>
    </th>
  );
}

function CompareTable({
  data,
  entity,
  restorable,
  onRestore,
}: { data: Compared } & Pick<CompareProps, 'entity' | 'restorable' | 'onRestore'>) {
  const t = useText();
  return (
    <table className="vm-compare-table">
      <thead>
        <tr>
          <th scope="col">{t.history.field}</th>
          <Head word={t.history.older} point={data.first} />
          <Head word={t.history.newer} point={data.second} />
        </tr>
      </thead>
      <tbody>
        {data.fields.map(({ field, first, second }) => {
          const name = fieldText(t, entity, field);
          const texts = [valueText(t, entity, field, first), valueText(t, entity, field, second)] as const;
          return (
            <tr key={field}>
              <th scope="row">{name}</th>
              <td>
                <div className="vm-compare-cell">
                  <div>
                    {isProse(...texts) ? (
                      <Marked before={texts[0]} after={texts[1]} side="removed" />
                    ) : (
                      <ShownValue entity={entity} field={field} value={first} />
                    )}
                  </div>
                  {restorable.includes(field) && (
                    <Tooltip label={t.history.restoreThis}>
                      <ActionIcon
                        className="vm-no-print"
                        aria-label={t.history.restoreOne(name)}
                        onClick={() => onRestore(data.first.hash, field)}
                      >
                        <RotateCcw size="0.875rem" aria-hidden />
                      </ActionIcon>
                    </Tooltip>
                  )}
                </div>
              </td>
              <td>
                {isProse(...texts) ? (
                  <Marked before={texts[0]} after={texts[1]} side="added" />
                ) : (
                  <ShownValue entity={entity} field={field} value={second} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Worth comparing word by word: several words on both sides. */
const isProse = (a: string, b: string): boolean => /\s/.test(a.trim()) && /\s/.test(b.trim());

/** One side of a word diff: what the other lacks is marked, by more than colour. */
function Marked({ before, after, side }: { before: string; after: string; side: 'removed' | 'added' }) {
  const parts = diffWords(before, after).filter(({ kind }) => kind === 'same' || kind === side);
  return (
    <>
      {parts.map(({ kind, text }, index) => {
        const key = `${index} ${kind}`;
        if (kind === 'same') return <Fragment key={key}>{text}</Fragment>;
        return kind === 'removed' ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>;
      })}
    </>
  );
}
