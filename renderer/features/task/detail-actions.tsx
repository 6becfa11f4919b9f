import { ActionIcon, Button, Menu } from '@mantine/core';
import { BellRing, CalendarPlus, ChevronDown, Ellipsis } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useText } from '../../text/index.ts';
import type { AssignmentDetail } from './status.tsx';
import { StepDialog, type StepKind } from './step-dialog.tsx';
import { writeStep } from './write-step.ts';

/** Answers to what the unit asked for or handed in. */
const answers: readonly StepKind[] = [
  'approveResult',
  'returnResult',
  'approveExtension',
  'refuseExtension',
  'approveReturn',
  'refuseReturn',
];

/** What the unit does next, most likely first; a result usually comes with a report, so it is not the main button. */
const unitNext: readonly StepKind[] = ['accept', 'start'];

/** What may be done here now: Đôn đốc, Gia hạn, Duyệt ▾ and the rest behind …; only what this caller may. */
export function DetailActions({ detail }: { detail: AssignmentDetail }) {
  const t = useText().task;
  const [kind, setKind] = useState<StepKind>();
  const allowed = detail.allowed.filter((one): one is StepKind => one !== 'finish');
  const may = (one: StepKind): boolean => allowed.includes(one);
  const isTakingBack = detail.processing === 'awaitingApproval';
  const label = (one: StepKind): string => (one === 'start' && isTakingBack ? t.takeBack : t.steps[one]);
  const next = isTakingBack ? undefined : unitNext.find(may);
  const decisions = answers.filter(may);
  const extend: StepKind = may('approveExtension') ? 'approveExtension' : 'grantExtension';
  const direct = new Set<StepKind>([...decisions, 'remind', extend, ...(next === undefined ? [] : [next])]);
  const rest = allowed.filter(
    (one) => !direct.has(one) && !(one === 'grantExtension' && extend === 'approveExtension'),
  );
  return (
    <>
      {next !== undefined && <Button onClick={() => setKind(next)}>{label(next)}</Button>}
      {may('remind') && (
        <Button variant="default" leftSection={<BellRing size={14} aria-hidden />} onClick={() => setKind('remind')}>
          {t.steps.remind}
        </Button>
      )}
      {may(extend) && (
        <Button variant="default" leftSection={<CalendarPlus size={14} aria-hidden />} onClick={() => setKind(extend)}>
          {t.steps.grantExtension}
        </Button>
      )}
      <StepMenu kinds={decisions} label={label} onChoose={setKind}>
        <Button rightSection={<ChevronDown size={14} aria-hidden />}>{t.decide}</Button>
      </StepMenu>
      <StepMenu kinds={rest} label={label} onChoose={setKind}>
        <ActionIcon aria-label={t.more} variant="default">
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </StepMenu>
      {kind !== undefined && (
        <StepDialog
          kind={kind}
          title={`${label(kind)} – ${detail.unitName}`}
          dueOn={detail.currentDueOn}
          originalDueOn={detail.originalDueOn}
          requestedDueOn={kind === 'approveExtension' ? detail.requestedDueOn : null}
          onConfirm={(words) => writeStep(detail.id, kind, words)}
          onClose={() => setKind(undefined)}
        />
      )}
    </>
  );
}

interface StepMenuProps {
  kinds: readonly StepKind[];
  label: (kind: StepKind) => string;
  onChoose: (kind: StepKind) => void;
  /** The button that opens it. */
  children: ReactElement;
}

/** Steps behind one button; nothing when there are none. */
function StepMenu({ kinds, label, onChoose, children }: StepMenuProps) {
  if (kinds.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {kinds.map((one) => (
          <Menu.Item
            key={one}
            onClick={() => onChoose(one)}
            {...(one === 'cancel' ? { className: 'vm-danger-item' } : {})}
          >
            {label(one)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
