import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type Control, Controller } from 'react-hook-form';
import type { Input, Output } from '../../../db/api/contract/index.ts';
import { PeriodRuleFields } from '../../../db/api/contract/period-rule.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FieldRow, FlagField, NumberField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { useKeeping } from '../../ui/keep.tsx';
import { useDraft } from '../../ui/use-draft.tsx';
import { type AppForm, beginAgain, useAppForm, useIssues } from '../../ui/use-form.ts';
import { useApi, useCommand } from '../../use-api.ts';

/** A rule of the catalogue as listed. */
export type Rule = Output<'periodRule.list'>[number];
type Fields = Input<'periodRule.save'>['rule'];

const fieldsOf = ({ name, unit, startWeekday, closeDay, dueOffsetDays, orderNumber, isActive }: Rule): Fields => ({
  name,
  unit,
  startWeekday,
  closeDay,
  dueOffsetDays,
  orderNumber,
  isActive,
});

const units = ['week', 'month', 'quarter', 'halfYear', 'nineMonths', 'year'] as const;

const emptyRule = (orderNumber: number): Fields => ({
  name: '',
  unit: 'month',
  startWeekday: null,
  closeDay: 14,
  dueOffsetDays: 2,
  orderNumber: Math.min(9999, orderNumber),
  isActive: 1,
});

/** A new rule, or what may still change of one that exists. */
export function RuleForm({ rule, nextOrder }: { rule: Rule | undefined; nextOrder: number }) {
  const { task, common } = useText();
  const t = task.rules;
  const form = useAppForm(PeriodRuleFields, rule === undefined ? emptyRule(nextOrder) : fieldsOf(rule));
  const saving = useCommand('periodRule.save');
  const showIssues = useIssues(form, 'rule.');
  const [error, setError] = useState<ApiError>();
  const leave = (): void => go('/periods');
  const draft = useDraft(`periodRule:${rule?.id ?? 'new'}`, form);
  const keeping = useKeeping('periodRule', ['unit', 'startWeekday', 'closeDay', 'dueOffsetDays']);
  const save = (isNext: boolean) =>
    form.handleSubmit(async (values) => {
      const result = await saving.run({ id: rule?.id ?? null, rule: values }, { done: common.saved, quiet: true });
      if (!result.ok) {
        showIssues(result.error);
        return setError(result.error);
      }
      setError(undefined);
      await draft.remove();
      if (!isNext) return leave();
      beginAgain(form, keeping.next(form.getValues(), emptyRule(values.orderNumber + 1)), 'name');
    });
  const fixed = rule === undefined ? [] : [t.frozen, ...(rule.taskCount > 0 ? [t.inUse(rule.taskCount)] : [])];
  return (
    <FormPanel
      title={rule === undefined ? t.add : t.editTitle}
      onSave={save(false)}
      onSaveAndNext={rule === undefined ? save(true) : undefined}
      added={keeping.added}
      draft={draft}
      onCancel={leave}
      isSaving={saving.isRunning}
      error={error}
    >
      {fixed.length > 0 && <p className="vm-dialog-hint">{fixed.join(' ')}</p>}
      <TextField control={form.control} name="name" label={t.name} required maxLength={100} autoFocus />
      <CutFields form={form} isFixed={rule !== undefined} />
      <FieldRow>
        <NumberField
          control={form.control}
          name="dueOffsetDays"
          label={t.dueOffset}
          hint={t.dueOffsetHint}
          required
          min={-31}
          max={60}
          disabled={(rule?.taskCount ?? 0) > 0}
        />
        <NumberField control={form.control} name="orderNumber" label={t.order} required min={0} max={9999} />
      </FieldRow>
      <FlagField control={form.control} name="isActive" label={t.isActive} />
      <Preview fields={form.watch()} />
      {rule !== undefined && rule.taskCount === 0 && <Removal rule={rule} onRemoved={leave} />}
      {rule !== undefined && <HistorySection entity="periodRule" id={rule.id} />}
    </FormPanel>
  );
}

