import { ActionIcon, Button, Menu } from '@mantine/core';
import { CopyPlus, Ellipsis, Pencil, Plus, Trash2, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { CriterionRow, CriterionSetRow } from '../../../db/api/contract/model-ward.ts';
import { limits } from '../../../db/api/types.ts';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { CellValue, Column, WriteCells } from '../../ui/grid/types.ts';
import { Panel } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { useApi, useCommand } from '../../use-api.ts';

type Words = Text['modelWard'];

const columnsOf = (t: Words, canWrite: boolean): Column<CriterionRow>[] => {
  const canEdit = (): boolean => canWrite;
  return [
    {
      key: 'orderNumber',
      header: t.criterionFields.orderNumber,
      width: 76,
      align: 'right',
      text: (row) => String(row.orderNumber),
      render: (row) => row.orderNumber,
    },
    {
      key: 'groupName',
      header: t.criterionFields.groupName,
      width: 120,
      kind: { kind: 'text', maxLength: limits.name },
      value: (row) => row.groupName,
      canEdit,
      render: (row) => <span title={row.groupName}>{row.groupName}</span>,
    },
    {
      key: 'content',
      header: t.criterionFields.content,
      width: 220,
      grow: 3,
      kind: { kind: 'text', maxLength: limits.subject },
      value: (row) => row.content,
      canEdit,
      render: (row) => <span title={row.content}>{row.content}</span>,
    },
    {
      key: 'isRequired',
      header: t.criterionFields.isRequired,
      width: 150,
      kind: {
        kind: 'choice',
        choices: [
          { value: '1', label: t.sets.yes },
          { value: '0', label: '—' },
        ],
      },
      value: (row) => String(row.isRequired),
      canEdit,
      render: (row) => (row.isRequired === 1 ? t.sets.yes : ''),
    },
  ];
};

const keyOf = (row: CriterionRow): string => row.id;

/** A row with what was typed into some of its cells. */
function withCells(row: CriterionRow, cells: ReadonlyMap<string, CellValue>): CriterionRow {
  const words = (column: 'groupName' | 'content'): string => String(cells.get(column) ?? row[column] ?? '');
  const required = cells.get('isRequired');
  return {
    ...row,
    groupName: cells.has('groupName') ? String(cells.get('groupName') ?? '') : words('groupName'),
    content: cells.has('content') ? String(cells.get('content') ?? '') : words('content'),
    isRequired: required === undefined ? row.isRequired : required === '1' ? 1 : 0,
  };
}

/** One set: its criteria, typed or pasted into the grid. */
export function SetPanel({ set, canWrite }: { set: CriterionSetRow; canWrite: boolean }) {
  const t = useText().modelWard;
  const state = useApi('modelWard.set', { id: set.id }, { entities: ['criterion', 'criterionSet'], keep: true });
  const { run } = useCommand('modelWard.saveCriteria');
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo(() => columnsOf(t, canWrite), [t, canWrite]);
  const criteria = state.data?.criteria ?? [];
  const onEdit: WriteCells<CriterionRow> = async (edits) => {
    const byRow = Map.groupBy(edits, ({ rowKey }) => rowKey);
    const rows = criteria.flatMap((row) => {
      const own = byRow.get(row.id);
      return own === undefined ? [] : [withCells(row, new Map(own.map(({ column, after }) => [column, after])))];
    });
    await run({ setId: set.id, rows });
    return [];
  };
  const addRow = (): void => {
    const orderNumber = Math.max(0, ...criteria.map((one) => one.orderNumber)) + 1;
    void run({ setId: set.id, rows: [{ id: null, orderNumber, groupName: '', content: '', isRequired: 0 }] });
  };
  const removeRows = async (): Promise<void> => {
    const result = await run({ setId: set.id, rows: [], removedIds: [...selection] });
    if (result.ok) setSelection(new Set());
  };
  return (
    <Panel
      title={set.name}
      note={[
        t.sets.span(showDay(set.validFrom), set.validTo === null ? null : showDay(set.validTo)),
        set.basisText,
        set.unwordedCount > 0 ? t.sets.unworded(set.unwordedCount) : '',
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={<Actions set={set} canWrite={canWrite} />}
    >
      {canWrite && (
        <div className="vm-ward-tools">
          <span className="vm-page-note">{t.sets.gridHint}</span>
          {selection.size > 0 && (
            <Button variant="default" size="compact-sm" onClick={() => void removeRows()}>
              {t.sets.removeRows(selection.size)}
            </Button>
          )}
          <Button variant="light" size="compact-sm" leftSection={<Plus size="0.875rem" aria-hidden />} onClick={addRow}>
            {t.sets.addRow}
          </Button>
        </div>
      )}
      <div className="vm-ward-grid">
        <Grid
          label={t.sets.grid}
          name="criteria"
          columns={columns}
          rows={allRows({ ...state, data: state.data === undefined ? undefined : criteria })}
          rowKey={keyOf}
          {...(canWrite
            ? {
                onEdit,
                selection,
                onSelect: setSelection,
                rowLabel: (row: CriterionRow) => row.content || t.detail.unworded(row.orderNumber),
              }
            : {})}
          empty={<EmptyState title={t.sets.empty} />}
        />
      </div>
      <HistorySection entity="criterionSet" id={set.id} />
    </Panel>
  );
}

function Actions({ set, canWrite }: { set: CriterionSetRow; canWrite: boolean }) {
  const text = useText();
  const t = text.modelWard;
  const [isAsking, setAsking] = useState(false);
  const removal = useCommand('modelWard.removeSet');
  return (
    <>
      {canWrite && (
        <>
          <Button
            variant="default"
            leftSection={<CopyPlus size="0.875rem" aria-hidden />}
            onClick={() => go(`/model-wards/sets/${set.id}/copy`)}
          >
            {t.sets.copy}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t.detail.more}>
                <Ellipsis size="1.125rem" aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<Pencil size={16} aria-hidden />}
                onClick={() => go(`/model-wards/sets/${set.id}/edit`)}
              >
                {t.sets.edit}
              </Menu.Item>
              {set.registrationCount === 0 && (
                <Menu.Item color="red" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => setAsking(true)}>
                  {t.sets.remove}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </>
      )}
      <ActionIcon aria-label={text.common.actions.close} onClick={() => go('/model-wards/sets')}>
        <X size="1.125rem" aria-hidden />
      </ActionIcon>
      <ConfirmDialog
        opened={isAsking}
        title={t.removal.setTitle}
        confirmLabel={t.removal.confirm}
        isDangerous
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          const result = await removal.run({ id: set.id }, { done: t.removal.done });
          setAsking(false);
          if (result.ok) go('/model-wards/sets');
        }}
      >
        {t.removal.set(set.name)}
      </ConfirmDialog>
    </>
  );
}
