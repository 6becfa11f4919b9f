import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { useApi } from '../../use-api.ts';
import { type PeriodChoice, useLook } from './look.ts';

/** What the task is chosen from, periodic ones first; and the one that is chosen, or the first until one is. */
export function useTasks(): { search: (text: string) => void; options: readonly TaskOption[]; chosen: string | null } {
  const on = useViewDate((s) => s.on);
  const taskId = useLook((s) => s.taskId);
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 150);
  const filter = { on, limit: 100, isCounted: false, ...(asked === '' ? {} : { text: asked }) };
  const entities = ['task', 'directive'] as const;
  const periodic = useApi('task.list', { ...filter, kind: 'periodic' }, { keep: true, entities });
  const other = useApi('task.list', { ...filter, limit: 50 }, { keep: true, entities });
  const kept = useApi('task.get', { id: taskId ?? '', on }, { enabled: taskId !== null, entities });
  const rows = [...(periodic.data?.rows ?? []), ...(other.data?.rows ?? []).filter(({ kind }) => kind !== 'periodic')];
  const options = rows.map(({ id, content, kind, directiveNumber }) => ({
    ...{ id, isPeriodic: kind === 'periodic' },
    label: directiveNumber === null ? content : `${content} (${directiveNumber})`,
  }));
  const own = kept.data;
  if (own !== undefined && !options.some(({ id }) => id === own.id))
    options.unshift({ id: own.id, label: own.content, isPeriodic: own.kind === 'periodic' });
  // A task kept from another office's data is not there any more.
  const isGone = taskId !== null && kept.error?.code === 'NOT_FOUND';
  const first = asked === '' ? (options[0]?.id ?? null) : null;
  return { search: setText, options, chosen: taskId === null || isGone ? first : taskId };
}

interface TaskOption {
  readonly id: string;
  readonly label: string;
  readonly isPeriodic: boolean;
}

/** Nhiệm vụ: whose reports are added up. */
export function TaskChoice({ search, options, chosen }: ReturnType<typeof useTasks>) {
  const { totals: t, common } = useText();
  const set = useLook((s) => s.set);
  const group = (isPeriodic: boolean) =>
    options.filter((one) => one.isPeriodic === isPeriodic).map(({ id, label }) => ({ value: id, label }));
  const data = [
    { group: t.taskKinds.periodic, items: group(true) },
    { group: t.taskKinds.other, items: group(false) },
  ].filter(({ items }) => items.length > 0);
  const label = options.find(({ id }) => id === chosen)?.label ?? '';
  return (
    <Select
      className="vm-totals-task"
      aria-label={t.task}
      placeholder={t.taskPlaceholder}
      title={label}
      value={chosen}
      data={data}
      searchable
      allowDeselect={false}
      filter={({ options: kept }) => kept}
      onSearchChange={(text) => search(text === label ? '' : text)}
      onChange={(id) => set({ taskId: id, from: null, through: null })}
      nothingFoundMessage={common.select.nothing}
      maxDropdownHeight={360}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
    />
  );
}

/** Từ kỳ, đến kỳ: one period, or all from one to another. */
export function PeriodChoices({
  periods,
  chosen,
}: {
  periods: readonly PeriodChoice[];
  chosen: readonly PeriodChoice[];
}) {
  const text = useText();
  const t = text.totals;
  const set = useLook((s) => s.set);
  const [first, last] = [chosen[0], chosen.at(-1)];
  if (first === undefined || last === undefined) return <span className="vm-page-note">{t.newestReport}</span>;
  const data = periods.map(({ key }) => ({ value: key, label: text.task.periodName(key) }));
  const endOf = (key: string | null): string => periods.find((period) => period.key === key)?.endOn ?? '';
  const choose = (side: 'from' | 'through', key: string | null): void => {
    const next = { from: first.key, through: last.key, [side]: key };
    // The other end goes along rather than leaving nothing between them.
    set(endOf(next.from) <= endOf(next.through) ? next : { from: key, through: key });
  };
  return (
    <>
      {(['from', 'through'] as const).map((side) => (
        <Select
          key={side}
          className="vm-totals-period"
          aria-label={t[side]}
          title={t[side]}
          value={side === 'from' ? first.key : last.key}
          data={data}
          searchable
          allowDeselect={false}
          onChange={(key) => choose(side, key)}
          nothingFoundMessage={text.common.select.nothing}
          maxDropdownHeight={360}
        />
      ))}
    </>
  );
}
