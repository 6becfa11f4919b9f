import { useState } from 'react';
import { reorganizationContract } from '../../../db/api/contract/reorganization.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import type { Named } from '../../stores/list-request.ts';
import { useText } from '../../text/index.ts';
import { DayField, FieldRow, ProseField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { useDraft } from '../../ui/use-draft.tsx';
import { useAppForm, useIssues } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';
import { DirectiveSelect } from './directive-select.tsx';
import type { Event } from './keep.ts';

const Papers = reorganizationContract['reorganization.amend'].input.shape.patch.required();

/** Mends the papers of an event; what it did to the units stays. */
export function AmendEvent({ event, onClose }: { event: Event; onClose: () => void }) {
  const t = useText().reorganization;
  const { signedOn, announcedOn, basisDirectiveId, basisText, note } = event;
  const form = useAppForm(Papers, { signedOn, announcedOn, basisDirectiveId, basisText, note });
  const draft = useDraft(`reorganization:amend:${event.id}`, form);
  const [directive, setDirective] = useState<Named | null>(
    basisDirectiveId === null ? null : { id: basisDirectiveId, name: event.basisDirectiveNumber ?? '' },
  );
  const { run, isRunning } = useCommand('reorganization.amend');
  const [error, setError] = useState<ApiError>();
  const place = useIssues(form, 'patch.');
  const save = form.handleSubmit(async (patch) => {
    const result = await run({ id: event.id, patch }, { quiet: true, done: t.amend.done });
    if (result.ok) {
      void draft.remove();
      return onClose();
    }
    return place(result.error) ? setError(undefined) : setError(result.error);
  });
  return (
    <FormPanel title={t.amend.title} onSave={save} onCancel={onClose} isSaving={isRunning} error={error} draft={draft}>
      <p className="vm-page-note">{t.amend.intro}</p>
      <FieldRow>
        <DayField control={form.control} name="signedOn" label={t.eventFields.signedOn} autoFocus />
        <DayField control={form.control} name="announcedOn" label={t.eventFields.announcedOn} />
      </FieldRow>
      <DirectiveSelect
        value={directive}
        onChange={(next) => {
          setDirective(next);
          form.setValue('basisDirectiveId', next?.id ?? null, { shouldDirty: true });
        }}
      />
      <TextField
        control={form.control}
        name="basisText"
        label={t.eventFields.basisText}
        hint={t.amend.basisHint}
        maxLength={limits.description}
      />
      <ProseField control={form.control} name="note" label={t.eventFields.note} />
    </FormPanel>
  );
}
