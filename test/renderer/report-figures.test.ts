import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReportFull } from '../../db/api/contract/report.ts';
import { parseFigure, showFigure } from '../../renderer/features/report/figure-number.ts';
import {
  copyInto,
  newValues,
  type ReportValues,
  reportSchema,
  valuesOf,
} from '../../renderer/features/report/form-values.ts';

test.each([
  ['1.234,5', 1234.5],
  ['1.234.567', 1_234_567],
  ['1 234 567,89', 1_234_567.89],
  ['12', 12],
  ['0,5', 0.5],
  ['1.5', 1.5],
  ['-3', -3],
  ['−3,25', -3.25],
  ['1.234', 1234],
  ['1,234', 1.234],
  [' 7 ', 7],
  ['1234,5', 1234.5],
])('%j is read as %d', (typed, value) => {
  expect(parseFigure(typed)).toBe(value);
});

test.each(['', 'ba', '1,2,3', '1.23.456', '12.34,5', '1e5', '0x10', '5 %', ',5', '1.', '--1', 'NaN', 'Infinity'])(
  '%j is no number',
  (typed) => {
    expect(parseFigure(typed)).toBeUndefined();
  },
);

test('a number that is shown is read back as itself', () => {
  const number = fc
    .tuple(fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }), fc.integer({ min: 0, max: 9999 }))
    .map(([whole, part]) => whole + part / 10_000);
  fc.assert(fc.property(number, (value) => parseFigure(showFigure(value)) === value));
});

const id = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const frame = { assignmentId: id(1), periodKey: null, on: '2026-06-01', correctsId: null };
const sent: ReportFull = {
  id: id(2),
  assignmentId: id(1),
  unitId: id(3),
  periodKey: null,
  version: 1,
  status: 'approved',
  isLatest: 1,
  isLate: 0,
  afterEndOn: null,
  reportedOn: '2026-05-12',
  doneOn: null,
  percent: 75,
  isNothing: 0,
  createdByName: '',
  createdAtMs: 0,
  content: 'Đã làm',
  difficulties: '',
  proposals: 'Bổ sung',
  correctsId: null,
  reviews: [],
  figures: [{ name: 'Số vụ', value: 1234.5, unit: 'vụ' }],
};
const issuesOf = (values: ReportValues): string[] =>
  (reportSchema(frame).safeParse(values).error?.issues ?? []).map(
    (issue) => `${issue.path.join('.')} ${issue.code === 'custom' ? issue.message : issue.code}`,
  );

test('a new report keeps the names of figures and no values; a correction keeps everything', () => {
  expect(newValues('2026-06-01', sent, false)).toMatchObject({
    percent: 75,
    content: '',
    figures: [{ name: 'Số vụ', value: '', unit: 'vụ' }],
  });
  expect(newValues('2026-06-01', sent, true).percent).toBeNull();
  const fixed = reportSchema(frame).parse(valuesOf(sent, '2026-06-01'));
  expect(fixed).toMatchObject({ reportedOn: '2026-06-01', percent: 75, content: 'Đã làm', figures: sent.figures });
});

test('copying fills only what is empty', () => {
  const values = {
    ...newValues('2026-06-01', null, false),
    content: 'Của mình',
    figures: [{ name: 'Số buổi', value: '2', unit: '' }],
  };
  expect(copyInto(values, sent)).toMatchObject({
    content: 'Của mình',
    proposals: 'Bổ sung',
    figures: [
      { name: 'Số buổi', value: '2' },
      { name: 'Số vụ', value: '', unit: 'vụ' },
    ],
  });
});

test('every fault stands at its own field, rows nobody touched count for nothing', () => {
  const values: ReportValues = {
    ...newValues('2026-06-01', null, false),
    percent: 50,
    doneOn: '2026-05-31',
    figures: [
      { name: '', value: '', unit: '' },
      { name: 'Số vụ', value: '', unit: '' },
      { name: ' ', value: 'ba', unit: '' },
    ],
  };
  expect(issuesOf(values)).toEqual([
    'figures.1.value required',
    'figures.2.value figure_number',
    'figures.2.name required',
    'percent done_percent',
  ]);
  expect(issuesOf({ ...newValues('2026-06-01', null, false), reportedOn: null })).toEqual([
    'reportedOn invalid_type',
    'percent invalid_type',
  ]);
  expect(issuesOf({ ...newValues('2026-06-01', null, false), percent: 5 })).toEqual(['content content_required']);
  expect(issuesOf({ ...values, doneOn: null, isNothing: 1 })).toEqual([]);
});
