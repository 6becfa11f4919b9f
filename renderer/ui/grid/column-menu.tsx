import { ActionIcon, Button, Checkbox, NumberInput, Popover } from '@mantine/core';
import { ArrowDown, ArrowUp, Columns3, Copy } from 'lucide-react';
import { useText } from '../../text/index.ts';
import {
  arranged,
  asGiven,
  frozenCount,
  isArranged,
  isShown,
  ordered,
  widthLimits,
  withMoved,
  withShown,
  withWidth,
} from './columns.ts';
import type { Column, ColumnsState } from './types.ts';

interface MenuProps<R> {
  columns: readonly Column<R>[];
  state: ColumnsState;
  onChange: (next: ColumnsState) => void;
  onCopyWithHeader: () => void;
}

/** Which columns a list shows, in which order and how wide, and how many stay in place: all of it by keyboard too. */
export function ColumnMenu<R>({ columns, state, onChange, onCopyWithHeader }: MenuProps<R>) {
  const t = useText().grid;
  const all = ordered(columns, state);
  const shown = arranged(columns, state);
  const frozen = frozenCount(shown);
  return (
    <>
      <ActionIcon size="sm" aria-label={t.copyWithHeader} title={t.copyWithHeader} onClick={onCopyWithHeader}>
        <Copy size="0.875rem" aria-hidden />
      </ActionIcon>
      <Popover position="top-end" trapFocus returnFocus withinPortal width={380}>
        <Popover.Target>
          <Button
            size="compact-xs"
            variant={isArranged(state) ? 'light' : 'subtle'}
            color={isArranged(state) ? 'moss' : 'gray'}
            leftSection={<Columns3 size="0.875rem" aria-hidden />}
          >
            {t.columns}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t.columns}>
          <ul className="vm-grid-columns" aria-label={t.columns}>
            {all.map((column, index) => {
              const isOn = shown.some(({ key }) => key === column.key);
              return (
                <li key={column.key}>
                  <Checkbox
                    label={column.header}
                    checked={isOn}
                    disabled={isOn && shown.length === 1}
                    onChange={(event) => onChange(withShown(columns, state, column.key, event.currentTarget.checked))}
                  />
                  <NumberInput
                    className="vm-grid-column-width"
                    size="xs"
                    aria-label={t.widthOf(column.header)}
                    min={widthLimits.least}
                    max={widthLimits.most}
                    step={10}
                    allowDecimal={false}
                    value={state.widths[column.key] ?? column.width}
                    disabled={!isShown(column, state)}
                    onChange={(value) =>
                      typeof value === 'number' &&
                      value >= widthLimits.least &&
                      onChange(withWidth(state, column.key, value))
                    }
                  />
                  <ActionIcon
                    size="sm"
                    aria-label={t.moveBefore(column.header)}
                    disabled={index === 0}
                    onClick={() => onChange(withMoved(columns, state, column.key, -1))}
                  >
                    <ArrowUp size="0.875rem" aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    size="sm"
                    aria-label={t.moveAfter(column.header)}
                    disabled={index === all.length - 1}
                    onClick={() => onChange(withMoved(columns, state, column.key, 1))}
                  >
                    <ArrowDown size="0.875rem" aria-hidden />
                  </ActionIcon>
                </li>
              );
            })}
          </ul>
          <div className="vm-grid-columns-foot">
            <NumberInput
              size="xs"
              label={t.frozen}
              min={0}
              max={Math.max(0, shown.length - 1)}
              allowDecimal={false}
              value={frozen}
              onChange={(value) => typeof value === 'number' && onChange({ ...state, frozen: value })}
            />
            <Button size="compact-sm" variant="default" disabled={!isArranged(state)} onClick={() => onChange(asGiven)}>
              {t.asGiven}
            </Button>
          </div>
          <p className="vm-page-note">{t.columnsHint}</p>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
