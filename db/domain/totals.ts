import type { Day } from '../api/day.ts';
import { addDecimals, type Decimal, multiplyDecimals } from './decimal.ts';
import type { NotConvertible } from './lineage.ts';
import { foldText, nameKey } from './text.ts';

/** A number in a report, as the unit gave it. */
export interface ReportedFigure {
  readonly name: string;
  readonly value: number;
  /** Unit of measure. */
  readonly unit: string;
}

/** One unit's part in the figures of one period: what it owes, what it handed in and what of that counts. */
export interface ReportedShare {
  readonly assignmentId: string;
  readonly unitId: string;
  readonly periodKey: string | null;
  /** The day whose tree the figures belong to: the last of the period, or the date of view before that. */
  readonly treeOn: Day;
  readonly owes: boolean;
  readonly isHanded: boolean;
  /** The newest report, whatever became of it. */
  readonly latestId: string | null;
  /** The report whose figures count. */
  readonly countedId: string | null;
  /** It said "không phát sinh". */
  readonly isNothing: boolean;
  readonly figures: readonly ReportedFigure[];
}

/** Where a share of something belongs: the row of a unit, or to a unit that cannot be carried over, with the reason. */
export interface Located {
  readonly rowId: string;
  readonly reason: NotConvertible | null;
  readonly share: Decimal;
  /** It came from a unit below the row's. */
  readonly isBelow: boolean;
}

/** Where what a unit reported on a day belongs; nowhere for what lies outside of what is asked about. Shares are 1 together. */
export type Locate = (unitId: string, treeOn: Day, isDivisible: boolean) => readonly Located[];

/** Figures of one name and measure. */
export interface Column {
  readonly key: string;
  readonly name: string;
  readonly measure: string;
  readonly isAdditive: boolean;
}

/** Reports owed, handed in, not approved yet, without events, and counted without being owed. */
export interface HandedCounts {
  readonly expected: number;
  readonly submitted: number;
  readonly missing: number;
  readonly waiting: number;
  readonly nothing: number;
  readonly extra: number;
}

/** What stands in a cell: the sum, and which reports are behind it. */
export interface SumCell {
  /** Null where several reports give what cannot be added up. */
  readonly value: Decimal | null;
  readonly reportIds: ReadonlySet<string>;
}

/** One row: of a unit, or of a unit that cannot be carried over for a reason. */
export interface Totalled {
  readonly rowId: string;
  readonly reason: NotConvertible | null;
  readonly hasBelow: boolean;
  readonly cells: ReadonlyMap<string, SumCell>;
  readonly handed: HandedCounts;
  readonly shares: readonly ReportedShare[];
  /** Last day of the trees that its shares belong to. */
  readonly treeOn: Day;
}

const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** A reported number as exact decimal text: the shortest that names it, so that 0.1 is 0.1. */
export function decimalOf(value: number): Decimal {
  const text = String(value === 0 ? 0 : value);
  if (PLAIN_NUMBER.test(text)) return text;
  const [digits = '0', exponent = '0'] = text.split('e');
  const power = Number(exponent);
  return multiplyDecimals(digits, power >= 0 ? `1${'0'.repeat(power)}` : `0.${'0'.repeat(-power - 1)}1`);
}

/** Figures of one key are one column: blind to capitals and to where a tone is written, never to the measure. */
export const columnKey = ({ name, unit }: Pick<ReportedFigure, 'name' | 'unit'>): string =>
  `${nameKey(name)}|${nameKey(unit)}`;

const SHARE_NAMES = /^(ty|ti) (le|suat|trong)\b|^trung binh\b|\bbinh quan\b/;
const SHARE_MEASURES = /[%‰]|\bphan (tram|nghin)\b/;

/** False for shares and averages, whose sum says nothing. */
export const isAdditive = ({ name, unit }: Pick<ReportedFigure, 'name' | 'unit'>): boolean =>
  !SHARE_NAMES.test(foldText(name)) && !SHARE_MEASURES.test(foldText(unit));

/** The columns of all counted reports, in the order of the fullest report; spelled as it spells them. */
export function columnsOf(shares: readonly ReportedShare[]): Column[] {
  const columns = new Map<string, Column>();
  for (const { figures } of shares.toSorted((a, b) => b.figures.length - a.figures.length))
    for (const figure of figures) {
      const key = columnKey(figure);
      if (columns.has(key)) continue;
      columns.set(key, { key, name: figure.name, measure: figure.unit, isAdditive: isAdditive(figure) });
    }
  return [...columns.values()];
}

