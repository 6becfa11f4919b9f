import { useEffect, useState } from 'react';
import type { DirectiveLabel } from '../../../db/api/contract/directive.ts';
import type { Stocktake } from '../../../db/api/contract/stocktake.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { FormPanel } from '../../ui/form-panel.tsx';
import { notifyDone } from '../../ui/notify.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useDraft } from '../../ui/use-draft.tsx';
import { useAppForm, useIssues } from '../../ui/use-form.ts';
import { useApi, useCommand } from '../../use-api.ts';
import { StocktakeFormFields } from './form-fields.tsx';
import { emptyStocktake, type StocktakeAppForm, StocktakeValues, toInput, valuesOf } from './stocktake-values.ts';

/** How a document is called in the form: its number, or its kind where it has none. */
export const useDirectiveName = (): ((one: DirectiveLabel) => string) => {
  const t = useText().directive;
  return ({ kindName, number, subject }) => `${t.nameOf(kindName, number)} – ${subject}`;
};

/** A new one; opened from a document it looks back on that. */
export function NewStocktakeForm({ directiveId }: { directiveId: string | undefined }) {
  const t = useText().stocktake;
  const form: StocktakeAppForm = useAppForm(StocktakeValues, emptyStocktake());
  const draft = useDraft(`stocktake:new${directiveId === undefined ? '' : `:${directiveId}`}`, form);
  const { run, isRunning } = useCommand('stocktake.create');
  const showIssues = useIssues(form);
  const [error, setError] = useState<ApiError>();
  useDirective(form, directiveId);
  const save = form.handleSubmit(async (values) => {
    const result = await run(toInput(values), { quiet: true });
    if (!result.ok) return void (showIssues(result.error) || setError(result.error));
    await draft.remove();
    notifyDone(t.form.saved);
    go(`/stocktakes/${result.value.id}`);
  });
  return (
    <FormPanel
      title={t.form.newTitle}
      draft={draft}
      error={error}
      isSaving={isRunning}
      onSave={save}
      onCancel={() => go(directiveId === undefined ? '/stocktakes' : `/directives/${directiveId}`)}
    >
      <StocktakeFormFields form={form} isNew />
    </FormPanel>
  );
}

/** The document it was opened from, and the day that one was issued as the first of the time looked back on. */
function useDirective(form: StocktakeAppForm, directiveId: string | undefined): void {
  const on = useViewDate((s) => s.on);
  const nameOf = useDirectiveName();
  const { data } = useApi('directive.get', { id: directiveId ?? '', on }, { enabled: directiveId !== undefined });
  useEffect(() => {
    if (data === undefined || form.getValues('directives').length > 0) return;
    form.setValue('directives', [{ id: data.id, name: nameOf(data) }]);
    if (form.getValues('fromOn') === '') form.setValue('fromOn', data.issuedOn);
  }, [data, form]);
}

/** Changes one of this office. */
export function EditStocktake({ id }: { id: string }) {
  const on = useViewDate((s) => s.on);
  const { data, error, reload } = useApi('stocktake.get', { id, on }, { keep: true, entities: [] });
  if (data === undefined) return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  return <EditForm stocktake={data} />;
}

function EditForm({ stocktake: newest }: { stocktake: Stocktake }) {
  const t = useText().stocktake;
  const nameOf = useDirectiveName();
  // What the user began to change; what others write meanwhile is refused when saving, not mixed in.
  const [stocktake] = useState(newest);
  const { id, changedAtMs } = stocktake;
  const form: StocktakeAppForm = useAppForm(StocktakeValues, valuesOf(stocktake, nameOf));
  const draft = useDraft(`stocktake:${id}`, form);
  const { run, isRunning } = useCommand('stocktake.update');
  const showIssues = useIssues(form, 'patch.');
  const [error, setError] = useState<ApiError>();
  const close = (): void => go(`/stocktakes/${id}`);
  const save = form.handleSubmit(async (values) => {
    const { audience: _audience, ...patch } = toInput(values);
    const result = await run({ id, seenAtMs: changedAtMs, patch }, { quiet: true });
    if (!result.ok) return void (showIssues(result.error) || setError(result.error));
    await draft.remove();
    notifyDone(t.form.saved);
    close();
  });
  return (
    <FormPanel
      title={t.form.editTitle(t.kinds[stocktake.kind])}
      draft={draft}
      error={error}
      isSaving={isRunning}
      onSave={save}
      onCancel={close}
    >
      <StocktakeFormFields form={form} isNew={false} />
    </FormPanel>
  );
}
