import { beforeEach, describe, expect, test } from 'vitest';
import { addDirective } from '../helpers/directive.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { addUnit, assignOne } from '../helpers/tasks.ts';

let o: TestOffice;

beforeEach(() => {
  o = office('clerk');
});

const keep = (key: string, body: unknown): unknown => o.get('draft.save', { key, body: JSON.stringify(body) });
const overview = () =>
  o.get('draft.overview', {}).map(({ what, title, path, rowCount }) => [what, title, path, rowCount] as const);

describe('drafts to choose from', () => {
  test('new records by what was written, and where they are gone on with', () => {
    const id = addDirective(o);
    keep('directive:new', { number: '05/CT', subject: 'Trích yếu' });
    keep(`directive:new:${id}`, { subject: 'Tiếp tục' });
    keep('task:new', { content: 'Kiện toàn' });
    keep(`task:new:${id}`, {});
    keep(`unit:new:police:${o.unitId}`, { name: 'Kim Sơn', fullName: 'Công an xã Kim Sơn' });
    keep('sheet:task', { rows: [{ cells: { content: 'Dòng đầu' } }, { cells: {} }] });
    keep('sheet:directive', { rows: [{ cells: { number: '7/KH' } }] });
    keep('periodRule:new', { name: 'Tuần' });
    keep('lạ', 'x');
    expect(overview()).toEqual([
      ['other', '', null, null],
      ['other', 'Tuần', '/periods/new', null],
      ['directiveSheet', '7/KH', '/directives/sheet', 1],
      ['taskSheet', 'Dòng đầu', '/tasks/sheet', 2],
      ['newUnit', 'Công an xã Kim Sơn', `/units/${o.unitId}/add`, null],
      ['newTask', '', `/tasks/new/${id}`, null],
      ['newTask', 'Kiện toàn', '/tasks/new', null],
      ['newDirective', 'Tiếp tục', `/directives/new/continues/${id}`, null],
      ['newDirective', '05/CT – Trích yếu', '/directives/new', null],
    ]);
  });

  test('changes by the record they change; none opens what is gone', () => {
    const unit = addUnit(o, { name: 'Kim Sơn' });
    const share = assignOne(o, unit);
    const { taskId } = o.get('assignment.get', { id: share, on: '2026-05-04' });
    keep(`unit:${unit}:change`, { name: 'Khác' });
    keep(`task:${taskId}`, {});
    keep(`report:${share}:-`, { content: 'Đã làm' });
    keep(`report:${share}:2026-M05`, {});
    keep(`task:${share}`, { content: 'Đã viết' });
    expect(overview()).toEqual([
      ['task', 'Đã viết', null, null],
      ['report', 'Kiện toàn chức danh Trưởng Công an xã', `/reports/new/${share}/2026-M05`, null],
      ['report', 'Kiện toàn chức danh Trưởng Công an xã – Đã làm', `/reports/new/${share}`, null],
      ['task', 'Kiện toàn chức danh Trưởng Công an xã', `/tasks/task/${taskId}/edit`, null],
      ['unit', 'Công an xã Kim Sơn', `/units/${unit}/change`, null],
    ]);
  });

  test('one sees only one’s own, and a body that cannot be read says nothing', () => {
    o.get('draft.save', { key: 'task:new', body: '{' });
    expect(overview()).toEqual([['newTask', '', '/tasks/new', null]]);
    expect(o.as('clerk').get('draft.overview', {})).toEqual([]);
  });

  test('a sheet of two thousand rows is kept', () => {
    const rows = Array.from({ length: 2000 }, () => ({ cells: { content: 'a'.repeat(500) } }));
    keep('sheet:task', { rows });
    expect(overview()[0]?.[3]).toBe(2000);
  });
});
