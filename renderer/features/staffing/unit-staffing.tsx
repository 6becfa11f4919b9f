import { Button } from '@mantine/core';
import { ClipboardList, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import type { HeadcountShown, PostShown, StaffingRow } from '../../../db/api/contract/staffing.ts';
import type { Day } from '../../../db/api/day.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { Facts, Panel, Section } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { useApi } from '../../use-api.ts';
import { useStaffFilter } from './filter-store.ts';
import { staffEntities, useKeepsStaff } from './keep.ts';
import { chiefText } from './staffing-list.tsx';
import { VerdictBadges } from './verdict.tsx';

type Unit = Output<'staffing.ofUnit'>;
type Words = Text['staffing'];

/** After that many days a count is old. */
const oldDays = 366;

/** One unit on the day of view: what it has against what it should have, its posts and its counts over time. */
export function UnitStaffing({ unitId }: { unitId: string }) {
  const t = useText().staffing;
  const on = useViewDate((s) => s.on);
  const canKeep = useKeepsStaff();
  const state = useApi('staffing.ofUnit', { unitId, on }, { keep: true, entities: [...staffEntities, 'directive'] });
  const unit = state.data;
  if (unit === undefined)
    return state.error === undefined ? <LoadingState /> : <ErrorState error={state.error} onRetry={state.reload} />;
  const { row } = unit;
  return (
    <Panel
      title={unit.unitName}
      note={t.unit.seenOn(on)}
      actions={canKeep && row !== null && <Actions unitId={unitId} />}
    >
      {row === null ? (
        <p className="vm-staff-warning">{t.unit.notAlive(on)}</p>
      ) : (
        <>
          <div className="vm-staff-badges">
            <VerdictBadges row={row} />
          </div>
          <Facts items={factsOf(t, unit, row)} />
          <Notes t={t} unit={unit} row={row} on={on} />
        </>
      )}
      <Section title={t.unit.posts}>
        <Posts unit={unit} on={on} canKeep={canKeep} />
      </Section>
      <Section title={t.unit.headcounts}>
        <Counts unit={unit} canKeep={canKeep} />
      </Section>
      <p className="vm-staff-links">
        <TrendLink unit={unit} />
        <a href={`#/units/${unit.unitId}`}>{t.unit.openUnit}</a>
      </p>
    </Panel>
  );
}

function Actions({ unitId }: { unitId: string }) {
  const t = useText().staffing.unit;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<ClipboardList size={14} aria-hidden />}
        onClick={() => go(`/staffing/${unitId}/count`)}
      >
        {t.addCount}
      </Button>
      <Button
        size="compact-sm"
        leftSection={<Plus size={14} aria-hidden />}
        onClick={() => go(`/staffing/${unitId}/post`)}
      >
        {t.addPost}
      </Button>
    </>
  );
}

const known = (value: number | null): string => (value === null ? '' : showNumber(value));

function factsOf(t: Words, { norm, planned }: Unit, row: StaffingRow): { label: string; value: ReactNode }[] {
  const { source, countedOn, ageDays } = row;
  const from =
    source === 'headcount' && countedOn !== null
      ? `${t.source.headcount(countedOn)}, ${t.source.age(ageDays ?? 0)}`
      : source === 'posts'
        ? t.source.posts
        : t.source.none;
  return [
    { label: t.unit.total, value: known(row.total) },
    { label: t.unit.norm, value: norm === null ? t.unit.noNorm : t.unit.normOf(norm.minTotal, norm.name) },
    { label: t.unit.chief, value: chiefText(t, row) },
    { label: t.unit.deputies, value: known(row.deputies) },
    { label: t.unit.others, value: known(row.others) },
    { label: t.list.investigators, value: known(row.investigators) },
    { label: t.headcountFields.establishment, value: known(row.establishment) },
    { label: t.source.header, value: from },
    ...planned.map((one) => ({
      label: t.unit.planned,
      value: t.unit.plannedOf(one.minTotal, one.maxTotal, one.name),
    })),
  ];
}

const isHeldOn = ({ fromOn, toOn }: PostShown, on: Day): boolean => fromOn <= on && (toOn === null || toOn > on);

