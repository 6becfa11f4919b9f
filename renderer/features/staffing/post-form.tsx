import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { z } from 'zod';
import type { Output } from '../../../db/api/contract/index.ts';
import { PostFields, type PostShown, StaffAudience } from '../../../db/api/contract/staffing.ts';
import { PostTitle } from '../../../db/api/contract/staffing-words.ts';
import type { UnitKind } from '../../../db/api/contract/unit-words.ts';
import { type Day, isDay } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { Day as DaySchema, Line, limits } from '../../../db/api/types.ts';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayField, FieldRow, FlagField, ProseField, SelectField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { Kept, useKeeping } from '../../ui/keep.tsx';
import { notifyInfo } from '../../ui/notify.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useDraft } from '../../ui/use-draft.tsx';
import { type AppForm, beginAgain, useAppForm, useIssues } from '../../ui/use-form.ts';
import { useApi, useCommand } from '../../use-api.ts';
import { staffEntities } from './keep.ts';
import { RemoveButton } from './remove-button.tsx';
import { DirectiveField } from './unit-select.tsx';

type Unit = Output<'staffing.ofUnit'>;

interface PlaceProps {
  unitId: string;
  /** Undefined for a new one. */
  postId: string | undefined;
  /** Only the day on which it was left. */
  isEnding: boolean;
}

/** A post of a unit: new, put right, or left. */
export function PostForm({ unitId, postId, isEnding }: PlaceProps) {
  const on = useViewDate((s) => s.on);
  const state = useApi('staffing.ofUnit', { unitId, on }, { keep: true, entities: staffEntities });
  const { data, error, reload } = state;
  if (data === undefined) return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  const post = data.posts.find(({ id }) => id === postId);
  if (postId !== undefined && post === undefined)
    return <ErrorState error={{ code: 'NOT_FOUND', details: { entity: 'post', id: postId } }} />;
  if (post === undefined) return <NewPost unit={data} />;
  return isEnding ? <EndPost unit={data} post={post} /> : <CorrectPost key={post.id} unit={data} post={post} />;
}

const NewFields = z.strictObject({ ...PostFields.shape, audience: StaffAudience });
type NewValues = z.input<typeof NewFields>;
type Values = z.input<typeof PostFields>;

const emptyPost = (fromOn: Day): Values => ({
  ...{ title: 'officer', holder: '', isActing: 0, isInvestigator: 0, isPartyCommittee: 0, fromOn, toOn: null },
  ...{ basisDirectiveId: null, basisText: '', note: '' },
});

/** Warnings come after saving too: what is entered twice may be right. */
function useTellTwice(): (warnings: Output<'staffing.correctPost'>['warnings']) => void {
  const { staffing: t } = useText();
  return (warnings) => {
    const first = warnings[0];
    if (first !== undefined)
      notifyInfo(t.post.twice(first.holder, first.unitName, t.titles[first.title], first.fromOn));
  };
}

function NewPost({ unit }: { unit: Unit }) {
  const { staffing: t } = useText();
  const on = useViewDate((s) => s.on);
  const empty: NewValues = { ...emptyPost(on), audience: 'office' };
  const form = useAppForm<NewValues, z.output<typeof NewFields>>(NewFields, empty);
  const draft = useDraft(`post:new:${unit.unitId}`, form);
  const keeping = useKeeping('post', ['fromOn', 'basisDirectiveId', 'basisText', 'audience']);
  const { run, isRunning } = useCommand('staffing.createPost');
  const showIssues = useIssues(form, 'post.');
  const tellTwice = useTellTwice();
  const [error, setError] = useState<ApiError>();
  const leave = (): void => go(`/staffing/${unit.unitId}`);
  const save = (goOn: boolean) =>
    form.handleSubmit(async ({ audience, ...post }) => {
      const result = await run({ unitId: unit.unitId, post, audience }, { done: t.post.saved, quiet: true });
      if (!result.ok) return void (showIssues(result.error) || setError(result.error));
      setError(undefined);
      tellTwice(result.value.warnings);
      await draft.remove();
      if (!goOn) return leave();
      beginAgain(form, keeping.next<NewValues>(form.getValues(), empty), 'title');
    });
  return (
    <FormPanel
      title={`${t.post.add}: ${unit.unitName}`}
      isSaving={isRunning}
      error={error}
      onSave={save(false)}
      onSaveAndNext={save(true)}
      added={keeping.added}
      draft={draft}
      onCancel={leave}
    >
      <Fields form={form as unknown as AppForm<Values>} exceptId={null} basisNumber="" kind={unit.row?.kind ?? null} />
      <Kept keeping={keeping} fields={['audience']} label={t.postFields.audience}>
        <SelectField
          control={form.control}
          name="audience"
          help="staffing.audience"
          label={t.postFields.audience}
          hint={t.post.audienceHint}
          choices={StaffAudience.options.map((value) => ({ value, label: t.post.audiences[value] }))}
          required
        />
      </Kept>
    </FormPanel>
  );
}

