import { Alert, Button, Checkbox, Modal, Select, Textarea } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import type { HandoverRule, RuleCount } from '../../../db/api/contract/handover.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import { type Day, isDay } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import { call } from '../../api.ts';
import type { Named } from '../../stores/list-request.ts';
import { slot } from '../../stores/slots.ts';
import { errorText, useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { useJob } from '../../use-api.ts';
import { Left } from './settle-dialog.tsx';

type Preview = Output<'handover.previewRule'>;
type Result = Output<'handover.settleByRule'>;
type RuleKind = HandoverRule['kind'];

const kinds: readonly RuleKind[] = ['assignment', 'post', 'registration'];
const actions = ['toHeir', 'toUnit', 'close', 'keep', 'leave'] as const;

interface Choice {
  action: HandoverRule['action'];
  unit: Named | null;
}

interface RuleDialogProps {
  /** One event, or (without its id) all events of a day, which can be changed. */
  scope: { eventId?: string; effectiveOn: Day };
  basisText: string;
  onClose: () => void;
}

/** One way for each kind of open thing, with what that would do before it is done. */
export function RuleDialog(props: RuleDialogProps) {
  const t = useText();
  const words = t.handover.rule;
  const form = useRules(props);
  const { job, run, isRunning } = useJob('handover.settleByRule');
  const [left, setLeft] = useState<Result>();
  const confirm = async (): Promise<void> => {
    const { preview, input } = form;
    if (isRunning || preview === undefined || !form.check()) return;
    const expectedCount = sum(preview, 'open');
    const asked = { ...input, reason: form.reason, expectedCount, isOnPurpose: form.isOnPurpose };
    const result = await run(asked, words.job, { done: ({ doneCount }) => t.handover.settle.done(doneCount) });
    if (!result.ok) return;
    if (result.value.skippedCount === 0) props.onClose();
    else setLeft(result.value);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void confirm();
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={left === undefined ? words.title : t.handover.settle.skippedTitle(left.skippedCount)}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': t.common.actions.close }}
    >
      {left !== undefined ? (
        <Left result={left} onClose={props.onClose} />
      ) : (
        <form className="vm-handover-form" onSubmit={submit} noValidate>
          <p className="vm-page-note">{words.hint}</p>
          <RuleFields form={form} hasDay={props.scope.eventId === undefined} />
          <PreviewTable form={form} />
          {job !== undefined && <ProgressPanel job={job} />}
          <div className="vm-dialog-buttons">
            <Button variant="default" onClick={props.onClose}>
              {t.common.actions.cancel}
            </Button>
            <Button type="submit" loading={isRunning} disabled={form.count === 0}>
              {words.apply(form.count)}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

const sum = (preview: Preview, column: Exclude<keyof RuleCount, 'kind'>): number =>
  preview.kinds.reduce((total, row) => total + row[column], 0);

/** What is asked, and what it would do: asked again a moment after each change. */
function useRules({ scope, basisText }: RuleDialogProps) {
  const t = useText().handover.settle;
  const [choices, setChoices] = useState<Record<RuleKind, Choice>>({
    assignment: { action: 'toHeir', unit: null },
    post: { action: 'toHeir', unit: null },
    registration: { action: 'toHeir', unit: null },
  });
  const [effectiveOn, setEffectiveOn] = useState<string | null>(scope.effectiveOn);
  const [under, setUnder] = useState<Named | null>(null);
  const [onDay, setOnDay] = useState<string | null>(scope.effectiveOn);
  const [reason, setReason] = useState(t.defaultReason(basisText));
  const [isOnPurpose, setOnPurpose] = useState(false);
  const [answer, setAnswer] = useState<{ preview?: Preview; error?: ApiError }>({});
  const [isChecked, setChecked] = useState(false);
  const day = effectiveOn ?? '';
  const input = {
    scope: scope.eventId === undefined ? { effectiveOn: day, underId: under?.id ?? null } : { eventId: scope.eventId },
    rules: kinds.map((kind) => ({ kind, action: choices[kind].action, toUnitId: choices[kind].unit?.id ?? null })),
    onDay: onDay ?? '',
  };
  const isAskable =
    isDay(day) && isDay(input.onDay) && input.rules.every((rule) => rule.action !== 'toUnit' || rule.toUnitId !== null);
  const key = JSON.stringify(input);
  useEffect(() => {
    if (!isAskable) return setAnswer({});
    let isStale = false;
    const timer = setTimeout(() => {
      void call('handover.previewRule', input).then((result) => {
        if (!isStale) setAnswer(result.ok ? { preview: result.value } : { error: result.error });
      });
    }, 200);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
    // key stands for the input
  }, [key, isAskable]);
  const { preview, error } = answer;
  const missing = {
    onDay: !isDay(input.onDay) ? t.dayNeeded : input.onDay < day ? t.dayEarly(day) : undefined,
    reason: reason.trim() === '' ? t.reasonNeeded : undefined,
  };
  const hasStrangers = (preview?.strangers.length ?? 0) > 0;
  return {
    ...{ choices, effectiveOn, under, onDay, reason, isOnPurpose, input, preview, error, hasStrangers, isAskable },
    ...{ setEffectiveOn, setUnder, setOnDay, setReason, setOnPurpose },
    choose: (kind: RuleKind, choice: Choice) => setChoices((old) => ({ ...old, [kind]: choice })),
    problems: isChecked ? missing : { onDay: undefined, reason: undefined },
    /** How many things would be settled. */
    count: preview === undefined ? 0 : sum(preview, 'handOver') + sum(preview, 'close') + sum(preview, 'keep'),
    check: (): boolean => {
      setChecked(true);
      return Object.values(missing).every((one) => one === undefined) && (!hasStrangers || isOnPurpose);
    },
  };
}

type Form = ReturnType<typeof useRules>;

function RuleFields({ form, hasDay }: { form: Form; hasDay: boolean }) {
  const t = useText();
  const words = t.handover.rule;
  const UnitPicker = slot('unitPicker');
  return (
    <>
      {hasDay && (
        <div className="vm-handover-row">
          <DayInput label={words.day} required value={form.effectiveOn} onChange={form.setEffectiveOn} />
          {UnitPicker !== undefined && (
            <UnitPicker
              hasLabel
              label={words.under}
              placeholder={words.underHint}
              natures={['police']}
              includeEnded
              value={form.under}
              onChange={form.setUnder}
            />
          )}
        </div>
      )}
      {kinds.map((kind) => {
        const { action, unit } = form.choices[kind];
        return (
          <div className="vm-handover-row" key={kind}>
            <Select
              label={t.handover.itemKinds[kind]}
              data={actions.map((one) => ({ value: one, label: words.actions[one] }))}
              value={action}
              allowDeselect={false}
              onChange={(next) => form.choose(kind, { action: (next ?? 'leave') as Choice['action'], unit })}
            />
            {action === 'toUnit' && UnitPicker !== undefined && (
              <UnitPicker
                hasLabel
                required
                label={t.handover.settle.to}
                placeholder={t.unit.searchPlaceholder}
                {...(form.onDay === null ? {} : { on: form.onDay })}
                natures={['police']}
                value={unit}
                onChange={(next) => form.choose(kind, { action, unit: next })}
              />
            )}
          </div>
        );
      })}
      <div className="vm-handover-row">
        <DayInput
          label={t.handover.settle.onDay}
          required
          value={form.onDay}
          error={form.problems.onDay}
          onChange={form.setOnDay}
        />
        <Textarea
          label={t.handover.settle.reason}
          withAsterisk
          autosize
          minRows={1}
          maxRows={4}
          maxLength={limits.reason}
          value={form.reason}
          error={form.problems.reason}
          onChange={(event) => form.setReason(event.currentTarget.value)}
        />
      </div>
    </>
  );
}

const columns = ['open', 'handOver', 'close', 'keep', 'leave', 'noHeir', 'notOwn'] as const;

/** What would happen, by kind. */
function PreviewTable({ form }: { form: Form }) {
  const t = useText();
  const words = t.handover.rule;
  const { preview, error, hasStrangers } = form;
  if (error !== undefined)
    return (
      <p className="vm-form-error" role="alert">
        {errorText(error)}
      </p>
    );
  return (
    <div className="vm-handover-preview" role="status">
      {preview === undefined && form.isAskable && <p className="vm-page-note">{words.counting}</p>}
      {preview !== undefined && preview.kinds.length === 0 && <p>{words.nothing}</p>}
      {preview !== undefined && preview.kinds.length > 0 && (
        <>
          <p>{words.scope(preview.unitCount, preview.eventCount)}</p>
          <table className="vm-handover-table">
            <thead>
              <tr>
                <th scope="col">{words.kind}</th>
                {columns.map((column) => (
                  <th key={column} scope="col" data-number>
                    {words.columns[column]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.kinds.map((row) => (
                <tr key={row.kind}>
                  <th scope="row">{t.handover.itemKinds[row.kind]}</th>
                  {columns.map((column) => (
                    <td key={column} data-number>
                      {row[column] === 0 ? '–' : showNumber(row[column])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {preview !== undefined && hasStrangers && (
        <Alert color="yellow" role="alert">
          <p className="vm-handover-warning">
            {words.strangers(preview.strangers.map(({ fullName }) => fullName).join(', '))}
          </p>
          <Checkbox
            label={t.handover.settle.onPurpose}
            checked={form.isOnPurpose}
            onChange={(event) => form.setOnPurpose(event.currentTarget.checked)}
          />
        </Alert>
      )}
    </div>
  );
}
