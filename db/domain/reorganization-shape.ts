import { heirsByKind } from './reorganization-edges.ts';
import { beginning, ending, goingOn, isSelf, refuse, type Work } from './reorganization-work.ts';

/** What each kind of event needs, and what it may not hold (DOMAIN 1.2). */
export function checkShape(work: Work): void {
  if (work.members.size + work.created.size === 0) refuse(work, 'MEMBERS_MISSING');
  else shapes[work.plan.kind](work);
}

const shapes: Readonly<Record<Work['plan']['kind'], (work: Work) => void>> = {
  /** 0 → n. */
  establish: (work) => {
    nobodyEnds(work);
    someBegin(work);
  },
  /** n → 0, or to units that go on. */
  dissolve: (work) => {
    someEnd(work);
    nobodyIsMade(work);
  },
  /** n → 1 that goes on. */
  absorb: (work) => {
    someEnd(work);
    nobodyIsMade(work);
    const heirs = heirsByKind(work);
    if (heirs.length === 0) refuse(work, 'HEIRS_MISSING');
    const given = work.edges.some((edge) => !isSelf(edge) && edge.toUnitId !== null);
    if (given && heirs.length > 1) refuse(work, 'MEMBERS_TOO_MANY');
  },
  /** n → 1 new; one predecessor will do where an edge of the plan says so: a clause of several, or huyện → đặc khu. */
  merge: (work) => {
    someEnd(work);
    someBegin(work);
    const [, ...others] = beginning(work);
    for (const id of others) refuse(work, 'CREATED_NOT_ALLOWED', id);
    if (predecessors(work).length === 1 && !work.edges.some((edge) => !isSelf(edge)) && !changesLevel(work))
      refuse(work, 'MEMBERS_MISSING');
  },
  /** 1 → n new; the old one ends. */
  divide: (work) => {
    for (const { id } of ending(work).slice(1)) refuse(work, 'MEMBERS_TOO_MANY', id);
    if (ending(work).length === 0) {
      const [first] = goingOn(work);
      refuse(work, first === undefined ? 'MEMBERS_MISSING' : 'MUST_END', first?.id ?? null);
    }
    if (beginning(work).length === 0) refuse(work, 'HEIRS_MISSING');
    else if (heirsByKind(work).length < 2 && !isClause(work)) refuse(work, 'HEIRS_MISSING');
  },
  /** 1 → itself + n new. */
  separate: (work) => {
    nobodyEnds(work);
    if (goingOn(work).length === 0) refuse(work, 'MEMBERS_MISSING');
    someBegin(work);
  },
  /** From units that stand to units that stand. */
  boundary: (work) => {
    nobodyEnds(work);
    nobodyIsMade(work);
    if (work.members.size < 2) refuse(work, 'MEMBERS_MISSING');
    else if (!work.edges.some((edge) => !isSelf(edge))) refuse(work, 'EDGE_MISSING');
  },
  rename: (work) => staysItself(work),
  changeKind: (work) => staysItself(work),
  moveParent: (work) => staysItself(work),
};

function nobodyEnds(work: Work): void {
  for (const { id } of ending(work)) refuse(work, 'MUST_CONTINUE', id);
}

function nobodyIsMade(work: Work): void {
  for (const id of work.created.keys()) refuse(work, 'CREATED_NOT_ALLOWED', id);
}

function someEnd(work: Work): void {
  if (ending(work).length > 0) return;
  const [first] = goingOn(work);
  if (work.plan.kind === 'merge' && first !== undefined) refuse(work, 'MUST_END', first.id);
  else refuse(work, 'MEMBERS_MISSING');
}

function someBegin(work: Work): void {
  if (beginning(work).length === 0) refuse(work, 'HEIRS_MISSING');
}

/** Any number of units that go on with something changed. */
function staysItself(work: Work): void {
  nobodyEnds(work);
  nobodyIsMade(work);
  for (const edge of work.edges) if (!isSelf(edge)) refuse(work, 'EDGE_UNKNOWN', edge.fromUnitId);
}

const predecessors = (work: Work): string[] => [
  ...new Set([
    ...ending(work).map(({ id }) => id),
    ...work.edges.flatMap((edge) => (isSelf(edge) ? [] : (edge.fromUnitId ?? []))),
  ]),
];

/** A split unit is told clause by clause, one event each. */
const isClause = (work: Work): boolean => work.edges.some((edge) => !isSelf(edge) && edge.part !== 'whole');

function changesLevel(work: Work): boolean {
  const levels = new Set([
    ...ending(work).map(({ unit }) => unit.level),
    ...beginning(work).map((id) => work.created.get(id)?.level ?? work.members.get(id)?.unit.level),
  ]);
  return levels.size > 1;
}
