import type { ReactNode } from 'react';
import type { UnitLevel } from '../../db/api/contract/unit-words.ts';
import type { Named } from './list-request.ts';

/** A field in which one record is found by typing; the same for units, documents and tasks. */
export interface PickerProps {
  label: string;
  placeholder: string;
  value: Named | null;
  onChange: (picked: Named | null) => void;
  error?: string | undefined;
  hint?: string;
  required?: boolean;
  /** Shown above the field, not only told to screen readers. */
  hasLabel?: boolean;
  className?: string;
}

export interface UnitPickerProps extends PickerProps {
  /** The day on which the units have to exist; the day of view if none is given. */
  on?: string;
  natures?: readonly ('police' | 'partner')[];
  includeEnded?: boolean;
}

/** A unit on a list, with a deadline of its own or the common one, and where it takes part. */
export interface ChosenUnit {
  unitId: string;
  name: string;
  dueOn: string | null;
  place?: string;
}

export interface UnitChooserProps {
  /** What the list is for. */
  label: string;
  value: readonly ChosenUnit[];
  onChange: (next: ChosenUnit[]) => void;
  /** The day on which units have to exist. */
  on: string;
  natures: readonly ('police' | 'partner')[];
  required?: boolean;
  /** True: all units of a level below a unit can be added in one step. */
  hasAll?: boolean;
  /** Which levels, the first one offered first; communes alone if none is given. */
  levels?: readonly UnitLevel[];
  /** True: each may have a deadline of its own. */
  hasDue: boolean;
  /** Heading of a column for words of each unit's own; without it there is none. */
  placeLabel?: string;
  /** What cannot stand, under the list. */
  error?: ReactNode;
}
