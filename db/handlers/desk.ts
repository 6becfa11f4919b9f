import type { AssignmentFilter } from '../api/contract/assignment.ts';
import { type deskContract, deskRows } from '../api/contract/desk.ts';
import type { Output } from '../api/contract/index.ts';
import { addDays, type Day } from '../api/day.ts';
import type { Role } from '../api/define.ts';
import type { Ctx } from '../context.ts';
import { countAssignments, listAssignments } from '../queries/assignment.ts';
import { deskFilter, listArrivals, listDueTasks, listWaiting } from '../queries/desk.ts';
import { listDirectives } from '../queries/directive-list.ts';
import { findMeta } from '../queries/op.ts';
import { listReports } from '../queries/report-list.ts';
import { findLevel } from '../queries/unit.ts';
import { findUnitName } from '../queries/unit-on.ts';
import { readScope } from '../queries/unit-scope.ts';
import { listActivities } from './activity-show.ts';
import type { HandlersOf } from './define.ts';
import { exchangeDesk } from './exchange-desk.ts';
import { openEvents, showEvents } from './handover-events.ts';
import { missingByTask } from './overview-missing.ts';
import { reportDrafts } from './report-read.ts';

type Desk = Output<'desk.today'>;

/** A report that has been due so long is no matter of today; each task's last period counts. */
const missingDays = 100;

const ownName = (ctx: Ctx, unitId: string): string =>
  unitId === ctx.office.unitId ? (findMeta(ctx.db, 'officeName') ?? '') : '';

export const deskHandlers: HandlersOf<typeof deskContract> = {
  'desk.today': (ctx, { on }) => {
    const { unitId } = ctx.caller;
    const isOffice = unitId === ctx.office.unitId;
    const decides = isOffice && findLevel(ctx.db, unitId) !== 'commune';
    const filter = deskFilter(isOffice ? undefined : unitId);
    const counts = countAssignments(ctx.db, on, filter);
    return {
      ...{ isOffice, decides },
      // Before the first bundle there is no unit yet, but the name that the invitation gave.
      unit: { id: unitId, name: findUnitName(ctx.db, unitId, on) ?? ownName(ctx, unitId) },
      documents: isOffice ? documents(ctx, on) : none,
      overdue: { total: counts.overdue, rows: due(ctx, on, filter, 'overdue') },
      dueSoon: { total: counts.dueSoon, rows: due(ctx, on, filter, 'dueSoon') },
      reports: reports(ctx, on, decides ? undefined : unitId),
      requests: decides ? { total: counts.awaitsDecision, rows: listWaiting(ctx.db, on, deskRows) } : none,
      drafts: drafts(ctx, on),
      missing: missing(ctx, on, isOffice ? undefined : unitId),
      handovers: isOffice && seesHandovers.includes(ctx.caller.role) ? handovers(ctx, on) : none,
      exchange: isOffice ? exchangeLines(ctx) : none,
      changes: changes(ctx, on),
    };
  },
};

function exchangeLines(ctx: Ctx): Desk['exchange'] {
  const rows = exchangeDesk(ctx);
  return { total: rows.length, rows: rows.slice(0, deskRows) };
}

const none = { total: 0, rows: [] };

function documents(ctx: Ctx, on: Day): Desk['documents'] {
  const every = { text: '', kindIds: [], effects: [], directions: [], urgencies: [], issuer: '', field: '' };
  const days = { issuedFrom: null, issuedTo: null, hasOpenTasks: false, isUnworked: true };
  const sort = { by: 'issuedOn', descending: true } as const;
  const { rows, total } = listDirectives(ctx.db, { ...every, ...days, on, sort, limit: deskRows, isCounted: true });
  const arrivals = new Map(
    listArrivals(
      ctx.db,
      rows.map(({ id }) => id),
    ).map((row) => [row.id, row]),
  );
  return {
    total,
    rows: rows.map(({ id, number, subject, issuer, urgency }) => {
      const { arrivedOn = null, replyDueOn = null } = arrivals.get(id) ?? {};
      return { id, number, subject, issuer, urgency, arrivedOn, replyDueOn };
    }),
  };
}

/** The office's deadlines by task, for one task goes to a hundred units; a unit's own one by one. */
function due(ctx: Ctx, on: Day, filter: AssignmentFilter, timeliness: 'overdue' | 'dueSoon'): Desk['overdue']['rows'] {
  if (filter.unitId === undefined) return listDueTasks(ctx.db, on, timeliness, deskRows);
  const narrowed = { ...filter, timeliness: [timeliness] };
  const { rows } = listAssignments(ctx.db, { on, filter: narrowed, sort: 'due', limit: deskRows, isCounted: false });
  return rows.map(({ id, taskId, content, unitName, currentDueOn, daysLate }) => ({
    ...{ id, taskId, content, unitName, dueOn: currentDueOn, daysLate },
    ...{ shareCount: 1, asks: null, requestedDueOn: null },
  }));
}

function reports(ctx: Ctx, on: Day, unitId: string | undefined): Desk['reports'] {
  const asked =
    unitId === undefined
      ? ({ status: 'submitted', order: 'oldest' } as const)
      : ({ status: 'returned', order: 'newest', underUnitId: unitId } as const);
  const { rows, total } = listReports(ctx.db, { ...asked, on, isLatest: 1, limit: deskRows, isCounted: true });
  return {
    total,
    rows: rows.map(({ id, taskContent, unitName, periodKey, reportedOn, status }) => ({
      ...{ id, taskContent, unitName, periodKey, reportedOn, status },
    })),
  };
}

function drafts(ctx: Ctx, on: Day): Desk['drafts'] {
  const all = reportDrafts(ctx, { on });
  const rows = all.slice(0, deskRows).map(({ assignmentId, periodKey, taskContent, unitName, savedAtMs }) => ({
    ...{ assignmentId, periodKey, taskContent, unitName, savedAtMs },
  }));
  return { total: all.length, rows };
}

function missing(ctx: Ctx, on: Day, unitId: string | undefined): Desk['missing'] {
  const tree = 'ofTheTime';
  const scope = unitId === undefined ? undefined : readScope(ctx.db, { unitId, tree, on });
  const found = missingByTask(ctx, { on, from: addDays(on, -missingDays), to: addDays(on, 1), tree, scope });
  const owing = found.rows.filter((row) => row.missing > 0);
  const rows = owing.slice(0, deskRows).map(({ taskId, content, periodKey, dueOn, missing: count }) => ({
    ...{ taskId, content, periodKey, dueOn, missing: count },
  }));
  return { total: found.missing, rows };
}

/** Who looks after the organisation, and who commands. */
const seesHandovers: readonly Role[] = ['admin', 'personnel', 'commander'];

function handovers(ctx: Ctx, on: Day): Desk['handovers'] {
  const open = openEvents(ctx, on);
  const rows = showEvents(ctx, open.slice(0, deskRows));
  return { total: open.length, rows: rows.map(({ settledCount: _settled, ...row }) => row) };
}

function changes(ctx: Ctx, on: Day): Desk['changes'] {
  const since = addDays(on, -1);
  const { rows, total } = listActivities(ctx, { since, mine: false, on, limit: deskRows, isCounted: true });
  return { total, rows };
}
