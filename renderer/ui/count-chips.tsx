import { showNumber } from '../text/show.ts';
import type { Meaning } from './status-badge.tsx';
import './count-chips.css';

interface CountChip<V> {
  value: V;
  label: string;
  /** Undefined until it is known. */
  count: number | undefined;
  /** Colours the count, unless it is 0. */
  meaning?: Meaning | undefined;
}

interface CountChipsProps<V> {
  label: string;
  chips: readonly CountChip<V>[];
  value: V;
  onChange: (value: V) => void;
}

/** What stands out in a list, with how many there are; one press narrows the list to it. */
export function CountChips<V extends string | null>({ label, chips, value, onChange }: CountChipsProps<V>) {
  return (
    <fieldset className="vm-count-chips">
      <legend className="vm-visually-hidden">{label}</legend>
      {chips.map((chip) => (
        <button
          key={chip.value}
          type="button"
          className="vm-count-chip"
          data-meaning={chip.count === 0 ? undefined : chip.meaning}
          aria-pressed={chip.value === value}
          onClick={() => onChange(chip.value)}
        >
          {chip.label} <span>{chip.count === undefined ? '' : showNumber(chip.count)}</span>
        </button>
      ))}
    </fieldset>
  );
}
