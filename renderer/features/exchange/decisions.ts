import type { Checked, Output } from '../../../db/api/contract/index.ts';
import { isDay } from '../../../db/api/day.ts';

export type Conflict = Output<'conflict.get'>;
/** One thing that is open about a record: a field, or a removal against an edit, or rival records. */
export type Contested = Conflict['fields'][number];
export type Side = Contested['values'][number];
export type ConflictRow = Output<'conflict.list'>['rows'][number];

/** What is chosen for one field. */
export type Choice =
  | { readonly kind: 'keep'; readonly hash: string }
  | { readonly kind: 'third'; readonly value: unknown };
/** By field. */
export type Choices = Readonly<Record<string, Choice>>;

/** The value this PC wrote; the one shown now, where it wrote several in several lives. */
export const mineOf = ({ values }: Contested): Side | undefined => {
  const mine = values.filter(({ isThisPc }) => isThisPc);
  return mine.find(({ isShown }) => isShown) ?? mine[0];
};

/** The value of the other PC; undefined where several others wrote, and a person has to look. */
export const theirsOf = ({ values }: Contested): Side | undefined => {
  const theirs = values.filter(({ isThisPc }) => !isThisPc);
  return theirs.length === 1 ? theirs[0] : undefined;
};

/** One side for every field that has it; what was chosen elsewhere stays. */
export function keepAll(conflict: Conflict, before: Choices, sideOf: (field: Contested) => Side | undefined): Choices {
  const kept = conflict.fields.flatMap((field): [string, Choice][] => {
    const side = sideOf(field);
    return side === undefined ? [] : [[field.field, { kind: 'keep', hash: side.hash }]];
  });
  return { ...before, ...Object.fromEntries(kept) };
}

/** A choice holds as long as its value is still there. */
export function choiceOf(choices: Choices, { field, values }: Contested): Choice | undefined {
  const choice = choices[field];
  return choice?.kind === 'keep' && !values.some(({ hash }) => hash === choice.hash) ? undefined : choice;
}

/** Fields without a choice, in the order shown. */
export const undecided = ({ fields }: Conflict, choices: Choices): Contested[] =>
  fields.filter((field) => choiceOf(choices, field) === undefined);

/** All that was chosen, with what was looked at: nobody settles what he has not seen. */
export function settlement(
  where: { entity: string; entityId: string },
  conflict: Conflict,
  choices: Choices,
): Checked<'conflict.settle'> {
  return {
    ...where,
    choices: conflict.fields.flatMap((field) => {
      const choice = choiceOf(choices, field);
      if (choice === undefined) return [];
      const seen = field.values.map(({ hash }) => hash);
      return [
        { field: field.field, seen, ...(choice.kind === 'keep' ? { keep: choice.hash } : { value: choice.value }) },
      ];
    }),
  };
}

/** Several records at once, each with all that is open about it. */
export type Several = Output<'conflict.several'>['rows'][number];

/** A side that can be kept for many: this PC, or another one by its name. */
export interface Keeper {
  readonly isThisPc: boolean;
  readonly deviceName: string;
}

/** Everybody who wrote one of the values, this PC first. */
export function keepersOf(records: readonly Several[]): Keeper[] {
  const sides = records.flatMap(({ fields }) => fields.flatMap(({ values }) => values));
  const others = new Set(sides.filter(({ isThisPc }) => !isThisPc).map(({ deviceName }) => deviceName));
  const own: Keeper[] = sides.some(({ isThisPc }) => isThisPc) ? [{ isThisPc: true, deviceName: '' }] : [];
  return [...own, ...[...others].sort().map((deviceName) => ({ isThisPc: false, deviceName }))];
}

/** The value of a side; undefined where it has none, or several of which none is shown. */
export function sideOf({ values }: Contested, { isThisPc, deviceName }: Keeper): Side | undefined {
  const own = values.filter((side) => side.isThisPc === isThisPc && (isThisPc || side.deviceName === deviceName));
  return own.length === 1 ? own[0] : own.find(({ isShown }) => isShown);
}

/** What keeping one side does to a record; undefined where that side does not speak on all that is open about it. */
export function planOf(record: Several, keeper: Keeper): Checked<'conflict.settle'> | undefined {
  const choices = record.fields.flatMap((field): [string, Choice][] => {
    const side = sideOf(field, keeper);
    return side === undefined ? [] : [[field.field, { kind: 'keep', hash: side.hash }]];
  });
  if (choices.length < record.fields.length) return undefined;
  return settlement({ entity: record.entity, entityId: record.entityId }, record, Object.fromEntries(choices));
}

/** The record to go on with: the one below in the list, else the one above. */
export function nextOf(
  rows: readonly ConflictRow[],
  current: { entity: string; entityId: string },
): ConflictRow | undefined {
  const own = rows.filter(({ isOwn }) => isOwn);
  const place = own.findIndex(({ entity, entityId }) => entity === current.entity && entityId === current.entityId);
  const others = own.filter((_, index) => index !== place);
  return others[Math.max(0, place)] ?? others.at(-1);
}

/** The one above in the list. */
export function previousOf(
  rows: readonly ConflictRow[],
  current: { entity: string; entityId: string },
): ConflictRow | undefined {
  const own = rows.filter(({ isOwn }) => isOwn);
  const place = own.findIndex(({ entity, entityId }) => entity === current.entity && entityId === current.entityId);
  return own[place - 1];
}

/** How a third value is written; 'none' where it cannot be written here. */
export type EditorKind = 'line' | 'prose' | 'day' | 'number' | 'choice' | 'unit' | 'directive' | 'none';

const units: readonly string[] = ['unitId', 'issuerUnitId', 'fromUnitId', 'toUnitId', 'areaId', 'unitVersion.parentId'];
const directives: readonly string[] = ['directiveId', 'basisDirectiveId'];
const proseFields: readonly string[] = [
  ...(['subject', 'content', 'detail', 'description', 'note', 'reason', 'product'] as const),
  ...(['difficulties', 'proposals', 'conclusion'] as const),
];
const isId = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(value);

/** By what the field is called and what stands in it: at least one of the values of a conflict is something. */
export function editorOf(
  entity: string,
  { field, kind, hasOther, base, values }: Contested,
  hasChoices: boolean,
): EditorKind {
  if (kind !== 'field' || !hasOther) return 'none';
  const known = [...values.map(({ value }) => value.raw), base?.raw].filter((raw) => raw !== null && raw !== undefined);
  if (hasChoices) return 'choice';
  if (known.some((raw) => typeof raw === 'object')) return 'none';
  if (known.some(isId) || field.endsWith('Id')) {
    if (units.includes(field) || units.includes(`${entity}.${field}`)) return 'unit';
    return directives.includes(field) ? 'directive' : 'none';
  }
  if (known.some((raw) => typeof raw === 'number')) return 'number';
  if (/(?:On|From|To|Day)$/.test(field) && known.some((raw) => isDay(String(raw)))) return 'day';
  const isLong = known.some((raw) => String(raw).length > 120 || String(raw).includes('\n'));
  return isLong || proseFields.includes(field) ? 'prose' : 'line';
}

/** Emptied: '' where texts may be empty, null where the field knows "none". */
export const emptyOf = ({ values, base }: Contested): '' | null =>
  [...values.map(({ value }) => value.raw), base?.raw].some((raw) => raw === null) ? null : '';
