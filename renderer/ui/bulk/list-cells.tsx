import { Button, Switch } from '@mantine/core';
import { CircleX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { PatchResult } from '../../../db/api/contract/many.ts';
import type { Result } from '../../../db/api/errors.ts';
import { useText } from '../../text/index.ts';
import { editsOf } from '../grid/paste.ts';
import type { CellEdit, CellError, CellValue, GridProps, PastePlan } from '../grid/types.ts';
import { notifyError } from '../notify.ts';
import { useSentence } from '../sheet/use-sentence.ts';
import './list-cells.css';

interface EditMode {
  /** Lists in whose cells this user types, on this PC. */
  lists: Record<string, boolean>;
  set: (list: string, isOn: boolean) => void;
}

const useEditMode = create<EditMode>()(
  persist((set) => ({ lists: {}, set: (list, isOn) => set((s) => ({ lists: { ...s.lists, [list]: isOn } })) }), {
    name: 'editMode',
    version: 1,
    storage: createJSONStorage(() => localStorage),
  }),
);

/** Cells of one record that are to be changed. */
export interface CellChange {
  readonly id: string;
  readonly fields: Readonly<Record<string, CellValue>>;
}

/** What a list gives its grid so that cells can be typed into, and what stands above it while a paste is looked at. */
export interface ListCells<R> {
  readonly grid: Pick<GridProps<R>, 'onEdit' | 'onPaste' | 'footer'>;
  readonly plan: ReactNode;
}

const changesOf = <R,>(edits: readonly CellEdit<R>[]): CellChange[] => {
  const byRow = new Map<string, Record<string, CellValue>>();
  for (const { rowKey, column, after } of edits) byRow.set(rowKey, { ...byRow.get(rowKey), [column]: after });
  return [...byRow].map(([id, fields]) => ({ id, fields }));
};

/**
 * Editing of a list's cells, which the user switches on: until then Enter opens a row and letters do nothing, so that
 * reading changes nothing. Several cells are one command, and one undo.
 */
export function useListCells<R>({
  list,
  mayEdit,
  patch,
}: {
  list: string;
  mayEdit: boolean;
  patch: (changes: CellChange[]) => Promise<Result<PatchResult>>;
}): ListCells<R> {
  const t = useText().sheet;
  const isOn = useEditMode((s) => s.lists[list] === true);
  const set = useEditMode((s) => s.set);
  const sentence = useSentence();
  const [plan, setPlan] = useState<PastePlan<R>>();
  const write = async (edits: readonly CellEdit<R>[]): Promise<readonly CellError[]> => {
    const result = await patch(changesOf(edits));
    if (!result.ok) {
      notifyError(result.error);
      return [];
    }
    return result.value.refused.flatMap(({ id, problems }) =>
      problems.map((problem) => ({ rowKey: id, column: problem.field, message: sentence(problem) })),
    );
  };
  if (!mayEdit) return { grid: {}, plan: null };
  const footer = (
    <Switch
      size="xs"
      label={t.cells.edit}
      checked={isOn}
      onChange={(event) => set(list, event.currentTarget.checked)}
    />
  );
  if (!isOn) return { grid: { footer }, plan: null };
  const apply = async (): Promise<void> => {
    if (plan === undefined) return;
    await write(editsOf(plan));
    setPlan(undefined);
  };
  const shown = plan !== undefined && <PlanPanel plan={plan} onApply={apply} onClose={() => setPlan(undefined)} />;
  return { grid: { onEdit: write, onPaste: setPlan, footer }, plan: shown };
}

/** Cells that are shown; the numbers are of all. */
const shownCells = 60;

/** What a paste would change, cell by cell, before anything is written. */
function PlanPanel<R>({
  plan,
  onApply,
  onClose,
}: {
  plan: PastePlan<R>;
  onApply: () => Promise<void>;
  onClose: () => void;
}) {
  const { sheet, common } = useText();
  const t = sheet.plan;
  const [isBusy, setBusy] = useState(false);
  const headers = new Map(plan.columns.map(({ key, header }) => [key, header]));
  const beyond = plan.rows.filter(({ row }) => row === undefined).length;
  const cells = plan.rows.flatMap(({ index, row, cells: own }) =>
    row === undefined
      ? []
      : own.filter(({ isChange, error }) => isChange || error !== undefined).map((cell) => ({ index, cell })),
  );
  const sorted = cells.toSorted((a, b) => Number(b.cell.error !== undefined) - Number(a.cell.error !== undefined));
  const apply = async (): Promise<void> => {
    setBusy(true);
    await onApply();
    setBusy(false);
  };
  const title = t.title(cells.length);
  return (
    <section className="vm-plan" aria-label={title}>
      <header>
        <strong>{title}</strong>
        <span role="status">{t.counts(plan.changeCount, plan.errorCount)}</span>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {common.actions.cancel}
        </Button>
        <Button
          size="compact-sm"
          data-autofocus
          loading={isBusy}
          disabled={plan.changeCount === 0}
          onClick={() => void apply()}
        >
          {t.apply(plan.changeCount)}
        </Button>
      </header>
      {beyond > 0 && <p>{t.beyond(beyond)}</p>}
      {plan.cutColumns > 0 && <p>{sheet.paste.cut(plan.cutColumns)}</p>}
      <div
        className="vm-plan-cells"
        tabIndex={0}
        role="region"
        aria-label={t.counts(plan.changeCount, plan.errorCount)}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{t.rowHeader}</th>
              <th scope="col">{t.columnHeader}</th>
              <th scope="col">{t.from}</th>
              <th scope="col">{t.to}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, shownCells).map(({ index, cell }) => (
              <tr key={`${index} ${cell.column}`}>
                <td>{index + 1}</td>
                <td>{headers.get(cell.column)}</td>
                <td>{cell.before === null || cell.before === '' ? t.empty : sheet.day(String(cell.before))}</td>
                <td>
                  {cell.error === undefined ? (
                    cell.shown || t.empty
                  ) : (
                    <span className="vm-bulk-refusal">
                      <CircleX size="0.875rem" aria-hidden />
                      {cell.text}: {cell.error}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {sorted.length > shownCells && <p>{t.more(sorted.length - shownCells)}</p>}
      </div>
    </section>
  );
}
