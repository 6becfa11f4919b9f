import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { ArrowLeft, RotateCcw } from 'lucide-react';
import type { HistoryEntity } from '../../../db/api/contract/history.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import { fieldText, ShownValue, valueText } from '../../show-value.tsx';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { isProse, Marked } from '../../ui/marked.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';

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
