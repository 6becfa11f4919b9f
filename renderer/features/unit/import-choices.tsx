import { Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { limits } from '../../../db/api/types.ts';
import { useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';

/** What a person decides about a catalogue as a whole. */
export interface Choices {
  on: string;
  until: string | null;
  codeReuse: 'ask' | 'rename' | 'newUnit';
  missing: 'keep' | 'endInProvinces' | 'endAll';
  basisText: string;
}

interface ImportChoicesProps {
  choices: Choices;
  /** First day of a later catalogue, if there is one: only then is there an end to ask for. */
  laterOn: string | null;
  disabled: boolean;
  onChange: (choices: Choices) => void;
}

/** Each change reads the preview again, so that what is seen is always what will be done. */
export function ImportChoices({ choices, laterOn, disabled, onChange }: ImportChoicesProps) {
  const t = useText().unit;
  const set = (part: Partial<Choices>): void => onChange({ ...choices, ...part });
  const [basisText, setBasisText] = useState(choices.basisText);
  useEffect(() => setBasisText(choices.basisText), [choices.basisText]);
  const options = <V extends string>(texts: Record<V, string>) =>
    Object.entries<string>(texts).map(([value, label]) => ({ value, label }));
  return (
    <div className="vm-import-choices">
      <DayInput
        label={t.import.on}
        description={t.import.onHint}
        value={choices.on}
        disabled={disabled}
        required
        onChange={(on) => set({ on: on ?? '' })}
      />
      {laterOn !== null && (
        <DayInput
          label={t.import.until}
          description={t.import.untilHint(laterOn)}
          value={choices.until}
          disabled={disabled}
          onChange={(until) => set({ until })}
        />
      )}
      <Select
        label={t.import.codeReuse}
        data={options(t.import.codeReuseChoices)}
        value={choices.codeReuse}
        allowDeselect={false}
        disabled={disabled}
        onChange={(value) => value !== null && set({ codeReuse: value as Choices['codeReuse'] })}
      />
      <Select
        label={t.import.missing}
        data={options(t.import.missingChoices)}
        value={choices.missing}
        allowDeselect={false}
        disabled={disabled}
        onChange={(value) => value !== null && set({ missing: value as Choices['missing'] })}
      />
      <TextInput
        label={t.fields.basisText}
        value={basisText}
        maxLength={limits.description}
        disabled={disabled}
        onChange={(event) => setBasisText(event.currentTarget.value)}
        onBlur={() => basisText !== choices.basisText && set({ basisText })}
      />
    </div>
  );
}
