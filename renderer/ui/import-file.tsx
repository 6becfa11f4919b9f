import type { ReactNode } from 'react';
import { pickFile } from '../api.ts';
import type { Picked } from '../bridge.ts';
import { DropPlace } from './drop-place.tsx';
import { type Meaning, StatusBadge, statusIcons } from './status-badge.tsx';
import './import-file.css';

/** Asks the host for a table of text, or takes one that was dropped. */
export const pickTable = async (dropped?: File): Promise<Picked | undefined> =>
  (
    await pickFile({
      mode: 'open',
      extensions: ['csv', 'txt', 'tsv'],
      ...(dropped === undefined ? {} : { file: dropped }),
    })
  )[0];

/** The steps of an import in a line, the present one marked. */
export function ImportSteps({ label, steps, current }: { label: string; steps: readonly string[]; current: number }) {
  return (
    <ol className="vm-import-steps" aria-label={label}>
      {steps.map((step, index) => (
        <li key={step} aria-current={index === current ? 'step' : undefined} data-done={index < current || undefined}>
          <span aria-hidden>{index + 1}</span> {step}
        </li>
      ))}
    </ol>
  );
}

interface ImportDropProps {
  title: string;
  hint: string;
  note: string;
  onPicked: (picked: Picked | undefined) => void;
}

/** The place to choose a file, or to drop one on. */
export function ImportDrop({ title, hint, note, onPicked }: ImportDropProps) {
  return (
    <div className="vm-import-choose">
      <DropPlace
        title={title}
        hint={hint}
        onChoose={() => void pickTable().then(onPicked)}
        onDrop={([dropped]) => void pickTable(dropped).then(onPicked)}
      />
      <p className="vm-page-note">{note}</p>
    </div>
  );
}

interface ImportCardProps {
  meaning: Meaning;
  label: string;
  count: string;
  note: ReactNode;
  isPressed: boolean;
  disabled: boolean;
  /** A ring in place of the sign of the meaning. */
  isRing?: boolean;
  onPress: () => void;
}

/** A group of what an import would do, with its count; pressed, its rows are shown. */
export function ImportCard({ meaning, label, count, note, isPressed, disabled, isRing, onPress }: ImportCardProps) {
  return (
    <button
      type="button"
      className="vm-import-card"
      data-meaning={meaning}
      aria-pressed={isPressed}
      disabled={disabled}
      onClick={onPress}
    >
      <span className="vm-import-count">{count}</span>
      <StatusBadge meaning={meaning} label={label} isPlain {...(isRing === true ? { icon: statusIcons.circle } : {})} />
      <span className="vm-page-note">{note}</span>
    </button>
  );
}
