import type { ActivityRow } from '../../../db/api/contract/activity.ts';
import { go } from '../../navigate.ts';
import { placeOf } from '../../stores/open-record.ts';
import { useText } from '../../text/index.ts';

/** The record it is about: opens where it has a page, says so where it is gone. */
export function SubjectLink({ row }: { row: ActivityRow }) {
  const t = useText().activity;
  const { subject } = row;
  const place = placeOf(subject);
  if (subject.title === '') return null;
  if (place === undefined)
    return (
      <span className="vm-deed-subject">
        {subject.title}
        {subject.isHere === 0 && <span className="vm-page-note"> ({t.isGone})</span>}
      </span>
    );
  return (
    <a
      className="vm-deed-subject"
      href={`#${place}`}
      onClick={(event) => {
        event.preventDefault();
        go(place);
      }}
    >
      {subject.title}
    </a>
  );
}

/** How many records of each kind, where there is more than the one named. */
export function DeedCounts({ row }: { row: ActivityRow }) {
  const t = useText().activity;
  if (row.counts.every(({ count }) => count < 2)) return null;
  return (
    <span className="vm-page-note vm-deed-counts">
      {row.counts.map(({ entity, count }) => t.countOf(entity, count)).join(' · ')}
    </span>
  );
}
