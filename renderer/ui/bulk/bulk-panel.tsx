import { ActionIcon, Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { ArrowRight, CircleX, Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { CellProblem, PatchPreview, PatchResult } from '../../../db/api/contract/many.ts';
import type { ApiError, Result } from '../../../db/api/errors.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { errorText, useText } from '../../text/index.ts';
import { DayInput } from '../day-field.tsx';
import type { CellChoice } from '../grid/types.ts';
import { notifyError, notifyInfo } from '../notify.ts';
import { Panel } from '../page.tsx';
import { useSentence } from '../sheet/use-sentence.ts';
import './bulk.css';

/** A column that many records can be given one value of. */
export interface BulkField {
  readonly key: string;
  readonly label: string;
  readonly kind: 'text' | 'prose' | 'day' | 'choice';
  readonly choices?: readonly CellChoice[];
}

export type BulkValues = Readonly<Record<string, string>>;

/** What is changed: how many, in words, and the commands behind it. */
export interface BulkTarget {
  readonly count: number;
  /** "các dòng đã chọn", "mọi dòng khớp bộ lọc". */
  readonly scope: string;
  readonly fields: readonly BulkField[];
  /** Needed besides the values: the reason of an extension. */
  readonly extra?: React.ReactNode;
  readonly preview: (values: BulkValues) => Promise<Result<PatchPreview>>;
  readonly apply: (values: BulkValues, keep: 'all' | 'good') => Promise<Result<PatchResult>>;
  readonly onClose: () => void;
}

interface Line {
  readonly key: string;
  readonly value: string;
}

/** Sửa hàng loạt: columns and their new values, what would change, and why some would not; beside the list. */
export function BulkPanel({ target }: { target: BulkTarget }) {
  const t = useText();
  const { fields, count } = target;
  const [lines, setLines] = useState<readonly Line[]>([{ key: fields[0]?.key ?? '', value: '' }]);
  const values = Object.fromEntries(lines.map(({ key, value }) => [key, value]));
  const isWhole = lines.every(({ key, value }) => isGiven(fields, key, value));
  const { preview, error } = usePreview(target, values, isWhole);
  const [isSkipping, setSkipping] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const refused = preview?.refused ?? 0;
  const mayApply = preview !== undefined && preview.changed > 0 && (refused === 0 || isSkipping) && !isRunning;
  const apply = async (): Promise<void> => {
    setRunning(true);
    const result = await target.apply(values, isSkipping ? 'good' : 'all');
    setRunning(false);
    if (!result.ok) return result.error.code === 'CANCELLED' ? undefined : notifyError(result.error);
    const { done, refused: left } = result.value;
    // That it is done, and how to take it back, is told for every command alike.
    if (left.length > 0) notifyInfo(t.sheet.bulk.doneSome(done, left.length));
    target.onClose();
  };
  useCommands({ 'file.save': { run: apply, isEnabled: mayApply, within: root } });
  const set = (index: number, line: Line): void => setLines(lines.with(index, line));
  const free = fields.find(({ key }) => !lines.some((line) => line.key === key));
  return (
    <div ref={root} className="vm-bulk-panel">
      <Panel
        title={t.sheet.bulk.title(count)}
        note={target.scope}
        actions={
          <ActionIcon variant="subtle" color="gray" aria-label={t.common.actions.close} onClick={target.onClose}>
            <X size="1rem" aria-hidden />
          </ActionIcon>
        }
      >
        <div className="vm-bulk-lines">
          {lines.map((line, index) => (
            <BulkLine
              key={line.key}
              line={line}
              fields={fields.filter(({ key }) => key === line.key || !lines.some((other) => other.key === key))}
              onChange={(next) => set(index, next)}
              onRemove={lines.length > 1 ? () => setLines(lines.filter((other) => other !== line)) : undefined}
            />
          ))}
          {free !== undefined && (
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<Plus size="0.875rem" aria-hidden />}
              onClick={() => setLines([...lines, { key: free.key, value: '' }])}
            >
              {t.sheet.bulk.add}
            </Button>
          )}
          {target.extra}
        </div>
        <Preview preview={preview} error={error} fields={fields} isWhole={isWhole} />
        <div className="vm-bulk-foot">
          {refused > 0 && (
            <Checkbox
              label={t.sheet.bulk.skipRefused(refused)}
              checked={isSkipping}
              onChange={(event) => setSkipping(event.currentTarget.checked)}
            />
          )}
          <Button loading={isRunning} disabled={!mayApply} onClick={() => void apply()}>
            {t.sheet.bulk.apply(preview?.changed ?? 0)}
          </Button>
        </div>
      </Panel>
    </div>
  );
}

/** An empty text empties the column; an empty day or choice is one that is still to be chosen. */
const isGiven = (fields: readonly BulkField[], key: string, value: string): boolean => {
  const kind = fields.find((field) => field.key === key)?.kind;
  return value !== '' || kind === 'text' || kind === 'prose';
};

function usePreview(target: BulkTarget, values: BulkValues, isWhole: boolean) {
  const [state, setState] = useState<{ preview?: PatchPreview; error?: ApiError }>({});
  const [asked] = useDebouncedValue(isWhole ? JSON.stringify(values) : '', 250);
  const latest = useRef(target);
  latest.current = target;
  const { extra } = target;
  useEffect(() => {
    void extra;
    if (asked === '') return setState({});
    let isStale = false;
    void latest.current.preview(JSON.parse(asked) as BulkValues).then((result) => {
      if (!isStale) setState(result.ok ? { preview: result.value } : { error: result.error });
    });
    return () => {
      isStale = true;
    };
  }, [asked, extra]);
  return asked === '' ? {} : state;
}

function BulkLine({
  line,
  fields,
  onChange,
  onRemove,
}: {
  line: Line;
  fields: readonly BulkField[];
  onChange: (line: Line) => void;
  onRemove: (() => void) | undefined;
}) {
  const t = useText().sheet.bulk;
  const field = fields.find(({ key }) => key === line.key);
  const write = (value: string): void => onChange({ ...line, value });
  return (
    <div className="vm-bulk-line">
      <Select
        label={t.field}
        data={fields.map(({ key, label }) => ({ value: key, label }))}
        value={line.key}
        allowDeselect={false}
        onChange={(key) => key !== null && onChange({ key, value: '' })}
      />
      {field !== undefined && <ValueInput field={field} value={line.value} onChange={write} />}
      {onRemove !== undefined && (
        <ActionIcon variant="subtle" color="gray" aria-label={t.remove} onClick={onRemove}>
          <X size="0.875rem" aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}

function ValueInput({
  field,
  value,
  onChange,
}: {
  field: BulkField;
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useText();
  const words = t.sheet.bulk;
  if (field.kind === 'day')
    return <DayInput label={words.value} value={value === '' ? null : value} onChange={(day) => onChange(day ?? '')} />;
  if (field.kind === 'choice')
    return (
      <Select
        label={words.value}
        data={field.choices?.map((choice) => ({ ...choice })) ?? []}
        value={value === '' ? null : value}
        searchable={(field.choices?.length ?? 0) > 7}
        placeholder={t.common.select.placeholder}
        onChange={(chosen) => onChange(chosen ?? '')}
      />
    );
  const shared = {
    label: words.value,
    description: value === '' ? words.emptyMeans : undefined,
    value,
    spellCheck: false,
    inputWrapperOrder: ['label' as const, 'input' as const, 'description' as const],
  };
  return field.kind === 'prose' ? (
    <Textarea {...shared} autosize minRows={2} maxRows={6} onChange={(event) => onChange(event.currentTarget.value)} />
  ) : (
    <TextInput {...shared} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />
  );
}

/** Rows that are shown; the numbers are of all. */
const shownRows = 20;

function Preview({
  preview,
  error,
  fields,
  isWhole,
}: {
  preview?: PatchPreview | undefined;
  error?: ApiError | undefined;
  fields: readonly BulkField[];
  isWhole: boolean;
}) {
  const t = useText().sheet.bulk;
  const sentence = useSentence();
  if (error !== undefined) return <p role="alert">{errorText(error)}</p>;
  if (!isWhole || preview === undefined) return <p className="vm-page-note">{isWhole ? '' : t.choose}</p>;
  const left = preview.changed + preview.refused - shownRows;
  return (
    <section className="vm-bulk-preview">
      <strong role="status">{t.preview(preview.changed, preview.unchanged, preview.refused)}</strong>
      <ul>
        {preview.rows.slice(0, shownRows).map((row) => (
          <li key={row.id}>
            <span className="vm-bulk-name" title={row.name}>
              {row.name}
            </span>
            {row.problems.map((problem) => (
              <Refusal key={problem.field + problem.code} problem={problem} sentence={sentence} />
            ))}
            {row.cells.map((cell) => (
              <Change key={cell.field} cell={cell} field={fields.find(({ key }) => key === cell.field)} />
            ))}
          </li>
        ))}
      </ul>
      {left > 0 && <p className="vm-page-note">{t.more(left)}</p>}
    </section>
  );
}

function Refusal({ problem, sentence }: { problem: CellProblem; sentence: (problem: CellProblem) => string }) {
  return (
    <span className="vm-bulk-refusal">
      <CircleX size="0.875rem" aria-hidden />
      {sentence(problem)}
    </span>
  );
}

function Change({
  cell,
  field,
}: {
  cell: PatchPreview['rows'][number]['cells'][number];
  field: BulkField | undefined;
}) {
  const t = useText().sheet;
  const show = (value: string): string => {
    if (value === '') return t.plan.empty;
    if (field?.kind === 'day') return t.day(value);
    return field?.choices?.find((choice) => choice.value === value)?.label ?? value;
  };
  return (
    <span className="vm-bulk-change">
      <del>{show(cell.from)}</del>
      <ArrowRight size="0.75rem" aria-hidden />
      <ins>{show(cell.to)}</ins>
    </span>
  );
}
