import type { Contract } from '../api/contract/index.ts';
import { activityHandlers } from './activity.ts';
import { assignmentHandlers } from './assignment.ts';
import { attachmentHandlers } from './attachment.ts';
import { backupHandlers } from './backup.ts';
import { bundleHandlers } from './bundle.ts';
import { checkHandlers } from './check.ts';
import type { HandlersOf } from './define.ts';
import { demoHandlers } from './demo.ts';
import { deskHandlers } from './desk.ts';
import { deviceHandlers } from './device.ts';
import { directiveHandlers } from './directive.ts';
import { directiveManyHandlers } from './directive-many.ts';
import { documentKindHandlers } from './document-kind.ts';
import { draftHandlers } from './draft.ts';
import { exchangeHandlers } from './exchange.ts';
import { handoverHandlers } from './handover.ts';
import { historyHandlers } from './history.ts';
import { lineageHandlers } from './lineage.ts';
import { modelWardHandlers } from './model-ward.ts';
import { overviewHandlers } from './overview.ts';
import { periodRuleHandlers } from './period-rule.ts';
import { reorganizationHandlers } from './reorganization.ts';
import { reorganizationImportHandlers } from './reorganization-import.ts';
import { reportHandlers } from './report.ts';
import { savedViewHandlers } from './saved-view.ts';
import { searchHandlers } from './search.ts';
import { staffingHandlers } from './staffing.ts';
import { stocktakeHandlers } from './stocktake.ts';
import { taskHandlers } from './task.ts';
import { taskManyHandlers } from './task-many.ts';
import { totalsHandlers } from './totals.ts';
import { unitHandlers } from './unit.ts';
import { userHandlers } from './user.ts';

/** Everything that runs behind the door; gates, which work on keys, are in gates.ts. */
export const handlers: HandlersOf<Contract> = {
  ...userHandlers,
  ...draftHandlers,
  ...checkHandlers,
  ...unitHandlers,
  ...directiveHandlers,
  ...directiveManyHandlers,
  ...documentKindHandlers,
  ...attachmentHandlers,
  ...taskHandlers,
  ...taskManyHandlers,
  ...assignmentHandlers,
  ...periodRuleHandlers,
  ...reportHandlers,
  ...activityHandlers,
  ...historyHandlers,
  ...searchHandlers,
  ...overviewHandlers,
  ...deskHandlers,
  ...savedViewHandlers,
  ...handoverHandlers,
  ...staffingHandlers,
  ...modelWardHandlers,
  ...stocktakeHandlers,
  ...reorganizationHandlers,
  ...reorganizationImportHandlers,
  ...lineageHandlers,
  ...totalsHandlers,
  ...deviceHandlers,
  ...bundleHandlers,
  ...exchangeHandlers,
  ...backupHandlers,
  ...demoHandlers,
};
