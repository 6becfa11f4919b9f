import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { limits } from '../../../db/api/types.ts';
import { useText } from '../../text/index.ts';
import { kindChoices } from '../../unit-kinds.ts';
import { fieldId } from './missing.ts';
import { type EventDraft, type FactsDraft, followUnits, type MemberDraft, membersOf, shapeOf } from './plan.ts';
import { UnitSelect } from './unit-select.tsx';
import { kindOr, withBecomes } from './units-of.ts';
import type { StepProps } from './use-event-draft.ts';

interface UnitsTableProps extends StepProps {
  side: MemberDraft['side'];
}

const without = (draft: EventDraft, ids: ReadonlySet<string>): EventDraft =>
  followUnits({ ...draft, members: draft.members.filter((member) => !ids.has(member.unitId)) });

/** The units of one side: where they stand, what becomes of them, what they say of themselves anew. */
export function UnitsTable({ draft, change, side }: UnitsTableProps) {
  const t = useText().reorganization.wizard.units;
  const members = membersOf(draft, side);
  const { changes } = shapeOf(draft);
  const hasFate = side === 'before' && (draft.kind === 'merge' || draft.kind === 'absorb');
  if (members.length === 0) return <p className="vm-page-note">{t.none}</p>;
  const heads = { name: [t.newName, t.newFullName], kind: [t.newKind, t.newFullName], parent: [t.newParent] };
  return (
    <>
      {side === 'before' && changes === 'parent' && <MoveAll draft={draft} change={change} />}
      <div className="vm-wizard-units">
        <table className="vm-event-table">
          <thead>
            <tr>
              <th scope="col">{t.unit}</th>
              <th scope="col">{t.parent}</th>
              {hasFate && <th scope="col">{t.fate}</th>}
              {side === 'before' &&
                changes !== null &&
                heads[changes].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              <th scope="col">
                <span className="vm-event-unseen">{t.removeAll}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <tr key={member.unitId} id={fieldId.unit(member.unitId)}>
                <th scope="row">{member.was.fullName}</th>
                <td className="vm-page-note">{member.was.parentName}</td>
                {hasFate && (
                  <td>
                    <FateSelect draft={draft} change={change} member={member} />
                  </td>
                )}
                {side === 'before' && changes !== null && <Becomes draft={draft} change={change} member={member} />}
                <td>
                  <ActionIcon
                    size="sm"
                    aria-label={t.removeUnit(member.was.fullName)}
                    onClick={() => change(without(draft, new Set([member.unitId])))}
                  >
                    <X size="0.875rem" aria-hidden />
                  </ActionIcon>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {members.length > 1 && (
        <div className="vm-wizard-foot">
          <span className="vm-page-note">{t.chosen(members.length)}</span>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => change(without(draft, new Set(members.map((member) => member.unitId))))}
          >
            {t.removeAll}
          </Button>
        </div>
      )}
    </>
  );
}

interface OneProps extends StepProps {
  member: MemberDraft;
}

/** A unit that gives only a part of itself to a merger stays. */
function FateSelect({ draft, change, member }: OneProps) {
  const t = useText().reorganization.wizard.units;
  const set = (fate: MemberDraft['fate']): void => {
    const part = fate === 'ends' ? 'whole' : 'part';
    change({
      ...draft,
      members: draft.members.map((one) => (one.unitId === member.unitId ? { ...one, fate } : one)),
      edges: draft.edges.map((edge) =>
        edge.from === member.unitId ? { ...edge, part, isMainHeir: fate === 'ends' ? 1 : 0 } : edge,
      ),
    });
  };
  return (
    <Select
      size="xs"
      aria-label={`${t.fate}: ${member.was.fullName}`}
      data={(['ends', 'continues'] as const).map((value) => ({ value, label: t.fates[value] }))}
      value={member.fate}
      allowDeselect={false}
      onChange={(value) => set(value === 'continues' ? 'continues' : 'ends')}
    />
  );
}

/** Cells with what the unit is from the day on. */
function Becomes({ draft, change, member }: OneProps): ReactNode {
  const t = useText();
  const words = t.reorganization.wizard.units;
  const { changes } = shapeOf(draft);
  const { was, unitId, nature, level } = member;
  const now = member.becomes ?? was;
  const tell = (part: Partial<FactsDraft>): void => change(withBecomes(draft, unitId, part, t.unit));
  const text = (field: 'name' | 'fullName', label: string): ReactNode => (
    <td>
      <TextInput
        size="xs"
        aria-label={`${label}: ${was.fullName}`}
        value={now[field]}
        maxLength={limits.name}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => tell({ [field]: event.currentTarget.value })}
      />
    </td>
  );
  if (changes === 'parent')
    return (
      <td>
        <UnitSelect
          label={`${words.newParent}: ${was.fullName}`}
          isLabelHidden
          value={now.parentKey === null ? null : { id: now.parentKey, name: now.parentName }}
          on={draft.effectiveOn ?? ''}
          nature={nature}
          isClearable={false}
          onChange={(unit) => unit !== null && tell({ parentKey: unit.id, parentName: unit.fullName })}
        />
      </td>
    );
  if (changes === 'kind') {
    const kinds = kindChoices(nature, level);
    return (
      <>
        <td>
          <Select
            size="xs"
            aria-label={`${words.newKind}: ${was.fullName}`}
            data={kinds.map((value) => ({ value, label: t.unit.kinds[value] }))}
            value={now.kind}
            allowDeselect={false}
            onChange={(value) => tell({ kind: kindOr(kinds, (value ?? now.kind) as FactsDraft['kind']) })}
          />
        </td>
        {text('fullName', words.newFullName)}
      </>
    );
  }
  return (
    <>
      {text('name', words.newName)}
      {text('fullName', words.newFullName)}
    </>
  );
}

/** One superior for all units of the event. */
function MoveAll({ draft, change }: StepProps) {
  const t = useText();
  const first = membersOf(draft, 'before')[0];
  return (
    <UnitSelect
      label={t.reorganization.wizard.units.moveAll}
      value={null}
      on={draft.effectiveOn ?? ''}
      nature={first?.nature}
      onChange={(unit) => {
        if (unit === null) return;
        const part = { parentKey: unit.id, parentName: unit.fullName };
        change(membersOf(draft, 'before').reduce((next, { unitId }) => withBecomes(next, unitId, part, t.unit), draft));
      }}
    />
  );
}
