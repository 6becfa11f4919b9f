import { expect, test } from 'vitest';
import { create } from '../../db/commit.ts';
import { eventWith, unitWith, write } from '../helpers/lineage.ts';
import { office } from '../helpers/office.ts';
import { taskOf } from '../helpers/work.ts';

const merged = '2025-07-01';
const today = '2026-11-22';

/** Quảng Bình, which became part of Quảng Trị on 1/7/2025, with a report of June 2020. */
function scene() {
  const o = office();
  const old = unitWith(o, { name: 'Quảng Bình', kind: 'province', from: '1989-07-01', to: merged });
  const heir = unitWith(o, { name: 'Quảng Trị', kind: 'province', from: merged });
  eventWith(o, { kind: 'merge', on: merged, basisText: 'Nghị quyết 202/2025/QH15', edges: [{ from: old, to: heir }] });
  const taskId = taskOf(o, { content: 'Tổng kết Chỉ thị 03', assignedOn: '2020-05-01' });
  const [assignmentId, reportId] = [o.ctx.newId(), o.ctx.newId()];
  const share = { taskId, unitId: old, role: 'lead', leadId: null, note: '' } as const;
  const text = { content: 'x', difficulties: '', proposals: '', figures: [], isNothing: 0 as const };
  const when = { periodKey: null, version: 1, correctsId: null, doneOn: null, percent: 100 };
  write(
    o,
    create('assignment', assignmentId, { ...share, assignedOn: '2020-05-01', originalDueOn: '2020-06-23' }),
    create('report', reportId, { assignmentId, unitId: old, reportedOn: '2020-06-23', ...when, ...text }),
  );
  return { o, old, heir, taskId, assignmentId, reportId };
}

test('a report of 2020 bears the name of 2020 on its page, in the list and in its history, six years and a merger later', () => {
  const { o, reportId, heir } = scene();
  expect(o.get('report.get', { id: reportId }).subject.unitName).toBe('Công an tỉnh Quảng Bình');
  const listed = o.get('report.list', { on: today, unitId: heir, withPredecessors: true }).rows;
  expect(listed).toMatchObject([{ id: reportId, unitName: 'CAT Quảng Bình', unitEndedOn: merged }]);
  expect(o.get('report.list', { on: '2020-12-31' }).rows).toMatchObject([{ unitEndedOn: null }]);
});

test('a report bears the name of its own day though the unit was renamed afterwards', () => {
  const o = office();
  const unitId = unitWith(
    o,
    { name: 'Long Thành', from: '2021-11-01', to: '2026-04-30' },
    { name: 'Long Thành', kind: 'ward', from: '2026-04-30' },
  );
  const [assignmentId, reportId] = [o.ctx.newId(), o.ctx.newId()];
  const share = { taskId: taskOf(o), unitId, role: 'lead', leadId: null, note: '', originalDueOn: null } as const;
  const text = { content: 'x', difficulties: '', proposals: '', figures: [], isNothing: 0 as const };
  const when = { periodKey: null, version: 1, correctsId: null, doneOn: null, percent: 10 };
  write(
    o,
    create('assignment', assignmentId, { ...share, assignedOn: '2025-08-01' }),
    create('report', reportId, { assignmentId, unitId, reportedOn: '2025-12-31', ...when, ...text }),
  );
  expect(o.get('report.get', { id: reportId }).subject.unitName).toBe('Công an xã Long Thành');
  expect(o.get('assignment.get', { id: assignmentId, on: today }).unitName).toBe('CAP Long Thành');
  expect(o.get('assignment.get', { id: assignmentId, on: '2026-01-01' }).unitName).toBe('CAX Long Thành');
});

test('the overview printed for 2020 names the units of 2020; of today it names those that have ended as they were last', () => {
  const { o, old } = scene();
  const rows = o.get('overview.units', { from: '2020-01-01', to: '2020-12-31', on: '2020-12-31' });
  expect(rows.find(({ unitId }) => unitId === old)?.unitName).toBe('CAT Quảng Bình');
});

test('a step names the office that took it as it was called on the day of the step', () => {
  const { o, assignmentId, old } = scene();
  const patch = { name: 'Hưng Thịnh', fullName: 'Công an tỉnh Hưng Thịnh', shortName: 'CAT Hưng Thịnh' };
  o.get('unit.change', { unitId: o.unitId, from: '2024-01-01', patch });
  write(
    o,
    ...['2020-05-04', '2024-05-04'].map((onDay) =>
      create('assignmentStep', o.ctx.newId(), {
        ...{ assignmentId, unitId: old, kind: 'remind', side: 'issuer', onDay, dueOn: null, doneOn: null },
        ...{ reportId: null, toAssignmentId: null, reason: '' },
      }),
    ),
  );
  const { steps } = o.get('assignment.get', { id: assignmentId, on: today });
  expect(steps.map(({ officeName }) => officeName)).toEqual(['CAT Bình Minh', 'CAT Hưng Thịnh']);
});
