import { useState } from 'react';
import { type Directive, NewDirective } from '../../../db/api/contract/directive.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { go } from '../../navigate.ts';
import { useSession } from '../../stores/session.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { FormPanel } from '../../ui/form-panel.tsx';
import { useKeeping } from '../../ui/keep.tsx';
import { notifyDone, notifyInfo } from '../../ui/notify.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useDraft } from '../../ui/use-draft.tsx';
import { beginAgain, useAppForm, useIssues } from '../../ui/use-form.ts';
import { useApi, useCommand } from '../../use-api.ts';
import { type DirectiveForm, type DirectiveInput, emptyForm } from './directive-values.ts';
import { DirectiveFields } from './form-fields.tsx';
import { SecretRefusal } from './secret-refusal.tsx';

type Secrecy = NonNullable<DirectiveInput['secrecy']>;

/** A new document, if wanted one that continues another. "Lưu và thêm tiếp" keeps the fields that are pinned. */
export function NewDirectiveForm({ continuesId }: { continuesId: string | undefined }) {
  const t = useText().directive;
  const officeUnitId = useOfficeUnit();
  const first = emptyForm(continuesId === undefined ? [] : [{ toId: continuesId, kind: 'continues' }]);
  const form: DirectiveForm = useAppForm(NewDirective, first);
  const draft = useDraft(continuesId === undefined ? 'directive:new' : `directive:new:${continuesId}`, form);
  const keeping = useKeeping('directive', ['kindId', 'issuer', 'issuedOn', 'direction']);
  const kinds = useKindNames();
  const { run, isRunning } = useCommand('directive.create');
  const showIssues = useIssues(form);
  const [error, setError] = useState<ApiError>();
  const [secret, setSecret] = useState<Secrecy>();

  const save = (goOn: boolean) =>
    form.handleSubmit(async (values) => {
      const result = await run({ ...values, issuerUnitId: officeUnitId(values.issuer) }, { quiet: true });
      if (!result.ok) return void (showIssues(result.error) || setError(result.error));
      await draft.remove();
      const name = t.nameOf(kinds(values.kindId), values.number);
      if (result.value.duplicates.length > 0) notifyInfo(t.form.savedDuplicate(name));
      else notifyDone(t.form.saved(name));
      setError(undefined);
      if (!goOn) return go(`/directives/${result.value.id}`);
      beginAgain(form, keeping.next<DirectiveInput>(values, emptyForm([])), 'number');
    });
  const discard = (): void => {
    form.reset(emptyForm([]));
    setSecret(undefined);
  };
  if (secret !== undefined)
    return <SecretRefusal secrecy={secret} draft={draft} onGoOn={() => setSecret(undefined)} onDiscard={discard} />;
  return (
    <FormPanel
      title={t.form.newTitle}
      draft={draft}
      error={error}
      isSaving={isRunning}
      onSave={save(false)}
      onSaveAndNext={save(true)}
      added={keeping.added}
      onCancel={() => go(continuesId === undefined ? '/directives' : `/directives/${continuesId}`)}
    >
      <DirectiveFields form={form} isNew onSecret={setSecret} exceptId={null} keeping={keeping} />
    </FormPanel>
  );
}

/** Changes a document of this office. */
export function EditDirective({ id }: { id: string }) {
  const on = useViewDate((s) => s.on);
  const { data, error, reload } = useApi('directive.get', { id, on }, { keep: true, entities: [] });
  if (data === undefined) return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  return <EditForm directive={data} />;
}

function EditForm({ directive: newest }: { directive: Directive }) {
  const t = useText().directive;
  // What the user began to change; what others write meanwhile is refused when saving, not mixed in.
  const [directive] = useState(newest);
  const { id, changedAtMs } = directive;
  const officeUnitId = useOfficeUnit();
  const form: DirectiveForm = useAppForm(NewDirective, valuesOf(directive));
  const draft = useDraft(`directive:${id}`, form);
  const kinds = useKindNames();
  const { run, isRunning } = useCommand('directive.update');
  const showIssues = useIssues(form, 'patch.');
  const [error, setError] = useState<ApiError>();
  const [secret, setSecret] = useState<Secrecy>();
  const close = (): void => go(`/directives/${id}`);

  const save = form.handleSubmit(async ({ relations: _relations, audience: _audience, ...values }) => {
    const patch = { ...values, issuerUnitId: officeUnitId(values.issuer) };
    const result = await run({ id, seenAtMs: changedAtMs, patch }, { quiet: true });
    if (!result.ok) return void (showIssues(result.error) || setError(result.error));
    await draft.remove();
    const name = t.nameOf(kinds(values.kindId), values.number);
    if (result.value.duplicates.length > 0) notifyInfo(t.form.savedDuplicate(name));
    else notifyDone(t.form.saved(name));
    close();
  });
  if (secret !== undefined)
    return <SecretRefusal secrecy={secret} draft={draft} onGoOn={() => setSecret(undefined)} onDiscard={close} />;
  return (
    <FormPanel
      title={t.form.editTitle(t.nameOf(directive.kindName, directive.number))}
      draft={draft}
      error={error}
      isSaving={isRunning}
      onSave={save}
      onCancel={close}
    >
      <DirectiveFields form={form} isNew={false} onSecret={setSecret} exceptId={id} />
    </FormPanel>
  );
}

function valuesOf(directive: Directive): DirectiveInput {
  const empty = emptyForm([]);
  const stored = directive as unknown as Record<string, unknown>;
  const own = Object.fromEntries(
    Object.keys(empty)
      .filter((key) => key !== 'relations' && key !== 'audience')
      .map((key) => [key, stored[key]]),
  );
  return { ...empty, ...own };
}

/** The office's own documents name its unit; other issuers are words. */
function useOfficeUnit(): (issuer: string) => string | null {
  const session = useSession((s) => s.session);
  return (issuer) => (session !== null && issuer === session.officeName ? session.officeUnitId : null);
}

function useKindNames(): (kindId: string) => string {
  const kinds = useApi('documentKind.list', {}, { entities: ['documentKind'] });
  return (kindId) => kinds.data?.find((kind) => kind.id === kindId)?.name ?? '';
}
