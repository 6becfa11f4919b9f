import { useMemo } from 'react';
import type { TaskColumn } from '../../../db/api/contract/task-many.ts';
import { showDay } from '../../../db/api/day.ts';
import { call } from '../../api.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import type { CellChoice } from '../../ui/grid/types.ts';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import type { OutRow, SheetColumn, SheetKind } from '../../ui/sheet/sheet-types.ts';
import { useJob } from '../../use-api.ts';

/** What every row needs first, then what only some have. */
const shown: readonly TaskColumn[] = [
  'content',
  'leads',
  'dueOn',
  'directive',
  'clause',
  'supports',
  'product',
  'assignedOn',
  'assignedBy',
  'kind',
  'note',
  'detail',
];

const widths: Partial<Record<TaskColumn, number>> = {
  content: 280,
  directive: 130,
  leads: 190,
  supports: 150,
  product: 150,
  assignedOn: 116,
  dueOn: 116,
  kind: 100,
};

/** Names that go on where the last one ends: a cell may name several units. */
async function suggestUnits(text: string, on: string): Promise<CellChoice[]> {
  const cut = text.lastIndexOf(';') + 1;
  const [before, typed] = [text.slice(0, cut), text.slice(cut).trim()];
  if (typed === '') return [];
  const result = await call('unit.search', { text: typed, on, includeEnded: false });
  if (!result.ok) return [];
  return result.value.rows
    .filter(({ nature }) => nature !== 'area')
    .slice(0, 12)
    .map(({ fullName }) => ({ value: `${before}${before === '' ? '' : ' '}${fullName}`, label: fullName }));
}

async function suggestDirectives(text: string, on: string): Promise<CellChoice[]> {
  const result = await call('directive.list', { on, text, limit: 12 });
  if (!result.ok) return [];
  return result.value.rows
    .filter(({ number }) => number !== '')
    .map(({ number, subject }) => ({ value: number, label: `${number} – ${subject}` }));
}

function suggestions(key: TaskColumn, on: string): Pick<SheetColumn, 'suggest'> | undefined {
  if (key === 'leads' || key === 'supports') return { suggest: (text) => suggestUnits(text, on) };
  return key === 'directive' ? { suggest: (text) => suggestDirectives(text, on) } : undefined;
}

const columnsOf = (t: Text, on: string): SheetColumn[] =>
  shown.map((key) => ({
    key,
    header: t.sheet.columns.task[key],
    aliases: t.sheet.aliases.task[key] ?? [],
    width: widths[key] ?? 120,
    ...(key === 'content' ? { grow: 1 } : {}),
    ...(key === 'assignedOn' || key === 'dueOn' ? { kind: 'day' as const } : {}),
    ...(key === 'detail' ? { kind: 'prose' as const } : {}),
    ...suggestions(key, on),
    ...(key === 'kind'
      ? { choices: (['dated', 'standing'] as const).map((value) => ({ value, label: t.task.kinds[value] })) }
      : {}),
  }));

/** Bảng nhập nhanh of tasks and their assignments. */
export function TaskSheet() {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const { run } = useJob('task.createMany');
  const kind = useMemo((): SheetKind => {
    const input = (rows: OutRow[]) => ({ rows, on, defaults: { assignedOn: showDay(on) } });
    return {
      title: t.sheet.taskTitle,
      draftKey: 'sheet:task',
      command: 'task.createMany',
      columns: columnsOf(t, on),
      onBack: () => go('/tasks'),
      check: async (rows) => {
        const result = await call('task.checkRows', input(rows));
        if (!result.ok) return result;
        const { rows: checked, taskCount, assignmentCount } = result.value;
        return { ok: true, value: { rows: checked, makes: t.sheet.makes(taskCount, assignmentCount) } };
      },
      save: async (rows, saveDuplicates) => {
        const wanted = { ...input(rows), keep: 'good' as const, saveDuplicates };
        const result = await run(wanted, t.sheet.job(rows.length), { quiet: true });
        if (!result.ok) return result;
        const { saved, taskCount, assignmentCount } = result.value;
        const done = t.sheet.savedTasks(saved, taskCount, assignmentCount);
        return { ok: true, value: { rows: result.value.rows, done } };
      },
    };
  }, [t, on, run]);
  return <Sheet kind={kind} />;
}
