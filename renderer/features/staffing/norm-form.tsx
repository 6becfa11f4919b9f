import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import type { z } from 'zod';
import { NormFields, type NormRow } from '../../../db/api/contract/staffing.ts';
import type { UnitKind } from '../../../db/api/contract/unit-words.ts';
import type { Day } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayField, FieldRow, FlagField, NumberField, SelectField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { Section } from '../../ui/page.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useDraft } from '../../ui/use-draft.tsx';
import { type AppForm, useAppForm, useIssues } from '../../ui/use-form.ts';
import { useApi, useCommand } from '../../use-api.ts';
import { type StaffLevel, staffLevels } from './filter-store.ts';
import { staffEntities, useKeepsStaff } from './keep.ts';
import { RemoveButton } from './remove-button.tsx';
import { DirectiveField, UnitField } from './unit-select.tsx';

type Values = z.input<typeof NormFields>;

const kindsOf: Record<StaffLevel, readonly UnitKind[]> = {
  commune: ['commune', 'ward', 'township', 'specialZone', 'post'],
  district: ['ruralDistrict', 'urbanDistrict', 'town', 'provincialCity', 'post'],
  department: ['department'],
  team: ['team', 'post'],
};

const newNorm = (validFrom: Day): Partial<Values> => ({
  ...{ name: '', level: 'commune', unitKind: null, underUnitId: null, isKeyOnly: 0, validFrom, validTo: null },
  ...{ maxTotal: null, chiefs: 1, maxDeputies: null, minInvestigators: null, isBinding: 1 },
  ...{ basisDirectiveId: null, basisText: '' },
});

const fieldsOf = (norm: NormRow): Values =>
  Object.fromEntries(
    Object.keys(NormFields.shape).map((field) => [field, norm[field as keyof NormRow]]),
  ) as unknown as Values;

/** A norm: new, put right or ended, with what it would mean before it is saved. */
export function NormForm({ norm }: { norm: NormRow | undefined }) {
  const { staffing } = useText();
  const t = staffing.norms;
  const on = useViewDate((s) => s.on);
  const canKeep = useKeepsStaff();
  const form = useAppForm<Values, z.output<typeof NormFields>>(
    NormFields,
    norm === undefined ? newNorm(on) : fieldsOf(norm),
  );
  const draft = useDraft(`norm:${norm?.id ?? 'new'}`, form);
  const { run, isRunning } = useCommand('staffing.saveNorm');
  const removal = useCommand('staffing.removeNorm');
  const showIssues = useIssues(form, 'norm.');
  const [error, setError] = useState<ApiError>();
  const leave = (): void => go('/norms');
  const mayWrite = canKeep && norm?.isOwn !== false;
  const save = form.handleSubmit(async (fields) => {
    const result = await run({ id: norm?.id ?? null, norm: fields }, { done: t.saved, quiet: true });
    if (!result.ok) return void (showIssues(result.error) || setError(result.error));
    await draft.remove();
    leave();
  });
  const remove = async (): Promise<void> => {
    const result = await removal.run({ id: norm?.id ?? '' }, { done: t.removed });
    if (result.ok) leave();
  };
  return (
    <FormPanel
      title={norm === undefined ? t.addTitle : mayWrite ? t.editTitle : norm.name}
      isSaving={isRunning}
      error={error}
      onSave={mayWrite ? save : leave}
      draft={draft}
      onCancel={leave}
    >
      {norm?.isOwn === false && <p className="vm-page-note">{t.foreign}</p>}
      <fieldset className="vm-staff-fields" disabled={!mayWrite}>
        <legend className="vm-visually-hidden">{t.title}</legend>
        <MainFields form={form} />
      </fieldset>
      {mayWrite && <Preview form={form} id={norm?.id ?? null} />}
      <fieldset className="vm-staff-fields" disabled={!mayWrite}>
        <legend className="vm-visually-hidden">{t.scope}</legend>
        <ScopeFields form={form} norm={norm} />
      </fieldset>
      {norm !== undefined && mayWrite && (
        <RemoveButton title={t.removeTitle} text={t.removeText(norm.name)} onRemove={remove} />
      )}
      {norm !== undefined && <HistorySection entity="norm" id={norm.id} />}
    </FormPanel>
  );
}

