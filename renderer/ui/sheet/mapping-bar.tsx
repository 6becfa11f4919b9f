import { Button, Checkbox, NativeSelect } from '@mantine/core';
import type { Dispatch } from 'react';
import { useText } from '../../text/index.ts';
import { type Mapping, mappedRows, withTarget } from './paste-map.ts';
import type { LastPaste, SheetAction } from './sheet-rows.ts';
import type { SheetColumn } from './sheet-types.ts';

/** How a pasted block was understood, column by column; each can be sent elsewhere, and the rows follow at once. */
export function MappingBar({
  paste: { block, mapping },
  columns,
  act,
}: {
  paste: LastPaste;
  columns: readonly SheetColumn[];
  act: Dispatch<SheetAction>;
}) {
  const t = useText().sheet.paste;
  const remap = (next: Mapping): void => act({ kind: 'remap', mapping: next });
  const choices = [{ value: '', label: t.skip }, ...columns.map(({ key, header }) => ({ value: key, label: header }))];
  const sample = (index: number): string => block[mapping.hasHeader ? 1 : 0]?.[index] ?? '';
  const title = t.title(mappedRows(block, mapping).length);
  return (
    <section className="vm-sheet-mapping" aria-label={title}>
      <div className="vm-sheet-mapping-head">
        <strong role="status">{title}</strong>
        <span className="vm-sheet-quiet">{mapping.hasHeader ? t.headed : t.placed}</span>
        <Checkbox
          size="xs"
          label={t.hasHeader}
          checked={mapping.hasHeader}
          onChange={(event) => remap({ ...mapping, hasHeader: event.currentTarget.checked })}
        />
        <Button size="compact-sm" variant="default" onClick={() => act({ kind: 'undo' })}>
          {t.back}
        </Button>
        <Button size="compact-sm" onClick={() => act({ kind: 'keepPaste' })}>
          {t.keep}
        </Button>
      </div>
      <div className="vm-sheet-mapping-row">
        {mapping.targets.map((target, index) => (
          <div key={index}>
            <NativeSelect
              size="xs"
              aria-label={t.column(index + 1)}
              data={choices}
              value={target ?? ''}
              onChange={(event) => remap(withTarget(mapping, index, event.currentTarget.value || undefined))}
            />
            <span className="vm-sheet-sample" title={sample(index)}>
              {sample(index) || '—'}
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}
