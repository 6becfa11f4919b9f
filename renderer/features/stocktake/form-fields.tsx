import { ActionIcon, Button } from '@mantine/core';
import { X } from 'lucide-react';
import { Suspense, useEffect } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import { DirectiveAudience } from '../../../db/api/contract/directive-words.ts';
import { StocktakeForm, StocktakeKind } from '../../../db/api/contract/stocktake-words.ts';
import { isDay } from '../../../db/api/day.ts';
import { limits } from '../../../db/api/types.ts';
import { slot } from '../../stores/slots.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayField, FieldRow, ProseField, SelectField, TextField } from '../../ui/fields.tsx';
import { Section } from '../../ui/page.tsx';
import { useApi } from '../../use-api.ts';
import { asChosen, type StocktakeAppForm } from './stocktake-values.ts';

const levels = ['province', 'district', 'commune', 'department'] as const;

const choicesOf = <K extends string>(options: readonly K[], words: Record<K, string>) =>
  options.map((value) => ({ value, label: words[value] }));

/** All fields, in the order in which a conference is prepared and then written down. */
export function StocktakeFormFields({ form, isNew }: { form: StocktakeAppForm; isNew: boolean }) {
  const text = useText();
  const t = text.stocktake;
  const { control } = form;
  const held = useWatch({ control, name: 'form' });
  return (
    <>
      <FieldRow>
        <SelectField
          control={control}
          name="kind"
          label={t.fields.kind}
          choices={choicesOf(StocktakeKind.options, t.kinds)}
          required
          autoFocus
        />
        <SelectField
          control={control}
          name="form"
          label={t.fields.form}
          choices={choicesOf(StocktakeForm.options, t.forms)}
          required
        />
      </FieldRow>
      <ProseField control={control} name="title" label={t.fields.title} required minRows={2} />
      <DirectivesField form={form} />
      <FieldRow>
        <DayField control={control} name="fromOn" label={t.fields.fromOn} required />
        <DayField control={control} name="toOn" label={t.fields.toOn} required />
        <DayField control={control} name="heldOn" label={t.fields.heldOn} required />
      </FieldRow>
      <FieldRow>
        <HostField form={form} />
        <TextField control={control} name="place" label={t.fields.place} maxLength={limits.description} />
      </FieldRow>
      <TextField
        control={control}
        name="chair"
        label={t.fields.chair}
        hint={t.form.chairHint}
        maxLength={limits.description}
      />
      {held !== 'written' && <SitesField form={form} />}
      <ProseField control={control} name="agenda" label={t.fields.agenda} hint={t.form.agendaHint} minRows={3} />
      <ProseField control={control} name="conclusion" label={t.fields.conclusion} minRows={4} />
      {isNew && (
        <SelectField
          control={control}
          name="audience"
          label={t.fields.audience}
          hint={t.form.audienceHint}
          choices={choicesOf(DirectiveAudience.options, text.directive.audiences)}
        />
      )}
    </>
  );
}

/** The documents it looks back on: one after the other, as many as there are. */
function DirectivesField({ form }: { form: StocktakeAppForm }) {
  const t = useText().stocktake;
  const DirectivePicker = slot('directivePicker');
  return (
    <Controller
      control={form.control}
      name="directives"
      render={({ field, fieldState }) => (
        <Section title={t.fields.directiveIds}>
          {field.value.length > 0 && (
            <ul className="vm-stocktake-chosen">
              {field.value.map((one) => (
                <li key={one.id}>
                  <span>{one.name}</span>
                  <ActionIcon
                    aria-label={t.form.removeDirective(one.name)}
                    onClick={() => field.onChange(field.value.filter((other) => other.id !== one.id))}
                  >
                    <X size="0.875rem" aria-hidden />
                  </ActionIcon>
                </li>
              ))}
            </ul>
          )}
          <Suspense fallback={null}>
            {DirectivePicker !== undefined && (
              <DirectivePicker
                label={t.form.addDirective}
                placeholder={t.form.directiveHint}
                value={null}
                error={fieldState.error?.message}
                onChange={(picked) => {
                  if (picked !== null && !field.value.some((one) => one.id === picked.id))
                    field.onChange([...field.value, picked]);
                }}
              />
            )}
          </Suspense>
        </Section>
      )}
    />
  );
}

/** The day it is held, or while that is not whole yet, the day of view. */
function useHeldOn({ control }: StocktakeAppForm): string {
  const on = useViewDate((s) => s.on);
  const heldOn = useWatch({ control, name: 'heldOn' });
  return isDay(heldOn ?? '') ? heldOn : on;
}

function HostField({ form }: { form: StocktakeAppForm }) {
  const t = useText().stocktake;
  const heldOn = useHeldOn(form);
  const UnitPicker = slot('unitPicker');
  return (
    <Suspense fallback={null}>
      {UnitPicker !== undefined && (
        <Controller
          control={form.control}
          name="host"
          render={({ field }) => (
            <UnitPicker
              hasLabel
              label={t.fields.hostUnitId}
              placeholder={t.form.hostHint}
              on={heldOn}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
      )}
    </Suspense>
  );
}

/** Điểm cầu: units of the day it was held; when the day is changed their names follow, and who did not exist then is told. */
function SitesField({ form }: { form: StocktakeAppForm }) {
  const t = useText().stocktake;
  const { control, setValue } = form;
  const heldOn = useHeldOn(form);
  const sites = useWatch({ control, name: 'sites' });
  const UnitChooser = slot('unitChooser');
  const named = useApi(
    'stocktake.unitsOn',
    { unitIds: sites.map(({ unitId }) => unitId), heldOn },
    { enabled: sites.length > 0, entities: ['unitVersion'], keep: true },
  );
  useEffect(() => {
    const names = new Map((named.data ?? []).map(({ unitId, name }) => [unitId, name]));
    if (!sites.some(({ unitId, name }) => names.has(unitId) && names.get(unitId) !== name)) return;
    setValue(
      'sites',
      sites.map((site) => ({ ...site, name: names.get(site.unitId) ?? site.name })),
    );
  }, [named.data]);
  const dead = (named.data ?? []).filter(
    ({ unitId, isAlive }) => isAlive === 0 && sites.some((site) => site.unitId === unitId),
  );
  return (
    <Section title={t.fields.sites}>
      <div className="vm-stocktake-places">
        <p className="vm-page-note">{t.form.sitesHint}</p>
        <Suspense fallback={null}>
          {UnitChooser !== undefined && (
            <Controller
              control={control}
              name="sites"
              render={({ field }) => (
                <UnitChooser
                  label={t.form.siteAdd}
                  value={field.value as { unitId: string; name: string; dueOn: null; place?: string }[]}
                  onChange={(next) => field.onChange(asChosen(next))}
                  on={heldOn}
                  natures={['police', 'partner']}
                  hasAll
                  levels={levels}
                  hasDue={false}
                  placeLabel={t.form.sitePlace}
                  error={
                    dead.length > 0 && (
                      <p className="vm-stocktake-dead" role="alert">
                        {t.form.notAlive(dead.map(({ name }) => name).join(', '))}
                        <Button
                          variant="default"
                          size="compact-sm"
                          onClick={() =>
                            field.onChange(
                              field.value.filter((site) => !dead.some(({ unitId }) => unitId === site.unitId)),
                            )
                          }
                        >
                          {t.form.dropDead}
                        </Button>
                      </p>
                    )
                  }
                />
              )}
            />
          )}
        </Suspense>
      </div>
    </Section>
  );
}
