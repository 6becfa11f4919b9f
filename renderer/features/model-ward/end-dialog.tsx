import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Registration } from '../../../db/api/contract/model-ward.ts';
import { isDay } from '../../../db/api/day.ts';
import { limits } from '../../../db/api/types.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { useCommand } from '../../use-api.ts';

/** Ends a registration from a day, with the reason. */
export function EndDialog({ registration, onClose }: { registration: Registration; onClose: () => void }) {
  const text = useText();
  const t = text.modelWard.ending;
  const on = useViewDate((s) => s.on);
  const { run, isRunning } = useCommand('modelWard.endRegistration');
  const [day, setDay] = useState<string | null>(on);
  const [reason, setReason] = useState('');
  const isReady = day !== null && isDay(day) && day > registration.registeredOn && reason.trim() !== '';
  const save = async (): Promise<void> => {
    const { id, changedAtMs } = registration;
    const result = await run({ id, seenAtMs: changedAtMs, endedOn: day, endReason: reason }, { done: t.done });
    if (result.ok) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.title}
      centered
      closeButtonProps={{ 'aria-label': text.common.actions.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void save();
        }}
      >
        <Stack gap="sm">
          <DayInput label={t.day} value={day} onChange={setDay} min={registration.registeredOn} required />
          <TextInput
            label={t.reason}
            withAsterisk
            value={reason}
            maxLength={limits.reason}
            spellCheck={false}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {text.common.actions.cancel}
            </Button>
            <Button type="submit" loading={isRunning} disabled={!isReady}>
              {t.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
