import type { AssignmentFilter } from '../api/contract/assignment.ts';
import { type deskContract, deskRows } from '../api/contract/desk.ts';
import type { Output } from '../api/contract/index.ts';
import { addDays, type Day } from '../api/day.ts';
import type { Ctx } from '../context.ts';
import { countAssignments, listAssignments } from '../queries/assignment.ts';
import { deskFilter, listArrivals } from '../queries/desk.ts';
import { listDirectives } from '../queries/directive-list.ts';
import { listReports } from '../queries/report-list.ts';
import { findUnitName } from '../queries/unit-on.ts';
import { listActivities } from './activity-show.ts';
import type { HandlersOf } from './define.ts';
import { missingByTask } from './overview-missing.ts';
import { reportDrafts } from './report-read.ts';

type Desk = Output<'desk.today'>;

/** A report that has been due so long is no matter of today; each task's last period counts. */
const missingDays = 100;

export const deskHandlers: HandlersOf<typeof deskContract> = {
  'desk.today': (ctx, { on }) => {
    const { unitId } = ctx.caller;
    const isOffice = unitId === ctx.office.unitId;
    const filter = deskFilter(isOffice ? undefined : unitId);
    const counts = countAssignments(ctx.db, on, filter);
    return {
      isOffice,
      unit: { id: unitId, name: findUnitName(ctx.db, unitId, on) ?? '' },
      documents: isOffice ? documents(ctx, on) : none,
      overdue: { total: counts.overdue, rows: work(ctx, on, { ...filter, timeliness: ['overdue'] }, counts.overdue) },
      dueSoon: { total: counts.dueSoon, rows: work(ctx, on, { ...filter, timeliness: ['dueSoon'] }, counts.dueSoon) },
      reports: reports(ctx, on, isOffice ? undefined : unitId),
      requests: isOffice ? requests(ctx, on, filter, counts.awaitsDecision) : none,
      drafts: drafts(ctx, on),
      missing: missing(ctx, on, isOffice ? undefined : unitId),
      changes: changes(ctx, on),
    };
  },
};

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

/** The first rows of a narrowed list; none are looked for where the count says that there are none. */
function work(ctx: Ctx, on: Day, filter: AssignmentFilter, total: number): Desk['overdue']['rows'] {
  if (total === 0) return [];
  const page = { on, filter, sort: 'due', limit: deskRows, isCounted: false } as const;
  return listAssignments(ctx.db, page).rows.map((row) => ({
    ...{ id: row.id, content: row.content, unitName: row.unitName, dueOn: row.currentDueOn, daysLate: row.daysLate },
    asks:
      row.processing === 'awaitingApproval'
        ? 'result'
        : row.processing === 'returnRequested'
          ? 'return'
          : row.requestedDueOn === null
            ? null
            : 'extension',
    requestedDueOn: row.requestedDueOn,
  }));
}

const requests = (ctx: Ctx, on: Day, filter: AssignmentFilter, total: number): Desk['requests'] => ({
  total,
  rows: work(ctx, on, { ...filter, awaitsDecision: true }, total),
});

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
  const scope = unitId === undefined ? {} : { unitId };
  const found = missingByTask(ctx, { on, from: addDays(on, -missingDays), to: addDays(on, 1), ...scope });
  const owing = found.rows.filter((row) => row.missing > 0);
  const rows = owing.slice(0, deskRows).map(({ taskId, content, periodKey, dueOn, missing: count }) => ({
    ...{ taskId, content, periodKey, dueOn, missing: count },
  }));
  return { total: found.missing, rows };
}

function changes(ctx: Ctx, on: Day): Desk['changes'] {
  const since = addDays(on, -1);
  const { rows, total } = listActivities(ctx, { since, mine: false, on, limit: deskRows, isCounted: true });
  return { total, rows };
}
