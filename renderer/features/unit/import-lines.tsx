import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import {
  type ImportLine,
  type ImportPreview,
  type LineOutcome,
  previewLineLimit,
} from '../../../db/api/contract/unit-import.ts';
import type { UnitKind } from '../../../db/api/contract/unit-words.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { ImportCard } from '../../ui/import-file.tsx';
import type { Meaning } from '../../ui/status-badge.tsx';
import { allRows } from '../../ui/use-pages.ts';

const outcomes: readonly LineOutcome[] = ['new', 'changed', 'same', 'error', 'missing'];
const meanings: Record<LineOutcome, Meaning> = {
  new: 'green',
  changed: 'blue',
  same: 'grey',
  error: 'red',
  missing: 'amber',
};
interface ImportLinesProps {
  preview: ImportPreview;
  decisions: Readonly<Record<string, 'rename' | 'newUnit'>>;
  onDecide: (key: string, decision: 'rename' | 'newUnit') => void;
}

/** How many lines have which outcome; a press on one shows its lines. */
export function ImportLines({ preview, decisions, onDecide }: ImportLinesProps) {
  const t = useText();
  const countOf = (outcome: LineOutcome): number =>
    preview.counts.filter((row) => row.outcome === outcome).reduce((sum, row) => sum + row.count, 0);
  const [picked, setPicked] = useState<LineOutcome>();
  const first = countOf('error') > 0 ? 'error' : (outcomes.find((one) => countOf(one) > 0) ?? 'new');
  const outcome = picked !== undefined && countOf(picked) > 0 ? picked : first;
  const data = useMemo(() => preview.lines.filter((line) => line.outcome === outcome), [preview, outcome]);
  const rows = useMemo(
    () => allRows<ImportLine>({ data, error: undefined, isLoading: false, reload: () => {} }),
    [data],
  );
  const columns = useMemo(() => columnsOf(t, decisions, onDecide), [t, decisions, onDecide]);
  return (
    <>
      <div className="vm-import-cards" role="group" aria-label={t.unit.import.outcome}>
        {outcomes.map((one) => (
          <ImportCard
            key={one}
            meaning={meanings[one]}
            label={t.unit.import.outcomes[one]}
            count={showNumber(countOf(one))}
            note={preview.counts
              .filter((row) => row.outcome === one && row.level !== null)
              .map((row) => `${row.level === null ? '' : t.unit.levels[row.level]}: ${showNumber(row.count)}`)
              .join(' · ')}
            isPressed={one === outcome}
            disabled={countOf(one) === 0}
            isRing={one === 'missing'}
            onPress={() => setPicked(one)}
          />
        ))}
      </div>
      <div className="vm-import-grid">
        <Grid
          key={outcome}
          label={t.unit.import.outcomes[outcome]}
          name="import-lines"
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          empty={<p className="vm-page-note">{t.unit.import.noneOf}</p>}
          footer={preview.cut.includes(outcome) ? t.unit.import.cut(previewLineLimit) : undefined}
        />
      </div>
    </>
  );
}

const rowKey = (line: ImportLine): string =>
  line.line === 0 ? `missing ${line.level} ${line.code} ${line.fullName}` : String(line.line);

function columnsOf(
  t: Text,
  decisions: ImportLinesProps['decisions'],
  onDecide: ImportLinesProps['onDecide'],
): Column<ImportLine>[] {
  const { import: words, levels, fields } = t.unit;
  return [
    {
      key: 'line',
      header: words.lineNumber,
      width: 64,
      align: 'right',
      render: (line) => (line.line === 0 ? '—' : showNumber(line.line)),
    },
    {
      key: 'level',
      header: fields.level,
      width: 92,
      render: (line) => (line.level === null ? '—' : levels[line.level]),
    },
    { key: 'code', header: words.code, width: 76, render: (line) => <span>{line.code}</span> },
    {
      key: 'unit',
      header: words.unit,
      width: 200,
      grow: 2,
      render: (line) => <span title={line.fullName}>{line.fullName}</span>,
    },
    {
      key: 'parent',
      header: fields.parent,
      width: 150,
      grow: 1,
      render: (line) => <span title={line.parentName}>{line.parentName}</span>,
    },
    {
      key: 'what',
      header: words.what,
      width: 260,
      grow: 4,
      render: (line) => <What line={line} decision={decisions[keyOf(line)]} onDecide={onDecide} />,
    },
  ];
}

const keyOf = (line: ImportLine): string => `${line.level}:${line.code}`;

function What({
  line,
  decision,
  onDecide,
}: {
  line: ImportLine;
  decision: 'rename' | 'newUnit' | undefined;
  onDecide: ImportLinesProps['onDecide'];
}) {
  const t = useText();
  const words = t.unit.import;
  const text = describe(t, line);
  if (line.problem?.code !== 'CODE_REUSED') return <span title={text}>{text}</span>;
  return (
    <span className="vm-import-decide">
      <span title={text}>{text}</span>
      {(['rename', 'newUnit'] as const).map((one) => (
        <Button
          key={one}
          size="compact-xs"
          tabIndex={-1}
          variant={decision === one ? 'filled' : 'default'}
          aria-pressed={decision === one}
          onClick={(event) => {
            event.stopPropagation();
            onDecide(keyOf(line), one);
          }}
        >
          {one === 'rename' ? words.decideRename : words.decideNew}
        </Button>
      ))}
    </span>
  );
}

function describe(t: Text, line: ImportLine): string {
  const words = t.unit.import;
  const show = (field: string, value: string): string => {
    if (value === '') return words.nothing;
    if (field === 'kind') return t.unit.kinds[value as UnitKind];
    return field === 'validFrom' ? showDay(value) : value;
  };
  const changes = line.changes.map(({ field, from, to }) =>
    words.changeOf(words.changeFields[field], show(field, from), show(field, to)),
  );
  const problem = line.problem === null ? '' : words.problems[line.problem.code](line.problem.detail);
  const end = line.outcome === 'missing' ? (line.willEnd ? words.willEnd : words.willStay) : '';
  return [end, problem, ...changes].filter(Boolean).join('; ');
}
