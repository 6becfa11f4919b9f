import { useRef, useState } from 'react';
import type { ApiError } from '../../../db/api/errors.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { errorText, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Page } from '../../ui/page.tsx';
import { ErrorState, ForbiddenState, LoadingState } from '../../ui/states.tsx';
import { DraftNotice } from '../../ui/use-draft.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import { Flaws, focusField } from './flaws.tsx';
import { type Event, eventEntities, useCanKeep } from './keep.ts';
import { type Flaw, fieldId, flawOf, flawsOf } from './missing.ts';
import { dayBefore, type EventDraft, emptyDraft, planOf, shapeOf } from './plan.ts';
import { readAgain } from './read-units.ts';
import { StepConfirm } from './step-confirm.tsx';
import { StepEvent } from './step-event.tsx';
import { StepOpen } from './step-open.tsx';
import { StepPreview } from './step-preview.tsx';
import { StepUnits } from './step-units.tsx';
import { memberOf, withFirstMade } from './units-of.ts';
import { useEventDraft } from './use-event-draft.ts';
import { type PreviewState, usePreview } from './use-preview.ts';
import { WizardFoot, WizardSteps } from './wizard-frame.tsx';

interface WizardProps {
  /** The unit that it was opened from. */
  unitId: string | undefined;
  /** The event that it puts right. */
  correctsId: string | undefined;
}

/** Ghi sự kiện: five steps on one page; the draft is kept, nothing is written before the last. */
export function Wizard({ unitId, correctsId }: WizardProps) {
  const t = useText().reorganization.wizard;
  const on = useViewDate((s) => s.on);
  const canKeep = useCanKeep();
  const unit = useApi('unit.get', { id: unitId ?? '', on }, { enabled: unitId !== undefined && canKeep, keep: true });
  const event = useApi(
    'reorganization.get',
    { id: correctsId ?? '', on },
    { enabled: correctsId !== undefined && canKeep, entities: eventEntities, keep: true },
  );
  const title = correctsId === undefined ? t.title : t.correctTitle;
  if (!canKeep)
    return (
      <Page title={title}>
        <ForbiddenState />
      </Page>
    );
  const isWaiting =
    (unitId !== undefined && unit.data === undefined) || (correctsId !== undefined && event.data === undefined);
  const error = unit.error ?? event.error;
  if (isWaiting)
    return (
      <Page title={title}>
        {error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={unit.reload} />}
      </Page>
    );
  const begun: EventDraft = {
    ...emptyDraft,
    ...(unit.data === undefined
      ? {}
      : { nature: unit.data.nature, members: [memberOf(unit.data, 'before', 'continues')] }),
    ...(event.data === undefined
      ? {}
      : {
          ...{ correctsEventId: event.data.id, effectiveOn: event.data.effectiveOn },
          nature: event.data.nature ?? emptyDraft.nature,
        }),
  };
  const key = ['reorganization', correctsId === undefined ? 'new' : 'correct', unitId ?? correctsId].filter(Boolean);
  return <Steps draftKey={key.join(':')} begun={begun} corrected={event.data} title={title} />;
}

interface StepsProps {
  draftKey: string;
  begun: EventDraft;
  corrected: Event | undefined;
  title: string;
}

const lastStep = 4;

