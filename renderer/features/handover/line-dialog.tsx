import { Button, Modal, Select, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SettledRow } from '../../../db/api/contract/handover.ts';
import { limits } from '../../../db/api/types.ts';
import { issueText, useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { useCommand } from '../../use-api.ts';
import type { EventUnits } from './event-units.ts';
import { ToFields, useHow } from './how-fields.tsx';

/** A line for what the program does not hold: con dấu, hồ sơ, tài sản. */
export function LineDialog({ data, onClose }: { data: EventUnits; onClose: () => void }) {
  const t = useText();
  const words = t.handover.line;
  const form = useHow(data, 'handOver', false);
  const [title, setTitle] = useState('');
  const [isChecked, setChecked] = useState(false);
  const [fromUnitId, setFrom] = useState(data.units[0]?.id ?? '');
  const add = useCommand('handover.addLine');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (add.isRunning || !form.check() || title.trim() === '') return;
    const { how, toUnit } = form;
    const line = { eventId: data.event.eventId, fromUnitId, title, reason: how.reason };
    const to = { resolution: 'handOver' as const, toUnitId: toUnit?.id ?? null, onDay: how.onDay ?? '' };
    const result = await add.run({ ...line, ...to, isOnPurpose: how.isOnPurpose }, { done: words.added });
    if (result.ok) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.add}
      size="md"
      centered
      closeButtonProps={{ 'aria-label': t.common.actions.close }}
    >
      <form className="vm-handover-form" onSubmit={(event) => void submit(event)} noValidate>
        <p className="vm-page-note">{words.hint}</p>
        <Textarea
          label={words.content}
          withAsterisk
          autosize
          minRows={2}
          maxLength={limits.subject}
          value={title}
          error={isChecked && title.trim() === '' ? issueText('required') : undefined}
          data-autofocus
          onChange={(event) => setTitle(event.currentTarget.value.replaceAll('\n', ' '))}
        />
        {data.units.length > 1 && (
          <Select
            label={words.from}
            data={data.units.map(({ id, fullName }) => ({ value: id, label: fullName }))}
            value={fromUnitId}
            allowDeselect={false}
            searchable={data.units.length > 7}
            onChange={(next) => setFrom(next ?? fromUnitId)}
          />
        )}
        <ToFields data={data} form={form} />
        <DayInput
          label={t.handover.settle.onDay}
          required
          min={data.event.effectiveOn}
          value={form.how.onDay}
          error={form.problems.onDay}
          onChange={(onDay) => form.set({ onDay })}
        />
        <div className="vm-dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t.common.actions.cancel}
          </Button>
          <Button type="submit" loading={add.isRunning}>
            {words.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Words of a line that is on the list. */
export function ChangeLine({ line, onClose }: { line: SettledRow; onClose: () => void }) {
  const t = useText();
  const words = t.handover.line;
  const [title, setTitle] = useState(line.title);
  const [reason, setReason] = useState(line.reason);
  const change = useCommand('handover.changeLine');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (change.isRunning || title.trim() === '') return;
    const result = await change.run({ id: line.id, patch: { title, reason } }, { done: words.changed });
    if (result.ok) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.change}
      size="md"
      centered
      closeButtonProps={{ 'aria-label': t.common.actions.close }}
    >
      <form className="vm-handover-form" onSubmit={(event) => void submit(event)} noValidate>
        <Textarea
          label={words.content}
          withAsterisk
          autosize
          minRows={2}
          maxLength={limits.subject}
          value={title}
          error={title.trim() === '' ? issueText('required') : undefined}
          data-autofocus
          onChange={(event) => setTitle(event.currentTarget.value.replaceAll('\n', ' '))}
        />
        <Textarea
          label={t.handover.settle.reason}
          autosize
          minRows={1}
          maxLength={limits.reason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value.replaceAll('\n', ' '))}
        />
        <div className="vm-dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t.common.actions.cancel}
          </Button>
          <Button type="submit" loading={change.isRunning}>
            {words.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
