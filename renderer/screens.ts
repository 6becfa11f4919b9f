import {
  Archive,
  Award,
  CalendarClock,
  CalendarRange,
  ClipboardList,
  DatabaseZap,
  FileInput,
  FileOutput,
  FileText,
  FileX2,
  Gauge,
  GitCompareArrows,
  GitMerge,
  History as HistoryIcon,
  Inbox,
  Keyboard,
  Landmark,
  ListChecks,
  type LucideIcon,
  MonitorCheck,
  Network,
  PackageCheck,
  Presentation,
  Scale,
  Search,
  Settings,
  Sigma,
  SlidersHorizontal,
  Tags,
  Users,
  UsersRound,
} from 'lucide-react';
import { anyone, type Role } from '../db/api/define.ts';
import type { Text } from './text/index.ts';

/**
 * The groups of the rail, from top to bottom: what waits today (the desk, one's own doings), what a commander looks at
 * (overview, calendar), the records (search among them), the force itself (staffing, model wards, reviews of programmes), the
 * exchange of bundles with other offices, and what is set up rarely.
 */
export const screenGroups = ['today', 'command', 'data', 'force', 'sync', 'admin'] as const;

interface ScreenFacts {
  /** First part of the address; everything below it belongs to the same component (usePlace). */
  path: string;
  label: (t: Text) => string;
  icon: LucideIcon;
  group: (typeof screenGroups)[number];
  /** False for what the menus open: it has no place in the rail. */
  inRail?: false;
  /** Who sees it in the rail and may open it. */
  roles: readonly Role[];
}

/** The screen one starts on. */
export const homePath = 'desk';

const all = [
  { path: 'desk', label: (t) => t.desk.nav, icon: Inbox, group: 'today', roles: anyone },
  { path: 'activity', label: (t) => t.activity.nav, icon: HistoryIcon, group: 'today', roles: anyone },
  { path: 'overview', label: (t) => t.overview.nav, icon: Gauge, group: 'command', roles: anyone },
  { path: 'calendar', label: (t) => t.overview.calendarNav, icon: CalendarClock, group: 'command', roles: anyone },
  { path: 'units', label: (t) => t.unit.nav, icon: Landmark, group: 'data', roles: anyone },
  { path: 'reorganize', label: (t) => t.reorganization.nav, icon: GitMerge, group: 'data', roles: anyone },
  { path: 'handover', label: (t) => t.handover.nav, icon: PackageCheck, group: 'data', inRail: false, roles: anyone },
  { path: 'directives', label: (t) => t.directive.nav, icon: FileText, group: 'data', roles: anyone },
  { path: 'tasks', label: (t) => t.task.nav, icon: ListChecks, group: 'data', roles: anyone },
  { path: 'reports', label: (t) => t.report.nav, icon: ClipboardList, group: 'data', roles: anyone },
  { path: 'totals', label: (t) => t.totals.nav, icon: Sigma, group: 'data', roles: anyone },
  { path: 'search', label: (t) => t.search.nav, icon: Search, group: 'data', roles: anyone },
  { path: 'staffing', label: (t) => t.staffing.nav, icon: UsersRound, group: 'force', roles: anyone },
  { path: 'norms', label: (t) => t.staffing.normNav, icon: Scale, group: 'force', inRail: false, roles: anyone },
  { path: 'model-wards', label: (t) => t.modelWard.nav, icon: Award, group: 'force', roles: anyone },
  { path: 'stocktakes', label: (t) => t.stocktake.nav, icon: Presentation, group: 'force', roles: anyone },
  { path: 'export', label: (t) => t.bundle.export.nav, icon: FileOutput, group: 'sync', roles: anyone },
  { path: 'import', label: (t) => t.bundle.import.nav, icon: FileInput, group: 'sync', roles: anyone },
  { path: 'bundles', label: (t) => t.bundle.list.nav, icon: Archive, group: 'sync', inRail: false, roles: anyone },
  { path: 'exchange', label: (t) => t.exchange.status.nav, icon: Network, group: 'sync', roles: anyone },
  { path: 'conflicts', label: (t) => t.exchange.conflict.nav, icon: GitCompareArrows, group: 'sync', roles: anyone },
  { path: 'held', label: (t) => t.exchange.held.nav, icon: FileX2, group: 'sync', roles: anyone },
  { path: 'devices', label: (t) => t.device.nav, icon: MonitorCheck, group: 'sync', roles: anyone },
  { path: 'document-kinds', label: (t) => t.documentKind.nav, icon: Tags, group: 'admin', roles: ['admin', 'clerk'] },
  {
    path: 'periods',
    label: (t) => t.task.periodNav,
    icon: CalendarRange,
    group: 'admin',
    roles: ['admin', 'coordinator'],
  },
  {
    path: 'check',
    label: (t) => t.check.nav,
    icon: DatabaseZap,
    group: 'admin',
    roles: ['admin', 'clerk', 'coordinator'],
  },
  { path: 'users', label: (t) => t.user.nav, icon: Users, group: 'admin', roles: ['admin'] },
  { path: 'settings', label: (t) => t.user.settings.nav, icon: Settings, group: 'admin', roles: ['admin'] },
  {
    path: 'preferences',
    label: (t) => t.command.view.preferencesTitle,
    icon: SlidersHorizontal,
    group: 'admin',
    inRail: false,
    roles: anyone,
  },
  { path: 'keys', label: (t) => t.command.card.title, icon: Keyboard, group: 'admin', inRail: false, roles: anyone },
] as const satisfies readonly ScreenFacts[];

/** First parts of the addresses there are. */
export type ScreenPath = (typeof all)[number]['path'];

export interface AppScreen extends ScreenFacts {
  path: ScreenPath;
}

/** The screens, in the order of the rail. */
export const screens: readonly AppScreen[] = all;

/** Screens a role may see, in the order of the rail. */
export const screensOf = (role: Role): AppScreen[] =>
  screenGroups.flatMap((group) => screens.filter((screen) => screen.group === group && screen.roles.includes(role)));

/** The lines of a role's rail, from top to bottom. */
export const railOf = (role: Role): AppScreen[] => screensOf(role).filter((screen) => screen.inRail !== false);
