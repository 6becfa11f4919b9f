import type { Result } from '../../../db/api/errors.ts';
import { call } from '../../api.ts';
import { text } from '../../text/index.ts';
import { notifyDone, notifyError, notifyInfo } from '../../ui/notify.ts';
import type { StepKind, StepWords } from './step-dialog.tsx';

/** Sends a step of one assignment to the operation that writes it. */
async function send(id: string, kind: StepKind, words: StepWords): Promise<Result<unknown>> {
  const step = { id, onDay: words.onDay, reason: words.reason };
  switch (kind) {
    case 'accept':
      return call('assignment.accept', step);
    case 'start':
      return call('assignment.start', step);
    case 'requestReturn':
      return call('assignment.requestReturn', step);
    case 'requestExtension':
      return call('assignment.requestExtension', {
        ...step,
        dueOn: words.dueOn ?? '',
      });
    case 'submitResult':
      return call('assignment.submitResult', {
        ...step,
        doneOn: words.doneOn ?? '',
      });
    case 'remind':
      return call('assignment.remind', {
        ids: [id],
        onDay: words.onDay,
        reason: words.reason,
      });
    case 'handOn':
      return call('assignment.handOn', {
        ...step,
        toUnitId: words.toUnitId ?? '',
        ...(words.dueOn === null ? {} : { dueOn: words.dueOn }),
      });
    default:
      return decide(step, kind, words.dueOn);
  }
}

type Decision = Exclude<
  StepKind,
  'accept' | 'start' | 'requestReturn' | 'requestExtension' | 'submitResult' | 'remind' | 'handOn'
>;

async function decide(
  step: { id: string; onDay: string; reason: string },
  kind: Decision,
  dueOn: string | null,
): Promise<Result<unknown>> {
  const result = await call('assignment.decide', {
    ...step,
    kind,
    ...(dueOn === null ? {} : { dueOn }),
  });
  if (result.ok)
    for (const warning of result.value.warnings)
      notifyInfo(text().task.warnings[warning.code](warning.dueOn, warning.parentDueOn));
  return result;
}

/** Writes one step and tells how it went; true when it was written. */
export async function writeStep(id: string, kind: StepKind, words: StepWords): Promise<boolean> {
  const result = await send(id, kind, words);
  if (!result.ok) notifyError(result.error);
  else notifyDone(text().task.bulk.done(text().task.steps[kind], 1));
  return result.ok;
}

/** Reminds units one by one; true when it was written. */
export async function remindMany(ids: readonly string[], { onDay, reason }: StepWords): Promise<boolean> {
  const result = await call('assignment.remind', {
    ids: [...ids],
    onDay,
    reason,
  });
  if (!result.ok) notifyError(result.error);
  else notifyDone(text().task.bulk.done(text().task.steps.remind, result.value.doneCount));
  return result.ok;
}
