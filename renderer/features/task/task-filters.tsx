import { ActionIcon, Button, Checkbox, Popover, Select, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { ListFilter, Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { GivenChips } from '../../ui/given-chips.tsx';
import { ListViews } from '../../ui/list-views.tsx';
import { useApi } from '../../use-api.ts';
import { isNarrowed, nothing, useTaskFilter } from './filter-store.ts';
import { DirectivePicker, UnitPicker } from './pickers.tsx';

/** Search, unit and document, and behind one button what is needed less often; for whole tasks only words and document. */
export function TaskFilters({ isForTasks = false }: { isForTasks?: boolean }) {
  const t = useText().task;
  const filter = useTaskFilter();
  const { set } = filter;
  return (
    <>
      <SearchBox />
      {!isForTasks && (
        <UnitPicker
          className="vm-task-filter"
          label={t.filter.unit}
          placeholder={t.filter.unitPlaceholder}
          value={filter.unit}
          includeEnded
          onChange={(unit) => set(unit === null ? { unit, withPredecessors: false } : { unit })}
        />
      )}
      <DirectivePicker
        className="vm-task-filter"
        label={t.filter.directive}
        placeholder={t.filter.directivePlaceholder}
        value={filter.directive}
        onChange={(directive) => set({ directive })}
      />
      {!isForTasks && <MoreFilters />}
      {!isForTasks && <Given />}
      {!isForTasks && <ListViews place="tasks" filter={filter} nothing={{ ...nothing, sort: 'due' }} onFilter={set} />}
      {isNarrowed(filter) && (
        <Tooltip label={t.filter.clear}>
          <ActionIcon aria-label={t.filter.clear} onClick={filter.clear}>
            <X size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}

/** Waits for a pause in typing; a filter cleared elsewhere empties the box. */
function SearchBox() {
  const t = useText().task;
  const text = useTaskFilter((s) => s.text);
  const set = useTaskFilter((s) => s.set);
  const [typed, setTyped] = useState(text);
  const send = useDebouncedCallback((next: string) => set({ text: next }), 200);
  useEffect(() => setTyped(text), [text]);
  return (
    <TextInput
      className="vm-task-search"
      type="search"
      aria-label={t.filter.search}
      placeholder={t.filter.search}
      leftSection={<Search size={16} aria-hidden />}
      value={typed}
      maxLength={200}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
    />
  );
}

/** What the list was opened with that has no field of its own. */
function Given() {
  const { task: t, unit, lineage, totals } = useText();
  const {
    task,
    lateFrom,
    lateThrough,
    timeliness,
    isUnitAlone,
    tree,
    within,
    withPredecessors,
    hasDirective,
    level,
    set,
  } = useTaskFilter();
  return (
    <GivenChips
      filters={[
        task !== null && { key: 'task', label: t.filter.ofTask(task.name), onClear: () => set({ task: null }) },
        (lateFrom !== null || lateThrough !== null) && {
          key: 'late',
          label: t.filter.late(lateFrom, lateThrough),
          onClear: () => set({ lateFrom: null, lateThrough: null }),
        },
        timeliness !== null && {
          key: 'timeliness',
          label: timeliness.map((one) => t.timeliness[one]).join(', '),
          onClear: () => set({ timeliness: null }),
        },
        isUnitAlone && { key: 'alone', label: t.filter.unitAlone, onClear: () => set({ isUnitAlone: false }) },
        withPredecessors && {
          key: 'past',
          label: lineage.withPredecessors.toLowerCase(),
          onClear: () => set({ withPredecessors: false }),
        },
        hasDirective !== null && {
          key: 'hasDirective',
          label: t.filter.hasDirective(hasDirective),
          onClear: () => set({ hasDirective: null }),
        },
        tree !== null && {
          key: 'tree',
          label: totals.treeModes[tree],
          onClear: () => set({ tree: null, within: null }),
        },
        within !== null && { key: 'within', label: within.name, onClear: () => set({ within: null }) },
        level !== null && { key: 'level', label: unit.levels[level], onClear: () => set({ level: null }) },
      ]}
    />
  );
}

function MoreFilters() {
  const { task: t, lineage } = useText();
  const { unit, withPredecessors, periodRuleId, role, dueFrom, dueThrough, set } = useTaskFilter();
  const on = useViewDate((s) => s.on);
  const rules = useApi('periodRule.list', { on }, { keep: true, entities: ['periodRule'] });
  const count = [periodRuleId !== null, role !== 'lead', dueFrom !== null, dueThrough !== null].filter(Boolean).length;
  return (
    <Popover position="bottom-start" trapFocus returnFocus width={280}>
      <Popover.Target>
        <Button variant="default" leftSection={<ListFilter size={14} aria-hidden />}>
          {count === 0 ? t.filter.more : `${t.filter.more} (${count})`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="vm-dialog-form">
        <Select
          label={t.filter.role}
          value={role}
          allowDeselect={false}
          data={[
            { value: 'lead', label: t.roles.lead },
            { value: 'support', label: t.roles.support },
            { value: 'any', label: t.filter.anyRole },
          ]}
          onChange={(value) => set({ role: (value ?? 'lead') as typeof role })}
          comboboxProps={{ withinPortal: false }}
        />
        <Select
          label={t.filter.period}
          placeholder={t.filter.periodPlaceholder}
          value={periodRuleId}
          clearable
          data={(rules.data ?? []).map(({ id, name }) => ({
            value: id,
            label: name,
          }))}
          onChange={(value) => set({ periodRuleId: value })}
          comboboxProps={{ withinPortal: false }}
        />
        <DayInput label={t.filter.dueFrom} value={dueFrom} onChange={(value) => set({ dueFrom: value })} />
        <DayInput label={t.filter.dueThrough} value={dueThrough} onChange={(value) => set({ dueThrough: value })} />
        <Checkbox
          label={lineage.withPredecessors}
          description={unit === null ? lineage.withPredecessorsNeeds : lineage.withPredecessorsHint}
          disabled={unit === null}
          checked={withPredecessors}
          onChange={(event) => set({ withPredecessors: event.currentTarget.checked })}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
