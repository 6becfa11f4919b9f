import { expect, test } from 'vitest';
import type { ApiName, Input } from '../../db/api/contract/index.ts';
import { AppError } from '../../db/api/errors.ts';
import { limits } from '../../db/api/types.ts';
import { commit, create } from '../../db/commit.ts';
import { dispatch } from '../../db/dispatch.ts';
import { addDirective, storedDirective } from '../helpers/directive.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { scene } from '../helpers/report.ts';
import { addCommunes, dated } from '../helpers/tasks.ts';

const on = '2026-06-15';
type ListName = 'assignment.list' | 'task.list' | 'report.list' | 'directive.list';
type Fences = 'assignment.fences' | 'task.fences' | 'report.fences' | 'directive.fences';

/** The cursors met on the way through a list page by page, in pages of the size that fences are for. */
function cursorsOf<N extends ListName>(o: TestOffice, name: N, input: object): string[] {
  const cursors: string[] = [];
  for (let after: string | undefined; ; ) {
    const asked = { ...input, limit: limits.pageRows, ...(after === undefined ? {} : { after }) };
    const { rows, next } = o.get(name, asked as unknown as Input<N>);
    if (next === null) return cursors;
    expect(rows).toHaveLength(limits.pageRows);
    cursors.push(next);
    after = next;
  }
}

function expectFences<N extends ListName>(o: TestOffice, list: N, fences: Fences, input: object, least: number): void {
  const { cursors } = o.get(fences, input as unknown as Input<Fences & ApiName>);
  const walked = cursorsOf(o, list, input);
  expect(walked.length).toBeGreaterThanOrEqual(least);
  // A list that ends with a full page has a fence after its last row, behind which nothing is.
  expect(cursors.slice(0, walked.length)).toEqual(walked);
  expect(cursors.length - walked.length).toBeLessThanOrEqual(1);
}

/** Three tasks for 230 communes each, one of them ended for some. */
function assignments(): TestOffice {
  const o = office('coordinator');
  const units = addCommunes(o, 230);
  for (const dueOn of ['2026-05-31', '2026-06-20', '2026-06-20'])
    o.get('task.create', { task: dated(), dueOn, leads: units.map((unitId) => ({ unitId })) });
  const { rows } = o.get('assignment.list', { on, limit: 120 });
  o.get('assignment.decideMany', { ids: rows.map(({ id }) => id), kind: 'cancel', onDay: on, reason: 'Thôi' });
  return o;
}

test('fences of assignments are the cursors of its pages, in every order and under filters', () => {
  const o = assignments();
  for (const sort of ['due', 'unit', 'changed'] as const)
    expectFences(o, 'assignment.list', 'assignment.fences', { on, sort }, 3);
  expectFences(o, 'assignment.list', 'assignment.fences', { on, filter: { text: 'xa so' } }, 3);
  expectFences(o, 'assignment.list', 'assignment.fences', { on, filter: { timeliness: ['dueSoon'] } }, 1);
  expectFences(o, 'assignment.list', 'assignment.fences', { on, filter: { unitId: o.unitId, isUnder: true } }, 3);
});

test('fences of tasks and directives', () => {
  const o = office('coordinator');
  const changes = Array.from({ length: 430 }, (_, index) =>
    create(
      'directive',
      o.ctx.newId(),
      storedDirective(o, { number: String(index % 70), subject: `Việc ${index % 9}` }),
    ),
  );
  o.db.transaction(() => commit(o.ctx, changes)).immediate();
  const directiveId = addDirective(o);
  const [unitId = ''] = addCommunes(o, 1);
  for (let index = 0; index < 410; index += 1)
    o.get('task.create', { task: dated({ directiveId }), dueOn: '2026-06-20', leads: [{ unitId }] });
  for (const by of ['issuedOn', 'number', 'subject'] as const)
    for (const descending of [true, false])
      expectFences(o, 'directive.list', 'directive.fences', { on, sort: { by, descending } }, 2);
  expectFences(o, 'task.list', 'task.fences', { on }, 2);
  expectFences(o, 'task.list', 'task.fences', { on, directiveId }, 2);
});

test('fences of reports', () => {
  const s = scene({}, '2026-05-31');
  for (let index = 0; index < 420; index += 1) s.send({ reportedOn: `2026-05-${10 + Math.floor(index / 20)}` });
  for (const order of ['newest', 'oldest'] as const)
    expectFences(s.o, 'report.list', 'report.fences', { on, isLatest: 0, order }, 2);
});

test('a page is counted only when asked, and fences stop when told', () => {
  const o = assignments();
  expect(o.get('assignment.list', { on, limit: 1 }).total).toBe(690);
  expect(o.get('assignment.list', { on, limit: 1, isCounted: false }).total).toBe(0);
  const steps: number[] = [];
  const step = (done: number): void => {
    steps.push(done);
    if (done === 2 * limits.pageRows) throw new AppError('CANCELLED', {});
  };
  const stopped = dispatch({ ...o.ctx, step }, 'assignment.fences', { on }, String);
  expect(stopped).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  expect(steps).toEqual([200, 400]);
  expect(o.get('assignment.fences', { on }).cursors).toHaveLength(3);
});
