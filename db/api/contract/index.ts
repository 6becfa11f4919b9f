import type { z } from 'zod';
import { activityContract } from './activity.ts';
import { assignmentContract } from './assignment.ts';
import { attachmentContract } from './attachment.ts';
import { backupContract } from './backup.ts';
import { bundleContract } from './bundle.ts';
import { checkContract } from './check.ts';
import { demoContract } from './demo.ts';
import { deskContract } from './desk.ts';
import { deviceContract } from './device.ts';
import { directiveContract } from './directive.ts';
import { directiveManyContract } from './directive-many.ts';
import { documentKindContract } from './document-kind.ts';
import { draftContract } from './draft.ts';
import { exchangeContract } from './exchange.ts';
import { handoverContract } from './handover.ts';
import { historyContract } from './history.ts';
import { lineageContract } from './lineage.ts';
import { modelWardContract } from './model-ward.ts';
import { overviewContract } from './overview.ts';
import { periodRuleContract } from './period-rule.ts';
import { reorganizationContract } from './reorganization.ts';
import { reorganizationImportContract } from './reorganization-import.ts';
import { reportContract } from './report.ts';
import { savedViewContract } from './saved-view.ts';
import { searchContract } from './search.ts';
import { sessionContract } from './session.ts';
import { staffingContract } from './staffing.ts';
import { stocktakeContract } from './stocktake.ts';
import { taskContract } from './task.ts';
import { taskManyContract } from './task-many.ts';
import { totalsContract } from './totals.ts';
import { unitContract } from './unit.ts';

/** The whole API. One entry = one thing a user can do; nothing else crosses between the renderer and the data. */
export const contract = {
  ...sessionContract,
  ...draftContract,
  ...checkContract,
  ...unitContract,
  ...directiveContract,
  ...directiveManyContract,
  ...documentKindContract,
  ...attachmentContract,
  ...taskContract,
  ...taskManyContract,
  ...assignmentContract,
  ...periodRuleContract,
  ...reportContract,
  ...activityContract,
  ...historyContract,
  ...searchContract,
  ...overviewContract,
  ...deskContract,
  ...savedViewContract,
  ...handoverContract,
  ...staffingContract,
  ...modelWardContract,
  ...stocktakeContract,
  ...reorganizationContract,
  ...reorganizationImportContract,
  ...lineageContract,
  ...totalsContract,
  ...deviceContract,
  ...bundleContract,
  ...exchangeContract,
  ...backupContract,
  ...demoContract,
};

export type Contract = typeof contract;
export type ApiName = keyof Contract;
export type GateName = { [N in ApiName]: Contract[N]['kind'] extends 'gate' ? N : never }[ApiName];
/** What a caller sends. */
export type Input<N extends ApiName> = z.input<Contract[N]['input']>;
/** What a handler gets: checked, with defaults filled in. */
export type Checked<N extends ApiName> = z.output<Contract[N]['input']>;
export type Output<N extends ApiName> = z.output<Contract[N]['output']>;
