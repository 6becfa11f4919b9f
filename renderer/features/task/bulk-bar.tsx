import { Button, Modal } from '@mantine/core';
import { BellRing, CalendarPlus, CheckCheck, X } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import type { Result } from '../../../db/api/errors.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { notifyDone, notifyError } from '../../ui/notify.ts';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { useJob } from '../../use-api.ts';
import { StepDialog, type StepWords } from './step-dialog.tsx';
import { type AskedFilter, BulkOpener, type Chosen, countOf } from './work-bulk.tsx';

type ChosenWork = Chosen<AskedFilter>;

type BulkKind = 'remind' | 'grantExtension' | 'approveResult' | 'cancel';
type BulkResult = Output<'assignment.remind'>;

/** Runs a step for many and tells how it went; what could not be done stays in `skipped`. */
function useBulk(chosen: ChosenWork, onDone: () => void) {
  const on = useViewDate((s) => s.on);
  const count = countOf(chosen);
  const t = useText().task;
  const [skipped, setSkipped] = useState<BulkResult['skipped']>([]);
  const remind = useJob('assignment.remind');
  const extend = useJob('assignment.extendMany');
  const decide = useJob('assignment.decideMany');

  const run = (kind: BulkKind, { onDay, reason, dueOn }: StepWords): Promise<Result<BulkResult>> => {
    const targets =
      'ids' in chosen ? { ids: [...chosen.ids] } : { matching: { filter: chosen.filter, on, expectedCount: count } };
    const step = { ...targets, onDay, reason };
    const label = t.dialog.bulk(t.steps[kind], count);
    if (kind === 'remind') return remind.run(step, label, { quiet: true });
    if (kind === 'grantExtension') return extend.run({ ...step, dueOn: dueOn ?? '' }, label, { quiet: true });
    return decide.run({ ...step, kind }, label, { quiet: true });
  };
  const confirm = async (kind: BulkKind, words: StepWords): Promise<boolean> => {
    const result = await run(kind, words);
    if (!result.ok) {
      notifyError(result.error);
      return false;
    }
    const { doneCount, skipped: left } = result.value;
    const verb = t.steps[kind];
    notifyDone(left.length === 0 ? t.bulk.done(verb, doneCount) : t.bulk.doneSome(verb, doneCount, left.length));
    setSkipped(left);
    if (left.length === 0) onDone();
    return true;
  };
  return { confirm, skipped, forget: () => setSkipped([]), job: remind.job ?? extend.job ?? decide.job };
}

const buttons = [
  ['remind', 'remind', BellRing],
  ['grantExtension', 'extend', CalendarPlus],
  ['approveResult', 'approve', CheckCheck],
  ['cancel', 'cancel', X],
] as const;

/** What can be done with all chosen rows at once; each button says how many. */
export function BulkBar({
  chosen,
  onDone,
  onPanel,
}: {
  chosen: ChosenWork;
  onDone: () => void;
  /** Opens the panel of edits beside the list, where there is room for it. */
  onPanel?: () => void;
}) {
  const t = useText();
  const [kind, setKind] = useState<BulkKind>();
  const { confirm, skipped, forget, job } = useBulk(chosen, onDone);
  const count = countOf(chosen);
  return (
    <section className="vm-bulk" aria-label={t.common.grid.selected(count)}>
      <strong>{t.common.grid.selected(count)}</strong>
      {buttons.map(([one, word, Icon]) => (
        <Button key={one} variant="default" leftSection={<Icon size={14} aria-hidden />} onClick={() => setKind(one)}>
          {t.task.bulk[word](count)}
        </Button>
      ))}
      {onPanel !== undefined && <BulkOpener onOpen={onPanel} />}
      <Button variant="subtle" color="gray" onClick={onDone}>
        {t.common.grid.clearSelection}
      </Button>
      {job !== undefined && <ProgressPanel job={job} />}
      {kind !== undefined && (
        <StepDialog
          kind={kind}
          title={t.task.dialog.bulk(t.task.steps[kind], count)}
          count={count}
          onConfirm={(words) => confirm(kind, words)}
          onClose={() => setKind(undefined)}
        />
      )}
      {skipped.length > 0 && <SkippedDialog skipped={skipped} onClose={forget} />}
    </section>
  );
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
          <li key={code}>{t.task.bulk.skippedLine(t.task.bulk.reasons[code] ?? t.task.bulk.otherReason, count)}</li>
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
