import type { Day } from '../api/day.ts';
import { type Db, prepare, type Value } from '../sql.ts';
import { listNameOf, versionIdOn } from './unit-on.ts';
import { inScopeOn, type Scope, scopeTable, scopeValue } from './unit-scope.ts';

/** A periodic task and when it is reported on. */
export interface PeriodicTask {
  readonly id: string;
  readonly content: string;
  readonly directiveNumber: string | null;
  readonly periodRuleId: string;
  readonly fromOn: Day;
  readonly toOn: Day | null;
}

/** Every periodic task, in the order of their giving. */
export const listPeriodicTasks = (db: Db): PeriodicTask[] =>
  prepare(
    db,
    `SELECT task.id, content, directive.number AS directiveNumber, periodRuleId, coalesce(periodFromOn, task.assignedOn) AS fromOn,
       periodToOn AS toOn FROM task LEFT JOIN directive ON directive.id = task.directiveId
     WHERE task.kind = 'periodic' AND periodRuleId IS NOT NULL ORDER BY task.assignedOn, task.id`,
  ).all() as PeriodicTask[];

/** A period of a task about which is asked. */
export interface AskedPeriod {
  readonly taskId: string;
  readonly key: string;
  readonly endOn: Day;
}

/**
 * Leads that owe a report for what is asked, as `owes` in db/handlers/task-periods.ts says: given before the period ends, not
 * released by then, their unit alive when it ends. `isHanded`: something was handed in by `@on` and not sent back.
 */
const shares = (scope: Scope | undefined): string => `
  asked (taskId, periodKey, endOn) AS MATERIALIZED (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(@asked)),
  life AS MATERIALIZED (SELECT unitId, min(validFrom) AS validFrom, iif(sum(validTo IS NULL) > 0, '9999-12-31', max(validTo)) AS validTo
    FROM unitVersion GROUP BY unitId)
  ${scope === undefined ? '' : `, ${scopeTable}`},
  share AS MATERIALIZED (
    SELECT asked.taskId, state.assignmentId, state.unitId,
      coalesce(handed.firstOn <= @on AND NOT (handed.latestOn <= @on AND handed.status = 'returned'), 0) AS isHanded
    FROM asked CROSS JOIN assignmentState state INDEXED BY assignmentState_by_task
      ON state.taskId = asked.taskId AND state.role = 'lead' AND state.assignedOn <= asked.endOn
    JOIN life ON life.unitId = state.unitId AND life.validFrom <= asked.endOn AND life.validTo > asked.endOn
    LEFT JOIN periodReport handed ON handed.periodKey = asked.periodKey AND handed.assignmentId = state.assignmentId
    WHERE (state.endedOn IS NULL OR state.endedOn > asked.endOn)
      ${scope === undefined ? '' : `AND ${inScopeOn(scope, 'state.unitId', 'asked.endOn')}`})`;

interface Wanted {
  readonly on: Day;
  /** By the tree of the last day of each period. */
  readonly scope?: Scope | undefined;
  readonly asked: readonly AskedPeriod[];
}

const boundOf = ({ on, scope, asked }: Wanted): Record<string, Value> => ({
  on,
  asked: JSON.stringify(asked.map(({ taskId, key, endOn }) => [taskId, key, endOn])),
  ...(scope === undefined ? {} : { scope: scopeValue(scope) }),
});

/** Reports owed and handed in, of one task or one unit. */
export interface Handed {
  readonly id: string;
  readonly expected: number;
  readonly submitted: number;
}

/** By task or by unit; only those that owe any. */
export const countHanded = (db: Db, by: 'taskId' | 'unitId', wanted: Wanted): Handed[] =>
  prepare(
    db,
    `WITH ${shares(wanted.scope)}
     SELECT ${by} AS id, count(*) AS expected, sum(isHanded) AS submitted FROM share GROUP BY ${by}`,
  ).all(boundOf(wanted)) as Handed[];

/** Who owes a report and has not handed it in, in the order of names. */
export const listNotHanded = (db: Db, wanted: Wanted): { assignmentId: string; unitId: string; unitName: string }[] =>
  prepare(
    db,
    `WITH ${shares(wanted.scope)}
     SELECT assignmentId, share.unitId, ${listNameOf('version')} AS unitName FROM share
     JOIN unitVersion version ON version.id = ${versionIdOn('share.unitId')}
     WHERE isHanded = 0 ORDER BY version.sortKey, assignmentId`,
  ).all(boundOf(wanted)) as { assignmentId: string; unitId: string; unitName: string }[];
