import type { UnitShown } from '../../../db/api/contract/unit.ts';
import type { UnitKind, UnitNature } from '../../../db/api/contract/unit-words.ts';
import type { Text } from '../../text/index.ts';
import {
  type CreatedDraft,
  type EventDraft,
  type FactsDraft,
  followUnits,
  type MemberDraft,
  membersOf,
  shapeOf,
} from './plan.ts';

type Words = Pick<Text['unit'], 'composeName' | 'composeSymbol' | 'composeShortName'>;

/** What a unit says of itself on a day; outside its life what it said last. */
export function memberOf(unit: UnitShown, side: MemberDraft['side'], fate: MemberDraft['fate']): MemberDraft {
  const version = unit.versions.find((one) => one.id === unit.versionId) ?? unit.versions.at(-1);
  if (version === undefined) throw new RangeError('a unit has at least one version');
  const { kind, name, fullName, shortName, symbol, officialCode, parentId, parentName } = version;
  const was = {
    ...{ kind, name, fullName, shortName, symbol, parentName },
    ...{ officialCode: officialCode ?? '', parentKey: parentId },
  };
  return { unitId: unit.id, nature: unit.nature, level: unit.level, side, fate, was, becomes: null };
}

/** The draft with further units: those known already stay as they are, and all are of one tree. */
export function withMembers(draft: EventDraft, added: readonly MemberDraft[], words: Words): EventDraft {
  const nature = draft.members[0]?.nature ?? draft.created[0]?.nature ?? added[0]?.nature ?? draft.nature;
  const known = new Set(draft.members.map((member) => member.unitId));
  const fresh = added.filter((member) => member.nature === nature && !known.has(member.unitId));
  const { changes } = shapeOf(draft);
  const members = [...draft.members, ...fresh.map((one) => ({ ...one, becomes: changes === null ? null : one.was }))];
  return followUnits(withFirstMade({ ...draft, nature, members }, words));
}

/** The draft with the units that its kind mostly makes, as soon as there is something to go by. */
export function withFirstMade(draft: EventDraft, words: Words): EventDraft {
  const { mayCreate, fate } = shapeOf(draft);
  if (!mayCreate || fate === null || draft.created.length > 0 || membersOf(draft, 'before').length === 0) return draft;
  const count = draft.kind === 'divide' ? 2 : 1;
  return Array.from({ length: count }).reduce<EventDraft>((next) => withMade(next, words), draft);
}

let madeCount = 0;

/** The draft with one more unit that the event makes: like the first of its predecessors, without a name of its own. */
export function withMade(draft: EventDraft, words: Words): EventDraft {
  const [like] = membersOf(draft, 'before');
  const taken = new Set(draft.created.map((one) => one.key));
  do madeCount += 1;
  while (taken.has(`new-${madeCount}`));
  const { nature } = draft;
  const level = like?.level ?? 'commune';
  const facts: FactsDraft = {
    ...{ kind: like?.was.kind ?? 'commune', name: '', fullName: '', shortName: '', symbol: '', officialCode: '' },
    ...{ parentKey: like?.was.parentKey ?? null, parentName: like?.was.parentName ?? '' },
  };
  const made: CreatedDraft = {
    ...{ key: `new-${madeCount}`, nature, level, areaId: null, areaName: '', hasPolice: nature === 'area' ? 1 : 0 },
    facts: { ...facts, symbol: words.composeSymbol(nature, facts.kind) },
  };
  return followUnits({ ...draft, created: [...draft.created, made] });
}

const composed = (words: Words, nature: UnitNature, { kind, name, symbol }: FactsDraft) => ({
  fullName: words.composeName(nature, kind, name),
  symbol: words.composeSymbol(nature, kind),
  shortName: words.composeShortName(symbol, name),
});

/** The facts with a part of them told anew; full name, symbol and short name follow for as long as nobody has written others. */
export function retold(facts: FactsDraft, part: Partial<FactsDraft>, nature: UnitNature, words: Words): FactsDraft {
  const was = composed(words, nature, facts);
  let next = { ...facts, ...part };
  for (const field of ['symbol', 'fullName', 'shortName'] as const) {
    if (field in part) continue;
    const isComposed = facts[field] === '' || facts[field] === was[field];
    if (isComposed) next = { ...next, [field]: composed(words, nature, next)[field] };
  }
  return next;
}

/** A unit of the event that says something else of itself from the day on. */
export const withBecomes = (
  draft: EventDraft,
  unitId: string,
  part: Partial<FactsDraft>,
  words: Words,
): EventDraft => ({
  ...draft,
  members: draft.members.map((member) =>
    member.unitId === unitId
      ? { ...member, becomes: retold(member.becomes ?? member.was, part, member.nature, words) }
      : member,
  ),
});

/** A unit that the event makes, told anew in part. */
export const withMadeFacts = (draft: EventDraft, key: string, part: Partial<FactsDraft>, words: Words): EventDraft => ({
  ...draft,
  created: draft.created.map((one) =>
    one.key === key ? { ...one, facts: retold(one.facts, part, one.nature, words) } : one,
  ),
});

/** Kinds of which the likeliest stands first: the one a unit has must be among them. */
export const kindOr = (kinds: readonly UnitKind[], kind: UnitKind): UnitKind =>
  kinds.includes(kind) ? kind : (kinds[0] ?? 'other');
