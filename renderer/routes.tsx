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
import { type ComponentType, lazy } from 'react';
import { anyone, type Role } from '../db/api/define.ts';
import { fillSlot } from './stores/slots.ts';
import type { Text } from './text/index.ts';

/**
 * The groups of the rail, from top to bottom: what waits today (the desk, one's own doings), what a commander looks at
 * (overview, calendar), the records (search among them), the force itself (staffing, model wards, reviews of programmes), the
 * exchange of bundles with other offices, and what is set up rarely.
 */
export const routeGroups = ['today', 'command', 'data', 'force', 'sync', 'admin'] as const;

export interface AppRoute {
  /** First part of the address; everything below it belongs to the same component (usePlace). */
  path: string;
  label: (t: Text) => string;
  icon: LucideIcon;
  group: (typeof routeGroups)[number];
  /** False for what the menus open: it has no place in the rail. */
  inRail?: false;
  /** Who sees it in the rail and may open it. */
  roles: readonly Role[];
  component: ComponentType;
}

const ActivityScreen = lazy(() => import('./features/activity/activity-screen.tsx'));
const AssignmentReports = lazy(() => import('./features/report/assignment-reports.tsx'));
const Attachments = lazy(() => import('./features/attachment/attachments.tsx'));
const DeskScreen = lazy(() => import('./features/desk/desk-screen.tsx'));
const DeviceScreen = lazy(() => import('./features/device/device-screen.tsx'));
const BackupSection = lazy(() => import('./features/backup/backup-section.tsx'));
const ForkSection = lazy(() => import('./features/backup/fork-section.tsx'));
const RestoreOffice = lazy(() => import('./features/backup/restore-office.tsx'));
const JoinOffice = lazy(() => import('./features/device/join-office.tsx'));
const DirectiveScreen = lazy(() => import('./features/directive/directive-screen.tsx'));
const SearchScreen = lazy(() => import('./features/search/search-screen.tsx'));
const Palette = lazy(() => import('./features/search/palette.tsx'));
const DocumentKindScreen = lazy(() => import('./features/document-kind/document-kind-screen.tsx'));
const EventHandover = lazy(() => import('./features/handover/event-handover.tsx'));
const HandoverScreen = lazy(() => import('./features/handover/handover-screen.tsx'));
const ReorganizationImport = lazy(() => import('./features/reorganization-import/import-screen.tsx'));
const ReorganizationScreen = lazy(() => import('./features/reorganization/reorganization-screen.tsx'));
const ReportScreen = lazy(() => import('./features/report/report-screen.tsx'));
const ModelWardScreen = lazy(() => import('./features/model-ward/model-ward-screen.tsx'));
const UnitModelWards = lazy(() => import('./features/model-ward/unit-model-wards.tsx'));
const StocktakeScreen = lazy(() => import('./features/stocktake/stocktake-screen.tsx'));
const DirectiveStocktakes = lazy(() => import('./features/stocktake/directive-stocktakes.tsx'));
const UnitChooser = lazy(() => import('./features/task/unit-chooser.tsx').then((m) => ({ default: m.UnitChooser })));
const UnitPicker = lazy(() => import('./features/task/pickers.tsx').then((m) => ({ default: m.UnitPicker })));
const DirectivePicker = lazy(() => import('./features/task/pickers.tsx').then((m) => ({ default: m.DirectivePicker })));
const DirectiveTasks = lazy(() => import('./features/task/directive-tasks.tsx'));
const TaskScreen = lazy(() => import('./features/task/task-screen.tsx'));
const PeriodRuleScreen = lazy(() => import('./features/task/period-rule-screen.tsx'));
const UnitScreen = lazy(() => import('./features/unit/unit-screen.tsx'));
const StaffingScreen = lazy(() => import('./features/staffing/staffing-screen.tsx'));
const NormScreen = lazy(() => import('./features/staffing/norm-screen.tsx'));
const RecordHistory = lazy(() => import('./features/history/record-history.tsx'));
const UserScreen = lazy(() => import('./features/user/user-screen.tsx'));
const OverviewScreen = lazy(() => import('./features/overview/overview-screen.tsx'));
const TotalsScreen = lazy(() => import('./features/totals/totals-screen.tsx'));
const CalendarScreen = lazy(() => import('./features/overview/calendar-screen.tsx'));
const SettingsScreen = lazy(() => import('./features/user/settings-screen.tsx'));
const KeyCard = lazy(() => import('./features/help/key-card.tsx'));
const PreferencesScreen = lazy(() => import('./features/help/preferences-screen.tsx'));
const ExportScreen = lazy(() => import('./features/bundle/export-screen.tsx'));
const ImportScreen = lazy(() => import('./features/bundle/import-screen.tsx'));
const BundleScreen = lazy(() => import('./features/bundle/bundle-screen.tsx'));
const StatusScreen = lazy(() => import('./features/exchange/status-screen.tsx'));
const ConflictScreen = lazy(() => import('./features/exchange/conflict-screen.tsx'));
const HeldScreen = lazy(() => import('./features/exchange/held-screen.tsx'));
const ExchangeBadge = lazy(() => import('./features/exchange/badge.tsx'));
const CheckScreen = lazy(() => import('./features/check/check-screen.tsx'));