function Steps({ draftKey, begun, corrected, title }: StepsProps) {
  const { reorganization: t, unit: unitWords } = useText();
  const words = t.wizard;
  const frame = useRef<HTMLDivElement>(null);
  const { draft, change, kept, isTouched } = useEventDraft(draftKey, begun);
  const [isLeaving, setLeaving] = useState(false);
  const [error, setError] = useState<ApiError>();
  const [hasTried, setTried] = useState(false);
  const { run, isRunning } = useCommand('reorganization.record');
  const { step } = draft;
  const lacking = flawsOf(draft, t);
  const preview = usePreview(draft, step >= 2 && lacking.length === 0);
  const refused = error?.code === 'EVENT_REFUSED' ? error.details.problems : [];
  const problems = (preview.data?.problems ?? refused).map((problem) => flawOf(draft, problem, t));
  const here = lacking.filter((flaw) => flaw.step <= step);

  const goTo = (next: number): void => {
    setTried(false);
    setError(undefined);
    change({ ...draft, step: next });
    const body = frame.current?.querySelector<HTMLElement>('.vm-wizard-body');
    body?.scrollTo({ top: 0 });
    // The keys go on in the new step.
    if (next === 1) focusField(shapeOf(draft).fate === null ? fieldId.made : fieldId.before);
    else setTimeout(() => body?.focus());
    const eve = dayBefore(draft);
    if (next === 1 && eve !== null)
      void readAgain(draft, eve).then((read) => change(withFirstMade({ ...read, step: next }, unitWords)));
  };
  const next = (): void => {
    if (here.length > 0) {
      setTried(true);
      const [first] = here;
      if (first !== undefined && first.step === step) focusField(first.field);
    } else if (step < lastStep && !(step === 3 && problems.length > 0)) goTo(step + 1);
  };
  const mend = (flaw: Flaw): void => {
    if (flaw.step !== step) goTo(flaw.step);
    focusField(flaw.field);
  };
  const record = async (): Promise<void> => {
    const plan = planOf(draft);
    if (plan === undefined || isRunning || problems.length > 0 || preview.data === undefined) return;
    const result = await run(plan, { quiet: true, done: words.done });
    if (!result.ok) return setError(result.error);
    await kept.remove();
    go(`/reorganize/${result.value.id}`);
  };
  const leave = (): void => go(corrected === undefined ? '/reorganize' : `/reorganize/${corrected.id}`);
  const back = step > 0 ? () => goTo(step - 1) : undefined;
  const cancel = (): void => (isTouched ? setLeaving(true) : leave());
  useKeys({ escape: cancel, 'alt+pageup': back, 'alt+pagedown': step < lastStep ? next : undefined }, frame);
  useCommands({
    'file.save': step === lastStep ? { run: record, label: words.record } : { run: () => void kept.saveNow() },
    'file.saveAndNext': step === lastStep ? undefined : { run: next, label: words.next },
  });
  return (
    <Page title={title} note={kept.savedText}>
      <div className="vm-wizard" ref={frame}>
        <WizardSteps
          step={step}
          onStep={(to) => (to <= step || here.length === 0 ? goTo(Math.min(to, step + 1)) : next())}
        />
        <div className="vm-wizard-body" tabIndex={-1}>
          <DraftNotice draft={kept} />
          {corrected !== undefined && (
            <p className="vm-event-warning">
              {words.correctNote(t.page.eventName(t.kinds[corrected.kind], showDay(corrected.effectiveOn)))}
            </p>
          )}
          {hasTried && <Flaws title={words.missingTitle} flaws={here} onMend={mend} />}
          {step >= 2 && <Flaws title={words.problemsTitle(problems.length)} flaws={problems} onMend={mend} />}
          <Step draft={draft} change={change} preview={preview} />
        </div>
        <WizardFoot
          step={step}
          isBusy={isRunning}
          isReady={problems.length === 0 && preview.data !== undefined}
          errorShown={error === undefined || error.code === 'CANCELLED' ? undefined : errorText(error)}
          onBack={back}
          onNext={next}
          onRecord={() => void record()}
          onCancel={cancel}
        />
      </div>
      <ConfirmDialog
        opened={isLeaving}
        title={words.leave.title}
        confirmLabel={words.leave.verb}
        onConfirm={leave}
        onClose={() => setLeaving(false)}
      >
        {words.leave.text}
      </ConfirmDialog>
    </Page>
  );
}

interface StepBodyProps {
  draft: EventDraft;
  change: (next: EventDraft) => void;
  preview: PreviewState;
}

function Step({ draft, change, preview }: StepBodyProps) {
  if (draft.step === 0) return <StepEvent draft={draft} change={change} />;
  if (draft.step === 1) return <StepUnits draft={draft} change={change} />;
  const { data, error, reload } = preview;
  if (data === undefined) return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  if (draft.step === 2) return <StepOpen draft={draft} change={change} preview={data} />;
  if (draft.step === 3) return <StepPreview draft={draft} preview={data} />;
  return <StepConfirm draft={draft} preview={data} />;
}
