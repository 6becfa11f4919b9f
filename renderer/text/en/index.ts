import type { Text } from '../index.ts';
import { attachment } from './attachment.ts';
import { check } from './check.ts';
import { common } from './common.ts';
import { directive } from './directive.ts';
import { documentKind } from './document-kind.ts';
import { errors, issueOther, issues } from './errors.ts';
import { report } from './report.ts';
import { session } from './session.ts';
import { task } from './task.ts';
import { unit } from './unit.ts';
import { user } from './user.ts';

export const en: Text = {
  common,
  session,
  user,
  check,
  unit,
  directive,
  documentKind,
  attachment,
  task,
  report,
  errors,
  issues,
  issueOther,
};
