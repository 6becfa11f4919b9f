import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
  type ImportedUnit,
  type ImportFault,
  type ReorganizationPreview,
  reorganizationLineLimit,
} from '../../../db/api/contract/reorganization-import.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { ImportCard } from '../../ui/import-file.tsx';
import { saveFile } from '../../ui/save-file.ts';
import type { Meaning } from '../../ui/status-badge.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { faultsCsv } from './faults-csv.ts';

const groups = ['new', 'goesOn', 'ends', 'splits', 'errors', 'notices'] as const;
type Group = (typeof groups)[number];
type Split = ReorganizationPreview['splits'][number];

const meanings: Record<Group, Meaning> = {
  new: 'green',
  goesOn: 'blue',
  ends: 'grey',
  splits: 'amber',
  errors: 'red',
  notices: 'grey',
};

/** Faults begin open: they are what a person has to decide about. */
const firstOf = (counts: Record<Group, number>): Group =>
  counts.errors > 0 ? 'errors' : (groups.find((group) => counts[group] > 0) ?? 'new');

/** What the file would do, in groups; a press on one shows its rows. */
export function ImportGroups({ preview }: { preview: ReorganizationPreview }) {
  const text = useText();
  const t = text.reorganizationImport;
  const counts = useMemo(() => countGroups(preview), [preview]);
  const [picked, setPicked] = useState<Group>();
  const group = picked !== undefined && counts[picked] > 0 ? picked : firstOf(counts);
  return (
    <>
      <EventCounts preview={preview} />
      <div className="vm-import-cards" role="group" aria-label={t.tabsLabel}>
        {groups.map((one) => (
          <ImportCard
            key={one}
            meaning={meanings[one]}
            label={t.tabs[one]}
            count={showNumber(counts[one])}
            note={t.tabNotes[one]}
            isPressed={one === group && counts[one] > 0}
            disabled={counts[one] === 0}
            isRing={one === 'ends' || one === 'notices'}
            onPress={() => setPicked(one)}
          />
        ))}
      </div>
      <div className="vm-import-grid">
        {group === 'splits' ? (
          <Rows group={group} preview={preview} data={preview.splits} columns={splitColumns(text)} rowKey={splitKey} />
        ) : group === 'errors' || group === 'notices' ? (
          <Faults group={group} preview={preview} />
        ) : (
          <Units group={group} preview={preview} />
        )}
      </div>
    </>
  );
}

function countGroups({ events, units, splits, errorCount, noticeCount }: ReorganizationPreview): Record<Group, number> {
  const sum = (field: 'created' | 'changed'): number => events.reduce((total, row) => total + row[field], 0);
  const ends = units.filter(({ outcome }) => outcome === 'ends').length;
  return {
    new: sum('created'),
    goesOn: sum('changed'),
    ends,
    splits: splits.length,
    errors: errorCount,
    notices: noticeCount,
  };
}

/** Events by kind, and what else is to be known of the whole. */
function EventCounts({ preview }: { preview: ReorganizationPreview }) {
  const text = useText();
  const t = text.reorganizationImport;
  const { events, policeEventCount, sameCount, outsideCount, openUnitCount } = preview;
  const parts = [
    ...events.map(({ kind, count }) => t.eventOf(text.reorganization.kinds[kind], count)),
    ...(policeEventCount > 0 ? [t.policeEvents(policeEventCount)] : []),
    ...(sameCount > 0 ? [t.same(sameCount)] : []),
    ...(outsideCount > 0 ? [t.outside(outsideCount)] : []),
    ...(openUnitCount > 0 ? [t.openUnits(openUnitCount)] : []),
  ];
  if (parts.length === 0) return null;
  return (
    <p className="vm-import-counts">
      <strong>{t.eventsLabel}:</strong> {parts.join(' · ')}
    </p>
  );
}

interface RowsProps<R> {
  group: Group;
  preview: ReorganizationPreview;
  data: readonly R[];
  columns: Column<R>[];
  rowKey: (row: R) => string;
}

function Rows<R>({ group, preview, data, columns, rowKey }: RowsProps<R>) {
  const t = useText().reorganizationImport;
  const rows = useMemo(
    () => allRows<R>({ data: [...data], error: undefined, isLoading: false, reload: () => {} }),
    [data],
  );
  return (
    <Grid
      key={group}
      label={t.tabs[group]}
      name={`reorganization-import-${group === 'errors' || group === 'notices' ? 'faults' : group}`}
      columns={columns}
      rows={rows}
      rowKey={rowKey}
      empty={<p className="vm-page-note">{t.noneOf}</p>}
      footer={preview.isCut ? t.cut(reorganizationLineLimit) : undefined}
    />
  );
}