/** The screen one starts on. */
export const homePath = 'desk';

/** The screens, in the order of the rail. */
export const routes: readonly AppRoute[] = [
  { path: 'desk', label: (t) => t.desk.nav, icon: Inbox, group: 'today', roles: anyone, component: DeskScreen },
  {
    path: 'activity',
    label: (t) => t.activity.nav,
    icon: HistoryIcon,
    group: 'today',
    roles: anyone,
    component: ActivityScreen,
  },
  {
    path: 'overview',
    label: (t) => t.overview.nav,
    icon: Gauge,
    group: 'command',
    roles: anyone,
    component: OverviewScreen,
  },
  {
    path: 'calendar',
    label: (t) => t.overview.calendarNav,
    icon: CalendarClock,
    group: 'command',
    roles: anyone,
    component: CalendarScreen,
  },
  { path: 'units', label: (t) => t.unit.nav, icon: Landmark, group: 'data', roles: anyone, component: UnitScreen },
  {
    path: 'reorganize',
    label: (t) => t.reorganization.nav,
    icon: GitMerge,
    group: 'data',
    roles: anyone,
    component: ReorganizationScreen,
  },
  {
    path: 'handover',
    label: (t) => t.handover.nav,
    icon: PackageCheck,
    group: 'data',
    inRail: false,
    roles: anyone,
    component: HandoverScreen,
  },
  {
    path: 'directives',
    label: (t) => t.directive.nav,
    icon: FileText,
    group: 'data',
    roles: anyone,
    component: DirectiveScreen,
  },
  { path: 'tasks', label: (t) => t.task.nav, icon: ListChecks, group: 'data', roles: anyone, component: TaskScreen },
  {
    path: 'reports',
    label: (t) => t.report.nav,
    icon: ClipboardList,
    group: 'data',
    roles: anyone,
    component: ReportScreen,
  },
  { path: 'totals', label: (t) => t.totals.nav, icon: Sigma, group: 'data', roles: anyone, component: TotalsScreen },
  { path: 'search', label: (t) => t.search.nav, icon: Search, group: 'data', roles: anyone, component: SearchScreen },
  {
    path: 'staffing',
    label: (t) => t.staffing.nav,
    icon: UsersRound,
    group: 'force',
    roles: anyone,
    component: StaffingScreen,
  },
  {
    path: 'norms',
    label: (t) => t.staffing.normNav,
    icon: Scale,
    group: 'force',
    inRail: false,
    roles: anyone,
    component: NormScreen,
  },
  {
    path: 'model-wards',
    label: (t) => t.modelWard.nav,
    icon: Award,
    group: 'force',
    roles: anyone,
    component: ModelWardScreen,
  },
  {
    path: 'stocktakes',
    label: (t) => t.stocktake.nav,
    icon: Presentation,
    group: 'force',
    roles: anyone,
    component: StocktakeScreen,
  },
  {
    path: 'export',
    label: (t) => t.bundle.export.nav,
    icon: FileOutput,
    group: 'sync',
    roles: anyone,
    component: ExportScreen,
  },
  {
    path: 'import',
    label: (t) => t.bundle.import.nav,
    icon: FileInput,
    group: 'sync',
    roles: anyone,
    component: ImportScreen,
  },
  {
    path: 'bundles',
    label: (t) => t.bundle.list.nav,
    icon: Archive,
    group: 'sync',
    inRail: false,
    roles: anyone,
    component: BundleScreen,
  },
  {
    path: 'exchange',
    label: (t) => t.exchange.status.nav,
    icon: Network,
    group: 'sync',
    roles: anyone,
    component: StatusScreen,
  },
  {
    path: 'conflicts',
    label: (t) => t.exchange.conflict.nav,
    icon: GitCompareArrows,
    group: 'sync',
    roles: anyone,
    component: ConflictScreen,
  },
  {
    path: 'held',
    label: (t) => t.exchange.held.nav,
    icon: FileX2,
    group: 'sync',
    roles: anyone,
    component: HeldScreen,
  },
  {
    path: 'devices',
    label: (t) => t.device.nav,
    icon: MonitorCheck,
    group: 'sync',
    roles: anyone,
    component: DeviceScreen,
  },
  {
    path: 'document-kinds',
    label: (t) => t.documentKind.nav,
    icon: Tags,
    group: 'admin',
    roles: ['admin', 'clerk'],
    component: DocumentKindScreen,
  },
  {
    path: 'periods',
    label: (t) => t.task.periodNav,
    icon: CalendarRange,
    group: 'admin',
    roles: ['admin', 'coordinator'],
    component: PeriodRuleScreen,
  },
  {
    path: 'check',
    label: (t) => t.check.nav,
    icon: DatabaseZap,
    group: 'admin',
    roles: ['admin', 'clerk', 'coordinator'],
    component: CheckScreen,
  },
  { path: 'users', label: (t) => t.user.nav, icon: Users, group: 'admin', roles: ['admin'], component: UserScreen },
  {
    path: 'settings',
    label: (t) => t.user.settings.nav,
    icon: Settings,
    group: 'admin',
    roles: ['admin'],
    component: SettingsScreen,
  },
  {
    path: 'preferences',
    label: (t) => t.command.view.preferencesTitle,
    icon: SlidersHorizontal,
    group: 'admin',
    inRail: false,
    roles: anyone,
    component: PreferencesScreen,
  },
  {
    path: 'keys',
    label: (t) => t.command.card.title,
    icon: Keyboard,
    group: 'admin',
    inRail: false,
    roles: anyone,
    component: KeyCard,
  },
];

/** Routes a role may see, in the order of the rail. */
export const routesOf = (role: Role): AppRoute[] =>
  routeGroups.flatMap((group) => routes.filter((route) => route.group === group && route.roles.includes(role)));

/** The lines of a role's rail, from top to bottom. */
export const railOf = (role: Role): AppRoute[] => routesOf(role).filter((route) => route.inRail !== false);

fillSlot('joinOffice', JoinOffice);
fillSlot('restoreOffice', RestoreOffice);
fillSlot('backupSection', BackupSection);
fillSlot('forkedMachines', ForkSection);
fillSlot('palette', Palette);
fillSlot('exchangeBadge', ExchangeBadge);
fillSlot('reorganizationImport', ReorganizationImport);
fillSlot('attachments', Attachments);
fillSlot('recordHistory', RecordHistory);
fillSlot('directiveTasks', DirectiveTasks);
fillSlot('unitModelWards', UnitModelWards);
fillSlot('directiveStocktakes', DirectiveStocktakes);
fillSlot('unitChooser', UnitChooser);
fillSlot('unitPicker', UnitPicker);
fillSlot('directivePicker', DirectivePicker);
fillSlot('assignmentReports', AssignmentReports);
fillSlot('eventHandover', EventHandover);
