import { DirectivePatch } from '../api/contract/directive.ts';
import type { HistoryEntity } from '../api/contract/history.ts';
import { type ApiName, type Checked, contract, type GateName, type Output } from '../api/contract/index.ts';
import { PeriodRuleFields } from '../api/contract/period-rule.ts';
import { HeadcountFields, NormFields, PostFields } from '../api/contract/staffing.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { findRecord } from '../tables.ts';
import { saveReceipts } from './directive-receipt.ts';
import { setObjectGone, updateDirective } from './directive-write.ts';
import { documentKindHandlers } from './document-kind.ts';
import { fieldsAfter, opsOf } from './history-fold.ts';
import { updateAssessment } from './model-ward-assess.ts';
import { updateRegistration } from './model-ward-register.ts';
import { updateSet } from './model-ward-sets.ts';
import { periodRuleHandlers } from './period-rule.ts';
import { correctHeadcount } from './staffing-count.ts';
import { saveNorm } from './staffing-norm.ts';
import { correctPost } from './staffing-post.ts';
import { updateStocktake } from './stocktake-write.ts';
import { taskHandlers } from './task.ts';
import { correctVersion } from './unit-edit.ts';

type Values = Readonly<Record<string, unknown>>;
type Plain = Exclude<ApiName, GateName>;

/** How fields of a record are set: by which operation of its noun, which of them, and what that operation is told. */
interface Restorer {
  readonly operation: Plain;
  readonly fields: readonly string[];
  readonly inputOf: (record: Values & { id: string }, values: Values) => unknown;
  readonly run: (ctx: Ctx, input: never) => unknown;
}

function restorer<N extends Plain>(
  operation: N,
  fields: readonly string[],
  inputOf: Restorer['inputOf'],
  run: (ctx: Ctx, input: Checked<N>) => unknown,
): Restorer {
  return { operation, fields, inputOf, run: run as Restorer['run'] };
}

const pick = (record: Values, fields: readonly string[]): Values =>
  Object.fromEntries(fields.map((field) => [field, record[field]]));

const kindFields = ['name', 'abbreviation', 'grouping', 'isActive'] as const;
const ruleFields = Object.keys(PeriodRuleFields.shape);
const taskFields = Object.keys(contract['task.update'].input.shape.task.shape);
const stocktakeFields = Object.keys(contract['stocktake.update'].input.shape.patch.shape);
const postFields = Object.keys(PostFields.shape);
const countFields = Object.keys(HeadcountFields.shape);
const normFields = Object.keys(NormFields.shape);
const seen = (record: Values & { id: string }): Values => ({ id: record.id, changedAtMs: record['changedAtMs'] });
const versionFields = Object.keys(contract['unit.correct'].input.shape.patch.shape);
const interval: readonly string[] = ['validFrom', 'validTo'];
const receiptSteps = ['receivedOn', 'readOn', 'disseminatedOn'] as const;

/** Everything else is frozen, follows from other records, or has no operation that changes it. */
const restorers: Partial<Record<HistoryEntity, readonly Restorer[]>> = {
  directive: [
    restorer(
      'directive.update',
      Object.keys(DirectivePatch.shape).filter((field) => field !== 'secrecy'),
      (record, values) => ({ id: record.id, seenAtMs: record['changedAtMs'], patch: values }),
      updateDirective,
    ),
    restorer(
      'directive.setObjectGone',
      ['objectGoneOn', 'objectGoneNote'],
      (record, values) => ({
        id: record.id,
        seenAtMs: record['changedAtMs'],
        ...pick(record, ['objectGoneOn', 'objectGoneNote']),
        ...values,
      }),
      setObjectGone,
    ),
  ],
  directiveReceipt: receiptSteps.map((step) =>
    restorer(
      'directive.saveReceipts',
      [step],
      (record, values) => ({ id: record['directiveId'], unitIds: [record['unitId']], step, day: values[step] }),
      saveReceipts,
    ),
  ),
  documentKind: [
    restorer(
      'documentKind.save',
      kindFields,
      (record, values) => ({ id: record.id, ...pick(record, kindFields), ...values }),
      documentKindHandlers['documentKind.save'],
    ),
  ],
  periodRule: [
    restorer(
      'periodRule.save',
      ruleFields,
      (record, values) => ({ id: record.id, rule: { ...pick(record, ruleFields), ...values } }),
      periodRuleHandlers['periodRule.save'],
    ),
  ],
  post: [
    restorer(
      'staffing.correctPost',
      postFields,
      (record, values) => ({ ...seen(record), post: { ...pick(record, postFields), ...values } }),
      correctPost,
    ),
  ],
  headcount: [
    restorer(
      'staffing.correctHeadcount',
      countFields,
      (record, values) => ({ ...seen(record), count: { ...pick(record, countFields), ...values } }),
      correctHeadcount,
    ),
  ],
  norm: [
    restorer(
      'staffing.saveNorm',
      normFields,
      (record, values) => ({ id: record.id, norm: { ...pick(record, normFields), ...values } }),
      saveNorm,
    ),
  ],
  task: [
    restorer(
      'task.update',
      taskFields,
      (record, values) => ({
        id: record.id,
        changedAtMs: record['changedAtMs'],
        task: { ...pick(record, taskFields), ...values },
      }),
      taskHandlers['task.update'],
    ),
  ],
  registration: [
    restorer(
      'modelWard.updateRegistration',
      Object.keys(contract['modelWard.updateRegistration'].input.shape.patch.shape),
      (record, values) => ({ id: record.id, seenAtMs: record['changedAtMs'], patch: values }),
      updateRegistration,
    ),
  ],
  assessment: [
    restorer(
      'modelWard.updateAssessment',
      Object.keys(contract['modelWard.updateAssessment'].input.shape.patch.shape),
      (record, values) => ({ id: record.id, seenAtMs: record['changedAtMs'], patch: values }),
      updateAssessment,
    ),
  ],
  criterionSet: [
    restorer(
      'modelWard.updateSet',
      Object.keys(contract['modelWard.updateSet'].input.shape.patch.shape),
      (record, values) => ({ id: record.id, seenAtMs: record['changedAtMs'], patch: values }),
      updateSet,
    ),
  ],
  stocktake: [
    restorer(
      'stocktake.update',
      stocktakeFields,
      (record, values) => ({ id: record.id, seenAtMs: record['changedAtMs'], patch: values }),
      updateStocktake,
    ),
  ],
  unitVersion: [
    restorer(
      'unit.correct',
      versionFields.filter((field) => !interval.includes(field)),
      (record, values) => ({ versionId: record.id, patch: values }),
      correctVersion,
    ),
  ],
};

