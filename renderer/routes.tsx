import { type ComponentType, lazy } from 'react';
import type { ScreenPath } from './screens.ts';
import { fillSlot } from './stores/slots.ts';

/* What stands behind each address, loaded when it is opened: screens.ts says which there are, this file what draws them. */

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

/** Everything below an address belongs to the same component (usePlace). */
export const screenAt: Readonly<Record<ScreenPath, ComponentType>> = {
  desk: DeskScreen,
  activity: ActivityScreen,
  overview: OverviewScreen,
  calendar: CalendarScreen,
  units: UnitScreen,
  reorganize: ReorganizationScreen,
  handover: HandoverScreen,
  directives: DirectiveScreen,
  tasks: TaskScreen,
  reports: ReportScreen,
  totals: TotalsScreen,
  search: SearchScreen,
  staffing: StaffingScreen,
  norms: NormScreen,
  'model-wards': ModelWardScreen,
  stocktakes: StocktakeScreen,
  export: ExportScreen,
  import: ImportScreen,
  bundles: BundleScreen,
  exchange: StatusScreen,
  conflicts: ConflictScreen,
  held: HeldScreen,
  devices: DeviceScreen,
  'document-kinds': DocumentKindScreen,
  periods: PeriodRuleScreen,
  check: CheckScreen,
  users: UserScreen,
  settings: SettingsScreen,
  preferences: PreferencesScreen,
  keys: KeyCard,
};

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
