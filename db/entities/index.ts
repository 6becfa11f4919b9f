import type { entityNames } from '../api/entity-names.ts';
import { assessment } from './assessment.ts';
import { assignment } from './assignment.ts';
import { assignmentStep } from './assignment-step.ts';
import { attachment } from './attachment.ts';
import { criterion } from './criterion.ts';
import { criterionSet } from './criterion-set.ts';
import type { Entity, FieldsOf, RowOf } from './define.ts';
import { directive } from './directive.ts';
import { directiveReceipt } from './directive-receipt.ts';
import { directiveRelation } from './directive-relation.ts';
import { documentKind } from './document-kind.ts';
import { handover } from './handover.ts';
import { handoverMinutes } from './handover-minutes.ts';
import { headcount } from './headcount.ts';
import { norm } from './norm.ts';
import { periodRule } from './period-rule.ts';
import { post } from './post.ts';
import { registration } from './registration.ts';
import { report } from './report.ts';
import { reportReview } from './report-review.ts';
import { stocktake } from './stocktake.ts';
import { stocktakeTask } from './stocktake-task.ts';
import { task } from './task.ts';
import { unit } from './unit.ts';
import { unitEvent } from './unit-event.ts';
import { unitLineage } from './unit-lineage.ts';
import { unitVersion } from './unit-version.ts';

/** Every synced entity. Adding one is a file here, a migration, its queries and its screens. */
export const entities = {
  unit,
  unitVersion,
  unitEvent,
  unitLineage,
  documentKind,
  directive,
  directiveRelation,
  directiveReceipt,
  attachment,
  periodRule,
  task,
  assignment,
  assignmentStep,
  report,
  reportReview,
  handover,
  handoverMinutes,
  post,
  headcount,
  norm,
  criterionSet,
  criterion,
  registration,
  assessment,
  stocktake,
  stocktakeTask,
} satisfies Record<(typeof entityNames)[number], unknown>;

export type EntityName = keyof typeof entities;
export type Fields<N extends EntityName> = FieldsOf<(typeof entities)[N]>;
export type Row<N extends EntityName> = RowOf<(typeof entities)[N]>;

/** The entity of that name, or undefined for one that only a newer release knows. */
export function findEntity(name: string): Entity | undefined {
  return Object.hasOwn(entities, name) ? (entities[name as EntityName] as unknown as Entity) : undefined;
}
