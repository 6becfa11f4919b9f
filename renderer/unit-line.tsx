import type { UnitFound } from '../db/api/contract/unit.ts';
import type { Day } from '../db/api/day.ts';
import { type Text, useText } from './text/index.ts';
import './unit-line.css';

type Row = Partial<Pick<UnitFound, 'parentName' | 'formerName' | 'officialCode' | 'endedOn' | 'startsOn' | 'heirs'>>;

/** What tells a unit from others of its name: where it stands, what else it is called, that it has ended and who carries it on. */
export const unitNotes = (t: Text, row: Row): string =>
  [
    row.parentName,
    row.formerName && t.unit.formerly(row.formerName),
    row.officialCode,
    row.endedOn && t.unit.ended(row.endedOn),
    row.heirs && row.heirs.length > 0 && t.lineage.nowIsNamed(row.heirs.map(({ fullName }) => fullName)),
    row.startsOn && t.unit.notYet(row.startsOn),
  ]
    .filter(Boolean)
    .join(' · ');

/** A unit in the list of a picker. */
export function UnitLine({ name, row }: { name: string; row: Row | undefined }) {
  const t = useText();
  const notes = row === undefined ? '' : unitNotes(t, row);
  return (
    <span className="vm-unit-line" data-ended={(row?.endedOn ?? null) === null ? undefined : true}>
      <span>{name}</span>
      {notes !== '' && <small>{notes}</small>}
    </span>
  );
}

/** A unit's name in a list: with its end, when that has come by the date of view. */
export function EndedName({ name, endedOn }: { name: string; endedOn: Day | null }) {
  const t = useText().unit;
  if (endedOn === null) return <span title={name}>{name}</span>;
  return (
    <span className="vm-ended-name" title={`${name}, ${t.ended(endedOn)}`}>
      <span>{name}</span> <small>{t.ended(endedOn)}</small>
    </span>
  );
}