/** How periods are cut: the kind, then a first weekday or a closing day. */
function CutFields({ form, isFixed }: { form: AppForm<Fields, Fields>; isFixed: boolean }) {
  const t = useText().task.rules;
  const { control } = form;
  const choose = (unit: string | null): void => {
    form.setValue('startWeekday', unit === 'week' ? 1 : null);
    form.setValue('closeDay', unit === 'week' ? null : 14);
  };
  return (
    <FieldRow>
      <Controller
        control={control}
        name="unit"
        render={({ field }) => (
          <Select
            label={t.unit}
            withAsterisk
            allowDeselect={false}
            disabled={isFixed}
            value={field.value}
            data={units.map((value) => ({ value, label: t.units[value] }))}
            onChange={(value) => {
              field.onChange(value);
              choose(value);
            }}
          />
        )}
      />
      {form.watch('unit') === 'week' ? (
        <WeekdayField control={control} disabled={isFixed} />
      ) : (
        <NumberField
          control={control}
          name="closeDay"
          label={t.closeDay}
          hint={t.closeDayHint}
          min={1}
          max={28}
          disabled={isFixed}
        />
      )}
    </FieldRow>
  );
}

// biome-ignore lint/suspicious/noExplicitAny: what submit gives does not matter to a field
function WeekdayField({ control, disabled }: { control: Control<Fields, any, any>; disabled: boolean }) {
  const t = useText().task.rules;
  return (
    <Controller
      control={control}
      name="startWeekday"
      render={({ field }) => (
        <Select
          label={t.startWeekday}
          withAsterisk
          allowDeselect={false}
          disabled={disabled}
          value={String(field.value ?? 1)}
          data={t.weekdays.map((label, index) => ({
            value: String(index + 1),
            label,
          }))}
          onChange={(value) => field.onChange(Number(value))}
        />
      )}
    />
  );
}

/** The coming periods of the rule as it stands in the form. */
function Preview({ fields }: { fields: Fields }) {
  const t = useText().task;
  const on = useViewDate((s) => s.on);
  const [asked] = useDebouncedValue(JSON.stringify({ ...fields, name: 'x' }), 200);
  const parsed = PeriodRuleFields.safeParse(JSON.parse(asked));
  const preview = useApi(
    'periodRule.preview',
    { rule: parsed.data ?? fields, on },
    { enabled: parsed.success, keep: true },
  );
  return (
    <section className="vm-section" aria-label={t.rules.preview}>
      <div className="vm-section-header">
        <h3>{t.rules.preview}</h3>
      </div>
      {parsed.success ? (
        <ul className="vm-lines">
          {preview.data?.map((period) => (
            <li key={period.key}>
              <span>{t.periodName(period.key)}</span>
              <span>{`${showDay(period.startOn)} – ${showDay(period.endOn)}`}</span>
              <span className="vm-page-note">{t.rules.dueShort(period.dueOn)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="vm-page-note">{t.rules.previewNone}</p>
      )}
    </section>
  );
}

function Removal({ rule, onRemoved }: { rule: Rule; onRemoved: () => void }) {
  const { task, common } = useText();
  const [isAsking, setAsking] = useState(false);
  const removal = useCommand('periodRule.remove');
  const remove = async (): Promise<void> => {
    const result = await removal.run({ id: rule.id }, { done: common.removed });
    setAsking(false);
    if (result.ok) onRemoved();
  };
  return (
    <div>
      <Button variant="default" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => setAsking(true)}>
        {task.rules.removeTitle}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={task.rules.removeTitle}
        confirmLabel={common.actions.remove}
        isDangerous
        onConfirm={remove}
        onClose={() => setAsking(false)}
      >
        {task.rules.removeText(rule.name)}
      </ConfirmDialog>
    </div>
  );
}
