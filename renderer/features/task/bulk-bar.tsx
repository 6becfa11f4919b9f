import { Button, Modal } from '@mantine/core';
import { BellRing, CalendarPlus, CheckCheck, X } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import type { ApiError, ErrorCode, Result } from '../../../db/api/errors.ts';
import { errorText, useText } from '../../text/index.ts';
import { notifyDone, notifyError } from '../../ui/notify.ts';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { useJob } from '../../use-api.ts';
import { StepDialog, type StepWords } from './step-dialog.tsx';

type BulkKind = 'remind' | 'grantExtension' | 'approveResult' | 'cancel';
type BulkResult = Output<'assignment.remind'>;

/** What can be done with all chosen rows at once; each button says how many. */
export function BulkBar({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const t = useText();
  const [kind, setKind] = useState<BulkKind>();
  const [skipped, setSkipped] = useState<BulkResult['skipped']>([]);
  const remind = useJob('assignment.remind');
  const extend = useJob('assignment.extendMany');
  const decide = useJob('assignment.decideMany');
  const job = remind.job ?? extend.job ?? decide.job;

  const run = (of: BulkKind, { onDay, reason, dueOn }: StepWords): Promise<Result<BulkResult>> => {
    const step = { ids: [...ids], onDay, reason };
    const label = t.task.dialog.bulk(t.task.steps[of], ids.length);
    if (of === 'remind') return remind.run(step, label, { quiet: true });
    if (of === 'grantExtension')
      return extend.run({ ...step, dueOn: dueOn ?? '' }, label, {
        quiet: true,
      });
    return decide.run({ ...step, kind: of }, label, { quiet: true });
  };
  const confirm = async (of: BulkKind, words: StepWords): Promise<boolean> => {
    const result = await run(of, words);
    if (!result.ok) {
      notifyError(result.error);
      return false;
    }
    const { doneCount, skipped: left } = result.value;
    const verb = t.task.steps[of];
    notifyDone(
      left.length === 0 ? t.task.bulk.done(verb, doneCount) : t.task.bulk.doneSome(verb, doneCount, left.length),
    );
    setSkipped(left);
    if (left.length === 0) onDone();
    return true;
  };
  return (
    <section className="vm-bulk" aria-label={t.common.grid.selected(ids.length)}>
      <strong>{t.common.grid.selected(ids.length)}</strong>
      <Button variant="default" leftSection={<BellRing size={14} aria-hidden />} onClick={() => setKind('remind')}>
        {t.task.bulk.remind(ids.length)}
      </Button>
      <Button
        variant="default"
        leftSection={<CalendarPlus size={14} aria-hidden />}
        onClick={() => setKind('grantExtension')}
      >
        {t.task.bulk.extend(ids.length)}
      </Button>
      <Button
        variant="default"
        leftSection={<CheckCheck size={14} aria-hidden />}
        onClick={() => setKind('approveResult')}
      >
        {t.task.bulk.approve(ids.length)}
      </Button>
      <Button variant="default" leftSection={<X size={14} aria-hidden />} onClick={() => setKind('cancel')}>
        {t.task.bulk.cancel(ids.length)}
      </Button>
      <Button variant="subtle" color="gray" onClick={onDone}>
        {t.common.grid.clearSelection}
      </Button>
      {job !== undefined && <ProgressPanel job={job} />}
      {kind !== undefined && (
        <StepDialog
          kind={kind}
          title={t.task.dialog.bulk(t.task.steps[kind], ids.length)}
          count={ids.length}
          onConfirm={(words) => confirm(kind, words)}
          onClose={() => setKind(undefined)}
        />
      )}
      {skipped.length > 0 && <SkippedDialog skipped={skipped} onClose={() => setSkipped([])} />}
    </section>
  );
}

/** Reasons that need details say the general thing here. */
function reasonOf(code: string): string {
  const details = {
    dueOn: '',
    step: '',
    state: '',
    entity: 'assignment',
    id: '',
    role: '',
    name: '',
    first: '',
    second: '',
  };
  return errorText({ code: code as ErrorCode, details } as unknown as ApiError);
}

function SkippedDialog({ skipped, onClose }: { skipped: BulkResult['skipped']; onClose: () => void }) {
  const t = useText();
  const counts = new Map<string, number>();
  for (const { code } of skipped) counts.set(code, (counts.get(code) ?? 0) + 1);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.task.bulk.skippedTitle}
      size="md"
      centered
      closeButtonProps={{ 'aria-label': t.common.actions.close }}
    >
      <ul>
        {[...counts].map(([code, count]) => (
          <li key={code}>{t.task.bulk.skippedLine(reasonOf(code), count)}</li>
        ))}
      </ul>
      <div className="vm-dialog-buttons">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t.common.actions.close}
        </Button>
      </div>
    </Modal>
  );
}
