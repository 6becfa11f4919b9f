import { useState } from 'react';
import { type UnitShown, unitContract } from '../../../db/api/contract/unit.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayField, SelectField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { useAppForm, useIssues } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';
import { versionShown } from './changes.ts';

const Form = unitContract['unit.end'].input;

/** Ends a unit from a day, and says what becomes of the units below it. */
export function EndUnit({ unit, onClose }: { unit: UnitShown; onClose: () => void }) {
  const t = useText().unit;
  const on = useViewDate((s) => s.on);
  const hasChildren = unit.childCounts.length > 0;
  const form = useAppForm(Form, { unitId: unit.id, on, children: 'refuse', basisText: '' });
  const { run, isRunning } = useCommand('unit.end');
  const [error, setError] = useState<ApiError>();
  const place = useIssues(form);
  const save = form.handleSubmit(async (input) => {
    const result = await run(input, { quiet: true, done: (value) => t.endedDone(value.ended, value.moved) });
    if (result.ok) return onClose();
    return place(result.error) ? setError(undefined) : setError(result.error);
  });
  const choices = (['refuse', 'moveUp', 'end'] as const).map((value) => ({
    value,
    label: t.endChildrenChoices[value],
  }));
  return (
    <FormPanel
      title={t.endTitle(versionShown(unit, on).fullName)}
      onSave={save}
      onCancel={onClose}
      isSaving={isRunning}
      error={error}
      saveLabel={t.endVerb}
    >
      <p className="vm-page-note">{t.endIntro}</p>
      <p>
        {t.endOffer} <a href={`#/reorganize/new/${unit.id}`}>{t.reorganize}</a>
      </p>
      <DayField control={form.control} name="on" label={t.endOn} required autoFocus />
      {hasChildren && (
        <SelectField
          control={form.control}
          name="children"
          label={t.endChildren}
          choices={choices}
          hint={unit.childCounts.map(({ kind, count }) => t.countOf(count, t.kinds[kind])).join(' · ')}
          required
        />
      )}
      <TextField
        control={form.control}
        name="basisText"
        label={t.fields.basisText}
        hint={t.fields.basisHint}
        maxLength={limits.description}
      />
    </FormPanel>
  );
}
