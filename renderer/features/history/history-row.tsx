import { ActionIcon, Checkbox, Tooltip } from '@mantine/core';
import { ArrowRight, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { HistoryValue, HistoryRow as Row } from '../../../db/api/contract/history.ts';
import { fieldText, ShownValue, valueText } from '../../show-value.tsx';
import { type Text, useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { isProse, Marked } from '../../ui/marked.tsx';

/** Fields of a new record shown before someone asks for all. */
const firstFields = 4;

interface HistoryRowProps {
  row: Row;
  /** Of the record itself, not of what belongs to it: only that can be compared and set back. */
  isOwn: boolean;
  isChosen: boolean;
  onChoose: (() => void) | undefined;
  /** Fields whose value in this row may be taken back. */
  restorable: readonly string[];
  onRestore: (field: string) => void;
  /** Only this field is asked for. */
  field: string | null;
}

/** "Sửa lúc 10:32 22/11/2026", for a list and for the name of its checkbox. */
export const whatOf = (t: Text['history'], row: Row): string => `${t.kinds[row.kind]} ${showInstant(row.atMs)}`;

/** One change: who, when, on which PC, and each field from what to what. */
export function HistoryRow({ row, isOwn, isChosen, onChoose, restorable, onRestore, field }: HistoryRowProps) {
  const text = useText();
  const t = text.history;
  const [isOpen, setOpen] = useState(false);
  const told = row.changes.filter(
    (change) =>
      (field === null || change.field === field) &&
      (row.kind !== 'create' || valueText(text, row.entity, change.field, change.to) !== ''),
  );
  const isLong = row.kind === 'create' && field === null && told.length > firstFields;
  const shown = isLong && !isOpen ? told.slice(0, firstFields) : told;
  return (
    <li className="vm-change" data-kind={row.kind}>
      <div className="vm-change-head">
        {isOwn && (
          <Checkbox
            className="vm-no-print"
            size="xs"
            checked={isChosen}
            disabled={onChoose === undefined && !isChosen}
            onChange={() => onChoose?.()}
            aria-label={t.choose(whatOf(t, row))}
          />
        )}
        <strong>
          {t.kinds[row.kind]}
          {!isOwn && ` · ${t.entities[row.entity]}`}
        </strong>
        <time dateTime={new Date(row.atMs).toISOString()}>{showInstant(row.atMs)}</time>
        <span>{t.by(row.byName, row.byName === '' ? row.officeName : '')}</span>
        <span className="vm-page-note">{row.isThisPc === 1 ? t.thisPc : t.otherPc(row.device)}</span>
      </div>
      {row.title !== '' && <div className="vm-page-note vm-change-title">{row.title}</div>}
      {shown.length > 0 && (
        <dl className="vm-change-fields">
          {shown.map(({ field: name, from, to }) => (
            <div key={name}>
              <dt>{fieldText(text, row.entity, name)}</dt>
              <dd>
                <FromTo row={row} field={name} from={from} to={to} />
                {restorable.includes(name) && (
                  <Tooltip label={t.restoreThis}>
                    <ActionIcon
                      className="vm-change-restore vm-no-print"
                      size="xs"
                      aria-label={t.restoreOne(fieldText(text, row.entity, name))}
                      onClick={() => onRestore(name)}
                    >
                      <RotateCcw size="0.8125rem" aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {isLong && (
        <button
          type="button"
          className="vm-change-more vm-no-print"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t.showLess : t.showAll(told.length)}
        </button>
      )}
    </li>
  );
}

/** From what to what: a long text in one, with its changed words marked. */
function FromTo({ row, field, from, to }: { row: Row; field: string; from: HistoryValue | null; to: HistoryValue }) {
  const text = useText();
  const [before, after] = [valueText(text, row.entity, field, from), valueText(text, row.entity, field, to)];
  if (row.kind === 'create') return <span>{after}</span>;
  if (isProse(before, after))
    return (
      <span>
        <Marked before={before} after={after} />
      </span>
    );
  return (
    <>
      <span className="vm-change-from">
        <ShownValue entity={row.entity} field={field} value={from} />
      </span>
      <ArrowRight size="0.75rem" role="img" aria-label={text.history.changedTo} />
      <span>
        <ShownValue entity={row.entity} field={field} value={to} />
      </span>
    </>
  );
}
