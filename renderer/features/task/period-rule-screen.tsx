import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { go, usePlace } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { useApi } from '../../use-api.ts';
import { type Rule, RuleForm } from './period-rule-form.tsx';
import './task.css';

const currentOf = (t: Text['task']['rules'], periodName: (key: string) => string): Column<Rule> => ({
  key: 'current',
  header: t.current,
  width: 300,
  grow: 1,
  render: (row) =>
    row.current === null
      ? t.noCurrent
      : `${periodName(row.current.key)}: ${showDay(row.current.startOn)} – ${showDay(row.current.endOn)}`,
});

const columnsOf = (
  t: Text['task']['rules'],
  periodName: (key: string) => string,
  isNarrow: boolean,
): Column<Rule>[] => [
  {
    key: 'name',
    header: t.name,
    width: 220,
    grow: 2,
    render: (row) => row.name,
  },
  {
    key: 'unit',
    header: t.unit,
    width: 92,
    render: (row) => t.units[row.unit],
  },
  {
    key: 'cut',
    header: t.cut,
    width: 160,
    render: (row) =>
      row.unit === 'week'
        ? t.fromWeekday(t.weekdays[(row.startWeekday ?? 1) - 1] ?? '')
        : row.closeDay === null
          ? t.endOfMonth
          : t.dayOfMonth(row.closeDay),
  },
  {
    key: 'due',
    header: t.dueOffset,
    width: 160,
    render: (row) => t.dueOffsetText(row.dueOffsetDays),
  },
  ...(isNarrow ? [] : [currentOf(t, periodName)]),
  {
    key: 'tasks',
    header: t.tasks,
    width: 104,
    align: 'right',
    render: (row) => (row.taskCount === 0 ? '' : showNumber(row.taskCount)),
  },
  {
    key: 'active',
    header: t.isActive,
    width: 96,
    render: (row) => (row.isActive === 1 ? t.isActive : t.inactive),
  },
];

const keyOf = (row: Rule): string => row.id;

/** Quản trị ▸ Kỳ báo cáo: when a week, month or quarter begins, closes and is due. */
export default function PeriodRuleScreen() {
  const t = useText().task;
  const on = useViewDate((s) => s.on);
  const [, openId] = usePlace();
  const rules = useApi('periodRule.list', { on }, { entities: ['periodRule', 'task'], keep: true });
  const columns = useMemo(() => columnsOf(t.rules, t.periodName, openId !== undefined), [t, openId]);
  const open = rules.data?.find((rule) => rule.id === openId);
  const add = (): void => go('/periods/new');
  const actions = (
    <Button leftSection={<Plus size={14} aria-hidden />} onClick={add}>
      {t.rules.add}
    </Button>
  );
  const nextOrder = Math.max(0, ...(rules.data ?? []).map((rule) => rule.orderNumber)) + 1;
  const detail =
    open !== undefined ? (
      <RuleForm key={open.id} rule={open} nextOrder={nextOrder} />
    ) : openId === 'new' ? (
      <RuleForm key="new" rule={undefined} nextOrder={nextOrder} />
    ) : undefined;
  return (
    <Page title={t.periodNav} actions={actions}>
      <SplitView
        name="period-rules"
        list={
          <Grid
            label={t.rules.label}
            name="period-rules"
            columns={columns}
            rows={allRows(rules)}
            rowKey={keyOf}
            openKey={openId}
            onOpen={(row) => go(`/periods/${row.id}`)}
            empty={<EmptyState title={t.rules.empty} hint={t.rules.emptyHint} />}
          />
        }
        detail={detail}
      />
    </Page>
  );
}
