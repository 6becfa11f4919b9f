import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { Output } from '../../../db/api/contract/index.ts';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import type { Chip } from './filter-store.ts';
import type { Timeliness } from './status.tsx';

type Counts = Output<'assignment.counts'>;

const first = [
  ['all', 'total', undefined],
  ['overdue', 'overdue', 'red'],
  ['dueSoon', 'dueSoon', 'amber'],
  ['awaitsDecision', 'awaitsDecision', 'blue'],
] as const;

const others: readonly Timeliness[] = ['notYetDue', 'doneOnTime', 'doneLate', 'noDeadline', 'stopped'];

/** One press narrows the list to a state; each says how many there are. */
export function StatusChips({
  counts,
  chip,
  onChip,
}: {
  counts: Counts | undefined;
  chip: Chip;
  onChip: (chip: Chip) => void;
}) {
  const t = useText().task;
  const label = (key: Chip): string =>
    key === 'all' ? t.chips.all : key === 'awaitsDecision' ? t.chips.awaitsDecision : t.timeliness[key];
  const count = (key: keyof Counts): string => (counts === undefined ? '' : showNumber(counts[key]));
  const isOther = (others as readonly Chip[]).includes(chip);
  return (
    <fieldset className="vm-chips vm-chip-set">
      <legend>{t.chips.label}</legend>
      {first.map(([key, field, meaning]) => (
        <button
          key={key}
          type="button"
          className="vm-chip"
          data-meaning={meaning}
          aria-pressed={chip === key}
          onClick={() => onChip(key)}
        >
          {label(key)} <span className="vm-chip-count">{count(field)}</span>
        </button>
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            className="vm-chip-more"
            variant={isOther ? 'light' : 'default'}
            size="compact-xs"
            rightSection={<ChevronDown size={14} aria-hidden />}
          >
            {isOther ? `${label(chip)} ${count(chip as Timeliness)}` : t.chips.other}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {others.map((key) => (
            <Menu.Item
              key={key}
              onClick={() => onChip(key)}
              rightSection={<span className="vm-chip-count">{count(key)}</span>}
            >
              {label(key)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </fieldset>
  );
}
