import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { ArrowLeft, Printer, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { handoverKeepers, MinutesFields } from '../../../db/api/contract/handover.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import { limits } from '../../../db/api/types.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { go } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { useText } from '../../text/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DayField, FieldRow, ProseField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useAppForm, useIssues } from '../../ui/use-form.ts';
import { useApi, useCommand } from '../../use-api.ts';
import { MinutesPaper, PrintedMinutes } from './minutes-paper.tsx';
import { handoverEntities } from './words.ts';

type Minutes = Output<'handover.minutes'>;

interface Pair {
  readonly eventId: string;
  readonly fromUnitId: string;
  readonly toUnitId: string;
}

/** Biên bản of one pair: what only people know is typed on the left, the printed page stands on the right. */
export function MinutesPage({ pair }: { pair: Pair }) {
  const t = useText().handover.minutes;
  const { data, error, reload } = useApi('handover.minutes', pair, { entities: handoverEntities, keep: true });
  const back = (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<ArrowLeft size={16} aria-hidden />}
      onClick={() => go(`/handover/${pair.eventId}`)}
    >
      {t.back}
    </Button>
  );
  if (data === undefined)
    return (
      <Page title={t.title} actions={back}>
        {error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />}
      </Page>
    );
  return <Shown key={data.id ?? 'new'} pair={pair} minutes={data} back={back} />;
}

function Shown({ pair, minutes, back }: { pair: Pair; minutes: Minutes; back: ReactNode }) {
  const t = useText().handover.minutes;
  const mayKeep = useMayFor(handoverKeepers);
  const form = useAppForm(MinutesFields, minutes.fields);
  const typed = useWatch({ control: form.control });
  const shown = { ...minutes, fields: { ...minutes.fields, ...typed } };
  const [isRemoving, setRemoving] = useState(false);
  const print = (): void => window.print();
  useCommands({ 'file.print': { run: print } });
  const actions = (
    <>
      {back}
      {mayKeep && minutes.id !== null && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<Trash2 size={16} aria-hidden />}
          onClick={() => setRemoving(true)}
        >
          {t.remove}
        </Button>
      )}
      <Button leftSection={<Printer size={16} aria-hidden />} title="Ctrl+P" onClick={print}>
        {t.print}
      </Button>
    </>
  );
  const sheet = <Preview minutes={shown} />;
  return (
    <Page title={t.title} note={t.pair(minutes.from.name, minutes.to.name)} actions={actions}>
      {mayKeep ? (
        <SplitView
          name="minutes"
          defaultPercent={40}
          list={<MinutesForm pair={pair} minutes={minutes} form={form} />}
          detail={sheet}
        />
      ) : (
        sheet
      )}
      <PrintedMinutes minutes={shown} />
      {isRemoving && minutes.id !== null && <Removing id={minutes.id} onClose={() => setRemoving(false)} />}
    </Page>
  );
}

/** Room around the sheet, and the width of A4 paper, in CSS pixels. */
const sheetGap = 40;
const paperWidth = (210 / 25.4) * 96;

/** The printed page, made small enough for the room there is. */
function Preview({ minutes }: { minutes: Minutes }) {
  const t = useText().handover.minutes;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const zoom = width === 0 ? 1 : Math.min(1, (width - sheetGap) / paperWidth);
  return (
    <div ref={ref} className="vm-minutes-preview" role="region" aria-label={t.preview} tabIndex={0}>
      <div className="vm-minutes-sheet" style={{ zoom }}>
        <MinutesPaper minutes={minutes} />
      </div>
    </div>
  );
}

function Removing({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText().handover.minutes;
  const remove = useCommand('handover.removeMinutes');
  return (
    <ConfirmDialog
      opened
      title={t.remove}
      confirmLabel={t.remove}
      onClose={onClose}
      onConfirm={async () => {
        await remove.run({ id }, { done: t.removed });
        onClose();
      }}
    >
      {t.removeText}
    </ConfirmDialog>
  );
}

function MinutesForm({
  pair,
  minutes,
  form,
}: {
  pair: Pair;
  minutes: Minutes;
  form: ReturnType<typeof useAppForm<MinutesFields, MinutesFields>>;
}) {
  const words = useText().handover;
  const t = words.minutes;
  const save = useCommand('handover.saveMinutes');
  const putIssues = useIssues(form, 'fields.');
  const { control } = form;
  const onSave = form.handleSubmit(async (fields) => {
    const result = await save.run({ ...pair, fields }, { done: t.saved });
    if (!result.ok) putIssues(result.error);
  });
  const person = { control };
  return (
    <FormPanel
      title={t.title}
      saveLabel={t.save}
      onSave={onSave}
      onCancel={() => go(`/handover/${pair.eventId}`)}
      isSaving={save.isRunning}
    >
      {minutes.openCount > 0 && <p className="vm-handover-warning">{t.stillOpen(minutes.openCount)}</p>}
      <FieldRow>
        <TextField
          control={control}
          name="number"
          label={words.minutesFields.number}
          hint={t.hints.number}
          maxLength={limits.symbol}
          autoFocus
        />
        <DayField control={control} name="onDay" label={words.minutesFields.onDay} required />
      </FieldRow>
      <TextField control={control} name="place" label={words.minutesFields.place} maxLength={limits.description} />
      <TextField
        {...person}
        name="handedBy"
        label={words.minutesFields.handedBy}
        hint={t.hints.handedBy}
        maxLength={limits.description}
      />
      <TextField {...person} name="receivedBy" label={words.minutesFields.receivedBy} maxLength={limits.description} />
      <TextField
        {...person}
        name="witness"
        label={words.minutesFields.witness}
        hint={t.hints.witness}
        maxLength={limits.description}
      />
      <ProseField control={control} name="content" label={words.minutesFields.content} hint={t.hints.content} />
    </FormPanel>
  );
}
