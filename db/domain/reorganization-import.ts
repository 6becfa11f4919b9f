import type { FullEventPlan } from '../api/contract/reorganization.ts';
import type { ImportedUnit, ImportFault } from '../api/contract/reorganization-import.ts';
import type { LineagePart } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import type { SplitName } from './catalogue-line.ts';
import type { Organisation, OrganisationUnit } from './reorganization.ts';
import type { AreaBook } from './reorganization-import-book.ts';

/** What a person chose for an import as a whole. */
export interface ImportChoices {
  /** Official codes of old or new provinces. */
  readonly provinceCodes: 'all' | ReadonlySet<string>;
  readonly signedOn: Day | null;
  readonly announcedOn: Day | null;
  readonly basisDirectiveId: string | null;
  readonly basisText: string;
  readonly withPolice: boolean;
}

/** One event to plan. A unit that an earlier event of the import makes is named by the key it was given there. */
export interface ImportItem {
  readonly plan: FullEventPlan;
  readonly units: readonly ItemUnit[];
}

/** A unit of an event as the file tells of it. */
export interface ItemUnit extends ImportedUnit {
  /** Its id, or the key of one that is made: how the planner names it when it refuses. */
  readonly key: string;
  /** What is left out when it is refused. */
  readonly subject: string;
}

/** The units on the eve of a day and on the day itself, before the import. */
export interface ImportSituation {
  readonly organisation: Organisation;
  readonly eve: AreaBook;
  readonly day: AreaBook;
  readonly choices: ImportChoices;
  /** Subjects that the planner refused, and why. */
  readonly refused: ReadonlyMap<string, ImportFault>;
}

/** What the rows of one day come to. */
export interface DayPlan {
  readonly items: readonly ImportItem[];
  readonly faults: readonly ImportFault[];
  /** Provinces a person may choose from. */
  readonly provinces: readonly {
    readonly code: string;
    readonly fullName: string;
    readonly oldNames: readonly string[];
  }[];
  readonly splits: readonly { readonly code: string; readonly fullName: string; readonly heirs: readonly string[] }[];
  readonly sameCount: number;
  readonly outsideCount: number;
}

/** True when an edge of the day leads from one unit to another already; null stands for nothing. */
export function hasEdge(organisation: Organisation, on: Day, from: string | null, to: string | null): boolean {
  const known = from ?? to;
  if (known === null) return false;
  return organisation
    .edges(known)
    .some((edge) => edge.effectiveOn === on && edge.fromUnitId === from && edge.toUnitId === to);
}

/** Papers that all events of an import share, and nothing else said yet. */
export const basePlan = (choices: ImportChoices, on: Day, basisText = ''): Omit<FullEventPlan, 'kind'> => ({
  effectiveOn: on,
  signedOn: choices.signedOn,
  announcedOn: choices.announcedOn,
  basisDirectiveId: choices.basisDirectiveId,
  basisText: basisText === '' ? choices.basisText : basisText,
  note: '',
  correctsEventId: null,
  heirsUnknown: 0,
  members: [],
  created: [],
  edges: [],
  children: 'toMainHeir',
  withPolice: choices.withPolice,
});

export const edgeTo = (from: string, to: string | null, part: LineagePart) => ({
  from,
  to,
  part,
  isMainHeir: to !== null && part === 'whole' ? (1 as const) : (0 as const),
  ratio: null,
});

/** What a new unit says of itself. */
export const factsOf = (
  { kind, name, fullName }: SplitName,
  officialCode: string,
  parentId: string | null,
  hasPolice: 0 | 1,
) => ({
  kind,
  name,
  fullName,
  shortName: '',
  symbol: '',
  officialCode,
  parentId,
  isKey: 0 as const,
  hasPolice,
  orderNumber: null,
  basisDirectiveId: null,
  basisText: '',
});

/** A unit has police of its own unless all those it comes from have none. */
export const inheritsPolice = (eve: AreaBook, predecessors: readonly OrganisationUnit[]): 0 | 1 =>
  predecessors.length > 0 && predecessors.every(({ id }) => eve.version(id)?.hasPolice === 0) ? 0 : 1;

/** Fields of which a row says otherwise than the tree, as a patch, and the kind of event that this is. */
export function changeOf(
  version: {
    readonly kind: string;
    readonly name: string;
    readonly fullName: string;
    readonly parentId: string | null;
  },
  facts: SplitName,
  parentId: string | null,
  sameName: (a: string, b: string) => boolean,
):
  | {
      readonly event: 'changeKind' | 'rename' | 'moveParent';
      readonly patch: FullEventPlan['members'][number]['patch'];
    }
  | undefined {
  const { kind, name, fullName } = facts;
  const isOfKind = version.kind === kind;
  const isNamed = sameName(version.fullName, fullName);
  const isPlaced = version.parentId === parentId;
  if (isOfKind && isNamed && isPlaced) return undefined;
  const patch = {
    ...(isOfKind ? {} : { kind }),
    ...(isOfKind && isNamed ? {} : { name, fullName }),
    ...(isPlaced ? {} : { parentId }),
  };
  return { event: isOfKind ? (isNamed ? 'moveParent' : 'rename') : 'changeKind', patch };
}
