import { ActionIcon, Button, Checkbox, Select, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { UnitLevel } from '../../../db/api/contract/unit-words.ts';
import { limits } from '../../../db/api/types.ts';
import { useText } from '../../text/index.ts';
import { FieldRow } from '../../ui/fields.tsx';
import { Section } from '../../ui/page.tsx';
import { kindChoices, levelsOf } from '../../unit-kinds.ts';
import { fieldId } from './missing.ts';
import { type CreatedDraft, type FactsDraft, followUnits } from './plan.ts';
import { UnitSelect } from './unit-select.tsx';
import { kindOr, withMade, withMadeFacts } from './units-of.ts';
import type { StepProps } from './use-event-draft.ts';

/** The units that the event makes, each with its facts. */
export function MadeUnits({ draft, change }: StepProps) {
  const t = useText();
  const words = t.reorganization.wizard.units;
  // A merger makes one.
  const isFull = draft.kind === 'merge' && draft.created.length > 0;
  const add = !isFull && (
    <Button
      id={fieldId.made}
      size="compact-sm"
      variant="default"
      leftSection={<Plus size={14} aria-hidden />}
      onClick={() => change(withMade(draft, t.unit))}
    >
      {words.addMade}
    </Button>
  );
  return (
    <Section title={words.made} level={2} actions={add}>
      {draft.created.map((made, index) => (
        <MadeUnit key={made.key} made={made} index={index} draft={draft} change={change} />
      ))}
    </Section>
  );
}

interface MadeProps extends StepProps {
  made: CreatedDraft;
  index: number;
}

function MadeUnit({ made, index, draft, change }: MadeProps) {
  const t = useText();
  const words = t.reorganization.wizard.units;
  const { key, facts, nature } = made;
  const tell = (part: Partial<FactsDraft>): void => change(withMadeFacts(draft, key, part, t.unit));
  const text = (
    field: 'name' | 'fullName' | 'shortName' | 'symbol' | 'officialCode',
    max: number,
    isNeeded = false,
  ) => (
    <TextInput
      label={t.unit.fields[field]}
      value={facts[field]}
      withAsterisk={isNeeded}
      maxLength={max}
      autoComplete="off"
      spellCheck={false}
      {...(field === 'officialCode' ? { description: words.codeHint } : {})}
      onChange={(event) => tell({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <fieldset className="vm-wizard-made" id={fieldId.unit(key)}>
      <legend>{facts.fullName || words.madeTitle(index + 1)}</legend>
      <FieldRow>
        {text('name', limits.name, true)}
        {text('fullName', limits.name, true)}
      </FieldRow>
      <FieldRow>
        <LevelAndKind made={made} index={index} draft={draft} change={change} />
      </FieldRow>
      <UnitSelect
        label={t.unit.fields.parent}
        placeholder={words.parentMissing}
        value={facts.parentKey === null ? null : { id: facts.parentKey, name: facts.parentName }}
        on={draft.effectiveOn ?? ''}
        nature={nature}
        onChange={(unit) => tell({ parentKey: unit?.id ?? null, parentName: unit?.fullName ?? '' })}
      />
      {nature === 'area' ? (
        text('officialCode', limits.officialCode)
      ) : (
        <FieldRow>
          {text('shortName', limits.shortName)}
          {text('symbol', limits.symbol)}
        </FieldRow>
      )}
      {nature !== 'partner' && <PlaceOf made={made} index={index} draft={draft} change={change} />}
      <ActionIcon
        className="vm-wizard-made-out"
        size="sm"
        aria-label={words.removeMade(facts.fullName || String(index + 1))}
        onClick={() => change(followUnits({ ...draft, created: draft.created.filter((one) => one.key !== key) }))}
      >
        <X size="0.875rem" aria-hidden />
      </ActionIcon>
    </fieldset>
  );
}

function LevelAndKind({ made, draft, change }: MadeProps) {
  const t = useText().unit;
  const { key, nature, level, facts } = made;
  const kinds = kindChoices(nature, level);
  const setLevel = (next: UnitLevel): void => {
    const placed = { ...draft, created: draft.created.map((one) => (one.key === key ? { ...one, level: next } : one)) };
    change(withMadeFacts(placed, key, { kind: kindOr(kindChoices(nature, next), facts.kind) }, t));
  };
  return (
    <>
      <Select
        label={t.fields.level}
        data={levelsOf[nature].map((value) => ({ value, label: t.levels[value] }))}
        value={level}
        allowDeselect={false}
        onChange={(value) => setLevel(UnitLevel.parse(value))}
      />
      <Select
        label={t.fields.kind}
        data={kinds.map((value) => ({ value, label: t.kinds[value] }))}
        value={facts.kind}
        allowDeselect={false}
        onChange={(value) => {
          const kind = kindOr(kinds, (value ?? facts.kind) as FactsDraft['kind']);
          change(withMadeFacts(draft, key, { kind }, t));
        }}
      />
    </>
  );
}

/** An area has police or not; a police unit serves an area. */
function PlaceOf({ made, draft, change }: MadeProps) {
  const t = useText();
  const words = t.reorganization.wizard.units;
  const set = (part: Partial<CreatedDraft>): void =>
    change({ ...draft, created: draft.created.map((one) => (one.key === made.key ? { ...one, ...part } : one)) });
  if (made.nature === 'area')
    return (
      <Checkbox
        label={t.unit.fields.hasPolice}
        checked={made.hasPolice === 1}
        onChange={(event) => set({ hasPolice: event.currentTarget.checked ? 1 : 0 })}
      />
    );
  return (
    <UnitSelect
      label={words.area}
      description={words.areaHint}
      value={made.areaId === null ? null : { id: made.areaId, name: made.areaName }}
      on={draft.effectiveOn ?? ''}
      nature="area"
      onChange={(unit) => set({ areaId: unit?.id ?? null, areaName: unit?.fullName ?? '' })}
    />
  );
}
