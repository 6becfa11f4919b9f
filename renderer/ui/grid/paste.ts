import type { CellEdit, PastePlan } from './types.ts';

/** The cells of a plan that can be written, as `onEdit` and the commands behind it take them. */
export const editsOf = <R>(plan: PastePlan<R>): CellEdit<R>[] =>
  plan.rows.flatMap(({ row, rowKey, cells }) =>
    row === undefined || rowKey === undefined
      ? []
      : cells
          .filter(({ error, isChange }) => error === undefined && isChange)
          .map(({ column, before, after }) => ({ row, rowKey, column, before, after })),
  );
