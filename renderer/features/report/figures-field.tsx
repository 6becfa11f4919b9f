import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import { limits } from '../../../db/api/types.ts';
import { useText } from '../../text/index.ts';
import { isTyping } from '../../ui/keys.ts';
import { parseFigure, showFigure } from './figure-number.ts';
import { blankFigure, type FigureText } from './form-values.ts';

interface FiguresFieldProps {
  rows: readonly FigureText[];
  onChange: (rows: FigureText[]) => void;
  /** By row and column, and for the table as a whole. */
  errorOf: (row: number, column: keyof FigureText) => string | undefined;
  error: string | undefined;
  disabled: boolean;
}

const columns = ['name', 'value', 'unit'] as const;

/** Rows of a block copied from Excel: name, value, unit. */
const pasted = (text: string): FigureText[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', value = '', unit = ''] = line.split('\t').map((cell) => cell.trim());
      return { name, value, unit };
    });

/** Name, value and unit of each figure; a number is shown as it was understood. Enter goes on to the next row, a block from Excel can be pasted. */
export function FiguresField({ rows, onChange, errorOf, error, disabled }: FiguresFieldProps) {
  const t = useText().report;
  const body = useRef<HTMLTableSectionElement>(null);
  const change = (at: number, part: Partial<FigureText>): void =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  const focusRow = (at: number): void =>
    void setTimeout(() => body.current?.querySelectorAll('tr')[at]?.querySelector('input')?.focus(), 0);
  const add = (): void => {
    onChange([...rows, blankFigure]);
    focusRow(rows.length);
  };
  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || isTyping(event.nativeEvent)) return;
    event.preventDefault();
    if (at === rows.length - 1) add();
    else focusRow(at + 1);
  };
  const onPaste = (event: ClipboardEvent, at: number): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!text.includes('\t')) return;
    event.preventDefault();
    const block = pasted(text);
    onChange([...rows.slice(0, at), ...block, ...rows.slice(at + 1)].slice(0, limits.figures));
    focusRow(at + block.length - 1);
  };
  return (
    <fieldset className="vm-report-fieldset" data-help="report.figures" disabled={disabled}>
      <legend>{t.fields.figures}</legend>
      {rows.length > 0 && (
        <table className="vm-figures-field">
          <thead>
            <tr>
              <th scope="col">{t.figure.name}</th>
              <th scope="col">{t.figure.value}</th>
              <th scope="col">{t.figure.unit}</th>
              <td />
              <td />
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((row, at) => (
              <tr key={at}>
                {columns.map((column) => (
                  <td key={column}>
                    <TextInput
                      aria-label={`${t.figure[column]}, ${row.name.trim() === '' ? t.form.rowOf(at + 1) : row.name}`}
                      value={row[column]}
                      onChange={(event) => change(at, { [column]: event.currentTarget.value })}
                      onKeyDown={(event) => onKeyDown(event, at)}
                      onPaste={(event) => onPaste(event, at)}
                      error={errorOf(at, column)}
                      maxLength={column === 'name' ? limits.name : 40}
                      autoComplete="off"
                      spellCheck={false}
                      {...(column === 'value' ? { inputMode: 'decimal' as const, 'data-number': true } : {})}
                    />
                  </td>
                ))}
                <td className="vm-figures-understood">{understood(row.value, t.form.understood)}</td>
                <td>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t.form.removeFigure(row.name.trim() === '' ? String(at + 1) : row.name)}
                    onClick={() => onChange(rows.filter((_, index) => index !== at))}
                  >
                    <Trash2 size={16} aria-hidden />
                  </ActionIcon>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {error !== undefined && (
        <p className="vm-form-error" role="alert">
          {error}
        </p>
      )}
      <div className="vm-figures-add">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={add}
          disabled={disabled || rows.length >= limits.figures}
        >
          {t.form.addFigure}
        </Button>
        <span className="vm-page-note">{t.form.figureHint}</span>
      </div>
    </fieldset>
  );
}

/** How a number was read, unless it stands there just so. */
function understood(typed: string, show: (value: string) => string): string {
  const value = parseFigure(typed);
  if (value === undefined) return '';
  const shown = showFigure(value);
  return shown === typed.trim() ? '' : show(shown);
}
