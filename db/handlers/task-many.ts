import type { Checked, Output } from '../api/contract/index.ts';
import type { CheckedRow } from '../api/contract/many.ts';
import { NewLead, NewTask } from '../api/contract/task.ts';
import type { TaskColumn, taskManyContract } from '../api/contract/task-many.ts';
import type { AppError } from '../api/errors.ts';
import { commit } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { foldText } from '../domain/text.ts';
import type { NamedUnit, UnitBook } from '../domain/unit-name.ts';
import { findSameTask } from '../queries/task.ts';
import { assertNotAssigned } from './assignment-rules.ts';
import type { HandlersOf } from './define.ts';
import { assertAllGood, hasError, heed, problem, type Reader, readerOf, stateOf, tellIssues } from './many-cells.ts';
import { previewOf, runPatch } from './many-patch.ts';
import { assertNewTask, planTask } from './task-assign.ts';
import { type DirectiveRead, directiveReader } from './task-cells.ts';
import { plansOf } from './task-patch.ts';
import { openUnitBook, readUnit, readUnits } from './unit-cells.ts';

type NewTaskInput = Checked<'task.create'>;
type Rows = Checked<'task.checkRows'>;

export const taskManyHandlers: HandlersOf<typeof taskManyContract> = {
  'task.checkRows': checkRows,
  'task.createMany': createMany,
  'task.patchMany': (ctx, input) => runPatch(ctx, plansOf(ctx, input), input.keep),
  'task.previewPatch': (ctx, input) => previewOf(plansOf(ctx, input)),
  'unit.readNames': readNames,
};

interface Judged {
  readonly checked: CheckedRow;
  /** The row as the single command would take it; undefined where it cannot be read. */
  readonly input: NewTaskInput | undefined;
}

function checkRows(ctx: Ctx, rows: Rows): Output<'task.checkRows'> {
  const judged = judgeRows(ctx, rows);
  const inputs = judged.flatMap(({ input, checked }) =>
    input === undefined || checked.state !== 'good' ? [] : [input],
  );
  return {
    rows: judged.map(({ checked }) => checked),
    taskCount: join(inputs).length,
    assignmentCount: leadCount(inputs),
  };
}

/** Errors: ROWS_REFUSED. */
function createMany(ctx: Ctx, input: Checked<'task.createMany'>): Output<'task.createMany'> {
  const judged = judgeRows(ctx, input);
  if (input.keep === 'all') assertAllGood(judged.map(({ checked }) => checked));
  const isSaved = ({ checked }: Judged): boolean =>
    checked.state === 'good' || (checked.state === 'duplicate' && input.saveDuplicates);
  const saved = judged.filter(isSaved);
  const inputs = saved.flatMap((row) => (row.input === undefined ? [] : [row.input]));
  const planned = join(inputs).map((group) => ({ group, plan: planTask(ctx, group.input) }));
  commit(
    ctx,
    planned.flatMap(({ plan }) => plan.changes),
  );
  const idOf = new Map(planned.flatMap(({ group, plan }) => group.of.map((one) => [one, plan.taskId] as const)));
  return {
    saved: saved.length,
    taskCount: planned.length,
    assignmentCount: leadCount(inputs),
    rows: judged.map((row) => {
      const { key, state, problems } = row.checked;
      const id = isSaved(row) && row.input !== undefined ? (idOf.get(row.input) ?? null) : null;
      return { key, state, problems, id };
    }),
  };
}

const leadCount = (inputs: readonly NewTaskInput[]): number =>
  inputs.reduce((count, { leads }) => count + leads.length, 0);

interface Group {
  readonly input: NewTaskInput;
  readonly of: readonly NewTaskInput[];
}

/** What makes two rows one task: everything but the units and their deadlines. */
const wordsOf = ({ task }: NewTaskInput): string => JSON.stringify(task);

/** Rows of the same task become one that is given to all their units; in the order of their first rows. */
function join(inputs: readonly NewTaskInput[]): Group[] {
  const groups = new Map<string, NewTaskInput[]>();
  for (const input of inputs) {
    const key = wordsOf(input);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [input]);
    else group.push(input);
  }
  return [...groups.values()].map((of) => ({
    of,
    input: { task: (of[0] as NewTaskInput).task, dueOn: null, leads: of.flatMap(({ leads }) => leads) },
  }));
}

function judgeRows(ctx: Ctx, { rows, defaults, on }: Rows): Judged[] {
  const book = openUnitBook(ctx);
  const readDirective = directiveReader(ctx);
  const taken = new Map<string, string[]>();
  return rows.map((row, index) => {
    if (index % 200 === 0) ctx.step(index, rows.length * 2);
    const reader = readerOf({ cells: row.cells, defaults, picks: row.picks });
    const words = readWords(book, reader, { on, readDirective });
    const input = judge(ctx, reader, words);
    if (input !== undefined) tellDoubles(ctx, reader, input, taken);
    const { problems } = reader;
    const checked = { key: row.key, state: stateOf(problems), problems, resolved: words.resolved };
    return { checked, input: hasError(problems) ? undefined : input };
  });
}

