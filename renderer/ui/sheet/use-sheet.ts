import { type Dispatch, useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { call } from '../../api.ts';
import { useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { addFlusher } from '../flush.ts';
import { fold } from '../fold.ts';
import { notifyInfo } from '../notify.ts';
import { isFilled, newSheet, reduceSheet, type SheetAction, type SheetRow, type SheetState } from './sheet-rows.ts';
import type { OutRow, SheetColumn, SheetKind, Verdict } from './sheet-types.ts';

const draftQuietMs = 800;
const checkQuietMs = 200;

/** The rows of a sheet, kept as a draft while one types and opened again when one comes back. */
export function useSheetRows(draftKey: string): { state: SheetState; act: Dispatch<SheetAction> } {
  const t = useText().sheet;
  const [state, act] = useReducer(reduceSheet, undefined, newSheet);
  const [isOpened, setOpened] = useState(false);
  const saved = useRef<readonly SheetRow[]>(undefined);
  const rows = useMemo(() => state.rows.filter(isFilled), [state.rows]);
  const latest = useRef(rows);
  latest.current = rows;

  useEffect(() => {
    let isStale = false;
    void call('draft.get', { key: draftKey }).then((result) => {
      if (isStale) return;
      if (result.ok && result.value !== null) {
        const found = readRows(result.value.body);
        act({ kind: 'open', rows: found });
        if (found.length > 0) notifyInfo(t.restored(found.length, showInstant(result.value.savedAtMs)));
      }
      setOpened(true);
    });
    return () => {
      isStale = true;
    };
  }, [draftKey, t]);

  const keep = useCallback(async (): Promise<void> => {
    const now = latest.current;
    if (saved.current === now) return;
    saved.current = now;
    if (now.length === 0) await call('draft.remove', { key: draftKey });
    else await call('draft.save', { key: draftKey, body: JSON.stringify({ rows: now }) });
  }, [draftKey]);

  useEffect(() => {
    // What was just read must not be written back, and nothing before it was read.
    if (!isOpened) return;
    if (saved.current === undefined) {
      saved.current = rows;
      return;
    }
    const timer = setTimeout(() => void keep(), draftQuietMs);
    return () => clearTimeout(timer);
  }, [rows, isOpened, keep]);

  useEffect(() => {
    const removeFlusher = addFlusher(keep);
    return () => {
      removeFlusher();
      if (saved.current !== undefined) void keep();
    };
  }, [keep]);
  return { state, act };
}

function readRows(body: string): SheetRow[] {
  try {
    const { rows } = JSON.parse(body) as { rows?: SheetRow[] };
    return Array.isArray(rows) ? rows : [];
  } catch {
    return [];
  }
}

/** Rows as the check and the save take them: words of a choice become its value. */
export function outRows(rows: readonly SheetRow[], columns: readonly SheetColumn[]): OutRow[] {
  return rows.filter(isFilled).map(({ key, cells, picks }) => ({
    key,
    picks: { ...picks },
    cells: Object.fromEntries(
      columns.flatMap((column) => {
        const text = cells[column.key] ?? '';
        return text.trim() === '' ? [] : [[column.key, wordValue(column, text)]];
      }),
    ),
  }));
}

function wordValue({ choices }: SheetColumn, text: string): string {
  const wanted = fold(text);
  return choices?.find(({ label, value }) => fold(label) === wanted || value === text)?.value ?? text;
}

/** What the check says of the rows as they are; an answer to older rows is dropped, and shown until the newer one is there. */
export function useVerdict(kind: SheetKind, rows: readonly SheetRow[]): Verdict | undefined {
  const [verdict, setVerdict] = useState<Verdict>();
  const { check, columns } = kind;
  const out = useMemo(() => outRows(rows, columns), [rows, columns]);
  const asked = JSON.stringify(out);
  useEffect(() => {
    const wanted = JSON.parse(asked) as OutRow[];
    if (wanted.length === 0) {
      setVerdict(undefined);
      return;
    }
    let isStale = false;
    const timer = setTimeout(() => {
      void check(wanted).then((result) => {
        if (!isStale && result.ok) setVerdict(result.value);
      });
    }, checkQuietMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [asked, check]);
  return verdict;
}
