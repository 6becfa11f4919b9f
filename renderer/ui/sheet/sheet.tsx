import { Button, Checkbox, Kbd } from '@mantine/core';
import { ArrowLeft, Undo2 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { call } from '../../api.ts';
import { useText } from '../../text/index.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { useKeys } from '../keys.ts';
import { notifyDone, notifyError, notifyInfo } from '../notify.ts';
import { Page } from '../page.tsx';
import { MappingBar } from './mapping-bar.tsx';
import type { Mapping } from './paste-map.ts';
import { type Placed, ReviewPanel } from './review-panel.tsx';
import { type CellPlace, SheetGrid } from './sheet-grid.tsx';
import { endOf, isFilled, type SheetEdit, type SheetRow } from './sheet-rows.ts';
import type { SheetKind, Verdict } from './sheet-types.ts';
import { useSentence } from './use-sentence.ts';
import { outRows, useSheetRows, useVerdict } from './use-sheet.ts';
import './sheet.css';

const none: Verdict['rows'] = [];

/**
 * Bảng nhập nhanh: rows are typed or pasted, checked while one types, and saved together; what cannot be saved stays with
 * its reasons. The whole sheet is a draft.
 */
export function Sheet({ kind }: { kind: SheetKind }) {
  const t = useText().sheet;
  const { columns } = kind;
  const { state, act } = useSheetRows(kind.draftKey);
  const verdict = useVerdict(kind, state.rows);
  const [target, setTarget] = useState<CellPlace>();
  const first = columns[0]?.key ?? '';
  // The keyboard is in the first empty row from the beginning, and again after saving.
  const next = state.rows[endOf(state.rows)]?.key ?? '';
  useEffect(() => setTarget({ rowKey: next, column: first }), []);
  const [isDuplicates, setDuplicates] = useState(false);
  const sentence = useSentence();
  const verdicts = useMemo(() => new Map((verdict?.rows ?? none).map((row) => [row.key, row])), [verdict]);
  const placed = useMemo(() => placedOf(state.rows, verdict?.rows ?? none), [state.rows, verdict]);
  const counts = countsOf(state.rows, verdict?.rows ?? none);
  const saving = useSave(kind, state.rows, act);
  const wanted = counts.good + (isDuplicates ? counts.duplicate : 0);
  const save = async (): Promise<void> => {
    await saving.save(isDuplicates);
    setTarget({ rowKey: '', column: first });
  };
  useKeys({ 'mod+s': saving.isSaving ? undefined : () => void save() });
  const onEdit = useCallback((edits: readonly SheetEdit[]) => act({ kind: 'edit', edits }), [act]);
  const onBlock = (block: string[][], mapping: Mapping, at: number | undefined): void =>
    act({ kind: 'paste', block, mapping, at: at ?? endOf(state.rows) });
  return (
    <Page
      title={kind.title}
      note={<Counts {...counts} makes={verdict?.makes} />}
      actions={
        <>
          {counts.duplicate > 0 && (
            <Checkbox
              label={t.saveDuplicates(counts.duplicate)}
              checked={isDuplicates}
              onChange={(event) => setDuplicates(event.currentTarget.checked)}
            />
          )}
          {saving.canUndo && (
            <Button
              variant="default"
              leftSection={<Undo2 size="1rem" aria-hidden />}
              onClick={() => void saving.undo()}
            >
              {t.undo}
            </Button>
          )}
          <ClearButton count={counts.filled} onClear={() => act({ kind: 'remove', keys: keysOf(state.rows) })} />
          <Button variant="default" leftSection={<ArrowLeft size="1rem" aria-hidden />} onClick={kind.onBack}>
            {t.back}
          </Button>
          <Button
            className="vm-kbd"
            loading={saving.isSaving}
            disabled={wanted === 0}
            rightSection={<Kbd size="xs">Ctrl+S</Kbd>}
            onClick={() => void save()}
          >
            {t.save(wanted)}
          </Button>
        </>
      }
    >
      <div
        className="vm-sheet"
        role="group"
        aria-label={t.label}
        onKeyDown={(event) => stepBack(event, state.past.length > 0, act)}
      >
        {state.paste !== undefined && <MappingBar paste={state.paste} columns={columns} act={act} />}
        <p className="vm-sheet-hint">{t.hint}</p>
        <div className="vm-sheet-parts">
          <SheetGrid label={t.label} rows={state.rows} {...{ columns, verdicts, sentence, target, onEdit, onBlock }} />
          {counts.filled > 0 && <ReviewPanel {...{ placed, columns, sentence, act }} onGo={setTarget} />}
        </div>
      </div>
    </Page>
  );
}

const keysOf = (rows: readonly SheetRow[]): Set<string> => new Set(rows.filter(isFilled).map(({ key }) => key));

interface CountsProps {
  filled: number;
  good: number;
  duplicate: number;
  error: number;
}

function countsOf(rows: readonly SheetRow[], verdicts: Verdict['rows']): CountsProps {
  const counts = { filled: rows.filter(isFilled).length, good: 0, duplicate: 0, error: 0 };
  for (const { state } of verdicts) counts[state] += 1;
  return counts;
}

function Counts({ filled, good, duplicate, error, makes }: CountsProps & { makes: string | undefined }) {
  const t = useText().sheet;
  if (filled === 0) return t.nothing;
  return (
    <span role="status">
      {t.counts(good, duplicate, error)}
      {makes !== undefined && good > 0 && ` (${makes})`}
    </span>
  );
}

/** Problems in the order of the rows, errors before doubts within a row. */
function placedOf(rows: readonly SheetRow[], verdicts: Verdict['rows']): Placed[] {
  const byKey = new Map(verdicts.map((row) => [row.key, row.problems]));
  return rows.flatMap(({ key }, row) =>
    (byKey.get(key) ?? [])
      .toSorted((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'))
      .map((problem) => ({ problem, rowKey: key, row })),
  );
}

/** Ctrl+Z and Ctrl+Y walk through the sheet, also inside a cell, whose letters are one step. */
function stepBack(event: React.KeyboardEvent, hasPast: boolean, act: ReturnType<typeof useSheetRows>['act']): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.nativeEvent.isComposing) return;
  const key = event.key.toLowerCase();
  if (key === 'z' && !event.shiftKey && hasPast) act({ kind: 'undo' });
  else if (key === 'y') act({ kind: 'redo' });
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Saves what can be saved; the last save can be taken back as one step, its rows then are in the sheet again. */
function useSave(kind: SheetKind, rows: readonly SheetRow[], act: ReturnType<typeof useSheetRows>['act']) {
  const t = useText().sheet;
  const [isSaving, setSaving] = useState(false);
  const [last, setLast] = useState<readonly SheetRow[]>([]);
  const save = async (saveDuplicates: boolean): Promise<void> => {
    const out = outRows(rows, kind.columns);
    if (out.length === 0) return;
    setSaving(true);
    const result = await kind.save(out, saveDuplicates);
    setSaving(false);
    if (!result.ok) {
      if (result.error.code !== 'CANCELLED') notifyError(result.error);
      return;
    }
    const keys = new Set(result.value.rows.filter(({ id }) => id !== null).map(({ key }) => key));
    if (keys.size === 0) return;
    act({ kind: 'saved', keys });
    setLast(rows.filter(({ key }) => keys.has(key)));
    const left = out.length - keys.size;
    notifyDone(left > 0 ? `${result.value.done} ${t.left(left)}` : result.value.done);
  };
  const undo = async (): Promise<void> => {
    // Something else may have been done since, or this may have been taken back elsewhere.
    const stack = await call('activity.stack', {});
    if (!stack.ok || stack.value.undo?.name !== kind.command) {
      setLast([]);
      return notifyInfo(t.notLast);
    }
    const result = await call('activity.undo', {});
    if (!result.ok) return notifyError(result.error);
    act({ kind: 'open', rows: [...last, ...rows.filter(isFilled)] });
    setLast([]);
    notifyDone(t.undone);
  };
  return { save, undo, isSaving, canUndo: last.length > 0 };
}

function ClearButton({ count, onClear }: { count: number; onClear: () => void }) {
  const t = useText().sheet;
  const [isAsking, setAsking] = useState(false);
  if (count === 0) return null;
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {t.clear}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t.clearTitle}
        confirmLabel={t.clear}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          onClear();
          setAsking(false);
        }}
      >
        {t.clearHint(count)}
      </ConfirmDialog>
    </>
  );
}