/** How many, from when, and whether it binds. */
function MainFields({ form }: { form: AppForm<Values> }) {
  const { staffing } = useText();
  const t = staffing.norms;
  const names = staffing.normFields;
  const { control } = form;
  return (
    <>
      <TextField
        control={control}
        name="name"
        help="staffing.norm"
        label={names.name}
        required
        autoFocus
        maxLength={limits.name}
      />
      <FieldRow>
        <NumberField control={control} name="minTotal" help="staffing.norm" label={names.minTotal} required min={0} />
        <NumberField control={control} name="maxTotal" label={names.maxTotal} min={0} />
      </FieldRow>
      <FieldRow>
        <DayField control={control} name="validFrom" help="staffing.norm" label={names.validFrom} required />
        <DayField control={control} name="validTo" help="staffing.norm" label={names.validTo} hint={t.toHint} />
      </FieldRow>
      <FlagField control={control} name="isBinding" label={names.isBinding} hint={t.bindingHint} />
    </>
  );
}

/** Whom it is for, what else it asks for and on what paper. */
function ScopeFields({ form, norm }: { form: AppForm<Values>; norm: NormRow | undefined }) {
  const { staffing, unit } = useText();
  const t = staffing.norms;
  const names = staffing.normFields;
  const { control } = form;
  const level = useWatch({ control, name: 'level' }) as StaffLevel;
  return (
    <>
      <FieldRow>
        <SelectField
          control={control}
          name="level"
          help="staffing.scope"
          label={names.level}
          choices={staffLevels.map((value) => ({ value, label: staffing.filter.levels[value] }))}
          required
        />
        <SelectField
          control={control}
          name="unitKind"
          help="staffing.scope"
          label={names.unitKind}
          hint={t.kindHint}
          placeholder={t.anyKind}
          choices={(kindsOf[level] ?? []).map((value) => ({ value, label: unit.kinds[value] }))}
          isClearable
        />
      </FieldRow>
      <UnitField
        control={control}
        name="underUnitId"
        help="staffing.scope"
        label={names.underUnitId}
        hint={t.underHint}
        chosenName={norm?.underUnitName ?? ''}
      />
      <FlagField control={control} name="isKeyOnly" label={names.isKeyOnly} />
      <FieldRow>
        <NumberField control={control} name="chiefs" label={names.chiefs} required min={0} />
        <NumberField control={control} name="maxDeputies" label={names.maxDeputies} min={0} />
        <NumberField control={control} name="minInvestigators" label={names.minInvestigators} min={0} />
      </FieldRow>
      <TextField control={control} name="basisText" label={names.basisText} maxLength={limits.description} />
      <DirectiveField
        control={control}
        name="basisDirectiveId"
        label={names.basisDirectiveId}
        chosenName={norm?.basisNumber ?? ''}
      />
    </>
  );
}

/** "Sẽ có n đơn vị dưới định mức", reckoned while the form is filled in. */
function Preview({ form, id }: { form: AppForm<Values>; id: string | null }) {
  const t = useText().staffing.norms;
  const on = useViewDate((s) => s.on);
  const values = useWatch({ control: form.control });
  const [settled] = useDebouncedValue(
    JSON.stringify({ ...values, name: 'x', basisText: '', basisDirectiveId: null }),
    250,
  );
  const parsed = NormFields.safeParse(JSON.parse(settled));
  const norm = parsed.success ? parsed.data : undefined;
  const state = useApi(
    'staffing.previewNorm',
    { id, norm: norm ?? emptyAsk, on },
    { enabled: norm !== undefined, keep: true, entities: staffEntities },
  );
  const told = norm === undefined ? undefined : state.data;
  return (
    <Section title={t.preview}>
      <div className="vm-staff-preview" role="status">
        {told === undefined ? (
          <p className="vm-page-note">{t.previewNone}</p>
        ) : norm?.isBinding === 0 ? (
          <p className="vm-page-note">{t.previewPlanned}</p>
        ) : (
          <>
            <StatusBadge meaning={told.below > 0 ? 'red' : 'green'} label={t.previewBelow(told.below)} />
            <p>
              {t.previewOf(told.units, told.noData)}. {t.previewChange(told.belowBefore, told.belowAfter)}{' '}
              <span className="vm-page-note">{t.previewOn(told.on)}</span>
            </p>
            {told.newlyBelow.length > 0 && (
              <details>
                <summary>{t.newlyBelow}</summary>
                <ul className="vm-lines">
                  {told.newlyBelow.map(({ unitId, unitName, total, missing }) => (
                    <li key={unitId}>
                      <span>{unitName}</span>
                      <span className="vm-page-note">{t.lacking(total, missing)}</span>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        )}
      </div>
    </Section>
  );
}

/** Never asked: the query is off while the form is not whole. */
const emptyAsk = { ...newNorm('2000-01-01'), name: 'x', minTotal: 0 } as Values;
