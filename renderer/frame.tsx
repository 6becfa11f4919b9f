import { ActionIcon, Tooltip } from '@mantine/core';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useGlobalCommands } from './commands/global-commands.ts';
import { useCommandKeys, useCommands } from './commands/use-commands.ts';
import { go, usePlace } from './navigate.ts';
import { useRailCollapsed } from './rail.ts';
import { screenAt } from './routes.tsx';
import { type AppScreen, homePath, screenGroups, screens, screensOf } from './screens.ts';
import { useHelp } from './stores/help.ts';
import { useLayout } from './stores/layout.ts';
import { useSession } from './stores/session.ts';
import { isNew, useTour } from './stores/tour.ts';
import { useViewDate } from './stores/view-date.ts';
import { useText } from './text/index.ts';
import { TopBar } from './top-bar.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { EmptyState, ForbiddenState, LoadingState } from './ui/states.tsx';
import './frame.css';

const OtherDayQuestion = lazy(() => import('./features/activity/other-day-question.tsx'));
const DropAnywhere = lazy(() => import('./features/bundle/drop-anywhere.tsx'));
const DeviceNotice = lazy(() => import('./features/device/device-notice.tsx'));
const About = lazy(() => import('./features/help/about.tsx'));
const TourHost = lazy(() => import('./features/help/tour.tsx'));
const HelpPanel = lazy(() => import('./features/help/help-panel.tsx'));

/** Top bar, left rail and the work area of the chosen screen. */
export function Frame() {
  const t = useText();
  const role = useSession((s) => s.session?.user.role ?? 'viewer');
  const isOtherDay = useViewDate((s) => s.on !== s.today);
  const [first] = usePlace();
  const allowed = screensOf(role);
  useGlobalCommands();
  useCommandKeys();
  const current = allowed.find(({ path }) => path === (first ?? homePath));
  const Screen = current && screenAt[current.path];
  useTitle(current?.label(t));
  return (
    <div className="vm-frame" data-other-day={isOtherDay || undefined}>
      <button type="button" className="vm-skip" onClick={focusMain}>
        {t.common.frame.skip}
      </button>
      <TopBar />
      <Suspense fallback={null}>
        <DeviceNotice />
      </Suspense>
      <div className="vm-frame-work">
        <Rail screens={allowed} current={current?.path} />
        <main id="main" className="vm-main" tabIndex={-1}>
          <ErrorBoundary key={current?.path ?? ''}>
            <Suspense fallback={<LoadingState />}>
              {Screen !== undefined ? (
                <Screen />
              ) : screens.some(({ path }) => path === first) ? (
                <ForbiddenState />
              ) : (
                <EmptyState {...t.common.notFound} />
              )}
            </Suspense>
          </ErrorBoundary>
        </main>
        <Help />
      </div>
      <Suspense fallback={null}>
        <OtherDayQuestion />
        <DropAnywhere />
      </Suspense>
      <ShownAround />
      <AboutHost />
    </div>
  );
}

/** Beside the work, and fetched only when someone asks. */
function Help() {
  const isOpen = useHelp((s) => s.isOpen);
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <HelpPanel />
    </Suspense>
  );
}

function ShownAround() {
  const userId = useSession((s) => s.session?.user.id);
  const isWanted = useTour((s) => s.isRunning || (userId !== undefined && isNew(s.doneBy, userId)));
  return isWanted ? (
    <Suspense fallback={null}>
      <TourHost />
    </Suspense>
  ) : null;
}

function AboutHost() {
  const [isOpen, setOpen] = useState(false);
  useCommands({ 'help.about': { run: () => setOpen(true) } });
  return isOpen ? (
    <Suspense fallback={null}>
      <About onClose={() => setOpen(false)} />
    </Suspense>
  ) : null;
}

/** The window is named after its screen and its office, as the task bar shows them. */
function useTitle(screen: string | undefined): void {
  const product = useText().common.product;
  const office = useSession((s) => s.officeName);
  const title = [screen, office, product].filter(Boolean).join(' – ');
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = product;
    };
  }, [title, product]);
}

/** The address is the router's, so a jump inside the page moves the focus by hand. */
const focusMain = (): void => document.getElementById('main')?.focus();

function Rail({ screens: shown, current }: { screens: readonly AppScreen[]; current: string | undefined }) {
  const t = useText();
  const set = useLayout((s) => s.set);
  const isRailCollapsed = useRailCollapsed();
  const toggle = isRailCollapsed ? t.common.frame.expand : t.common.frame.collapse;
  const groups = screenGroups.map((group) => ({
    group,
    items: shown.filter((screen) => screen.group === group && screen.inRail !== false),
  }));
  return (
    <nav
      className="vm-rail vm-no-print"
      aria-label={t.common.frame.navigation}
      data-collapsed={isRailCollapsed || undefined}
    >
      <div className="vm-rail-items">
        {groups
          .filter(({ items }) => items.length > 0)
          .map(({ group, items }) => (
            <div key={group} className="vm-rail-group">
              <h2 className="vm-rail-heading">{t.common.frame.groups[group]}</h2>
              {items.map((screen) => (
                <RailItem
                  key={screen.path}
                  screen={screen}
                  isCurrent={screen.path === current}
                  isCollapsed={isRailCollapsed}
                />
              ))}
            </div>
          ))}
      </div>
      <Tooltip label={toggle} position="right">
        <ActionIcon
          className="vm-rail-toggle"
          aria-label={toggle}
          onClick={() => set({ isRailCollapsed: !isRailCollapsed })}
        >
          {isRailCollapsed ? (
            <PanelLeftOpen size="1.125rem" aria-hidden />
          ) : (
            <PanelLeftClose size="1.125rem" aria-hidden />
          )}
        </ActionIcon>
      </Tooltip>
    </nav>
  );
}

function RailItem({ screen, isCurrent, isCollapsed }: { screen: AppScreen; isCurrent: boolean; isCollapsed: boolean }) {
  const t = useText();
  const Icon = screen.icon;
  const label = screen.label(t);
  return (
    <Tooltip label={label} position="right" disabled={!isCollapsed}>
      <a
        className="vm-rail-item"
        href={`#/${screen.path}`}
        aria-current={isCurrent ? 'page' : undefined}
        aria-label={isCollapsed ? label : undefined}
        onClick={(event) => {
          event.preventDefault();
          go(`/${screen.path}`);
        }}
      >
        <Icon size="1.125rem" strokeWidth={1.75} aria-hidden />
        {!isCollapsed && <span>{label}</span>}
      </a>
    </Tooltip>
  );
}
