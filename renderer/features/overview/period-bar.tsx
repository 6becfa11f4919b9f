import { ActionIcon, Select } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { addDays } from '../../../db/api/day.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { spanLabel, spanOf, useLook } from './look.ts';

const kinds = ['month', 'quarter', 'halfYear', 'year', 'custom'] as const;

/** Kỳ: a month, quarter, half or whole year with steps back and forth, or any days. */
export function PeriodBar() {
  const t = useText().overview;
  const on = useViewDate((s) => s.on);
  const look = useLook();
  const span = spanOf(look, on);
  const { kind, set } = look;
  const choose = (next: string | null): void => {
    const chosen = kinds.find((one) => one === next);
    if (chosen === undefined) return;
    const own = { from: span.from, through: addDays(span.to, -1) };
    set(chosen === 'custom' ? { kind: chosen, ...own } : { kind: chosen, anchor: null });
  };
  return (
    <fieldset className="vm-overview-period">
      <legend className="vm-visually-hidden">{t.period.label}</legend>
      <Select
        className="vm-overview-kind"
        aria-label={t.period.label}
        value={kind}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: t.period.kinds[value] }))}
        onChange={choose}
      />
      {kind === 'custom' ? (
        <>
          <div className="vm-overview-day">
            <DayInput label={t.period.from} value={look.from} onChange={(from) => set({ from })} />
          </div>
          <div className="vm-overview-day">
            <DayInput
              label={t.period.through}
              value={look.through}
              onChange={(through) => set({ through })}
              {...(look.from !== null && look.through !== null && look.through < look.from
                ? { error: t.period.order }
                : {})}
            />
          </div>
        </>
      ) : (
        <>
          <ActionIcon aria-label={t.period.previous} onClick={() => set({ anchor: addDays(span.from, -1) })}>
            <ChevronLeft size="1rem" aria-hidden />
          </ActionIcon>
          <span className="vm-overview-span">{spanLabel(t, kind, span)}</span>
          <ActionIcon aria-label={t.period.next} onClick={() => set({ anchor: span.to })}>
            <ChevronRight size="1rem" aria-hidden />
          </ActionIcon>
        </>
      )}
    </fieldset>
  );
}
