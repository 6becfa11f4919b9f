import type { demoContract } from '../api/contract/demo.ts';
import { addDays } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { demoDirectives } from '../demo/directives.ts';
import { seeded } from '../demo/random.ts';
import { demoUnits } from '../demo/units.ts';
import { type DemoChange, demoWork } from '../demo/work.ts';
import { countRows, findKindId, findWeekRuleId } from '../queries/demo.ts';
import { listAllUsers } from '../queries/user.ts';
import type { HandlersOf } from './define.ts';

/** How far back the province's own documents go. */
const historyDays = 550;

export const demoHandlers: HandlersOf<typeof demoContract> = {
  /** Errors: OFFICE_NOT_EMPTY. */
  'demo.fill': (ctx, { seed, on, communes, directives }) => {
    if (countRows(ctx.db, 'directive') > 0 || countRows(ctx.db, 'unit') > 1) throw new AppError('OFFICE_NOT_EMPTY', {});
    const random = seeded(seed);
    const units = demoUnits(ctx.office.unitId, communes, random, ctx.newId);
    commit(ctx, units.changes);
    const kinds = {
      directive: findKindId(ctx.db, 'CT'),
      plan: findKindId(ctx.db, 'KH'),
      letter: findKindId(ctx.db, ''),
      resolution: findKindId(ctx.db, 'NQ/TW'),
    };
    const span = { fromOn: addDays(on, -historyDays), on, count: directives };
    const documents = demoDirectives(ctx.office.unitId, kinds, span, random, ctx.newId);
    commit(ctx, documents.changes);
    const { communes: communeUnits, partners } = units;
    const weekRuleId = findWeekRuleId(ctx.db);
    commitAs(
      ctx,
      demoWork({
        orders: documents.orders,
        communes: communeUnits,
        partners,
        weekRuleId,
        on,
        random,
        newId: ctx.newId,
      }),
    );
    return {
      units: countRows(ctx.db, 'unit'),
      directives: countRows(ctx.db, 'directive'),
      assignments: countRows(ctx.db, 'assignment'),
      reports: countRows(ctx.db, 'report'),
    };
  },
};

/** One commit in which each change is made by the person, and claims the morning of the day, that the story says. */
function commitAs(ctx: Ctx, story: Iterable<DemoChange>): void {
  const users = listAllUsers(ctx.db);
  const userId = (role: DemoChange['by']): string => users.find((user) => user.role === role)?.id ?? ctx.caller.userId;
  const ids = { coordinator: userId('coordinator'), clerk: userId('clerk'), commander: userId('commander') };
  let current: DemoChange | undefined;
  const scene: Ctx = {
    ...ctx,
    get caller() {
      return current === undefined ? ctx.caller : { ...ctx.caller, userId: ids[current.by] };
    },
    now: () => (current === undefined ? ctx.now() : Date.parse(`${current.onDay}T02:00:00Z`)),
  };
  function* changes(): Generator<Change> {
    for (current of story) yield current.change;
  }
  commit(scene, changes());
}
