import type { Result } from '../../../db/api/errors.ts';
import { text } from '../../text/index.ts';
import { notifyInfo } from '../../ui/notify.ts';
import { perform } from '../../use-api.ts';
import type { StepKind, StepWords } from './step-dialog.tsx';

/** Sends a step of one assignment to the operation that writes it. */
async function send(id: string, kind: StepKind, words: StepWords): Promise<Result<unknown>> {
  const step = { id, onDay: words.onDay, reason: words.reason };
  const told = { done: text().task.bulk.done(text().task.steps[kind], 1) };
  switch (kind) {
    case 'accept':
      return perform('assignment.accept', step, told);
    case 'start':
      return perform('assignment.start', step, told);
    case 'requestReturn':
      return perform('assignment.requestReturn', step, told);
    case 'requestExtension':
      return perform('assignment.requestExtension', { ...step, dueOn: words.dueOn ?? '' }, told);
    case 'submitResult':
      return perform('assignment.submitResult', { ...step, doneOn: words.doneOn ?? '' }, told);
    case 'remind':
      return perform('assignment.remind', { ids: [id], onDay: words.onDay, reason: words.reason }, told);
    case 'handOn':
      return perform(
        'assignment.handOn',
        { ...step, toUnitId: words.toUnitId ?? '', ...(words.dueOn === null ? {} : { dueOn: words.dueOn }) },
        told,
      );
    default:
      return decide(step, kind, words.dueOn, told);
  }
}

type Told = { readonly done: string };

type Decision = Exclude<
  StepKind,
  'accept' | 'start' | 'requestReturn' | 'requestExtension' | 'submitResult' | 'remind' | 'handOn'
>;

async function decide(
  step: { id: string; onDay: string; reason: string },
  kind: Decision,
  dueOn: string | null,
  told: Told,
): Promise<Result<unknown>> {
  const result = await perform('assignment.decide', { ...step, kind, ...(dueOn === null ? {} : { dueOn }) }, told);
  if (result.ok)
    for (const warning of result.value.warnings)
      notifyInfo(text().task.warnings[warning.code](warning.dueOn, warning.parentDueOn));
  return result;
}

/** Writes one step and tells how it went; true when it was written. */
export const writeStep = async (id: string, kind: StepKind, words: StepWords): Promise<boolean> =>
  (await send(id, kind, words)).ok;

/** Reminds units one by one; true when it was written. */
export async function remindMany(ids: readonly string[], { onDay, reason }: StepWords): Promise<boolean> {
  const { bulk, steps } = text().task;
  const result = await perform(
    'assignment.remind',
    { ids: [...ids], onDay, reason },
    { done: ({ doneCount }) => bulk.done(steps.remind, doneCount) },
  );
  return result.ok;
}
