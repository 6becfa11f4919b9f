import { z } from 'zod';
import { job, query } from '../define.ts';
import { DirectiveFilter, directiveWriters } from './directive.ts';
import { CheckedRow, isOneWay, Keep, PatchPreview, PatchResult, patchInput, rowsInput, SavedRow } from './many.ts';

/** Columns of the fast-entry sheet; `kind` is a name, an abbreviation or an id, empty where the number tells it. */
export const directiveColumns = [
  'direction',
  'kind',
  'number',
  'issuer',
  'issuedOn',
  'effectiveOn',
  'expiresOn',
  'subject',
  'field',
  'urgency',
  'secrecy',
  'signer',
  'signerPosition',
  'drafter',
  'arrivedOn',
  'arrivalNumber',
  'replyDueOn',
  'pageCount',
  'language',
  'description',
] as const;
export type DirectiveColumn = (typeof directiveColumns)[number];

const patch = z.strictObject({ ...patchInput(directiveColumns, DirectiveFilter), keep: Keep });

/** Many directives at once: typed or pasted rows, edits of cells, one value for all that a filter finds. */
export const directiveManyContract = {
  /** Reads the rows as createMany will: per cell what is wrong, what is doubtful, what was understood. */
  'directive.checkRows': query({
    roles: directiveWriters,
    input: z.strictObject(rowsInput(directiveColumns)),
    output: z.object({ rows: z.array(CheckedRow) }),
  }),
  /** One step for all. The laws of directive.create hold for every row. Errors: ROWS_REFUSED. */
  'directive.createMany': job({
    roles: directiveWriters,
    writes: true,
    input: z.strictObject({
      ...rowsInput(directiveColumns),
      keep: Keep,
      /** Rows that are there already are left, unless this says to enter them again. */
      saveDuplicates: z.boolean().default(false),
    }),
    output: z.object({ saved: z.int(), rows: z.array(SavedRow) }),
  }),
  /** One step for all; the laws of directive.update hold for every record. Errors: ROWS_REFUSED, COUNT_CHANGED. */
  'directive.patchMany': job({
    roles: directiveWriters,
    writes: true,
    input: patch.refine(isOneWay, { error: 'one_way' }),
    output: PatchResult,
  }),
  /** What patchMany would do. */
  'directive.previewPatch': query({
    roles: directiveWriters,
    input: patch.omit({ keep: true }).refine(isOneWay, { error: 'one_way' }),
    output: PatchPreview,
  }),
};