function Units({ group, preview }: { group: 'new' | 'goesOn' | 'ends'; preview: ReorganizationPreview }) {
  const text = useText();
  const data = useMemo(() => preview.units.filter(({ outcome }) => outcome === group), [preview, group]);
  const columns = useMemo(() => unitColumns(text, group), [text, group]);
  return <Rows group={group} preview={preview} data={data} columns={columns} rowKey={unitKey} />;
}

function Faults({ group, preview }: { group: 'errors' | 'notices'; preview: ReorganizationPreview }) {
  const text = useText();
  const t = text.reorganizationImport;
  const data = useMemo(
    () => preview.faults.filter(({ isError }) => isError === (group === 'errors')),
    [preview, group],
  );
  const columns = useMemo(() => faultColumns(text), [text]);
  const save = (): void =>
    saveFile(`${t.exportName}.csv`, new Blob([faultsCsv(data, text)], { type: 'text/csv;charset=utf-8' }));
  return (
    <div className="vm-import-faults">
      <div className="vm-import-tools">
        <Button size="compact-xs" variant="default" leftSection={<Download size={14} aria-hidden />} onClick={save}>
          {t.export}
        </Button>
      </div>
      <Rows group={group} preview={preview} data={data} columns={columns} rowKey={faultKey} />
    </div>
  );
}

const unitKey = (unit: ImportedUnit): string => `${unit.on} ${unit.level} ${unit.code} ${unit.outcome}`;
const splitKey = (split: Split): string => split.code;
const faultKey = (fault: ImportFault): string =>
  [fault.line, fault.code, fault.unitCode, fault.problem ?? '', fault.detail].join(' ');

const line = (number: number): string => (number === 0 ? '—' : showNumber(number));
const whole = (text: string) => <span title={text}>{text}</span>;

function unitColumns(text: Text, group: 'new' | 'goesOn' | 'ends'): Column<ImportedUnit>[] {
  const { reorganizationImport: t, reorganization, unit: words } = text;
  const from = ({ from: olds }: ImportedUnit): string =>
    group === 'goesOn'
      ? olds.map(({ fullName }) => fullName).join('; ')
      : olds.map(({ fullName, part }) => t.partOf(fullName, reorganization.parts[part])).join('; ');
  const made: Column<ImportedUnit>[] =
    group === 'ends'
      ? []
      : [
          {
            key: 'from',
            header: group === 'goesOn' ? t.before : t.from,
            width: 260,
            grow: 4,
            render: (row) => whole(from(row)),
          },
        ];
  return [
    { key: 'line', header: t.lineNumber, width: 64, align: 'right', render: (row) => line(row.line) },
    { key: 'on', header: t.day, width: 96, render: (row) => showDay(row.on) },
    { key: 'level', header: words.fields.level, width: 88, render: (row) => words.levels[row.level] },
    { key: 'code', header: t.code, width: 72, render: (row) => row.code },
    { key: 'unit', header: t.unit, width: 190, grow: 2, render: (row) => whole(row.fullName) },
    { key: 'parent', header: words.fields.parent, width: 140, grow: 1, render: (row) => whole(row.parentName) },
    { key: 'event', header: t.event, width: 130, render: (row) => reorganization.kinds[row.event] },
    ...made,
  ];
}

function splitColumns(text: Text): Column<Split>[] {
  const t = text.reorganizationImport;
  return [
    { key: 'code', header: t.code, width: 72, render: (row) => row.code },
    { key: 'unit', header: t.unit, width: 200, grow: 1, render: (row) => whole(row.fullName) },
    { key: 'heirs', header: t.heirs, width: 300, grow: 4, render: (row) => whole(row.heirs.join('; ')) },
  ];
}

function faultColumns(text: Text): Column<ImportFault>[] {
  const t = text.reorganizationImport;
  return [
    { key: 'line', header: t.lineNumber, width: 64, align: 'right', render: (row) => line(row.line) },
    { key: 'code', header: t.code, width: 72, render: (row) => row.unitCode },
    { key: 'unit', header: t.unit, width: 190, grow: 1, render: (row) => whole(row.name) },
    {
      key: 'what',
      header: t.what,
      width: 320,
      grow: 4,
      render: (row) => whole(t.faults[row.code](row.detail, row)),
    },
  ];
}
