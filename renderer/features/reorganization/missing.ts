import type { EventProblem } from '../../../db/api/contract/reorganization.ts';
import { isDay } from '../../../db/api/day.ts';
import type { Text } from '../../text/index.ts';
import { type EventDraft, membersOf, nameIn, ratioOf, shapeOf } from './plan.ts';

/** Something to mend: which step and field, by the field's id, and a sentence. */
export interface Flaw {
  readonly step: number;
  readonly field: string;
  readonly text: string;
}

/** Ids of the fields that a flaw can lead to. */
export const fieldId = {
  kind: 'event-kind',
  effectiveOn: 'event-effective',
  signedOn: 'event-signed',
  announcedOn: 'event-announced',
  before: 'event-before',
  receiver: 'event-receiver',
  made: 'event-made',
  edges: 'event-edges',
  children: 'event-children',
  unit: (key: string): string => `event-unit-${key}`,
};

type Words = Text['reorganization'];

/** What the first two steps still lack; looked at when one wants to go on. */
export const flawsOf = (draft: EventDraft, t: Words): Flaw[] => [...papersFlaws(draft, t), ...unitFlaws(draft, t)];

function papersFlaws(draft: EventDraft, t: Words): Flaw[] {
  const words = t.wizard.missing;
  const at = (field: string, text: string): Flaw => ({ step: 0, field, text });
  const isWrong = (day: string | null): boolean => day !== null && !isDay(day);
  return [
    ...(draft.kind === null ? [at(fieldId.kind, words.kind)] : []),
    ...(draft.effectiveOn === null || isWrong(draft.effectiveOn) ? [at(fieldId.effectiveOn, words.effectiveOn)] : []),
    ...(isWrong(draft.signedOn) ? [at(fieldId.signedOn, words.signedOn)] : []),
    ...(isWrong(draft.announcedOn) ? [at(fieldId.announcedOn, words.announcedOn)] : []),
  ];
}

function unitFlaws(draft: EventDraft, t: Words): Flaw[] {
  const words = t.wizard.missing;
  const shape = shapeOf(draft);
  const at = (field: string, text: string): Flaw => ({ step: 1, field, text });
  const flaws: Flaw[] = [];
  if (shape.fate !== null && membersOf(draft, 'before').length === 0) flaws.push(at(fieldId.before, words.before));
  if (draft.kind === 'absorb' && membersOf(draft, 'after').length === 0)
    flaws.push(at(fieldId.receiver, words.receiver));
  if (shape.mayCreate && draft.created.length === 0) flaws.push(at(fieldId.made, words.made));
  for (const [index, { key, facts }] of draft.created.entries())
    if (facts.name.trim() === '' || facts.fullName.trim() === '')
      flaws.push(at(fieldId.unit(key), words.name(facts.fullName || t.wizard.units.madeTitle(index + 1))));
  for (const { unitId, was, becomes } of draft.members)
    if (becomes !== null && (becomes.name.trim() === '' || becomes.fullName.trim() === ''))
      flaws.push(at(fieldId.unit(unitId), words.name(was.fullName)));
    else if (draft.kind === 'moveParent' && becomes?.parentKey === was.parentKey)
      flaws.push(at(fieldId.unit(unitId), words.parent(was.fullName)));
  if (draft.edges.some(({ ratio }) => ratio.trim() !== '' && ratioOf(ratio) === undefined))
    flaws.push(at(fieldId.edges, words.ratio));
  if (draft.edges.some(({ from, to }) => from === null || to === null)) flaws.push(at(fieldId.edges, words.line));
  return flaws;
}

const onEdges = new Set([
  'EDGE_UNKNOWN',
  'EDGE_MISSING',
  'MAIN_HEIR_TWICE',
  'WHOLE_TWICE',
  'WHOLE_MUST_END',
  'RATIOS_DISAGREE',
]);

/** Where a problem that the planner found is mended, and what it says. */
export function flawOf(draft: EventDraft, { code, unitKey, detail }: EventProblem, t: Words): Flaw {
  const name = nameIn(draft, unitKey) || detail;
  const text = t.problems[code](name, detail);
  if (code === 'SIGNED_AFTER_EFFECT') return { step: 0, field: fieldId.signedOn, text };
  if (code === 'CHILD_OUTLIVES_PARENT') return { step: 2, field: fieldId.children, text };
  if (onEdges.has(code)) return { step: 1, field: fieldId.edges, text };
  if (code === 'HEIRS_MISSING') {
    const field = shapeOf(draft).mayCreate ? fieldId.made : fieldId.receiver;
    return { step: 1, field, text };
  }
  return { step: 1, field: unitKey === null ? fieldId.before : fieldId.unit(unitKey), text };
}
