import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { useText } from '../text/index.ts';
import './filter-chip.css';

/** A narrowing that has no control of its own: what it is, and the way to take it off. */
export interface GivenFilter {
  key: string;
  label: string;
  onClear: () => void;
}

/** What a list was opened with from elsewhere, each to be taken off by itself. */
export function GivenChips({ filters }: { filters: readonly (GivenFilter | false)[] }) {
  const t = useText().common.empty;
  return filters
    .filter((filter) => filter !== false)
    .map(({ key, label, onClear }) => (
      <span key={key} className="vm-given" title={label}>
        <span>{label}</span>
        <ActionIcon size="sm" aria-label={`${t.clearFilters}: ${label}`} onClick={onClear}>
          <X size="0.875rem" aria-hidden />
        </ActionIcon>
      </span>
    ));
}