interface Words {
  readonly directive: DirectiveRead | null;
  readonly leads: readonly NamedUnit[];
  readonly supports: readonly NamedUnit[];
  readonly resolved: Record<string, string>;
}

function readWords(
  book: UnitBook,
  reader: Reader,
  { on, readDirective }: { on: string; readDirective: ReturnType<typeof directiveReader> },
): Words {
  const directive = readDirective(reader, 'directive');
  const quiet = readerOf({ cells: { assignedOn: reader.line('assignedOn') } });
  const aliveOn = quiet.day('assignedOn') ?? on;
  const [leads, supports] = (['leads', 'supports'] as const).map((field) =>
    readUnits(book, { reader, field, on: aliveOn }),
  ) as [NamedUnit[], NamedUnit[]];
  if (!reader.has('leads')) reader.problems.push(problem('leads', 'required'));
  const resolved: Record<string, string> = {};
  const show = (field: string, text: string): void => {
    if (text !== '' && foldText(text) !== foldText(reader.line(field))) resolved[field] = text;
  };
  show('leads', leads.map(({ fullName }) => fullName).join('; '));
  show('supports', supports.map(({ fullName }) => fullName).join('; '));
  show('directive', directive?.number ?? '');
  return { directive, leads, supports, resolved };
}

/** The row as task.create takes it, held to its laws; undefined where cells cannot be read. */
function judge(ctx: Ctx, reader: Reader, words: Words): NewTaskInput | undefined {
  const { problems } = reader;
  const assignedOn = reader.day('assignedOn');
  const dueOn = reader.day('dueOn');
  if (assignedOn === null && !reader.has('assignedOn')) problems.push(problem('assignedOn', 'required'));
  const parsed = NewTask.safeParse({
    directiveId: words.directive?.id ?? null,
    clause: reader.line('clause'),
    content: reader.line('content'),
    detail: reader.prose('detail'),
    product: reader.line('product'),
    assignedBy: reader.line('assignedBy'),
    kind: readKind(reader),
    assignedOn: assignedOn ?? '2000-01-01',
  });
  const note = NewLead.shape.note.safeParse(reader.line('note'));
  if (!parsed.success) tellIssues(problems, parsed.error, (path) => path, reader.line);
  if (!note.success) tellIssues(problems, note.error, () => 'note', reader.line);
  if (!parsed.success || !note.success || hasError(problems)) return undefined;
  const supports = words.supports.map(({ unitId }) => ({ unitId }));
  const leads = words.leads.map(({ unitId }) => ({ unitId, dueOn, note: note.data, supports }));
  const input = { task: parsed.data, dueOn: null, leads };
  heed(
    problems,
    (error) => fieldOfError(error, words),
    () => assertNewTask(ctx, input),
  );
  return input;
}

/** Work with a deadline unless told; periodic work needs a rule of periods, which a row of a sheet has no room for. */
function readKind(reader: Reader): 'dated' | 'standing' {
  const text = reader.line('kind');
  if (text !== '' && text !== 'dated' && text !== 'standing')
    reader.problems.push(problem('kind', 'notAChoice', [text]));
  return text === 'standing' ? 'standing' : 'dated';
}

function fieldOfError(error: AppError, words: Words): TaskColumn {
  if (error.code === 'DATES_OUT_OF_ORDER' || error.code === 'INVALID_INPUT') return 'dueOn';
  if (error.code === 'NOT_FOUND' && (error.details as { entity: string }).entity === 'directive') return 'directive';
  if (error.code !== 'UNIT_NOT_ALIVE' && error.code !== 'UNIT_ASSIGNED_TWICE') return 'leads';
  const { unitId } = error.details as { unitId: string };
  return words.supports.some((unit) => unit.unitId === unitId) ? 'supports' : 'leads';
}

/** A unit has one share of a task: rows of one task are held to it together, and to what is stored already. */
function tellDoubles(ctx: Ctx, reader: Reader, input: NewTaskInput, taken: Map<string, string[]>): void {
  const { problems } = reader;
  if (hasError(problems)) return;
  const key = wordsOf(input);
  const unitIds = input.leads.map(({ unitId }) => unitId);
  const above = taken.get(key) ?? [];
  heed(
    problems,
    () => 'leads',
    () => assertNotAssigned(ctx, above, unitIds),
  );
  if (hasError(problems)) return;
  const { assignedOn, directiveId, content } = input.task;
  const same = findSameTask(ctx.db, { assignedOn, directiveId, content, unitIds });
  if (same !== undefined) {
    const choices = [{ id: same.id, name: content }];
    problems.push(problem('content', 'duplicate', [same.unitName], { level: 'warning', choices }));
  }
  taken.set(key, [...above, ...unitIds]);
}

function readNames(ctx: Ctx, { texts, on }: Checked<'unit.readNames'>): Output<'unit.readNames'> {
  const book = openUnitBook(ctx);
  return texts.map((text) => {
    const reader = readerOf({ cells: {} });
    const unit = readUnit(book, { reader, field: '', on, text: text.trim() });
    return {
      unit: unit === undefined ? null : { id: unit.unitId, name: unit.fullName },
      problem: reader.problems[0] ?? null,
    };
  });
}