/** Fields of a record that the caller may set back. */
export function restorableFields(ctx: Ctx, entity: HistoryEntity, ownerId: unknown): string[] {
  if (ownerId !== ctx.office.unitId) return [];
  const own = (restorers[entity] ?? []).filter(({ operation }) => contract[operation].roles.includes(ctx.caller.role));
  return own.flatMap(({ fields }) => fields);
}

/** Who may write a field of a record: the roles of the operation that changes it. A field of no operation asks for no role of its own. */
export function mayWriteField(ctx: Ctx, entity: HistoryEntity, field: string): boolean {
  const known = restorers[entity] ?? [];
  const own = known.filter(({ fields }) => fields.includes(field));
  const asked = own.length > 0 ? own : known;
  return asked.length === 0 || asked.some(({ operation }) => contract[operation].roles.includes(ctx.caller.role));
}

/** Whether a field of a record is written by an operation of its noun alone, so that any value may be written there under its rules. */
export const hasOperation = (entity: HistoryEntity, field: string): boolean =>
  (restorers[entity] ?? []).some(({ fields }) => fields.includes(field));

/**
 * What the noun's own operations would say to these values, if somebody wrote them now; nothing is written. Undefined: they would
 * take them. Values of no operation are not asked about.
 */
export function faultOf(ctx: Ctx, entity: HistoryEntity, id: string, values: Values): AppError | undefined {
  for (const one of restorers[entity] ?? []) {
    const wanted = one.fields.filter((field) => Object.hasOwn(values, field));
    const fault =
      wanted.length === 0 ? undefined : tried(ctx, () => runRestorer(ctx, one, entity, id, pick(values, wanted)));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const notKept = new Error('only tried');

function tried({ db }: Ctx, work: () => void): AppError | undefined {
  try {
    db.transaction(() => {
      work();
      throw notKept;
    })();
  } catch (error) {
    if (error instanceof AppError) return error;
    if (error !== notKept) throw error;
  }
  return undefined;
}

/** Sets fields back through the noun's own operations, so that its rules hold. Errors: see the contract. */
export function restore(ctx: Ctx, { entity, id, hash, fields }: Checked<'history.restore'>): Output<'history.restore'> {
  const then = fieldsAfter(opsOf(ctx, entity, id), hash);
  const known = restorers[entity] ?? [];
  const refused = fields.find((field) => !known.some((one) => one.fields.includes(field)));
  if (refused !== undefined) throw new AppError('RESTORE_REFUSED', { entity, field: refused });
  for (const one of known) {
    const wanted = fields.filter((field) => one.fields.includes(field) && Object.hasOwn(then, field));
    if (wanted.length > 0) runRestorer(ctx, one, entity, id, pick(then, wanted));
  }
  return {};
}

function runRestorer(ctx: Ctx, one: Restorer, entity: HistoryEntity, id: string, values: Values): void {
  const { operation, inputOf, run } = one;
  const { role } = ctx.caller;
  if (!contract[operation].roles.includes(role)) throw new AppError('FORBIDDEN', { role, name: operation });
  const record = findRecord(ctx.db, entity, id);
  if (record === undefined) throw new AppError('NOT_FOUND', { entity, id });
  const parsed = contract[operation].input.safeParse(inputOf({ ...record, id }, values));
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code }));
    throw new AppError('INVALID_INPUT', { issues });
  }
  run(ctx, parsed.data as never);
}
