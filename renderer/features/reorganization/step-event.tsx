import { Radio, Textarea, TextInput } from '@mantine/core';
import { isDay } from '../../../db/api/day.ts';
import { limits } from '../../../db/api/types.ts';
import { useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { FieldRow } from '../../ui/fields.tsx';
import { DirectiveSelect } from './directive-select.tsx';
import type { EventKind } from './keep.ts';
import { fieldId } from './missing.ts';
import { shapes, withKind } from './plan.ts';
import type { StepProps } from './use-event-draft.ts';

/** Step 1: what happened, when, on what basis. */
export function StepEvent({ draft, change }: StepProps) {
  const t = useText().reorganization;
  return (
    <>
      <Kinds draft={draft} change={change} />
      <Days draft={draft} change={change} />
      <FieldRow>
        <DirectiveSelect
          value={draft.basisDirective}
          onChange={(basisDirective) => change({ ...draft, basisDirective })}
        />
        <TextInput
          label={t.eventFields.basisText}
          description={t.amend.basisHint}
          value={draft.basisText}
          maxLength={limits.description}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ ...draft, basisText: event.currentTarget.value })}
        />
      </FieldRow>
      <Textarea
        label={t.eventFields.note}
        value={draft.note}
        maxLength={limits.reason}
        autosize
        minRows={1}
        maxRows={6}
        spellCheck={false}
        onChange={(event) => change({ ...draft, note: event.currentTarget.value })}
      />
    </>
  );
}

const kinds = Object.keys(shapes) as EventKind[];

/** The ten kinds, each with a sentence; the example of the chosen one. */
function Kinds({ draft, change }: StepProps) {
  const t = useText().reorganization;
  const words = t.wizard.event;
  return (
    <Radio.Group
      id={fieldId.kind}
      className="vm-wizard-kinds"
      label={t.eventFields.kind}
      description={draft.kind === null ? undefined : words.exampleOf(words.kindHints[draft.kind].example)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={draft.kind}
      onChange={(kind) => change(withKind(draft, kind as EventKind))}
    >
      <div className="vm-wizard-kind-grid">
        {kinds.map((kind, index) => (
          <Radio
            key={kind}
            value={kind}
            label={t.kinds[kind]}
            description={words.kindHints[kind].what}
            {...(index === 0 && draft.kind === null ? { 'data-autofocus': true } : {})}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

function Days({ draft, change }: StepProps) {
  const t = useText().reorganization;
  const words = t.wizard.event;
  const { effectiveOn, signedOn, announcedOn } = draft;
  const isLate = isBefore(effectiveOn, signedOn);
  const isEarly = isBefore(announcedOn, signedOn);
  return (
    <div className="vm-wizard-days">
      <div id={fieldId.effectiveOn}>
        <DayInput
          label={t.eventFields.effectiveOn}
          description={words.effectiveHint}
          value={effectiveOn}
          required
          onChange={(day) => change({ ...draft, effectiveOn: day })}
        />
      </div>
      <div id={fieldId.signedOn}>
        <DayInput
          label={t.eventFields.signedOn}
          description={isLate ? words.signedLate : '\u00a0'}
          value={signedOn}
          onChange={(day) => change({ ...draft, signedOn: day })}
        />
      </div>
      <div id={fieldId.announcedOn}>
        <DayInput
          label={t.eventFields.announcedOn}
          description={isEarly ? words.announcedEarly : '\u00a0'}
          value={announcedOn}
          onChange={(day) => change({ ...draft, announcedOn: day })}
        />
      </div>
    </div>
  );
}

/** Both are days, and the first lies before the second. */
const isBefore = (first: string | null, second: string | null): boolean =>
  first !== null && second !== null && isDay(first) && isDay(second) && first < second;