function CorrectPost({ unit, post }: { unit: Unit; post: PostShown }) {
  const { staffing: t } = useText();
  const { id, changedAtMs, basisNumber, audience: _audience, isOwn: _own, ...values } = post;
  const form = useAppForm(PostFields, values);
  const draft = useDraft(`post:${id}`, form);
  const { run, isRunning } = useCommand('staffing.correctPost');
  const removal = useCommand('staffing.removePost');
  const showIssues = useIssues(form, 'post.');
  const tellTwice = useTellTwice();
  const [error, setError] = useState<ApiError>();
  const leave = (): void => go(`/staffing/${unit.unitId}`);
  const save = form.handleSubmit(async (fields) => {
    const result = await run({ id, changedAtMs, post: fields }, { done: t.post.saved, quiet: true });
    if (!result.ok) return void (showIssues(result.error) || setError(result.error));
    tellTwice(result.value.warnings);
    await draft.remove();
    leave();
  });
  const remove = async (): Promise<void> => {
    const result = await removal.run({ id }, { done: t.post.removed });
    if (result.ok) leave();
  };
  return (
    <FormPanel
      title={`${t.post.correct}: ${unit.unitName}`}
      isSaving={isRunning}
      error={error}
      onSave={save}
      draft={draft}
      onCancel={leave}
    >
      <Fields form={form} exceptId={id} basisNumber={basisNumber ?? ''} kind={unit.row?.kind ?? null} />
      <RemoveButton title={t.post.removeTitle} text={t.post.removeText} onRemove={remove} />
      <HistorySection entity="post" id={id} />
    </FormPanel>
  );
}

function Fields({
  form,
  exceptId,
  basisNumber,
  kind,
}: {
  form: AppForm<Values>;
  exceptId: string | null;
  basisNumber: string;
  /** Of the unit, which its leaders are named after. */
  kind: UnitKind | null;
}) {
  const { staffing: t } = useText();
  const { control } = form;
  const names = t.postFields;
  return (
    <>
      <FieldRow>
        <SelectField
          control={control}
          name="title"
          help="staffing.title"
          label={names.title}
          choices={PostTitle.options.map((value) => ({ value, label: t.titleOf(value, kind) }))}
          required
          autoFocus
        />
        <TextField
          control={control}
          name="holder"
          help="staffing.holder"
          label={names.holder}
          hint={t.post.holderHint}
          maxLength={limits.person}
        />
      </FieldRow>
      <FieldRow>
        <DayField control={control} name="fromOn" help="staffing.fromOn" label={names.fromOn} required />
        <DayField control={control} name="toOn" help="staffing.fromOn" label={names.toOn} hint={t.post.toHint} />
      </FieldRow>
      <Twice control={control} exceptId={exceptId} />
      <FlagField control={control} name="isActing" label={names.isActing} hint={t.post.actingHint} />
      <FieldRow>
        <FlagField control={control} name="isInvestigator" label={names.isInvestigator} />
        <FlagField control={control} name="isPartyCommittee" label={names.isPartyCommittee} />
      </FieldRow>
      <TextField control={control} name="basisText" label={names.basisText} maxLength={limits.description} />
      <DirectiveField
        control={control}
        name="basisDirectiveId"
        label={names.basisDirectiveId}
        chosenName={basisNumber}
      />
      <ProseField control={control} name="note" label={names.note} hint={t.post.noteHint} minRows={2} />
    </>
  );
}

/** Said while the name is typed: somebody so called holds another main post. */
function Twice({ control, exceptId }: { control: AppForm<Values>['control']; exceptId: string | null }) {
  const { staffing: t } = useText();
  const [holder, fromOn, toOn, isActing] = useWatch({ control, name: ['holder', 'fromOn', 'toOn', 'isActing'] });
  const [asked] = useDebouncedValue((holder ?? '').trim().slice(0, limits.person), 300);
  const isReady = asked !== '' && isActing === 0 && isDay(fromOn ?? '') && (toOn === null || isDay(toOn ?? ''));
  const found = useApi(
    'staffing.holderPosts',
    { holder: asked, fromOn: isReady ? fromOn : '2000-01-01', toOn: isReady ? toOn : null, exceptId },
    { enabled: isReady, entities: ['post'] },
  ).data;
  const first = isReady ? found?.[0] : undefined;
  return (
    <p className="vm-staff-twice" role="status">
      {first !== undefined && t.post.twice(first.holder, first.unitName, t.titles[first.title], first.fromOn)}
    </p>
  );
}

const EndFields = z.strictObject({ toOn: DaySchema, note: Line(limits.description) });

function EndPost({ unit, post }: { unit: Unit; post: PostShown }) {
  const { staffing: t } = useText();
  const on = useViewDate((s) => s.on);
  const form = useAppForm(EndFields, { toOn: on, note: post.note });
  const { run, isRunning } = useCommand('staffing.endPost');
  const showIssues = useIssues(form);
  const [error, setError] = useState<ApiError>();
  const leave = (): void => go(`/staffing/${unit.unitId}`);
  const save = form.handleSubmit(async ({ toOn, note }) => {
    const result = await run({ id: post.id, toOn, note }, { done: t.post.ended, quiet: true });
    if (!result.ok) return void (showIssues(result.error) || setError(result.error));
    leave();
  });
  const name = post.holder === '' ? t.unit.unnamed : post.holder;
  return (
    <FormPanel
      title={t.post.end}
      isSaving={isRunning}
      error={error}
      onSave={save}
      onCancel={leave}
      saveLabel={t.unit.end}
    >
      <p className="vm-page-note">{`${t.titleOf(post.title, unit.row?.kind ?? null)} – ${name}, ${unit.unitName}, ${t.unit.since(post.fromOn)}`}</p>
      <DayField
        control={form.control}
        name="toOn"
        help="staffing.fromOn"
        label={t.post.endOn}
        hint={t.post.endHint}
        required
        autoFocus
      />
      <ProseField control={form.control} name="note" label={t.postFields.note} minRows={2} />
    </FormPanel>
  );
}
