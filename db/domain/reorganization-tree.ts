import type { FullEventPlan, TreeLine } from '../api/contract/reorganization.ts';
import { addDays, type Day } from '../api/day.ts';
import type { AreaVersion } from './catalogue.ts';
import type { EventOutcome, Organisation, OrganisationUnit } from './reorganization.ts';
import { viSortKey } from './text.ts';
import { versionOn } from './unit.ts';

/** Under one unit at most so many are shown that only come along with it; the rest is counted. */
const shownMovedLimit = 30;

interface Side {
  readonly on: Day;
  readonly unit: (id: string) => OrganisationUnit | undefined;
  readonly childIds: (id: string) => Iterable<string>;
  readonly markOf: (id: string, version: AreaVersion) => TreeLine['mark'];
  readonly keyOf: (id: string) => string;
}

/** The tree on the eve of an event and on its day, as far as it concerns the event: its units and those above them. */
export function showTrees(
  organisation: Organisation,
  plan: FullEventPlan,
  outcome: EventOutcome,
): { before: TreeLine[]; after: TreeLine[] } {
  const writes = new Map(outcome.writes.map((write) => [write.id, write]));
  const keys = new Map([...outcome.createdIds].map(([key, id]) => [id, key]));
  const eve = addDays(plan.effectiveOn, -1);
  const isEnded = new Set(outcome.endedIds);
  const after = (id: string) => writes.get(id) ?? organisation.unit(id);
  const keyOf = (id: string): string => keys.get(id) ?? id;
  const markOf = (id: string): TreeLine['mark'] => {
    if (isEnded.has(id)) return 'ends';
    const [was, is] = [
      versionOn(organisation.unit(id)?.versions ?? [], eve),
      versionOn(after(id)?.versions ?? [], plan.effectiveOn),
    ];
    return was === undefined ? 'new' : is === undefined ? 'same' : compare(was, is);
  };
  const childIds = (id: string): Iterable<string> => organisation.childIds(id);
  const added = new Map<string, string[]>();
  for (const { id, versions } of writes.values())
    for (const { parentId } of versions)
      if (parentId !== null) added.set(parentId, [...(added.get(parentId) ?? []), id]);
  const touched = touchedIds(plan, outcome);
  return {
    before: linesOf({ on: eve, unit: (id) => organisation.unit(id), childIds, markOf, keyOf }, touched),
    after: linesOf(
      {
        on: plan.effectiveOn,
        unit: after,
        childIds: (id) => new Set([...childIds(id), ...(added.get(id) ?? [])]),
        markOf,
        keyOf,
      },
      touched,
    ),
  };
}

function compare(was: AreaVersion, is: AreaVersion): TreeLine['mark'] {
  if (was.kind !== is.kind) return 'changed';
  if (was.fullName !== is.fullName || was.name !== is.name) return 'renamed';
  if (was.parentId !== is.parentId) return 'moved';
  const rest = ['shortName', 'symbol', 'officialCode', 'isKey', 'hasPolice', 'orderNumber'] as const;
  return rest.some((field) => was[field] !== is[field]) ? 'changed' : 'same';
}

/** Units that the plan names, and those that come along with what they stand under. */
function touchedIds(plan: FullEventPlan, outcome: EventOutcome): { named: Set<string>; along: Set<string> } {
  const named = new Set([...plan.members.map(({ unitId }) => unitId), ...outcome.createdIds.values()]);
  for (const { from, to } of plan.edges)
    for (const key of [from, to]) if (key !== null) named.add(outcome.createdIds.get(key) ?? key);
  const along = new Set(outcome.writes.map(({ id }) => id).filter((id) => !named.has(id)));
  return { named, along };
}

function linesOf(side: Side, { named, along }: ReturnType<typeof touchedIds>): TreeLine[] {
  const version = (id: string): AreaVersion | undefined => versionOn(side.unit(id)?.versions ?? [], side.on);
  const shown = new Map<string | null, Set<string>>();
  const add = (parentId: string | null, id: string): boolean => {
    const list = shown.get(parentId) ?? new Set<string>();
    shown.set(parentId, list);
    const isNew = !list.has(id);
    list.add(id);
    return isNew;
  };
  const addWithAbove = (id: string): void => {
    let next: string | null = id;
    while (next !== null) {
      const now = version(next);
      if (now === undefined || !add(now.parentId, next)) return;
      next = now.parentId;
    }
  };
  for (const id of named) addWithAbove(id);
  const alongCount = new Map<string | null, number>();
  for (const id of along) {
    const now = version(id);
    const count = alongCount.get(now?.parentId ?? null) ?? 0;
    if (now === undefined || count >= shownMovedLimit) continue;
    alongCount.set(now.parentId, count + 1);
    addWithAbove(id);
  }
  return walk(side, shown, null, 0);
}

function walk(
  side: Side,
  shown: ReadonlyMap<string | null, ReadonlySet<string>>,
  parentId: string | null,
  depth: number,
): TreeLine[] {
  const units = [...(shown.get(parentId) ?? [])].flatMap((id) => {
    const unit = side.unit(id);
    const version = versionOn(unit?.versions ?? [], side.on);
    return unit === undefined || version === undefined ? [] : [{ unit, version, key: viSortKey(version.name) }];
  });
  units.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return units.flatMap(({ unit, version }) => [
    lineOf(side, unit, version, depth, shown.get(unit.id) ?? new Set()),
    ...walk(side, shown, unit.id, depth + 1),
  ]);
}

function lineOf(
  side: Side,
  unit: OrganisationUnit,
  version: AreaVersion,
  depth: number,
  shown: ReadonlySet<string>,
): TreeLine {
  const others = [...side.childIds(unit.id)].filter(
    (id) => !shown.has(id) && versionOn(side.unit(id)?.versions ?? [], side.on)?.parentId === unit.id,
  );
  return {
    unitKey: side.keyOf(unit.id),
    parentKey: version.parentId === null ? null : side.keyOf(version.parentId),
    depth,
    level: unit.level,
    kind: version.kind,
    fullName: version.fullName,
    mark: side.markOf(unit.id, version),
    otherChildren: others.length,
  };
}
