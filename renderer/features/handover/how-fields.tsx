import { Alert, Checkbox, Radio, Select, Textarea } from '@mantine/core';
import { type Dispatch, type SetStateAction, useState } from 'react';
import type { HandoverResolution } from '../../../db/api/contract/handover-words.ts';
import { isDay } from '../../../db/api/day.ts';
import { limits } from '../../../db/api/types.ts';
import type { Named } from '../../stores/list-request.ts';
import { slot } from '../../stores/slots.ts';
import { useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import type { EventUnits } from './event-units.ts';

/** How something is settled, as a person says it. */
export interface How {
  resolution: HandoverResolution;
  /** 'heir': the successor of each unit; 'other': the unit that was looked for. */
  to: string;
  other: Named | null;
  onDay: string | null;
  reason: string;
  isOnPurpose: boolean;
}

export interface HowForm {
  how: How;
  set: (part: Partial<How>) => void;
  /** The unit that receives; null for the successor of each. */
  toUnit: Named | null;
  /** It has nothing to do with the event. */
  isStranger: boolean;
  problems: Record<'to' | 'onDay' | 'reason', string | undefined>;
  /** True when all is there; says otherwise what is missing. */
  check: () => boolean;
}

/** What a person gives for things to be settled, checked before it is sent. */
export function useHow(data: EventUnits, resolution: HandoverResolution, hasReason: boolean): HowForm {
  const t = useText().handover.settle;
  const { effectiveOn, basisText } = data.event;
  const isSure = data.units.some(({ suggestedHeirId }) => suggestedHeirId !== null);
  const [only] = data.heirs;
  const [how, setHow]: [How, Dispatch<SetStateAction<How>>] = useState<How>({
    resolution,
    to: isSure ? 'heir' : (only?.id ?? 'other'),
    other: null,
    onDay: effectiveOn,
    reason: hasReason ? t.defaultReason(basisText) : '',
    isOnPurpose: false,
  });
  const [isChecked, setChecked] = useState(false);
  const heir = data.heirs.find(({ id }) => id === how.to);
  const toUnit = how.to === 'other' ? how.other : heir === undefined ? null : { id: heir.id, name: heir.fullName };
  const isGiven = how.resolution === 'handOver';
  const isStranger = isGiven && how.to === 'other' && toUnit !== null && data.heirs.every(({ id }) => id !== toUnit.id);
  const day = how.onDay ?? '';
  const missing = {
    to: isGiven && how.to === 'other' && how.other === null ? t.unitNeeded : undefined,
    onDay: !isDay(day) ? t.dayNeeded : day < effectiveOn ? t.dayEarly(effectiveOn) : undefined,
    reason: hasReason && how.reason.trim() === '' ? t.reasonNeeded : undefined,
  };
  const check = (): boolean => {
    setChecked(true);
    return Object.values(missing).every((one) => one === undefined) && (!isStranger || how.isOnPurpose);
  };
  return {
    how,
    set: (part) => setHow((old) => ({ ...old, ...part })),
    toUnit,
    isStranger,
    problems: isChecked ? missing : { to: undefined, onDay: undefined, reason: undefined },
    check,
  };
}

const resolutions = ['handOver', 'close', 'keep'] as const;

/** The way, who receives, the day and the reason. */
export function HowFields({ data, form }: { data: EventUnits; form: HowForm }) {
  const t = useText().handover;
  const { how, set, problems } = form;
  return (
    <>
      <Radio.Group
        label={t.settle.how}
        value={how.resolution}
        onChange={(value) => set({ resolution: value as HandoverResolution })}
      >
        <div className="vm-handover-ways">
          {resolutions.map((one) => (
            <Radio key={one} value={one} label={t.resolutions[one]} description={t.settle.hints[one]} />
          ))}
        </div>
      </Radio.Group>
      {how.resolution === 'handOver' && <ToFields data={data} form={form} />}
      <DayInput
        label={t.settle.onDay}
        required
        min={data.event.effectiveOn}
        value={how.onDay}
        error={problems.onDay}
        onChange={(onDay) => set({ onDay })}
      />
      <Textarea
        label={t.settle.reason}
        withAsterisk
        autosize
        minRows={2}
        maxRows={6}
        maxLength={limits.reason}
        value={how.reason}
        error={problems.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </>
  );
}

/** The successors of the event first; any other unit only on purpose. */
export function ToFields({ data, form }: { data: EventUnits; form: HowForm }) {
  const t = useText();
  const words = t.handover.settle;
  const { how, set, toUnit, isStranger, problems } = form;
  const UnitPicker = slot('unitPicker');
  const isSure = data.units.some(({ suggestedHeirId }) => suggestedHeirId !== null);
  return (
    <>
      <Select
        label={words.to}
        data={[
          ...(isSure && data.heirs.length > 1 ? [{ value: 'heir', label: words.ownHeir }] : []),
          ...data.heirs.map(({ id, fullName }) => ({ value: id, label: fullName })),
          { value: 'other', label: words.otherUnit },
        ]}
        value={how.to === 'heir' && data.heirs.length === 1 ? (data.heirs[0]?.id ?? 'other') : how.to}
        onChange={(to) => set({ to: to ?? 'heir', isOnPurpose: false })}
        allowDeselect={false}
        searchable={data.heirs.length > 7}
      />
      {how.to === 'other' && UnitPicker !== undefined && (
        <UnitPicker
          hasLabel
          required
          label={words.findUnit}
          placeholder={t.unit.searchPlaceholder}
          {...(how.onDay === null ? {} : { on: how.onDay })}
          natures={['police']}
          value={how.other}
          error={problems.to}
          onChange={(other) => set({ other, isOnPurpose: false })}
        />
      )}
      {isStranger && (
        <Alert color="yellow" role="alert">
          <p className="vm-handover-warning">{words.stranger(toUnit?.name ?? '')}</p>
          <Checkbox
            label={words.onPurpose}
            checked={how.isOnPurpose}
            onChange={(event) => set({ isOnPurpose: event.currentTarget.checked })}
          />
        </Alert>
      )}
    </>
  );
}
