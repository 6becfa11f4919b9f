import type { ImportFault } from '../api/contract/reorganization-import.ts';
import type { OrganisationUnit } from './reorganization.ts';
import type { ImportItem, ImportSituation, ItemUnit } from './reorganization-import.ts';
import type { Mapping } from './reorganization-import-mapping.ts';
import { nameKey } from './text.ts';

/** What the plan of one mapping has come to so far. */
export interface Work extends ImportSituation {
  readonly mapping: Mapping;
  readonly items: ImportItem[];
  readonly faults: ImportFault[];
  /** By code of a new province: its id, or the key of one that is made. */
  readonly parents: Map<string, Place>;
  /** Old wards and districts that end or move with what is planned. */
  readonly settled: Set<string>;
  /** Wards that go on, by new province. */
  readonly moved: Map<string, { readonly unit: ItemUnit; readonly member: Member }[]>;
  sameCount: number;
}
export interface Place {
  readonly key: string;
  readonly fullName: string;
}
export type Member = ImportItem['plan']['members'][number];

export const memberLimit = 2000;
export const sameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b);

/** True, and told again, where the planner has refused it before. */
export function refuse(work: Work, subject: string): boolean {
  const fault = work.refused.get(subject);
  if (fault !== undefined) work.faults.push(fault);
  return fault !== undefined;
}

/** All who end, and the unit they become where it stands already. */
export const membersOf = (olds: readonly OrganisationUnit[], known: OrganisationUnit | undefined): Member[] => [
  ...olds.map(({ id }): Member => ({ unitId: id, fate: 'ends', patch: {} })),
  ...(known === undefined ? [] : [{ unitId: known.id, fate: 'continues' as const, patch: {} }]),
];