/** What the figures themselves do not say: that they are old, or that a count and the posts differ. */
function Notes({ t, unit, row, on }: { t: Words; unit: Unit; row: StaffingRow; on: Day }) {
  const counted = unit.headcounts.find(({ onDay }) => onDay <= on);
  const held = unit.posts.filter((post) => post.isActing === 0 && isHeldOn(post, on)).length;
  const differs = row.source === 'posts' && counted !== undefined && counted.present !== held;
  const isOld = row.ageDays !== null && row.ageDays > oldDays;
  if (!differs && !isOld) return null;
  return (
    <div className="vm-staff-notes">
      {isOld && <p>{t.source.old(t.source.age(row.ageDays ?? 0))}</p>}
      {differs && <p>{t.unit.both(counted.present, held)}</p>}
    </div>
  );
}

const spanText = (t: Words['unit'], { fromOn, toOn }: PostShown): string =>
  toOn === null ? t.since(fromOn) : t.span(fromOn, toOn);

/** Who held what and when, the latest first. */
function Posts({ unit, on, canKeep }: { unit: Unit; on: Day; canKeep: boolean }) {
  const t = useText().staffing;
  if (unit.posts.length === 0) return <p className="vm-page-note">{t.unit.noPosts}</p>;
  const entries = unit.posts.map((post) => {
    const isHeld = isHeldOn(post, on);
    const marks = [
      post.isActing === 1 && t.unit.acting,
      post.isInvestigator === 1 && t.unit.investigator,
      post.isPartyCommittee === 1 && t.unit.partyCommittee,
      isHeld && t.unit.running,
    ].filter(Boolean);
    const basis = [post.basisNumber ?? '', post.basisText].filter(Boolean).join('; ');
    return {
      key: post.id,
      when: spanText(t.unit, post),
      meaning: isHeld ? ('green' as const) : ('grey' as const),
      title: `${t.titleOf(post.title, unit.row?.kind ?? null)} – ${post.holder === '' ? t.unit.unnamed : post.holder}`,
      text: (
        <div className="vm-staff-entry">
          {marks.length > 0 && <span>{marks.join(' · ')}</span>}
          {basis !== '' && <span className="vm-page-note">{t.unit.basis(basis)}</span>}
          {post.note !== '' && <span className="vm-page-note">{post.note}</span>}
          {canKeep && post.isOwn && <PostLinks unitId={unit.unitId} post={post} />}
        </div>
      ),
    };
  });
  return <Timeline label={t.unit.posts} entries={entries} />;
}

function PostLinks({ unitId, post }: { unitId: string; post: PostShown }) {
  const { unit: t, titles } = useText().staffing;
  const name = `${titles[post.title]} ${post.holder}`.trim();
  return (
    <span className="vm-staff-links">
      {post.toOn === null && (
        <a href={`#/staffing/${unitId}/end/${post.id}`} aria-label={t.endOf(name)}>
          {t.end}
        </a>
      )}
      <a href={`#/staffing/${unitId}/post/${post.id}`} aria-label={t.correctOf(name)}>
        {t.correct}
      </a>
    </span>
  );
}

const countText = (t: Words['unit'], count: HeadcountShown): string =>
  [
    count.establishment === null ? '' : t.established(count.establishment),
    count.chiefs === null ? '' : t.chiefsOf(count.chiefs),
    count.deputies === null ? '' : t.deputiesOf(count.deputies),
    count.investigators === null ? '' : t.investigatorsOf(count.investigators),
  ]
    .filter(Boolean)
    .join(' · ');

/** What was counted and when, the latest first. */
function Counts({ unit, canKeep }: { unit: Unit; canKeep: boolean }) {
  const t = useText().staffing.unit;
  if (unit.headcounts.length === 0) return <p className="vm-page-note">{t.noHeadcounts}</p>;
  const entries = unit.headcounts.map((count) => ({
    key: count.id,
    when: showDay(count.onDay),
    title: t.present(count.present),
    text: (
      <div className="vm-staff-entry">
        <span>{countText(t, count)}</span>
        {count.note !== '' && <span className="vm-page-note">{count.note}</span>}
        {canKeep && count.isOwn && (
          <span className="vm-staff-links">
            <a href={`#/staffing/${unit.unitId}/count/${count.id}`} aria-label={t.correctOf(showDay(count.onDay))}>
              {t.correct}
            </a>
          </span>
        )}
      </div>
    ),
  }));
  return <Timeline label={t.headcounts} entries={entries} />;
}

function TrendLink({ unit }: { unit: Unit }) {
  const t = useText().staffing.unit;
  const set = useStaffFilter((s) => s.set);
  const open = (): void => {
    set({ under: { id: unit.unitId, name: unit.unitName } });
    go('/staffing/trend');
  };
  return (
    <button type="button" className="vm-staff-link" onClick={open}>
      {t.trend}
    </button>
  );
}
