import type { Input } from '../../../db/api/contract/index.ts';
import type { UnitKind, UnitLevel, UnitNature } from '../../../db/api/contract/unit-words.ts';
import { addDays, isDay } from '../../../db/api/day.ts';
import type { EventKind } from './keep.ts';

type Plan = Input<'reorganization.preview'>;
type Part = Plan['edges'][number]['part'];

/** What a unit says of itself, as it is typed; an empty code is no code. */
export interface FactsDraft {
  kind: UnitKind;
  name: string;
  fullName: string;
  shortName: string;
  symbol: string;
  officialCode: string;
  /** Id, or key of a unit that this event makes. */
  parentKey: string | null;
  parentName: string;
}

/** A unit that stood before the day: one that the event is about, or one that takes over. */
export interface MemberDraft {
  unitId: string;
  nature: UnitNature;
  level: UnitLevel;
  side: 'before' | 'after';
  fate: 'ends' | 'continues';
  /** As it was on the day before. */
  was: FactsDraft;
  /** What it is from the day on; null: nothing was said yet. */
  becomes: FactsDraft | null;
}

export interface CreatedDraft {
  key: string;
  nature: UnitNature;
  level: UnitLevel;
  areaId: string | null;
  areaName: string;
  hasPolice: 0 | 1;
  facts: FactsDraft;
}

export interface EdgeDraft {
  from: string | null;
  to: string | null;
  part: Part;
  isMainHeir: 0 | 1;
  /** As typed. */
  ratio: string;
}

/** Everything that the wizard asks for; kept as a draft. */
export interface EventDraft {
  step: number;
  /** Day on which its units were read. */
  readOn: string | null;
  kind: EventKind | null;
  nature: UnitNature;
  effectiveOn: string | null;
  signedOn: string | null;
  announcedOn: string | null;
  basisDirective: { id: string; name: string } | null;
  basisText: string;
  note: string;
  correctsEventId: string | null;
  heirsUnknown: 0 | 1;
  withPolice: boolean;
  children: NonNullable<Plan['children']>;
  members: MemberDraft[];
  created: CreatedDraft[];
  edges: EdgeDraft[];
}

export const emptyDraft: EventDraft = {
  step: 0,
  readOn: null,
  kind: null,
  nature: 'area',
  effectiveOn: null,
  signedOn: null,
  announcedOn: null,
  basisDirective: null,
  basisText: '',
  note: '',
  correctsEventId: null,
  heirsUnknown: 0,
  withPolice: true,
  children: 'toMainHeir',
  members: [],
  created: [],
  edges: [],
};

/** What a kind of event asks for. */
export interface Shape {
  /** What becomes of the units it is about; null: it is about none that stood before. */
  readonly fate: MemberDraft['fate'] | null;
  readonly mayCreate: boolean;
  /** Units that stood before may take over. */
  readonly mayReceive: boolean;
  /** What the units it is about say of themselves anew. */
  readonly changes: 'name' | 'kind' | 'parent' | null;
  /** How much goes to each successor, unless a person says otherwise; null: there are no lines of succession. */
  readonly part: Part | null;
}

export const shapes: Record<EventKind, Shape> = {
  establish: { fate: null, mayCreate: true, mayReceive: false, changes: null, part: null },
  dissolve: { fate: 'ends', mayCreate: false, mayReceive: false, changes: null, part: null },
  absorb: { fate: 'ends', mayCreate: false, mayReceive: true, changes: null, part: 'whole' },
  merge: { fate: 'ends', mayCreate: true, mayReceive: false, changes: null, part: 'whole' },
  divide: { fate: 'ends', mayCreate: true, mayReceive: true, changes: null, part: 'part' },
  separate: { fate: 'continues', mayCreate: true, mayReceive: false, changes: null, part: 'part' },
  boundary: { fate: 'continues', mayCreate: false, mayReceive: true, changes: null, part: 'partArea' },
  rename: { fate: 'continues', mayCreate: false, mayReceive: false, changes: 'name', part: null },
  changeKind: { fate: 'continues', mayCreate: false, mayReceive: false, changes: 'kind', part: null },
  moveParent: { fate: 'continues', mayCreate: false, mayReceive: false, changes: 'parent', part: null },
};

export const shapeOf = (draft: Pick<EventDraft, 'kind'>): Shape => shapes[draft.kind ?? 'establish'];

export const membersOf = (draft: EventDraft, side: MemberDraft['side']): MemberDraft[] =>
  draft.members.filter((member) => member.side === side);

/** Keys of the units that may take over, in the order in which they stand. */
export const successorsOf = (draft: EventDraft): string[] => [
  ...draft.created.map((one) => one.key),
  ...membersOf(draft, 'after').map((member) => member.unitId),
];

/** The day before the event, on which its predecessors are looked for; null while no day is given. */
export const dayBefore = (draft: Pick<EventDraft, 'effectiveOn'>): string | null =>
  draft.effectiveOn !== null && isDay(draft.effectiveOn) ? addDays(draft.effectiveOn, -1) : null;

/**
 * Lines of succession that go with the units: those of units that are gone are dropped, and a unit that has none gets the
 * ones its kind of event has mostly.
 */
