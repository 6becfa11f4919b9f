import type { UnitKind } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import { type Change, create } from '../commit.ts';
import type { Fields } from '../entities/index.ts';

type Edge = Pick<Fields<'unitLineage'>, 'fromUnitId' | 'toUnitId'> & Partial<Pick<Fields<'unitLineage'>, 'part'>>;

interface Papers {
  readonly signedOn: Day;
  readonly announcedOn: Day;
  readonly basisText: string;
}

/** What the law did to the province, as the office recorded it: each event with its papers and one edge for every unit. */
export function demoEvent(
  newId: () => string,
  kind: Fields<'unitEvent'>['kind'],
  effectiveOn: Day,
  papers: Papers,
  edges: readonly Edge[],
): Change[] {
  if (edges.length === 0) return [];
  const eventId = newId();
  const event = { kind, effectiveOn, ...papers, basisDirectiveId: null, note: '', correctsEventId: null };
  return [
    create('unitEvent', eventId, { ...event, heirsUnknown: 0 }),
    ...edges.map((edge) =>
      create('unitLineage', newId(), {
        ...{ eventId, part: 'whole', ratio: null },
        // What went in parts has no main heir until a person says so.
        isMainHeir: edge.toUnitId !== null && (edge.part ?? 'whole') === 'whole' ? 1 : 0,
        ...edge,
      } as const),
    ),
  ];
}

/** The units of one kind of the tree, as their events name them. */
export interface Reorganised {
  readonly districts: readonly string[];
  readonly communes: readonly { readonly id: string; readonly kindBefore: UnitKind; readonly kindAfter: UnitKind }[];
  /** Former communes with those that carry them on: one, or two between which it was divided. */
  readonly former: readonly { readonly id: string; readonly heirs: readonly string[] }[];
}

const police: Papers = {
  signedOn: '2025-02-25',
  announcedOn: '2025-02-28',
  basisText: 'Quyết định về tổ chức Công an địa phương không có Công an cấp huyện',
};
const resolution: Papers = {
  signedOn: '2025-06-16',
  announcedOn: '2025-06-28',
  basisText: 'Nghị quyết về sắp xếp đơn vị hành chính cấp xã của tỉnh Bình Minh năm 2025',
};

/** 1/3/2025 for the police: no district level any more. */
export const policeDistrictsEnd = (newId: () => string, { districts, communes }: Reorganised, on: Day): Change[] => [
  ...demoEvent(newId, 'moveParent', on, police, communes.map(goesOn)),
  ...demoEvent(newId, 'dissolve', on, police, districts.map(endsWithoutHeir)),
];

/** 1/7/2025: the districts end, communes join, the thị trấn become xã; the police follow (then without `districts`). */
export function communesJoin(newId: () => string, { districts, communes, former }: Reorganised, on: Day): Change[] {
  const changes: Change[] = [];
  const heirs = new Set(former.flatMap((unit) => unit.heirs));
  const renamed = communes.filter(({ id, kindBefore, kindAfter }) => kindBefore !== kindAfter && !heirs.has(id));
  if (districts.length > 0) {
    changes.push(
      ...demoEvent(newId, 'moveParent', on, resolution, communes.filter(({ id }) => !heirs.has(id)).map(goesOn)),
    );
    changes.push(...demoEvent(newId, 'dissolve', on, resolution, districts.map(endsWithoutHeir)));
  }
  changes.push(...demoEvent(newId, 'changeKind', on, resolution, renamed.map(goesOn)));
  for (const heir of heirs) {
    const edges = former
      .filter((unit) => unit.heirs.includes(heir))
      .map(
        ({ id, heirs: all }): Edge => ({
          ...{ fromUnitId: id, toUnitId: heir },
          part: all.length === 1 ? 'whole' : 'part',
        }),
      );
    changes.push(...demoEvent(newId, 'absorb', on, resolution, [{ fromUnitId: heir, toUnitId: heir }, ...edges]));
  }
  return changes;
}

const goesOn = ({ id }: { readonly id: string }): Edge => ({ fromUnitId: id, toUnitId: id });
const endsWithoutHeir = (id: string): Edge => ({ fromUnitId: id, toUnitId: null });
