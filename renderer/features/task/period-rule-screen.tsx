import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type Control, Controller } from 'react-hook-form';
import type { Input, Output } from '../../../db/api/contract/index.ts';
import { PeriodRuleFields } from '../../../db/api/contract/period-rule.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { go, usePlace } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { type Column, DataGrid } from '../../ui/data-grid.tsx';
import { FieldRow, FlagField, NumberField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useAppForm, useIssues } from '../../ui/use-form.ts';
import { allRows } from '../../ui/use-pages.ts';
import { useApi, useCommand } from '../../use-api.ts';
import './task.css';

type Rule = Output<'periodRule.list'>[number];
type Fields = Input<'periodRule.save'>['rule'];

const currentOf = (t: Text['task']['rules'], periodName: (key: string) => string): Column<Rule> => ({
  key: 'current',
  header: t.current,
  width: 300,
  grow: 1,
  render: (row) =>
    row.current === null
      ? t.noCurrent
      : `${periodName(row.current.key)}: ${showDay(row.current.startOn)} – ${showDay(row.current.endOn)}`,
});

const columnsOf = (
  t: Text['task']['rules'],
  periodName: (key: string) => string,
  isNarrow: boolean,
): Column<Rule>[] => [
  {
    key: 'name',
    header: t.name,
    width: 220,
    grow: 2,
    render: (row) => row.name,
  },
  {
    key: 'unit',
    header: t.unit,
    width: 92,
    render: (row) => t.units[row.unit],
  },
  {
    key: 'cut',
    header: t.cut,
    width: 160,
    render: (row) =>
      row.unit === 'week'
        ? t.fromWeekday(t.weekdays[(row.startWeekday ?? 1) - 1] ?? '')
        : row.closeDay === null
          ? t.endOfMonth
          : t.dayOfMonth(row.closeDay),
  },
  {
    key: 'due',
    header: t.dueOffset,
    width: 160,
    render: (row) => t.dueOffsetText(row.dueOffsetDays),
  },
  ...(isNarrow ? [] : [currentOf(t, periodName)]),
  {
    key: 'tasks',
    header: t.tasks,
    width: 104,
    align: 'right',
    render: (row) => (row.taskCount === 0 ? '' : showNumber(row.taskCount)),
  },
  {
    key: 'active',
    header: t.isActive,
    width: 96,
    render: (row) => (row.isActive === 1 ? t.isActive : t.inactive),
  },
];

const keyOf = (row: Rule): string => row.id;

/** Quản trị ▸ Kỳ báo cáo: when a week, month or quarter begins, closes and is due. */
export default function PeriodRuleScreen() {
  const t = useText().task;
  const on = useViewDate((s) => s.on);
  const [, openId] = usePlace();
  const rules = useApi('periodRule.list', { on }, { entities: ['periodRule', 'task'], keep: true });
  const columns = useMemo(() => columnsOf(t.rules, t.periodName, openId !== undefined), [t, openId]);
  const open = rules.data?.find((rule) => rule.id === openId);
  const add = (): void => go('/periods/new');
  const actions = (
    <Button leftSection={<Plus size={14} aria-hidden />} onClick={add}>
      {t.rules.add}
    </Button>
  );
  const nextOrder = Math.max(0, ...(rules.data ?? []).map((rule) => rule.orderNumber)) + 1;
  const detail =
    open !== undefined ? (
      <RuleForm key={open.id} rule={open} nextOrder={nextOrder} />
    ) : openId === 'new' ? (
      <RuleForm key="new" rule={undefined} nextOrder={nextOrder} />
    ) : undefined;
  return (
    <Page title={t.periodNav} actions={actions}>
      <SplitView
        name="period-rules"
        list={
          <DataGrid
            label={t.rules.label}
            columns={columns}
            rows={allRows(rules)}
            rowKey={keyOf}
            openKey={openId}
            onOpen={(row) => go(`/periods/${row.id}`)}
            empty={<EmptyState title={t.rules.empty} hint={t.rules.emptyHint} />}
          />
        }
        detail={detail}
      />
    </Page>
  );
}

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

function RuleForm({ rule, nextOrder }: { rule: Rule | undefined; nextOrder: number }) {
  const { task, common } = useText();
  const t = task.rules;
  const empty: Fields = {
    name: '',
    unit: 'month',
    startWeekday: null,
    closeDay: 14,
    dueOffsetDays: 2,
    orderNumber: Math.min(9999, nextOrder),
    isActive: 1,
  };
  const form = useAppForm(PeriodRuleFields, rule === undefined ? empty : fieldsOf(rule));
  const saving = useCommand('periodRule.save');
  const showIssues = useIssues(form, 'rule.');
  const [error, setError] = useState<ApiError>();
  const { control } = form;
  const unit = form.watch('unit');
  const isFixed = rule !== undefined;
  const leave = (): void => go('/periods');
  const save = form.handleSubmit(async (values) => {
    const result = await saving.run({ id: rule?.id ?? null, rule: values }, { done: common.saved, quiet: true });
    if (result.ok) return leave();
    showIssues(result.error);
    setError(result.error);
  });
  return (
    <FormPanel
      title={rule === undefined ? t.add : t.editTitle}
      onSave={save}
      onCancel={leave}
      isSaving={saving.isRunning}
      error={error}
    >
      {isFixed && (
        <p className="vm-dialog-hint">
          {[t.frozen, ...(rule.taskCount > 0 ? [t.inUse(rule.taskCount)] : [])].join(' ')}
        </p>
      )}
      <TextField control={control} name="name" label={t.name} required maxLength={100} autoFocus />
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
                form.setValue('startWeekday', value === 'week' ? 1 : null);
                form.setValue('closeDay', value === 'week' ? null : 14);
              }}
            />
          )}
        />
        {unit === 'week' ? (
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
      <FieldRow>
        <NumberField
          control={control}
          name="dueOffsetDays"
          label={t.dueOffset}
          hint={t.dueOffsetHint}
          required
          min={-31}
          max={60}
          disabled={(rule?.taskCount ?? 0) > 0}
        />
        <NumberField control={control} name="orderNumber" label={t.order} required min={0} max={9999} />
      </FieldRow>
      <FlagField control={control} name="isActive" label={t.isActive} />
      <Preview fields={form.watch()} />
      {rule !== undefined && rule.taskCount === 0 && <Removal rule={rule} onRemoved={leave} />}
    </FormPanel>
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
