import { Button } from '@mantine/core';
import { ListPlus } from 'lucide-react';
import { useRef, useState } from 'react';
import { addDays, isDay } from '../../../db/api/day.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { BulkAdder } from './bulk-adder.tsx';
import { type EventDraft, type MemberDraft, shapeOf } from './plan.ts';
import { readMembers } from './read-units.ts';
import { UnitSelect } from './unit-select.tsx';
import { withMembers } from './units-of.ts';
import type { StepProps } from './use-event-draft.ts';

interface UnitAdderProps extends StepProps {
  side: MemberDraft['side'];
  id: string;
}

/** Adds units to the event: one by its name or code, or many at once. */
export function UnitAdder({ draft, change, side, id }: UnitAdderProps) {
  const t = useText();
  const words = t.reorganization.wizard;
  const today = useViewDate((s) => s.today);
  const [isMany, setMany] = useState(false);
  const [reading, setReading] = useState<{ done: number; total: number }>();
  const [round, setRound] = useState(0);
  const latest = useRef<EventDraft>(draft);
  latest.current = draft;
  const day = draft.effectiveOn !== null && isDay(draft.effectiveOn) ? draft.effectiveOn : today;
  const on = addDays(day, -1);
  const fate = side === 'after' ? 'continues' : (shapeOf(draft).fate ?? 'continues');
  const nature = draft.members.length + draft.created.length > 0 ? draft.members[0]?.nature : undefined;

  const add = async (ids: readonly string[]): Promise<void> => {
    const known = new Set(latest.current.members.map((member) => member.unitId));
    const fresh = ids.filter((one) => !known.has(one));
    if (fresh.length > 8) setReading({ done: 0, total: fresh.length });
    const members = await readMembers(fresh, on, side, fate, (done) =>
      setReading((old) => (old === undefined ? old : { ...old, done })),
    );
    setReading(undefined);
    change(withMembers(latest.current, members, t.unit));
  };
  return (
    <div className="vm-wizard-adder" id={id}>
      <div className="vm-wizard-adder-line">
        <UnitSelect
          // A new one after each unit, so that the next name can be typed at once.
          key={round}
          autoFocus={round > 0}
          label={words.units.add}
          isLabelHidden
          value={null}
          on={on}
          nature={nature ?? draft.nature}
          onChange={(unit) => {
            if (unit === null) return;
            setRound((count) => count + 1);
            void add([unit.id]);
          }}
        />
        <Button
          variant="default"
          leftSection={<ListPlus size={16} aria-hidden />}
          aria-expanded={isMany}
          onClick={() => setMany((is) => !is)}
        >
          {isMany ? words.units.addManyClose : words.units.addMany}
        </Button>
      </div>
      {reading !== undefined && (
        <p role="status" className="vm-page-note">
          {words.bulk.reading(reading.done, reading.total)}
        </p>
      )}
      {isMany && (
        <BulkAdder
          on={on}
          nature={nature ?? draft.nature}
          chosen={new Set(draft.members.map((member) => member.unitId))}
          onAdd={(ids) => void add(ids)}
        />
      )}
    </div>
  );
}
