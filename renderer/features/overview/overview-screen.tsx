import { ActionIcon, Button, Popover, Tabs } from '@mantine/core';
import { CalendarDays, Info, Printer } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTreeMode } from '../../stores/tree-mode.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { TreeModeControl } from '../../ui/tree-mode-control.tsx';
import { useApi } from '../../use-api.ts';
import { Cards } from './cards.tsx';
import { Deadlines } from './deadlines.tsx';
import { LateTab } from './late-tab.tsx';
import { spanLabel, spanOf, type Tab, useLook } from './look.ts';
import { MissingTab } from './missing-tab.tsx';
import { inScope } from './open-work.ts';
import { Paper } from './paper.tsx';
import { PeriodBar } from './period-bar.tsx';
import { ScopePicker } from './scope-picker.tsx';
import { WorkTab } from './work-tab.tsx';
import './overview.css';

const work = [
  'directive',
  'task',
  'assignment',
  'assignmentStep',
  'unit',
  'unitVersion',
  'unitEvent',
  'unitLineage',
] as const;
const reported = [...work, 'report', 'reportReview', 'periodRule'] as const;

const tabs = ['work', 'late', 'missing', 'calendar'] as const satisfies readonly Tab[];

/** What is looked at: the input of every query, and the same in words. */
function useLooked() {
  const { overview: t, totals } = useText();
  const on = useViewDate((s) => s.on);
  const look = useLook();
  const { from, to } = spanOf(look, on);
  const { unit, kind } = look;
  const tree = useTreeMode((s) => s.mode);
  return useMemo(() => {
    const span = { from, to };
    const period = spanLabel(t, kind, span);
    const name = unit === null ? t.scope.all : t.scope.under(unit.name);
    const scope = `${name} · ${totals.treeModes[tree].toLowerCase()}`;
    const input = { on, from, to, tree, ...(unit === null ? {} : { unitId: unit.id }) };
    return { input, span, of: inScope(unit), period, scope, about: `${t.paper.period(period)} · ${scope}` };
  }, [t, totals, on, from, to, tree, unit, kind]);
}

/** `/overview`: Toàn cảnh chỉ huy, for someone who has ten minutes. */
export default function OverviewScreen() {
  const t = useText().overview;
  const looked = useLooked();
  const { input, span, of, about } = looked;
  const tab = useLook((s) => s.tab);
  const set = useLook((s) => s.set);
  // Old figures stay until the new ones are there.
  const figures = useApi('overview.figures', input, { keep: true, entities: work });
  const directives = useApi('overview.directives', input, { keep: true, entities: work });
  const units = useApi('overview.units', input, { keep: true, entities: reported });
  const reports = useApi('overview.missing', input, { keep: true, entities: reported });
  const failed = [figures, directives, units, reports].find(
    ({ error, data }) => error !== undefined && data === undefined,
  );
  const isEmpty =
    figures.data !== undefined &&
    figures.data.total.given === 0 &&
    figures.data.months.every(({ given }) => given === 0) &&
    reports.data?.expected === 0;
  const tabLabel = (one: Tab): ReactNode =>
    one === 'missing' && (reports.data?.missing ?? 0) > 0
      ? `${t.tabs.missing} (${showNumber(reports.data?.missing ?? 0)})`
      : t.tabs[one];
  return (
    <Page title={t.nav} actions={<Actions isReady={figures.data !== undefined} />}>
      {failed?.error !== undefined ? (
        <ErrorState error={failed.error} onRetry={failed.reload} />
      ) : figures.data === undefined ? (
        <LoadingState />
      ) : (
        <div className="vm-overview">
          <Cards
            figures={figures.data}
            reports={reports.data}
            span={span}
            of={of}
            onMissing={() => set({ tab: 'missing' })}
          />
          <Tabs className="vm-overview-tabs" value={tab} onChange={(next) => set({ tab: (next ?? 'work') as Tab })}>
            <Tabs.List aria-label={t.tabs.label}>
              {tabs.map((one) => (
                <Tabs.Tab
                  key={one}
                  value={one}
                  {...(one === 'calendar' ? { leftSection: <CalendarDays size="0.9rem" aria-hidden /> } : {})}
                >
                  {tabLabel(one)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="work">
              {isEmpty ? (
                <EmptyState title={t.empty.title} hint={t.empty.hint} />
              ) : (
                <WorkTab directives={directives.data} units={units.data} span={span} of={of} about={about} />
              )}
            </Tabs.Panel>
            <Tabs.Panel value="late">
              <LateTab figures={figures.data} span={span} of={of} about={about} />
            </Tabs.Panel>
            <Tabs.Panel value="missing">
              <MissingTab reports={reports.data} look={input} about={about} />
            </Tabs.Panel>
            <Tabs.Panel value="calendar">
              <Deadlines />
            </Tabs.Panel>
          </Tabs>
          <Paper
            figures={figures.data}
            directives={directives.data}
            units={units.data}
            reports={reports.data}
            span={span}
            period={looked.period}
            scope={looked.scope}
          />
        </div>
      )}
    </Page>
  );
}

function Actions({ isReady }: { isReady: boolean }) {
  const t = useText().overview;
  return (
    <>
      <TreeModeControl />
      <ScopePicker />
      <PeriodBar />
      <Popover position="bottom-end" width={440} trapFocus returnFocus>
        <Popover.Target>
          <ActionIcon variant="default" size="input-xs" aria-label={t.how.button} title={t.how.button}>
            <Info size="0.9rem" aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label={t.how.title}>
          <ul className="vm-overview-how">
            {t.how.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Popover.Dropdown>
      </Popover>
      <Button
        variant="default"
        disabled={!isReady}
        leftSection={<Printer size="0.9rem" aria-hidden />}
        onClick={() => window.print()}
      >
        {t.print}
      </Button>
    </>
  );
}
