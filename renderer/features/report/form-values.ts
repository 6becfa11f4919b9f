import { z } from 'zod';
import { type ReportFull, SubmitReport } from '../../../db/api/contract/report.ts';
import type { Day } from '../../../db/api/day.ts';
import { parseFigure, showFigure } from './figure-number.ts';

/** A row of the figures as typed; the number stays text until the report is sent. */
export interface FigureText {
  name: string;
  value: string;
  unit: string;
}

/** What stands in the form and in its draft. */
export interface ReportValues {
  reportedOn: string | null;
  /** Given: the whole task is finished. */
  doneOn: string | null;
  percent: number | null;
  content: string;
  difficulties: string;
  proposals: string;
  figures: FigureText[];
  isNothing: 0 | 1;
}

/** What a report is for; not the person's to type. */
export interface ReportFrame {
  assignmentId: string;
  periodKey: string | null;
  on: Day;
  correctsId: string | null;
}

export const blankFigure: FigureText = { name: '', value: '', unit: '' };

const isBlank = ({ name, value, unit }: FigureText): boolean => [name, value, unit].every((text) => text.trim() === '');

/** An empty report of today; figures keep the names of the report before, so that periods stay comparable. */
export const newValues = (today: Day, previous: ReportFull | null, isPeriodic: boolean): ReportValues => ({
  reportedOn: today,
  doneOn: null,
  percent: isPeriodic ? null : (previous?.percent ?? null),
  content: '',
  difficulties: '',
  proposals: '',
  figures: (previous?.figures ?? []).map(({ name, unit }) => ({ name, value: '', unit })),
  isNothing: 0,
});

/** The text of a version that is to be corrected; the day is today's unless it lies ahead. */
export const valuesOf = (report: ReportFull, today: Day): ReportValues => ({
  reportedOn: report.reportedOn > today ? report.reportedOn : today,
  doneOn: report.doneOn,
  percent: report.percent,
  content: report.content,
  difficulties: report.difficulties,
  proposals: report.proposals,
  figures: report.figures.map(({ name, value, unit }) => ({ name, value: showFigure(value), unit })),
  isNothing: report.isNothing,
});

/** Fills the empty fields from another report: its text, and the names and units of its figures. */
export function copyInto(values: ReportValues, from: ReportFull): ReportValues {
  const figures = values.figures.filter((row) => !isBlank(row));
  const missing = from.figures.filter(({ name }) => !figures.some((row) => row.name.trim() === name));
  return {
    ...values,
    content: values.content.trim() === '' ? from.content : values.content,
    difficulties: values.difficulties.trim() === '' ? from.difficulties : values.difficulties,
    proposals: values.proposals.trim() === '' ? from.proposals : values.proposals,
    figures: [...figures, ...missing.map(({ name, unit }) => ({ name, value: '', unit }))],
  };
}

const Values = z.object({
  reportedOn: z.string().nullable(),
  doneOn: z.string().nullable(),
  percent: z.number().nullable(),
  content: z.string(),
  difficulties: z.string(),
  proposals: z.string(),
  figures: z.array(z.object({ name: z.string(), value: z.string(), unit: z.string() })),
  isNothing: z.union([z.literal(0), z.literal(1)]),
});

/** Values of the form → what report.submit takes; numbers are read as typed, empty rows are dropped. Issues stand at their fields. */
export const reportSchema = (frame: ReportFrame): z.ZodType<z.output<typeof SubmitReport>, ReportValues> =>
  Values.transform((values, at) => {
    const rows = values.isNothing === 1 ? [] : values.figures;
    const figures = rows.flatMap((row, index) => {
      if (isBlank(row)) return [];
      const value = parseFigure(row.value);
      if (value === undefined)
        at.addIssue({
          code: 'custom',
          path: ['figures', index, 'value'],
          message: row.value.trim() === '' ? 'required' : 'figure_number',
        });
      if (row.name.trim() === '')
        at.addIssue({ code: 'custom', path: ['figures', index, 'name'], message: 'required' });
      return [{ name: row.name, value: value ?? 0, unit: row.unit }];
    });
    const report = SubmitReport.safeParse({ ...frame, ...values, figures });
    if (report.success) return report.data;
    for (const issue of report.error.issues) {
      if (issue.path[0] === 'figures' && issue.path.length > 1) continue;
      at.issues.push({ ...issue, input: undefined } as z.core.$ZodRawIssue);
    }
    return z.NEVER;
  });
