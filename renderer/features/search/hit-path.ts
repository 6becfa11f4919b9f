import type { Output } from '../../../db/api/contract/index.ts';
import type { SearchKind } from '../../../db/api/search-kinds.ts';

export type Hit = Output<'search.find'>['hits'][number];

const places: Record<SearchKind, string> = {
  unit: '/units/',
  directive: '/directives/',
  task: '/tasks/task/',
  report: '/reports/',
  attachment: '/directives/',
};

/** Address of the screen on which a record is. */
export const pathOf = ({ kind, id }: { kind: SearchKind; id: string }): string => places[kind] + id;

/** A hit among others: a file may hang on what is found too. */
export const keyOf = ({ kind, id }: Pick<Hit, 'kind' | 'id'>): string => `${kind}-${id}`;