export function followUnits(draft: EventDraft): EventDraft {
  const { part, fate } = shapeOf(draft);
  if (part === null) return { ...draft, edges: [] };
  const before = membersOf(draft, 'before').map((member) => member.unitId);
  const after = successorsOf(draft);
  const known = new Set([...before, ...after]);
  const stands = (key: string | null): boolean => key !== null && known.has(key);
  const kept = draft.edges.filter((edge) => stands(edge.from) && stands(edge.to));
  const line = (from: string, to: string, isMain: boolean): EdgeDraft => ({
    ...{ from, to, part, ratio: '' },
    isMainHeir: isMain ? 1 : 0,
  });
  const isSpread = part !== 'whole';
  const added = before.flatMap((from) => {
    const own = kept.filter((edge) => edge.from === from);
    if (!isSpread) return own.length > 0 || after[0] === undefined ? [] : [line(from, after[0], true)];
    const hasMain = fate === 'continues' || own.some((edge) => edge.isMainHeir === 1);
    return after
      .filter((to) => to !== from && !own.some((edge) => edge.to === to))
      .map((to, index) => line(from, to, !hasMain && index === 0));
  });
  const order = new Map(before.map((key, index) => [key, index]));
  const edges = [...kept, ...added].toSorted((a, b) => (order.get(a.from ?? '') ?? 0) - (order.get(b.from ?? '') ?? 0));
  return { ...draft, edges };
}

/** The same draft for another kind of event: units stay where the kind has a place for them. */
export function withKind(draft: EventDraft, kind: EventKind): EventDraft {
  const shape = shapes[kind];
  const members = draft.members
    .filter((member) => (member.side === 'before' ? shape.fate !== null : shape.mayReceive))
    .map((member) => ({
      ...member,
      fate: member.side === 'before' ? (shape.fate ?? member.fate) : ('continues' as const),
      becomes: shape.changes === null ? null : (member.becomes ?? member.was),
    }));
  const children = kind === 'dissolve' ? 'moveUp' : 'toMainHeir';
  const created = shape.mayCreate ? draft.created : [];
  return followUnits({ ...draft, kind, members, created, children, edges: shape.part === null ? [] : draft.edges });
}

/** Names behind the keys of a draft. */
export function nameIn(draft: EventDraft, key: string | null): string {
  const member = draft.members.find((one) => one.unitId === key);
  if (member !== undefined) return member.was.fullName;
  const made = draft.created.find((one) => one.key === key);
  return made?.facts.fullName || made?.facts.name || '';
}

const codeOf = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());

const patchOf = ({ was, becomes }: MemberDraft): Plan['members'][number]['patch'] => {
  if (becomes === null) return {};
  const plain = (['kind', 'name', 'fullName', 'shortName', 'symbol'] as const).filter(
    (key) => was[key] !== becomes[key],
  );
  return {
    ...Object.fromEntries(plain.map((key) => [key, becomes[key]])),
    ...(codeOf(was.officialCode) === codeOf(becomes.officialCode)
      ? {}
      : { officialCode: codeOf(becomes.officialCode) }),
    ...(was.parentKey === becomes.parentKey ? {} : { parentId: becomes.parentKey }),
  };
};

/** The event as the contract takes it; undefined while kind or day are missing. */
export function planOf(draft: EventDraft): Plan | undefined {
  const { kind, effectiveOn, basisDirective, signedOn, announcedOn } = draft;
  if (kind === null || effectiveOn === null || !isDay(effectiveOn)) return undefined;
  const dayOf = (typed: string | null): string | null => (typed !== null && isDay(typed) ? typed : null);
  return {
    ...{ kind, effectiveOn, signedOn: dayOf(signedOn), announcedOn: dayOf(announcedOn) },
    ...{ basisDirectiveId: basisDirective?.id ?? null, basisText: draft.basisText, note: draft.note },
    ...{ correctsEventId: draft.correctsEventId, heirsUnknown: draft.heirsUnknown, children: draft.children },
    withPolice: draft.nature === 'area' && draft.withPolice,
    members: draft.members.map((member) => ({
      ...{ unitId: member.unitId, fate: member.fate, patch: patchOf(member) },
    })),
    created: draft.created.map(({ key, nature, level, areaId, hasPolice, facts }) => {
      const { parentKey, parentName: _shown, officialCode, ...said } = facts;
      const rest = { isKey: 0, orderNumber: null, basisDirectiveId: basisDirective?.id ?? null } as const;
      const stated = { ...said, ...rest, officialCode: codeOf(officialCode), parentId: parentKey, hasPolice };
      return { key, nature, level, areaId, facts: { ...stated, basisText: draft.basisText } };
    }),
    edges: draft.heirsUnknown === 1 ? [] : draft.edges.map(edgeOf),
  };
}

/** A line of succession as the contract takes it. */
export const edgeOf = ({ from, to, part, isMainHeir, ratio }: EdgeDraft): Plan['edges'][number] => ({
  ...{ from, to, part, isMainHeir },
  ratio: ratioOf(ratio) ?? null,
});

/** A share as the contract takes it: `0,6`, `0.6`, `60%` and `60 %` are 0.6, `1` and `100%` are 1; undefined when it is none. */
export function ratioOf(typed: string): string | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,10}))?\s*(%?)$/.exec(typed.trim());
  if (match === null) return undefined;
  const [, whole = '', rest = '', percent] = match;
  const isWhole = Number(whole) === (percent === '' ? 1 : 100) && /^0*$/.test(rest);
  if (isWhole) return '1';
  if (percent === '' ? Number(whole) !== 0 : whole.length > 2) return undefined;
  const decimals = `${percent === '' ? '' : whole.padStart(2, '0')}${rest}`.replace(/0+$/, '');
  return decimals === '' ? undefined : `0.${decimals}`;
}
