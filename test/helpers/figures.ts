import type { Input, Output } from '../../db/api/contract/index.ts';
import { create } from '../../db/commit.ts';
import { write } from './lineage.ts';
import type { TestOffice } from './office.ts';

type Figure = Input<'report.submit'>['figures'][number];

export interface ReportGiven {
  readonly assignmentId: string;
  readonly unitId: string;
  readonly periodKey: string | null;
  readonly reportedOn: string;
  /** By name, or with a unit of measure. */
  readonly figures?: Readonly<Record<string, number>> | readonly Figure[];
  readonly isNothing?: 0 | 1;
  readonly version?: number;
  /** Null: nobody has said anything yet. */
  readonly review?: 'approve' | 'return' | null;
  readonly reviewedOn?: string;
}

/** A report with figures as it was written, approved on the day after unless told; returns its id. */
export function reportWith(o: TestOffice, given: ReportGiven): string {
  const id = o.ctx.newId();
  const { assignmentId, unitId, periodKey, reportedOn, figures = {}, review = 'approve' } = given;
  const list = Array.isArray(figures)
    ? (figures as Figure[])
    : Object.entries(figures).map(([name, value]) => ({ name, value: value as number, unit: 'vụ' }));
  const text = { correctsId: null, doneOn: null, percent: 10, content: 'x', difficulties: '', proposals: '' };
  write(
    o,
    create('report', id, {
      ...{ assignmentId, unitId, periodKey, version: given.version ?? 1, reportedOn },
      ...{ isNothing: given.isNothing ?? 0, figures: list, ...text },
    }),
  );
  if (review === null) return id;
  const onDay = given.reviewedOn ?? reportedOn;
  write(
    o,
    create('reportReview', o.ctx.newId(), { reportId: id, unitId: o.unitId, kind: review, onDay, reason: 'đã xem' }),
  );
  return id;
}

type Totals = Output<'totals.figures'>;

/** What each row gives of the figure, by the name of its unit. */
export function valuesOf({ columns, rows, notConvertible, total }: Totals, name: string) {
  const at = columns.findIndex((column) => column.name === name);
  const value = (row: { cells: Totals['total']['cells'] }): string | null => row.cells[at]?.value ?? null;
  return {
    rows: Object.fromEntries(rows.map((row) => [row.unitName, value(row)])),
    notConvertible: Object.fromEntries(notConvertible.map((row) => [`${row.unitName}: ${row.reason}`, value(row)])),
    total: value(total),
  };
}
