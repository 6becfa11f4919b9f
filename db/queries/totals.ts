import type { UnitLevel } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import type { ReportedFigure, ReportedShare } from '../domain/totals.ts';
import { type Db, prepare } from '../sql.ts';
import { listNameOf } from './unit-on.ts';

/** A period of the task about which is asked. */
export interface AskedPeriod {
  readonly key: string;
  readonly endOn: Day;
}

interface Wanted {
  readonly on: Day;
  readonly taskId: string;
  readonly withSubmitted: boolean;
}

/** What the last review of a report by `@on` said of it. */
const verdict = `coalesce((SELECT kind FROM reportReview WHERE reportId = report.id AND onDay <= @on ORDER BY createdLam DESC, id DESC LIMIT 1), '')`;

/** SQL for one report of a share by `@on`, the newest first. */
const newest = (periodKey: string, more: string): string =>
  `(SELECT report.id FROM report WHERE report.assignmentId = state.assignmentId AND report.periodKey IS ${periodKey}
    AND report.reportedOn <= @on ${more} ORDER BY version DESC, createdLam DESC, id DESC LIMIT 1)`;

const counted = (periodKey: string, withSubmitted: boolean): string =>
  newest(periodKey, `AND ${verdict} ${withSubmitted ? "<> 'return'" : "IN ('approve', 'close')"}`);

interface ShareRow {
  assignmentId: string;
  unitId: string;
  periodKey: string | null;
  treeOn: Day;
  owes: 0 | 1;
  isHanded: 0 | 1;
  latestId: string | null;
  countedId: string | null;
  isNothing: 0 | 1 | null;
  figures: string | null;
}

const toShare = ({ owes, isHanded, isNothing, figures, ...row }: ShareRow): ReportedShare => ({
  ...row,
  owes: owes === 1,
  isHanded: isHanded === 1,
  isNothing: isNothing === 1,
  figures: figures === null ? [] : (JSON.parse(figures) as ReportedFigure[]),
});

/**
 * The shares of a periodic task in periods: every lead that owes a report, as countHanded of overview-missing says, and every
 * other one that handed something in.
 */
export const listPeriodShares = (
  db: Db,
  { on, taskId, withSubmitted }: Wanted,
  periods: readonly AskedPeriod[],
): ReportedShare[] =>
  (
    prepare(
      db,
      `WITH asked (periodKey, endOn) AS MATERIALIZED (SELECT value ->> 0, value ->> 1 FROM json_each(@asked)),
       life AS MATERIALIZED (SELECT unitId, min(validFrom) AS validFrom, iif(sum(validTo IS NULL) > 0, '9999-12-31', max(validTo)) AS validTo
         FROM unitVersion GROUP BY unitId),
       share AS MATERIALIZED (
         SELECT state.assignmentId, state.unitId, asked.periodKey, min(asked.endOn, @on) AS treeOn,
           coalesce(state.assignedOn <= asked.endOn AND (state.endedOn IS NULL OR state.endedOn > asked.endOn)
             AND life.validFrom <= asked.endOn AND life.validTo > asked.endOn, 0) AS owes,
           coalesce(handed.firstOn <= @on AND NOT (handed.latestOn <= @on AND handed.status = 'returned'), 0) AS isHanded,
           ${newest('asked.periodKey', '')} AS latestId, ${counted('asked.periodKey', withSubmitted)} AS countedId
         FROM asked CROSS JOIN assignmentState state INDEXED BY assignmentState_by_task ON state.taskId = @taskId AND state.role = 'lead'
         LEFT JOIN life ON life.unitId = state.unitId
         LEFT JOIN periodReport handed ON handed.periodKey = asked.periodKey AND handed.assignmentId = state.assignmentId)
       SELECT share.*, report.isNothing, report.figures FROM share LEFT JOIN report ON report.id = countedId
       WHERE owes OR isHanded OR countedId IS NOT NULL ORDER BY share.periodKey, share.assignmentId`,
    ).all({ on, taskId, asked: JSON.stringify(periods.map(({ key, endOn }) => [key, endOn])) }) as ShareRow[]
  ).map(toShare);

/**
 * The shares of a task that is not periodic, each with its newest report that counts; its figures are of the day of the
 * deadline. What was returned or cancelled is no part of it, nor what an heir carries on and reports on.
 */
export const listTaskShares = (db: Db, { on, taskId, withSubmitted }: Wanted): ReportedShare[] =>
  (
    prepare(
      db,
      `WITH share AS MATERIALIZED (
         SELECT state.assignmentId, state.unitId, NULL AS periodKey, min(coalesce(state.currentDueOn, @on), @on) AS treeOn,
           1 AS owes, coalesce((SELECT status <> 'returned' FROM report JOIN reportState ON reportId = report.id
             WHERE report.assignmentId = state.assignmentId AND report.reportedOn <= @on
             ORDER BY version DESC, createdLam DESC, id DESC LIMIT 1), 0) AS isHanded,
           ${newest('NULL', '')} AS latestId, ${counted('NULL', withSubmitted)} AS countedId
         FROM assignmentState state INDEXED BY assignmentState_by_task
         WHERE state.taskId = @taskId AND state.role = 'lead' AND state.assignedOn <= @on
           AND state.processing NOT IN ('returned', 'cancelled', 'handedOn'))
       SELECT share.*, report.isNothing, report.figures FROM share LEFT JOIN report ON report.id = countedId
       ORDER BY share.assignmentId`,
    ).all({ on, taskId }) as ShareRow[]
  ).map(toShare);

/** A version of a unit or of a unit above it. */
export interface StandingVersion {
  readonly unitId: string;
  readonly parentId: string | null;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly name: string;
  readonly orderNumber: number | null;
  readonly sortKey: string;
  readonly level: UnitLevel;
}

/** Every version of these units and of all that ever stood above them, in the order of time. */
export const listStanding = (db: Db, unitIds: Iterable<string>): StandingVersion[] =>
  prepare(
    db,
    `WITH RECURSIVE up (id) AS (
       SELECT value FROM json_each(?)
       UNION
       SELECT version.parentId FROM up JOIN unitVersion version ON version.unitId = up.id WHERE version.parentId IS NOT NULL)
     SELECT version.unitId, version.parentId, version.validFrom, version.validTo, ${listNameOf('version')} AS name, version.orderNumber,
       version.sortKey, unit.level
     FROM up JOIN unit ON unit.id = up.id JOIN unitVersion version ON version.unitId = up.id ORDER BY version.unitId, version.validFrom`,
  ).all(JSON.stringify([...unitIds])) as StandingVersion[];
