import { Checkbox, MultiSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReorganizationPreview } from '../../../db/api/contract/reorganization-import.ts';
import { limits } from '../../../db/api/types.ts';
import { useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';

/** What a person decides about a file as a whole. */
export interface Choices {
  on: string | null;
  fromOn: string | null;
  toOn: string | null;
  /** Codes of provinces; null for all the file speaks of. */
  provinceCodes: string[] | null;
  signedOn: string | null;
  announcedOn: string | null;
  basisText: string;
  withPolice: boolean;
}

interface ImportChoicesProps {
  choices: Choices;
  /** Undefined until the file has been read once. */
  fileKind: ReorganizationPreview['fileKind'] | undefined;
  provinces: ReorganizationPreview['provinces'];
  disabled: boolean;
  onChange: (choices: Choices) => void;
}

/** Each change reads the preview again, so that what is seen is always what will be done. */
export function ImportChoices({ choices, fileKind, provinces, disabled, onChange }: ImportChoicesProps) {
  const text = useText();
  const t = text.reorganizationImport;
  const fields = text.reorganization.eventFields;
  const set = (part: Partial<Choices>): void => onChange({ ...choices, ...part });
  const [basisText, setBasisText] = useState(choices.basisText);
  useEffect(() => setBasisText(choices.basisText), [choices.basisText]);
  const day = (key: 'on' | 'fromOn' | 'toOn' | 'signedOn' | 'announcedOn', label: string, required = false) => (
    <DayInput
      label={label}
      value={choices[key]}
      disabled={disabled}
      required={required}
      onChange={(value) => set({ [key]: value })}
    />
  );
  return (
    <>
      <div className="vm-import-choices">
        {fileKind === 'changes' ? (
          <>
            {day('fromOn', t.fromOn)}
            {day('toOn', t.toOn)}
          </>
        ) : (
          <>
            {day('on', t.on, true)}
            {day('signedOn', fields.signedOn)}
            {day('announcedOn', fields.announcedOn)}
          </>
        )}
        <TextInput
          label={fields.basisText}
          value={basisText}
          maxLength={limits.description}
          disabled={disabled}
          onChange={(event) => setBasisText(event.currentTarget.value)}
          onBlur={() => basisText !== choices.basisText && set({ basisText })}
        />
      </div>
      <div className="vm-import-scope">
        <Provinces choices={choices} provinces={provinces} disabled={disabled} onChange={set} />
        <Checkbox
          label={t.withPolice}
          description={t.withPoliceHint}
          checked={choices.withPolice}
          disabled={disabled}
          onChange={(event) => set({ withPolice: event.currentTarget.checked })}
        />
      </div>
    </>
  );
}

interface ProvincesProps {
  choices: Choices;
  provinces: ReorganizationPreview['provinces'];
  disabled: boolean;
  onChange: (part: Partial<Choices>) => void;
}

/** The whole file, or some provinces; nothing is read again until one is chosen. */
function Provinces({ choices, provinces, disabled, onChange }: ProvincesProps) {
  const text = useText();
  const t = text.reorganizationImport;
  const [isSome, setSome] = useState(choices.provinceCodes !== null);
  const pick = (value: string): void => {
    setSome(value === 'some');
    if (value === 'all' && choices.provinceCodes !== null) onChange({ provinceCodes: null });
  };
  return (
    <div className="vm-import-provinces">
      <span className="vm-input-label">{t.scope}</span>
      <SegmentedControl
        aria-label={t.scope}
        disabled={disabled}
        data={[
          { value: 'all', label: t.allProvinces },
          { value: 'some', label: t.someProvinces },
        ]}
        value={isSome ? 'some' : 'all'}
        onChange={pick}
      />
      {isSome && (
        <MultiSelect
          aria-label={t.chooseProvinces}
          placeholder={choices.provinceCodes === null ? t.chooseProvinces : ''}
          searchable
          disabled={disabled}
          data={provinces.map(({ code, fullName, oldNames }) => ({
            value: code,
            label: t.provinceOf(
              fullName,
              oldNames.filter((name) => name !== fullName),
            ),
          }))}
          value={choices.provinceCodes ?? []}
          onChange={(codes) => onChange({ provinceCodes: codes.length === 0 ? null : codes })}
          nothingFoundMessage={text.common.select.nothing}
        />
      )}
    </div>
  );
}
