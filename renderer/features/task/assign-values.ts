import { z } from 'zod';
import type { Input } from '../../../db/api/contract/index.ts';
import { TaskKind } from '../../../db/api/contract/task-words.ts';
import { addDays } from '../../../db/api/day.ts';
import { Day, Line, limits, Name, Prose } from '../../../db/api/types.ts';

const PickedValue = z.object({ id: z.string(), name: z.string() }).nullable();
const ChosenValue = z.object({
  unitId: z.string(),
  name: z.string(),
  dueOn: Day.nullable(),
});

/** The words of a task as a form has them. */
const words = {
  directive: PickedValue,
  parent: PickedValue,
  clause: Line(100),
  content: Name(limits.subject),
  detail: Prose(limits.content),
  product: Line(limits.description),
  assignedBy: Line(limits.person),
  periodThrough: Day.nullable(),
};

/** What the form "Sửa nhiệm vụ" holds. */
export const TaskWords = z.object(words);

/** What the form "Giao việc" holds; the rules of the contract, told at the fields. */
export const AssignValues = z
  .object({
    ...words,
    kind: TaskKind,
    assignedOn: Day,
    dueOn: Day.nullable(),
    periodRuleId: z.string().nullable(),
    periodFromOn: Day.nullable(),
    leads: z.array(ChosenValue).min(1),
    supports: z.array(ChosenValue),
  })
  .superRefine((values, at) => {
    const misfit = (path: string, message: string): void => at.addIssue({ code: 'custom', path: [path], message });
    if (values.kind === 'dated' && values.dueOn === null && values.leads.some((lead) => lead.dueOn === null))
      misfit('dueOn', 'required');
    if (values.kind === 'dated' && values.dueOn !== null && values.dueOn < values.assignedOn)
      misfit('dueOn', 'due_before_assigned');
    if (values.kind === 'periodic' && values.periodRuleId === null) misfit('periodRuleId', 'required');
    if (values.kind === 'periodic' && values.periodFromOn === null) misfit('periodFromOn', 'required');
  });

export type AssignInput = z.input<typeof AssignValues>;
export type AssignOutput = z.output<typeof AssignValues>;

/** An empty form on a day. */
export const emptyAssign = (on: string): AssignInput => ({
  directive: null,
  parent: null,
  clause: '',
  content: '',
  detail: '',
  product: '',
  assignedBy: '',
  kind: 'dated',
  assignedOn: on,
  dueOn: null,
  periodRuleId: null,
  periodFromOn: on,
  periodThrough: null,
  leads: [],
  supports: [],
});

const endOf = (through: string | null): string | null => (through === null ? null : addDays(through, 1));

/** The form as task.create takes it; what the kind has no use for is left out. */
export function toInput(values: AssignOutput): Input<'task.create'> {
  const { directive, parent, clause, content, detail, product, assignedBy, kind, assignedOn } = values;
  const isDated = kind === 'dated';
  const due = (dueOn: string | null): { dueOn: string | null } => ({
    dueOn: isDated ? dueOn : null,
  });
  const periodic =
    kind === 'periodic'
      ? {
          periodRuleId: values.periodRuleId,
          periodFromOn: values.periodFromOn,
          periodToOn: endOf(values.periodThrough),
        }
      : {};
  return {
    task: {
      directiveId: directive?.id ?? null,
      parentId: parent?.id ?? null,
      clause,
      content,
      detail,
      product,
      assignedBy,
      kind,
      assignedOn,
      ...periodic,
    },
    ...due(values.dueOn),
    leads: values.leads.map((lead) => ({
      unitId: lead.unitId,
      ...due(lead.dueOn),
      supports: values.supports
        .filter((support) => support.unitId !== lead.unitId)
        .map((support) => ({ unitId: support.unitId, ...due(support.dueOn) })),
    })),
  };
}

/** The words as task.update takes them. */
export const toWords = ({
  directive,
  parent,
  periodThrough,
  ...rest
}: z.output<typeof TaskWords>): Input<'task.update'>['task'] => ({
  ...rest,
  directiveId: directive?.id ?? null,
  parentId: parent?.id ?? null,
  periodToOn: endOf(periodThrough),
});
