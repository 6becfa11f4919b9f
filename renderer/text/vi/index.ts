import { activity } from './activity.ts';
import { attachment } from './attachment.ts';
import { backup } from './backup.ts';
import { bundle } from './bundle.ts';
import { check } from './check.ts';
import { command } from './command.ts';
import { common } from './common.ts';
import { desk } from './desk.ts';
import { device } from './device.ts';
import { directive } from './directive.ts';
import { documentKind } from './document-kind.ts';
import { errors, issueOther, issues } from './errors.ts';
import { exchange } from './exchange.ts';
import { grid } from './grid.ts';
import { handover } from './handover.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { lineage } from './lineage.ts';
import { modelWard } from './model-ward.ts';
import { overview } from './overview.ts';
import { reorganization } from './reorganization.ts';
import { reorganizationImport } from './reorganization-import.ts';
import { report } from './report.ts';
import { savedView } from './saved-view.ts';
import { search } from './search.ts';
import { session } from './session.ts';
import { sheet } from './sheet.ts';
import { staffing } from './staffing.ts';
import { stocktake } from './stocktake.ts';
import { task } from './task.ts';
import { totals } from './totals.ts';
import { unit } from './unit.ts';
import { user } from './user.ts';

export const vi = {
  common,
  session,
  user,
  check,
  unit,
  device,
  directive,
  documentKind,
  attachment,
  backup,
  bundle,
  exchange,
  task,
  report,
  activity,
  history,
  search,
  overview,
  desk,
  savedView,
  command,
  help,
  grid,
  sheet,
  handover,
  staffing,
  modelWard,
  stocktake,
  reorganization,
  reorganizationImport,
  lineage,
  totals,
  errors,
  issues,
  issueOther,
};
