import { Button, Progress } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useText } from '../../text/index.ts';
import { notifyDone, notifyError } from '../notify.ts';
import { isDayText, showCell } from './cell-text.ts';
import { type ClipCell, encodeHtml, encodeText, textCell } from './clipboard.ts';
import { type Block, edgesOf } from './selection.ts';
import type { Column, RowSource } from './types.ts';

/** What a cell is copied as; a column without a value gives the text that stands in it, which only the page knows. */
export function clipCell<R>(column: Column<R>, row: R, shown: () => string): ClipCell {
  const { value, kind = { kind: 'text' }, text } = column;
  if (value === undefined) return textCell(text === undefined ? shown() : text(row));
  const held = value(row);
  if (held === null) return textCell('');
  if (kind.kind === 'day' && isDayText(held)) return { kind: 'day', day: held, text: showCell(kind, held) };
  if (kind.kind === 'number' && typeof held === 'number')
    return { kind: 'number', value: held, text: showCell(kind, held) };
  return textCell(text === undefined ? showCell(kind, held) : text(row));
}

export interface CopyProgress {
  done: number;
  total: number;
  stop: () => void;
}

interface Formats {
  html: string;
  text: string;
  count: number;
}

interface Copying<R> {
  rows: RowSource<R>;
  columns: readonly Column<R>[];
  block: Block;
  /** Text of a drawn cell. */
  shownAt: (row: number, column: number) => string;
  /** What holds the keyboard while the grid is used. */
  scroller: RefObject<HTMLElement | null>;
  /** True while a cell is typed in, whose own text is then copied. */
  isTyping: boolean;
}

/** Copies the chosen block as lines with tabs and as a table with types; rows that are not loaded are read for it. */
export function useCopy<R>(copying: Copying<R>) {
  const t = useText().grid;
  const latest = useRef(copying);
  latest.current = copying;
  const [progress, setProgress] = useState<CopyProgress>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  /** What the next copy event is given: rows that had to be read first. */
  const ready = useRef<Formats>(undefined);

  const encode = (rows: readonly R[], hasHeader: boolean): Formats => {
    const { columns, block, shownAt } = latest.current;
    const { top, left, right } = edgesOf(block);
    const chosen = columns.slice(left, right + 1);
    const body = rows.map((row, index) =>
      chosen.map((column, at) => clipCell(column, row, () => shownAt(top + index, left + at))),
    );
    const table = hasHeader ? [chosen.map(({ header }) => textCell(header)), ...body] : body;
    return { html: encodeHtml(table, hasHeader), text: encodeText(table), count: rows.length };
  };

  const loaded = (): R[] | undefined => {
    const { rows, block } = latest.current;
    const { top, bottom } = edgesOf(block);
    const found: R[] = [];
    for (let index = top; index <= bottom; index += 1) {
      const row = rows.at(index);
      if (row === undefined) return undefined;
      found.push(row);
    }
    return found;
  };

  /** Whole columns go with their headers, as they will want to be read. */
  const isWhole = (): boolean => {
    const { top, bottom } = edgesOf(latest.current.block);
    return top === 0 && bottom === latest.current.rows.total - 1 && bottom > 0;
  };

  const readAll = async (hasHeader: boolean): Promise<void> => {
    const { rows, block } = latest.current;
    const { top, bottom } = edgesOf(block);
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    const total = bottom - top + 1;
    const slow = setTimeout(() => setProgress({ done: 0, total, stop: () => abort.abort() }), 1000);
    const result = await rows.read(top, bottom, {
      signal: abort.signal,
      onProgress: (done) => setProgress((old) => old && { ...old, done }),
    });
    clearTimeout(slow);
    setProgress(undefined);
    if (result.kind === 'failed') notifyError(result.error);
    if (result.kind !== 'rows') return;
    await give(encode(result.rows, hasHeader));
  };

  const give = async (formats: Formats): Promise<void> => {
    ready.current = formats;
    // Within a few seconds of the key the page may copy by itself; later only with leave.
    document.execCommand('copy');
    const isDone = ready.current === undefined;
    ready.current = undefined;
    if (!isDone) await navigator.clipboard.write([itemOf(formats)]);
    notifyDone(t.copied(formats.count));
  };

  // The browser sends the event to where text was selected last, which need not be the grid that has the keyboard.
  useEffect(() => {
    const onCopy = (event: ClipboardEvent): void => {
      const { scroller, isTyping } = latest.current;
      const isOurs = !isTyping && scroller.current?.contains(document.activeElement) === true;
      if (ready.current === undefined && (!isOurs || latest.current.rows.total === 0)) return;
      event.preventDefault();
      event.stopPropagation();
      const rows = ready.current === undefined ? loaded() : undefined;
      const formats = ready.current ?? (rows === undefined ? undefined : encode(rows, isWhole()));
      ready.current = undefined;
      if (formats === undefined) {
        void readAll(isWhole());
        return;
      }
      event.clipboardData?.setData('text/html', formats.html);
      event.clipboardData?.setData('text/plain', formats.text);
    };
    document.addEventListener('copy', onCopy, true);
    return () => document.removeEventListener('copy', onCopy, true);
  }, []);

  /** From the menu: with the headers of the chosen columns. */
  const copyWithHeader = (): void => {
    const rows = loaded();
    void (rows === undefined ? readAll(true) : give(encode(rows, true)));
  };
  return { copyWithHeader, progress };
}

const itemOf = ({ html, text }: Formats): ClipboardItem =>
  new ClipboardItem({
    'text/html': new Blob([html], { type: 'text/html' }),
    'text/plain': new Blob([text], { type: 'text/plain' }),
  });

/** How far the reading of rows for a copy has come. */
export function CopyProgressLine({ done, total, stop }: CopyProgress) {
  const t = useText();
  return (
    <div className="vm-grid-notice" role="status">
      <Progress className="vm-grid-progress" value={(100 * done) / total} aria-label={t.grid.copying} />
      {t.grid.copying} {t.common.job.progress(done, total)}
      <Button size="compact-xs" variant="default" onClick={stop}>
        {t.common.job.cancel}
      </Button>
    </div>
  );
}
