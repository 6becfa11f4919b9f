import { useState } from 'react';
import { z } from 'zod';
import { type CriterionSetRow, criterionLimit, SetFields } from '../../../db/api/contract/model-ward.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import { go } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { DayField, FieldRow, NumberField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { notifyDone } from '../../ui/notify.ts';
import { useAppForm, useIssues } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';

const { name, validFrom, validTo, basisText } = SetFields.shape;
const FormValues = z.object({
  name,
  validFrom,
  validTo,
  basisText,
  emptyCount: z.int().min(0).max(criterionLimit),
});

/** A new set, with empty rows or the criteria of the one it follows; or the papers of one that is there. */
export function SetForm({ set, copyOf }: { set: CriterionSetRow | undefined; copyOf: CriterionSetRow | undefined }) {
  const t = useText().modelWard;
  const begin = set ?? copyOf;
  const form = useAppForm(FormValues, {
    name: begin?.name ?? '',
    validFrom: set?.validFrom ?? '',
    validTo: set?.validTo ?? null,
    basisText: set?.basisText ?? '',
    emptyCount: 22,
  });
  const creation = useCommand('modelWard.createSet');
  const edit = useCommand('modelWard.updateSet');
  const showIssues = useIssues(form, set === undefined ? 'set.' : 'patch.');
  const [error, setError] = useState<ApiError>();
  const save = form.handleSubmit(async ({ emptyCount, ...fields }) => {
    const result =
      set === undefined
        ? await creation.run(
            copyOf === undefined ? { set: fields, emptyCount } : { set: fields, copyOfId: copyOf.id },
            { quiet: true },
          )
        : await edit.run({ id: set.id, seenAtMs: set.changedAtMs, patch: fields }, { quiet: true });
    if (!result.ok) return void (showIssues(result.error) || setError(result.error));
    notifyDone(t.sets.saved);
    go(`/model-wards/sets/${'id' in result.value ? result.value.id : (set?.id ?? '')}`);
  });
  const title =
    set !== undefined ? t.sets.editTitle : copyOf !== undefined ? t.sets.copyTitle(copyOf.name) : t.sets.newTitle;
  const { control } = form;
  return (
    <FormPanel
      title={title}
      error={error}
      isSaving={creation.isRunning || edit.isRunning}
      onSave={save}
      onCancel={() => go(begin === undefined ? '/model-wards/sets' : `/model-wards/sets/${begin.id}`)}
    >
      {copyOf !== undefined && <p className="vm-page-note">{t.sets.copyHint}</p>}
      <TextField control={control} name="name" label={t.setFields.name} required maxLength={limits.name} autoFocus />
      <FieldRow>
        <DayField control={control} name="validFrom" label={t.setFields.validFrom} required />
        <DayField control={control} name="validTo" label={t.setFields.validTo} />
      </FieldRow>
      <TextField control={control} name="basisText" label={t.setFields.basisText} maxLength={limits.description} />
      {set === undefined && copyOf === undefined && (
        <NumberField control={control} name="emptyCount" label={t.sets.emptyCount} min={0} max={criterionLimit} />
      )}
    </FormPanel>
  );
}
