import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { UnitNature } from '../../../db/api/contract/unit-words.ts';
import { useText } from '../../text/index.ts';
import { Section } from '../../ui/page.tsx';
import { EdgesTable } from './edges-table.tsx';
import { MadeUnits } from './made-units.tsx';
import { fieldId } from './missing.ts';
import { dayBefore, type EdgeDraft, membersOf, nameIn, shapeOf, successorsOf } from './plan.ts';
import { UnitAdder } from './unit-adder.tsx';
import { UnitsTable } from './units-table.tsx';
import type { StepProps } from './use-event-draft.ts';

/** Step 2: which units, what becomes of them, and who carries on what; what it shows follows from the kind of event. */
export function StepUnits({ draft, change }: StepProps) {
  const t = useText().reorganization.wizard.units;
  const { fate, mayCreate, mayReceive, part } = shapeOf(draft);
  const on = dayBefore(draft);
  const hasTwoSides = fate !== null && (mayCreate || mayReceive);
  return (
    <>
      <Natures draft={draft} change={change} />
      <div className="vm-wizard-sides" data-two={hasTwoSides || undefined}>
        {fate !== null && draft.kind !== null && (
          <Section title={t.beforeTitles[draft.kind]} level={2}>
            {on !== null && <p className="vm-page-note">{t.beforeNote(on)}</p>}
            <UnitAdder draft={draft} change={change} side="before" id={fieldId.before} />
            <UnitsTable draft={draft} change={change} side="before" />
          </Section>
        )}
        {(mayCreate || mayReceive) && (
          <div>
            {mayCreate && <MadeUnits draft={draft} change={change} />}
            {mayReceive && <Receivers draft={draft} change={change} />}
          </div>
        )}
      </div>
      {part !== null && draft.heirsUnknown === 0 && <Edges draft={draft} change={change} />}
      <Choices draft={draft} change={change} />
    </>
  );
}

const natures: readonly UnitNature[] = ['area', 'police', 'partner'];

/** Which tree; fixed by the first unit chosen. */
function Natures({ draft, change }: StepProps) {
  const t = useText();
  const words = t.reorganization.wizard.units;
  const isFixed = draft.members.length + draft.created.length > 0;
  return (
    <div className="vm-wizard-nature">
      <span className="vm-input-label">{words.nature}</span>
      <SegmentedControl
        aria-label={words.nature}
        data={natures.map((value) => ({ value, label: t.unit.natures[value] }))}
        value={draft.nature}
        disabled={isFixed}
        onChange={(nature) => change({ ...draft, nature: nature as UnitNature })}
      />
      {isFixed && <span className="vm-page-note">{words.natureFixed}</span>}
    </div>
  );
}

function Receivers({ draft, change }: StepProps) {
  const t = useText().reorganization.wizard.units;
  const titles = { absorb: t.receivers, dissolve: t.receiversOptional, divide: t.receiversAlso };
  const title = titles[draft.kind as keyof typeof titles] ?? t.receivers;
  return (
    <Section title={title} level={2}>
      <UnitAdder draft={draft} change={change} side="after" id={fieldId.receiver} />
      <UnitsTable draft={draft} change={change} side="after" />
    </Section>
  );
}

/** Lines of succession, with a way to add one that the kind does not give by itself. */
function Edges({ draft, change }: StepProps) {
  const t = useText().reorganization.wizard.units;
  const { part } = shapeOf(draft);
  const before = membersOf(draft, 'before').map((member) => member.unitId);
  const isMutual = draft.kind === 'boundary';
  const after = isMutual ? before : successorsOf(draft);
  if (before.length === 0 || after.length === 0 || part === null) return null;
  const isFull = !isMutual && draft.edges.length >= before.length * after.length;
  const add = (): void => {
    const [from = null] = before;
    const line: EdgeDraft = { from, to: null, part: part === 'whole' ? 'part' : part, isMainHeir: 0, ratio: '' };
    change({ ...draft, edges: [...draft.edges, line] });
  };
  const action = !isFull && (
    <Button size="compact-sm" variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={add}>
      {t.addLine}
    </Button>
  );
  return (
    <Section title={t.edges} level={2} actions={action}>
      <p className="vm-page-note">{t.edgesNote}</p>
      <div className="vm-event-scroll" id={fieldId.edges}>
        <EdgesTable
          edges={draft.edges}
          nameOf={(key) => nameIn(draft, key)}
          {...(isMutual || after.length > 1 ? { predecessors: before } : {})}
          successors={after}
          onChange={(edges) => change({ ...draft, edges })}
        />
      </div>
    </Section>
  );
}

function Choices({ draft, change }: StepProps) {
  const t = useText().reorganization.wizard.units;
  const mayBeUnknown = draft.kind === 'dissolve' && membersOf(draft, 'after').length === 0;
  if (!mayBeUnknown && draft.nature !== 'area') return null;
  return (
    <div className="vm-wizard-choices">
      {draft.nature === 'area' && (
        <Checkbox
          label={t.withPolice}
          description={t.withPoliceHint}
          checked={draft.withPolice}
          onChange={(event) => change({ ...draft, withPolice: event.currentTarget.checked })}
        />
      )}
      {mayBeUnknown && (
        <Checkbox
          label={t.heirsUnknown}
          description={t.heirsUnknownHint}
          checked={draft.heirsUnknown === 1}
          onChange={(event) => change({ ...draft, heirsUnknown: event.currentTarget.checked ? 1 : 0 })}
        />
      )}
    </div>
  );
}
