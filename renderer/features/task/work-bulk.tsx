import { Button, Textarea } from '@mantine/core';
import { PencilLine } from 'lucide-react';
import { useMemo, useState } from 'react';
import { create } from 'zustand';
import { assignmentPatchColumns } from '../../../db/api/contract/assignment.ts';
import type { Input } from '../../../db/api/contract/index.ts';
import type { TaskFilter } from '../../../db/api/contract/task.ts';
import { limits } from '../../../db/api/types.ts';
import { call } from '../../api.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { type BulkField, BulkPanel, type BulkTarget, type BulkValues } from '../../ui/bulk/bulk-panel.tsx';
import { DayInput } from '../../ui/day-field.tsx';
import { useJob } from '../../use-api.ts';

/** A filter as the list asks it. */
export type AskedFilter = NonNullable<Input<'assignment.list'>['filter']>;

/** Records that are changed together: chosen by hand, or all that a filter finds. */
export type Chosen<F> = { readonly ids: readonly string[] } | { readonly filter: F; readonly count: number };

export const countOf = <F,>(chosen: Chosen<F>): number => ('ids' in chosen ? chosen.ids.length : chosen.count);

interface BulkStore {
  assignments: Chosen<AskedFilter> | undefined;
  tasks: Chosen<TaskFilter> | undefined;
  set: (part: Partial<Pick<BulkStore, 'assignments' | 'tasks'>>) => void;
}

/** What the panel beside a list of work is about, while it is open. */
export const useWorkBulk = create<BulkStore>()((set) => ({
  assignments: undefined,
  tasks: undefined,
  set: (part) => set(part),
}));

/** Above a list while rows are chosen: opens the panel. */
export function BulkOpener({ onOpen }: { onOpen: () => void }) {
  const t = useText().sheet.bulk;
  return (
    <Button variant="default" leftSection={<PencilLine size={14} aria-hidden />} onClick={onOpen}>
      {t.open}
    </Button>
  );
}

const taskFields = ['clause', 'product', 'assignedBy', 'directive', 'content'] as const;

/** Sửa hàng loạt of tasks. */
export function TaskBulk({ chosen }: { chosen: Chosen<TaskFilter> }) {
  const t = useText();
  const set = useWorkBulk((s) => s.set);
  const { run } = useJob('task.patchMany');
  const target = useMemo((): BulkTarget => {
    const count = countOf(chosen);
    const input = (fields: BulkValues): Pick<Input<'task.patchMany'>, 'changes' | 'matching'> =>
      'ids' in chosen
        ? { changes: chosen.ids.map((id) => ({ id, fields })) }
        : { matching: { filter: chosen.filter, fields, expectedCount: count } };
    return {
      count,
      scope: 'ids' in chosen ? t.sheet.bulk.ofSelection : t.sheet.bulk.ofFilter,
      fields: taskFields.map((key): BulkField => ({ key, kind: 'text', label: t.sheet.columns.task[key] })),
      preview: (values) => call('task.previewPatch', input(values)),
      apply: (values, keep) => run({ ...input(values), keep }, t.sheet.bulk.title(count), { quiet: true }),
      onClose: () => set({ tasks: undefined }),
    };
  }, [chosen, t, run, set]);
  return <BulkPanel target={target} />;
}

/** Sửa hàng loạt of assignments: a note, or a later deadline with its reason; the original deadline stays. */
export function AssignmentBulk({ chosen }: { chosen: Chosen<AskedFilter> }) {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const set = useWorkBulk((s) => s.set);
  const { run } = useJob('assignment.patchMany');
  const [reason, setReason] = useState('');
  const [onDay, setOnDay] = useState<string | null>(on);
  const target = useMemo((): BulkTarget => {
    const count = countOf(chosen);
    const input = (fields: BulkValues): Input<'assignment.patchMany'> => ({
      reason,
      ...(onDay === null ? {} : { onDay }),
      ...('ids' in chosen
        ? { changes: chosen.ids.map((id) => ({ id, fields })) }
        : { matching: { filter: { filter: chosen.filter, on }, fields, expectedCount: count } }),
    });
    return {
      count,
      scope: 'ids' in chosen ? t.sheet.bulk.ofSelection : t.sheet.bulk.ofFilter,
      fields: assignmentPatchColumns.map(
        (key): BulkField => ({ key, kind: key === 'dueOn' ? 'day' : 'text', label: t.sheet.columns.task[key] }),
      ),
      extra: (
        <>
          <Textarea
            label={t.sheet.bulk.reason}
            autosize
            minRows={2}
            maxLength={limits.reason}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <DayInput label={t.sheet.bulk.onDay} value={onDay} onChange={setOnDay} />
        </>
      ),
      preview: (values) => call('assignment.previewPatch', input(values)),
      apply: (values, keep) => run({ ...input(values), keep }, t.sheet.bulk.title(count), { quiet: true }),
      onClose: () => set({ assignments: undefined }),
    };
  }, [chosen, on, onDay, reason, t, run, set]);
  return <BulkPanel target={target} />;
}
