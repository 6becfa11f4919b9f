import type { PeriodRule } from '../domain/period.ts';
import type { Row } from '../entities/index.ts';
import { all, type Db, one, prepare, q } from '../sql.ts';

export type PeriodRuleRecord = Pick<
  Row<'periodRule'>,
  'id' | 'name' | 'unit' | 'startWeekday' | 'closeDay' | 'dueOffsetDays' | 'orderNumber' | 'isActive'
>;

const columns = ['id', 'name', 'unit', 'startWeekday', 'closeDay', 'dueOffsetDays', 'orderNumber', 'isActive'] as const;

/** In the order of the catalogue. */
export const listPeriodRules = (db: Db): PeriodRuleRecord[] =>
  all(db, q.selectFrom('periodRule').select(columns).orderBy('orderNumber').orderBy('id'));

export const findPeriodRule = (db: Db, id: string): PeriodRuleRecord | undefined =>
  one(db, q.selectFrom('periodRule').select(columns).where('id', '=', id));

/** Number of tasks that follow a rule. */
export const countTasksOfRule = (db: Db, id: string): number =>
  prepare(db, 'SELECT count(*) FROM task WHERE periodRuleId = ?').pluck().get(id) as number;

/** The rule as db/domain reckons with it. */
export const toPeriodRule = (rule: Omit<PeriodRuleRecord, 'id' | 'name' | 'orderNumber' | 'isActive'>): PeriodRule =>
  rule.unit === 'week'
    ? {
        unit: 'week',
        startDay: rule.startWeekday ?? 1,
        dueOffsetDays: rule.dueOffsetDays,
      }
    : {
        unit: rule.unit,
        closeDay: rule.closeDay,
        dueOffsetDays: rule.dueOffsetDays,
      };
