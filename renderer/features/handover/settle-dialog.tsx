import { Button, Modal, Select } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { ItemKey } from '../../../db/api/contract/handover.ts';
import type { HandoverResolution } from '../../../db/api/contract/handover-words.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import { PostTitle } from '../../../db/api/contract/staffing-words.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { errorText, useText } from '../../text/index.ts';
import { useCommand } from '../../use-api.ts';
import type { EventUnits } from './event-units.ts';
import { HowFields, useHow } from './how-fields.tsx';

type Result = Output<'handover.settle'>;

interface SettleDialogProps {
  data: EventUnits;
  items: readonly ItemKey[];
  resolution: HandoverResolution;
  /** Called when something was settled. */
  onDone: () => void;
  onClose: () => void;
}

/** What becomes of the chosen items: a short decision. What could not be settled is told with its reason. */
export function SettleDialog({ data, items, resolution, onDone, onClose }: SettleDialogProps) {
  const t = useText();
  const words = t.handover.settle;
  const form = useHow(data, resolution, true);
  const [postTitle, setPostTitle] = useState<PostTitle>();
  const [left, setLeft] = useState<Result>();
  const settle = useCommand('handover.settle');
  const root = useRef<HTMLFormElement>(null);
  const arePosts = items.every(({ kind }) => kind === 'post') && form.how.resolution === 'handOver';
  const confirm = async (): Promise<void> => {
    if (settle.isRunning || !form.check()) return;
    const { how, toUnit } = form;
    const result = await settle.run(
      {
        ...{ eventId: data.event.eventId, items: [...items], resolution: how.resolution, reason: how.reason },
        ...{ toUnitId: how.resolution === 'handOver' ? (toUnit?.id ?? null) : null, onDay: how.onDay ?? '' },
        ...{ isOnPurpose: how.isOnPurpose, ...(arePosts && postTitle !== undefined ? { postTitle } : {}) },
      },
      { done: ({ doneCount }) => words.done(doneCount) },
    );
    if (!result.ok) return;
    if (result.value.doneCount > 0) onDone();
    if (result.value.skippedCount === 0) onClose();
    else setLeft(result.value);
  };
  useCommands({ 'file.save': { run: () => void confirm(), within: root } });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void confirm();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={left === undefined ? words.title(items.length) : words.skippedTitle(left.skippedCount)}
      size="md"
      centered
      closeButtonProps={{ 'aria-label': t.common.actions.close }}
    >
      {left !== undefined ? (
        <Left result={left} onClose={onClose} />
      ) : (
        <form ref={root} className="vm-handover-form" onSubmit={submit} noValidate>
          <HowFields data={data} form={form} />
          {arePosts && (
            <Select
              label={words.postTitle}
              placeholder={words.sameTitle}
              data={PostTitle.options.map((value) => ({ value, label: t.staffing.titles[value] }))}
              value={postTitle ?? null}
              onChange={(value) => setPostTitle((value ?? undefined) as PostTitle | undefined)}
              clearable
              clearButtonProps={{ 'aria-label': t.common.actions.clear }}
            />
          )}
          <div className="vm-dialog-buttons">
            <Button variant="default" onClick={onClose}>
              {t.common.actions.cancel}
            </Button>
            <Button type="submit" loading={settle.isRunning} data-autofocus>
              {words.confirm}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

/** What stays open, with what stood against it. */
export function Left({ result, onClose }: { result: Result; onClose: () => void }) {
  const t = useText();
  const more = result.skippedCount - result.skipped.length;
  return (
    <div role="status">
      <ul className="vm-handover-left">
        {result.skipped.map(({ key, title, problem }) => (
          <li key={`${key.kind} ${key.recordId}`}>
            <strong>{title || t.handover.itemKinds[key.kind]}</strong>
            <br />
            {errorText(problem)}
          </li>
        ))}
        {more > 0 && <li>{t.handover.settle.skippedMore(more)}</li>}
      </ul>
      <div className="vm-dialog-buttons">
        <Button data-autofocus onClick={onClose}>
          {t.common.actions.close}
        </Button>
      </div>
    </div>
  );
}
