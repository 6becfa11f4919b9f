import { describe, expect, test } from 'vitest';
import { remove, update } from '../../db/commit.ts';
import { done, month, scene } from '../helpers/report.ts';
import { assignTo, unitUnder, write } from '../helpers/work.ts';

describe('versions', () => {
  test('a sent report is never changed nor removed, whoever tries', () => {
    const s = scene();
    const id = s.send();
    expect(() => write(s.o, update('report', id, { percent: 80 }))).toThrow('IMMUTABLE');
    expect(() => write(s.o, remove('report', id))).toThrow('IMMUTABLE');
    s.approve(id);
    const reviewId = s.o.db.prepare('SELECT id FROM reportReview').pluck().get() as string;
    expect(() => write(s.o, update('reportReview', reviewId, { kind: 'return' }))).toThrow('IMMUTABLE');
    expect(() => s.o.db.prepare('UPDATE report SET percent = 80').run()).toThrow('write outside apply');
  });

  test('of one period there is one report: who did not see the newest version is told', () => {
    const s = scene({ rule: month });
    const first = s.send({ periodKey: '2026-M05' });
    const late = (correctsId: string | null) =>
      s.clerk.call('report.submit', s.report({ periodKey: '2026-M05', correctsId }));
    expect(late(null)).toMatchObject({
      error: { code: 'CHANGED_MEANWHILE', details: { entity: 'report', id: first } },
    });
    const second = s.send({ periodKey: '2026-M05', correctsId: first });
    expect(late(first)).toMatchObject({ error: { code: 'CHANGED_MEANWHILE', details: { id: second } } });
    expect(s.statuses()).toEqual(['submitted', 'submitted']);
  });

  test('an approved report of a period is corrected by a new version, which waits again', () => {
    const s = scene({ rule: month });
    const first = s.send({ periodKey: '2026-M05' });
    s.approve(first);
    s.send({ periodKey: '2026-M05', correctsId: first, percent: 80 });
    expect([s.statuses(), s.stateOf()['percent']]).toEqual([['approved', 'submitted'], 80]);
  });

  test('while a result waits, a newer report replaces it or takes it back, and the approval names the day it read', () => {
    const s = scene();
    const first = s.send(done);
    const second = s.send({ ...done, doneOn: '2026-05-29', correctsId: first });
    s.approve(second, '2026-06-01');
    expect(s.stateOf()).toMatchObject({ processing: 'done', completedOn: '2026-05-29' });
    const t = scene();
    t.send({ correctsId: t.send(done), percent: 60 });
    expect(t.stateOf()).toMatchObject({ processing: 'inProgress', percent: 60 });
  });

  test('a next report is not dated before the one it follows; a correction may set the day right', () => {
    const s = scene();
    const first = s.send({ reportedOn: '2026-05-12' });
    expect(s.clerk.call('report.submit', s.report({ reportedOn: '2026-05-11' }))).toMatchObject({
      error: { code: 'REPORT_DAY_OUTSIDE', details: { from: '2026-05-12' } },
    });
    expect(s.clerk.call('report.submit', s.report({ reportedOn: '2026-05-11', correctsId: first })).ok).toBe(true);
  });

  test('compare tells field by field and figure by figure, within one assignment', () => {
    const s = scene();
    const figures = [
      { name: 'Đồng chí', value: 4, unit: 'người' },
      { name: 'Vụ', value: 0, unit: 'vụ' },
    ];
    const a = s.send({ figures });
    const b = s.send({
      percent: 90,
      difficulties: 'Thiếu trụ sở',
      figures: [
        { name: 'Đồng chí', value: 5, unit: 'người' },
        { name: 'Vụ', value: 0, unit: 'vụ' },
      ],
    });
    const found = s.clerk.get('report.compare', { aId: a, bId: b });
    expect([found.a.version, found.b.version, found.fields, found.figures]).toEqual([
      1,
      2,
      [
        { field: 'percent', a: 75, b: 90 },
        { field: 'difficulties', a: '', b: 'Thiếu trụ sở' },
      ],
      [{ name: 'Đồng chí', a: figures[0], b: { name: 'Đồng chí', value: 5, unit: 'người' } }],
    ]);
    const elsewhere = s.send({ assignmentId: assignTo(s.o, s.taskId, unitUnder(s.o, s.o.unitId, 'Ba Đồn')) });
    expect(s.clerk.call('report.compare', { aId: a, bId: elsewhere })).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });
});
