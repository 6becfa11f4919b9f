import { go } from '../../navigate.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import type { Meaning } from '../../ui/status-badge.tsx';
import { type ChainNode, StepChain } from '../../ui/step-chain.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import type { AssignmentDetail } from './status.tsx';

type Step = AssignmentDetail['steps'][number];

const meanings: Partial<Record<Step['kind'], Meaning>> = {
  remind: 'amber',
  requestExtension: 'blue',
  requestReturn: 'blue',
  submitResult: 'blue',
  approveResult: 'green',
  finish: 'green',
  approveExtension: 'green',
  grantExtension: 'green',
  returnResult: 'amber',
  refuseExtension: 'amber',
  refuseReturn: 'amber',
};

/** Steps with the number each reminder has among them. */
function numbered(steps: readonly Step[]): (Step & { times: number })[] {
  let times = 0;
  return steps.map((step) => ({
    ...step,
    times: step.kind === 'remind' ? ++times : times,
  }));
}

const titleOf = (t: Text['task'], step: Step & { times: number }): string =>
  step.kind === 'remind' ? t.chain.remindedTimes(step.times) : t.steps[step.kind];

/** What a step says besides its kind: the day granted, the day done, the unit it went to. */
function extraOf(t: Text['task'], step: Step): string {
  if (step.toUnitName !== null) return t.chain.to(step.toUnitName);
  if (step.kind === 'submitResult' && step.doneOn !== null) return t.chain.doneOn(step.doneOn);
  return step.dueOn === null ? '' : t.chain.until(step.dueOn);
}

/** The course in one line: giao → tiếp nhận → đôn đốc → gia hạn (gốc) → báo cáo; only what took effect. */
export function StepChainOf({ detail }: { detail: AssignmentDetail }) {
  const t = useText().task;
  const given: ChainNode = {
    key: 'given',
    title: t.given,
    note: showDay(detail.assignedOn),
  };
  const steps = numbered(detail.steps.filter((step) => step.isEffective));
  const nodes = steps.map((step, index): ChainNode => {
    const isExtension =
      (step.kind === 'approveExtension' || step.kind === 'grantExtension') && detail.originalDueOn !== null;
    const parts = [
      showDay(step.onDay),
      extraOf(t, step),
      isExtension ? `(${t.chain.original(detail.originalDueOn ?? '')})` : '',
    ];
    const { toAssignmentId } = step;
    return {
      key: step.id,
      title: titleOf(t, step),
      note: parts.filter((part) => part !== '').join(' '),
      meaning: meanings[step.kind] ?? 'grey',
      isCurrent: index === steps.length - 1,
      ...(toAssignmentId === null ? {} : { onOpen: () => go(`/tasks/${toAssignmentId}`) }),
    };
  });
  return <StepChain label={t.chain.label} nodes={[given, ...nodes]} />;
}

/** Every step with who, when and why, the newest first. */
export function StepHistory({ detail }: { detail: AssignmentDetail }) {
  const t = useText().task;
  const steps = numbered(detail.steps).toReversed();
  const entries = steps.map((step) => ({
    key: step.id,
    when: showDay(step.onDay),
    title: [titleOf(t, step), extraOf(t, step)].filter((part) => part !== '').join(' '),
    text: (
      <>
        {step.reason !== '' && <div>{step.reason}</div>}
        <div className="vm-page-note">{t.chain.by(step.byName, step.officeName)}</div>
        {!step.isEffective && <div className="vm-page-note">{t.chain.ineffective}</div>}
      </>
    ),
    meaning: step.isEffective ? (meanings[step.kind] ?? 'grey') : ('grey' as const),
  }));
  const given = {
    key: 'given',
    when: showDay(detail.assignedOn),
    title: t.given,
    text: [detail.assignedBy, detail.ownerName].filter(Boolean).join(' · '),
  };
  return <Timeline label={t.detail.history} entries={[...entries, given]} />;
}
