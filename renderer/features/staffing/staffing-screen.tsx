import { ActionIcon, Button, Select } from '@mantine/core';
import { FilterX, Table2 } from 'lucide-react';
import { go, usePlace } from '../../navigate.ts';
import { useTakenRequest } from '../../stores/list-request.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { CountChips } from '../../ui/count-chips.tsx';
import { ListSearch } from '../../ui/list-filters.tsx';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { ForbiddenState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { CountForm } from './count-form.tsx';
import { CountSheet } from './count-sheet.tsx';
import { isNarrowed, type StaffFilter, type StaffLevel, scopeOf, staffLevels, useStaffFilter } from './filter-store.ts';
import { staffEntities, useKeepsStaff } from './keep.ts';
import { PostForm } from './post-form.tsx';
import { StaffingList } from './staffing-list.tsx';
import { Trend } from './trend.tsx';
import { ScopeSelect } from './unit-select.tsx';
import { UnitStaffing } from './unit-staffing.tsx';
import { StaffViews } from './views.tsx';
import './staffing.css';

/**
 * Lực lượng › Quân số. Places: `/staffing`, `/staffing/trend`, `/staffing/sheet`, `/staffing/<unit>`,
 * `/staffing/<unit>/post[/<post>]`, `/staffing/<unit>/end/<post>`, `/staffing/<unit>/count[/<count>]`.
 */
export default function StaffingScreen() {
  const t = useText().staffing;
  const [, id, what, recordId] = usePlace();
  const canKeep = useKeepsStaff();
  useTakenRequest(
    'staffing',
    useStaffFilter((s) => s.take),
  );
  if (id === 'sheet') return canKeep ? <CountSheet /> : <ForbiddenState />;
  if (id === 'trend') return <Trend />;
  const sheet = canKeep && (
    <Button
      variant="default"
      leftSection={<Table2 size="1rem" aria-hidden />}
      title={t.sheet.openHint}
      onClick={() => go('/staffing/sheet')}
    >
      {t.sheet.open}
    </Button>
  );
  return (
    <Page title={t.title} note={<StaffViews />} actions={sheet} filters={<Filters />}>
      <SplitView
        name="staffing"
        defaultPercent={54}
        list={<StaffingList openId={id} />}
        detail={id === undefined ? undefined : <Detail unitId={id} what={what} recordId={recordId} />}
      />
    </Page>
  );
}

function Detail({
  unitId,
  what,
  recordId,
}: {
  unitId: string;
  what: string | undefined;
  recordId: string | undefined;
}) {
  const key = `${unitId} ${what} ${recordId}`;
  if (what === 'post' || what === 'end')
    return <PostForm key={key} unitId={unitId} postId={recordId} isEnding={what === 'end'} />;
  if (what === 'count') return <CountForm key={key} unitId={unitId} countId={recordId} />;
  return <UnitStaffing key={unitId} unitId={unitId} />;
}

const chips = ['chiefVacant', 'below', 'deputiesOver', 'noData'] as const;
const meanings = { chiefVacant: 'amber', below: 'red', deputiesOver: 'amber', noData: 'grey' } as const;

/** What is found, with the number of units each; one press narrows the list. */
function Chips({ filter }: { filter: StaffFilter & { set: (part: Partial<StaffFilter>) => void } }) {
  const t = useText().staffing;
  const on = useViewDate((s) => s.on);
  const counts = useApi('staffing.counts', { on, ...scopeOf(filter) }, { keep: true, entities: staffEntities }).data;
  // Rare: its place is left to the others until there is one.
  const shownChips = chips.filter(
    (state) => state !== 'deputiesOver' || filter.state === state || (counts?.deputiesOver ?? 0) > 0,
  );
  const of = (value: StaffFilter['state'], label: string, count: number | undefined) => ({ value, label, count });
  return (
    <CountChips
      label={t.filter.label}
      chips={[
        of(null, t.filter.all, counts?.units),
        ...shownChips.map((state) => ({ ...of(state, t.states[state], counts?.[state]), meaning: meanings[state] })),
      ]}
      value={filter.state}
      onChange={(state) => filter.set({ state })}
    />
  );
}

function Filters() {
  const t = useText().staffing.filter;
  const filter = useStaffFilter();
  return (
    <>
      <ListSearch className="vm-staff-search" label={t.search} text={filter.text} set={filter.set} />
      <ScopeSelect value={filter.under} onChange={(under) => filter.set({ under })} />
      <Select
        className="vm-staff-level"
        aria-label={t.level}
        allowDeselect={false}
        value={filter.level}
        data={staffLevels.map((value) => ({ value, label: t.levels[value] }))}
        onChange={(level) => level !== null && filter.set({ level: level as StaffLevel })}
      />
      <Chips filter={filter} />
      {isNarrowed(filter) && (
        <ActionIcon color="gray" aria-label={t.clear} title={t.clear} onClick={filter.clear}>
          <FilterX size="1rem" aria-hidden />
        </ActionIcon>
      )}
    </>
  );
}
