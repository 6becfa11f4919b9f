import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Directive } from '../../../db/api/contract/directive.ts';
import { isDay } from '../../../db/api/day.ts';
import { limits } from '../../../db/api/types.ts';
import { useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { useCommand } from '../../use-api.ts';

/** "Hết đối tượng điều chỉnh" from a day, or taking that mark off. */
export function ObjectGoneDialog({ directive, onClose }: { directive: Directive; onClose: () => void }) {
  const texts = useText();
  const t = texts.directive.gone;
  const { run, isRunning } = useCommand('directive.setObjectGone');
  const [day, setDay] = useState<string | null>(directive.objectGoneOn);
  const [note, setNote] = useState(directive.objectGoneNote);
  const save = async (objectGoneOn: string | null): Promise<void> => {
    const result = await run(
      { id: directive.id, seenAtMs: directive.changedAtMs, objectGoneOn, objectGoneNote: note },
      { done: t.saved },
    );
    if (result.ok) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.title}
      centered
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (day !== null && isDay(day)) void save(day);
        }}
      >
        <Stack gap="sm">
          <p className="vm-page-note vm-directive-flat">{t.text}</p>
          <DayInput label={t.day} value={day} onChange={setDay} min={directive.issuedOn} required />
          <TextInput
            label={t.note}
            value={note}
            maxLength={limits.description}
            spellCheck={false}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            {directive.objectGoneOn !== null && (
              <Button variant="subtle" color="gray" disabled={isRunning} onClick={() => void save(null)}>
                {t.clear}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button
              type="submit"
              loading={isRunning}
              disabled={day === null || !isDay(day) || day < directive.issuedOn}
            >
              {texts.common.actions.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
