import fc from 'fast-check';
import { addDays } from '../../db/api/day.ts';
import { create } from '../../db/commit.ts';
import { type EdgeGiven, eventWith, versionOf, write } from './lineage.ts';
import type { TestOffice } from './office.ts';

/** First day of a month counted from January 2024. */
export const firstOf = (month: number): string =>
  `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;

/** What may happen to communes in a month; numbers choose among those that live then. */
export interface Happening {
  readonly kind: 'merge' | 'absorb' | 'divide' | 'separate' | 'dissolve' | 'unknown' | 'move' | 'rename';
  readonly one: number;
  readonly other: number;
  /** Documented ratio of the first heir in tenths; null where no document gives one, 0 for one that does not add up. */
  readonly tenths: number | null;
  /** Day of the month on which it takes effect. */
  readonly day: number;
}

export const anyHappening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom('merge', 'absorb', 'divide', 'separate', 'dissolve', 'unknown', 'move', 'rename'),
  one: fc.nat(20),
  other: fc.nat(20),
  tenths: fc.option(fc.integer({ min: 0, max: 9 })),
  day: fc.constantFrom(1, 1, 10, 28),
});

interface Version {
  from: string;
  to: string | null;
  parentId: string;
  name: string;
}

/** A unit with its versions, the last of which it has or had at the end. */
interface Unit {
  readonly id: string;
  readonly level: 'commune' | 'district';
  readonly versions: Version[];
}

/** Communes and districts of an office over time, written as versions, events and edges. */
export interface Reorganised {
  readonly units: readonly Unit[];
  /** Ids of units that live on a day. */
  readonly aliveOn: (day: string) => string[];
}

/** Two districts with two communes each and two communes of the province; then one happening a month from February 2024 on. */
export function reorganise(o: TestOffice, happenings: readonly Happening[]): Reorganised {
  const units: Unit[] = [];
  const events: Parameters<typeof eventWith>[1][] = [];
  const start = firstOf(-24);
  const add = (level: Unit['level'], parentId: string, from: string): Unit => {
    const name = `${level === 'district' ? 'Huyện' : 'Xã'} ${String(units.length).padStart(2, '0')}`;
    const unit: Unit = { id: o.ctx.newId(), level, versions: [{ from, to: null, parentId, name }] };
    units.push(unit);
    return unit;
  };
  const districts = [add('district', o.unitId, start), add('district', o.unitId, start)];
  const homes = [...districts, ...districts].map(({ id }) => id);
  for (const parentId of [...homes, o.unitId, o.unitId]) add('commune', parentId, start);
  const last = (unit: Unit): Version => unit.versions.at(-1) as Version;
  const live = (): Unit[] => units.filter((unit) => unit.level === 'commune' && last(unit).to === null);
  const end = (unit: Unit, on: string): void => void (last(unit).to = on);
  const change = (unit: Unit, on: string, part: Partial<Version>): void => {
    const old = last(unit);
    old.to = on;
    unit.versions.push({ ...old, from: on, to: null, ...part });
  };
  const happen = ({ kind, one, other, tenths }: Happening, on: string): void => {
    const all = live();
    const a = all[one % all.length];
    // Now and then a unit of another level carries on.
    const b = kind === 'absorb' && other > 15 ? districts[other % 2] : all[other % all.length];
    if (a === undefined || b === undefined) return;
    const home = last(a).parentId;
    const ratios = tenths === null ? [null, null] : [`0.${tenths}`, tenths === 0 ? '0.5' : `0.${10 - tenths}`];
    const edges: EdgeGiven[] = [];
    if (kind === 'merge' && a !== b) {
      const heir = add('commune', home, on);
      for (const unit of [a, b]) {
        end(unit, on);
        edges.push({ from: unit.id, to: heir.id });
      }
    } else if (kind === 'absorb' && a !== b) {
      end(a, on);
      edges.push({ from: a.id, to: b.id }, { from: b.id, to: b.id });
    } else if (kind === 'divide') {
      end(a, on);
      for (const ratio of ratios) edges.push({ from: a.id, to: add('commune', home, on).id, part: 'part', ratio });
    } else if (kind === 'separate') {
      const [stays = null, goes = null] = ratios;
      edges.push({ from: a.id, to: a.id, part: 'part', ratio: stays });
      edges.push({ from: a.id, to: add('commune', home, on).id, part: 'part', ratio: goes });
    } else if (kind === 'dissolve' || kind === 'unknown') {
      end(a, on);
      edges.push({ from: a.id, to: null });
    } else if (kind === 'move') {
      change(a, on, { parentId: [o.unitId, ...homes][other % 5] ?? o.unitId });
      edges.push({ from: a.id, to: a.id });
    } else if (kind === 'rename') {
      change(a, on, { name: `${last(a).name} mới` });
      edges.push({ from: a.id, to: a.id });
    }
    const eventKind = ({ unknown: 'merge', move: 'moveParent' } as const)[kind as 'unknown' | 'move'] ?? kind;
    if (edges.length > 0)
      events.push({ kind: eventKind as 'merge', on, heirsUnknown: kind === 'unknown' ? 1 : 0, edges });
  };
  for (const [at, one] of happenings.entries()) happen(one, addDays(firstOf(at + 1), one.day - 1));
  write(o, ...units.flatMap((unit) => recordsOf(o, unit)));
  for (const event of events) eventWith(o, event);
  const aliveOn = (day: string): string[] =>
    units
      .filter(({ versions }) => versions.some(({ from, to }) => from <= day && (to === null || to > day)))
      .map(({ id }) => id);
  return { units, aliveOn };
}

const recordsOf = (o: TestOffice, { id, level, versions }: Unit) => [
  create('unit', id, { nature: 'police', level, areaId: null }),
  ...versions.map((version) =>
    create(
      'unitVersion',
      o.ctx.newId(),
      versionOf(id, { kind: level === 'district' ? 'ruralDistrict' : 'commune', ...version }),
    ),
  ),
];

/** Where a unit stands on a day: under its parent of the last version begun by then, or its first. */
export function parentOn({ units }: Reorganised, unitId: string, day: string): string | null {
  const versions = units.find(({ id }) => id === unitId)?.versions ?? [];
  return (versions.findLast(({ from }) => from <= day) ?? versions[0])?.parentId ?? null;
}