const noneHanded = (): HandedCounts => ({ expected: 0, submitted: 0, missing: 0, waiting: 0, nothing: 0, extra: 0 });

/** What a share adds to the reports owed and handed in. */
export function handedOf({ owes, isHanded, countedId, isNothing }: ReportedShare): HandedCounts {
  return {
    expected: owes ? 1 : 0,
    submitted: owes && isHanded ? 1 : 0,
    missing: owes && !isHanded ? 1 : 0,
    waiting: isHanded && countedId === null ? 1 : 0,
    nothing: countedId !== null && isNothing ? 1 : 0,
    extra: !owes && countedId !== null ? 1 : 0,
  };
}

/** Both together. */
export const addHanded = (a: HandedCounts, b: HandedCounts): HandedCounts => ({
  expected: a.expected + b.expected,
  submitted: a.submitted + b.submitted,
  missing: a.missing + b.missing,
  waiting: a.waiting + b.waiting,
  nothing: a.nothing + b.nothing,
  extra: a.extra + b.extra,
});

interface Group {
  readonly rowId: string;
  readonly reason: NotConvertible | null;
  hasBelow: boolean;
  readonly cells: Map<string, OpenCell>;
  readonly shares: Set<ReportedShare>;
  treeOn: Day;
}

interface OpenCell {
  value: Decimal | null;
  readonly reportIds: Set<string>;
}

/** Puts a number into a cell; what cannot be added up stands only where it is alone. */
function put(cells: Map<string, OpenCell>, key: string, value: Decimal, reportId: string, isSum: boolean): void {
  const known = cells.get(key);
  if (known === undefined) {
    cells.set(key, { value, reportIds: new Set([reportId]) });
    return;
  }
  known.value = isSum && known.value !== null ? addDecimals(known.value, value) : null;
  known.reportIds.add(reportId);
}

/** The rows, what all of them that have a place give, what those apart give, and both; a report counts once in each. */
export interface Sums {
  readonly rows: readonly Totalled[];
  readonly converted: Totalled;
  readonly apart: Totalled;
  readonly total: Totalled;
}

/** Sums rows and totals; a report counts once in a total whatever number of rows it is divided among. */
export function totalUp(shares: readonly ReportedShare[], locate: Locate): Sums {
  const groups = new Map<string, Group>();
  const groupOf = ({ rowId, reason, isBelow }: Located, share: ReportedShare): Group => {
    const key = `${reason ?? ''} ${rowId}`;
    const group = groups.get(key) ?? newGroup(rowId, reason);
    groups.set(key, group);
    group.hasBelow ||= isBelow;
    if (share.treeOn > group.treeOn) group.treeOn = share.treeOn;
    return group;
  };
  const [converted, apart, total] = [newGroup('', null), newGroup('', null), newGroup('', null)];
  /** Every group that something of a share belongs to. */
  const groupsOf = (at: Located, share: ReportedShare): Group[] => [
    groupOf(at, share),
    at.reason === null ? converted : apart,
    total,
  ];
  for (const share of shares) {
    for (const at of locate(share.unitId, share.treeOn, true)) {
      for (const group of groupsOf(at, share)) group.shares.add(share);
    }
    if (share.countedId === null) continue;
    for (const figure of share.figures) {
      const [key, isSum, value] = [columnKey(figure), isAdditive(figure), decimalOf(figure.value)];
      for (const at of locate(share.unitId, share.treeOn, isSum)) {
        const part = isSum ? multiplyDecimals(value, at.share) : value;
        for (const { cells } of groupsOf(at, share)) put(cells, key, part, share.countedId, isSum);
      }
    }
  }
  return {
    rows: [...groups.values()].map(finished),
    ...{ converted: finished(converted), apart: finished(apart), total: finished(total) },
  };
}

const newGroup = (rowId: string, reason: NotConvertible | null): Group => ({
  ...{ rowId, reason, hasBelow: false, treeOn: '' },
  ...{ cells: new Map(), shares: new Set() },
});

const finished = ({ shares, ...group }: Group): Totalled => ({
  ...group,
  shares: [...shares],
  handed: [...shares].map(handedOf).reduce(addHanded, noneHanded()),
});
