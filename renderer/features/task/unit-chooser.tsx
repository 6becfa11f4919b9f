import { Button, Popover, Select } from '@mantine/core';
import { ListTree } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { UnitLevel } from '../../../db/api/contract/unit-words.ts';
import { isDay } from '../../../db/api/day.ts';
import { limits } from '../../../db/api/types.ts';
import { call } from '../../api.ts';
import type { ChosenUnit, UnitChooserProps } from '../../stores/choosers.ts';
import { useSession } from '../../stores/session.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { CellValue, Column, WriteCells } from '../../ui/grid/types.ts';
import { LazyTree, type TreeNode } from '../../ui/lazy-tree.tsx';
import { notifyError } from '../../ui/notify.ts';
import { EmptyState } from '../../ui/states.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { useApi } from '../../use-api.ts';
import { type Picked, UnitPicker, useUnitSearch } from './pickers.tsx';
import './task.css';

export type Chosen = ChosenUnit;
type ChooserProps = UnitChooserProps;

/** Adds units the list does not have yet. */
const withUnits = (value: readonly Chosen[], units: readonly { id: string; fullName: string }[]): Chosen[] => {
  const known = new Set(value.map((one) => one.unitId));
  return [
    ...value,
    ...units
      .filter((unit) => !known.has(unit.id))
      .map(({ id, fullName }) => ({ unitId: id, name: fullName, dueOn: null })),
  ];
};

/** Units by search, from the tree, or all communes below one in a press; then a list of what was chosen. */
export function UnitChooser(props: ChooserProps) {
  const { value, onChange, on, natures, hasAll = false, levels = communes, error } = props;
  return (
    <>
      <div className="vm-unit-tools">
        <AddOne {...props} onAdd={(unit) => onChange(withUnits(value, [unit]))} />
        {natures.includes('police') && <FromTree value={value} on={on} onChange={onChange} />}
      </div>
      {hasAll && <AddAll on={on} levels={levels} onAdd={(units) => onChange(withUnits(value, units))} />}
      {value.length > 0 && <ChosenGrid {...props} />}
      {error}
    </>
  );
}

function AddOne({
  label,
  value,
  on,
  natures,
  required = false,
  onAdd,
}: ChooserProps & { onAdd: (unit: { id: string; fullName: string }) => void }) {
  const t = useText();
  const [search, setSearch] = useState('');
  const found = useUnitSearch(search, on, natures).filter((unit) => !value.some((one) => one.unitId === unit.id));
  return (
    <Select
      className="vm-unit-search"
      label={label}
      withAsterisk={required}
      placeholder={t.task.form.addUnitHint}
      data={found.map(({ id, fullName }) => ({ value: id, label: fullName }))}
      value={null}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={t.common.select.nothing}
      onChange={(id) => {
        const unit = found.find((one) => one.id === id);
        if (unit !== undefined) onAdd(unit);
        setSearch('');
      }}
      comboboxProps={{ transitionProps: { duration: 100 } }}
    />
  );
}

type Node = TreeNode & { fullName: string };

function FromTree({ value, on, onChange }: Pick<ChooserProps, 'value' | 'on' | 'onChange'>) {
  const t = useText().task.form;
  const officeUnitId = useSession((s) => s.session?.officeUnitId);
  const openIds = useMemo(() => (officeUnitId === undefined ? [] : [officeUnitId]), [officeUnitId]);
  const latest = useRef(value);
  latest.current = value;
  const loadChildren = useCallback(
    async (parent: Node | null) => {
      const result = await call('unit.children', {
        parentId: parent?.id ?? null,
        nature: 'police',
        on,
      });
      if (!result.ok) return result;
      const isChosen = (id: string): boolean => latest.current.some((one) => one.unitId === id);
      const nodes = result.value.map(({ id, fullName, childCount }) => ({
        id,
        fullName,
        label: fullName,
        hasChildren: childCount > 0,
        ...(isChosen(id) ? { note: t.added } : {}),
      }));
      return { ok: true as const, value: nodes };
    },
    [on, t],
  );
  const toggle = ({ id, fullName }: Node): void => {
    const isChosen = value.some((one) => one.unitId === id);
    onChange(isChosen ? value.filter((one) => one.unitId !== id) : withUnits(value, [{ id, fullName }]));
  };
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<ListTree size={14} aria-hidden />}>
          {t.fromTree}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <p className="vm-dialog-hint">{t.treeHint}</p>
        <div className="vm-unit-tree">
          <LazyTree<Node>
            label={t.treeLabel}
            loadChildren={loadChildren}
            version={value.length}
            openIds={openIds}
            onSelect={toggle}
            empty={<EmptyState title={t.treeEmpty} />}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

const communes: readonly UnitLevel[] = ['commune'];

/** Every police unit of a level below a unit, the office's own unless another is chosen; of the whole tree where levels are offered. */
function AddAll({
  on,
  levels,
  onAdd,
}: {
  on: string;
  levels: readonly UnitLevel[];
  onAdd: (units: { id: string; fullName: string }[]) => void;
}) {
  const text = useText();
  const t = text.task.form;
  const session = useSession((s) => s.session);
  const isFree = levels.length > 1;
  const own: Picked | null = session === null || isFree ? null : { id: session.officeUnitId, name: session.officeName };
  const [under, setUnder] = useState<Picked | null>(own);
  const [level, setLevel] = useState<UnitLevel>(levels[0] ?? 'commune');
  const [isBusy, setBusy] = useState(false);
  const asked = { on, nature: 'police', underId: under?.id ?? null, level } as const;
  const isAsked = (under !== null || isFree) && isDay(on);
  const count = useApi('unit.list', { ...asked, limit: 1 }, { enabled: isAsked, keep: true });
  const total = isAsked ? (count.data?.total ?? 0) : 0;
  const addAll = async (): Promise<void> => {
    setBusy(true);
    const units: { id: string; fullName: string }[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await call('unit.list', {
        ...asked,
        limit: 200,
        ...(after === undefined ? {} : { after }),
      });
      if (!page.ok) {
        notifyError(page.error);
        break;
      }
      units.push(...page.value.rows);
      after = page.value.next;
    }
    setBusy(false);
    onAdd(units);
  };
  return (
    <div className="vm-unit-tools">
      {isFree && (
        <Select
          className="vm-unit-level"
          label={t.level}
          data={levels.map((one) => ({ value: one, label: text.unit.levels[one] }))}
          value={level}
          allowDeselect={false}
          onChange={(next) => setLevel(levels.find((one) => one === next) ?? level)}
        />
      )}
      <UnitPicker
        className="vm-unit-search"
        hasLabel
        label={isFree ? t.underAny : t.under}
        placeholder={t.addUnitHint}
        on={on}
        natures={['police']}
        value={under}
        onChange={setUnder}
      />
      <Button variant="light" loading={isBusy} disabled={total === 0} onClick={() => void addAll()}>
        {isFree ? t.addAllUnits(total) : t.addAll(total)}
      </Button>
    </div>
  );
}

const asDay = (value: CellValue | undefined): string | null => (typeof value === 'string' ? value : null);
const keyOf = (row: Chosen): string => row.unitId;
const nameOf = (row: Chosen): string => row.name;

const columnsOf = (t: Text['task'], hasDue: boolean, placeLabel: string | undefined): Column<Chosen>[] => [
  {
    key: 'name',
    header: t.columns.unit,
    width: 200,
    grow: 1,
    value: (row) => row.name,
    render: (row) => <span title={row.name}>{row.name}</span>,
  },
  ...(hasDue
    ? [
        {
          key: 'due',
          header: t.form.ownDue,
          width: 130,
          kind: { kind: 'day' as const },
          value: (row: Chosen) => row.dueOn,
          canEdit: () => true,
          render: (row: Chosen) =>
            row.dueOn === null ? <span className="vm-page-note">{t.form.commonDue}</span> : showDay(row.dueOn),
        },
      ]
    : []),
  ...(placeLabel === undefined
    ? []
    : [
        {
          key: 'place',
          header: placeLabel,
          width: 160,
          grow: 1,
          kind: { kind: 'text' as const, maxLength: limits.description },
          value: (row: Chosen) => row.place ?? '',
          canEdit: () => true,
          render: (row: Chosen) => <span title={row.place}>{row.place}</span>,
        },
      ]),
];

/** What was chosen; marked rows get a deadline of their own or go. */
function ChosenGrid({ value, onChange, hasDue, placeLabel }: ChooserProps) {
  const t = useText().task;
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [dueOn, setDueOn] = useState<string | null>(null);
  const rows = useMemo(
    () => allRows<Chosen>({ data: value, error: undefined, isLoading: false, reload: () => {} }),
    [value],
  );
  const columns = useMemo(() => columnsOf(t, hasDue, placeLabel), [t, hasDue, placeLabel]);
  const marked = value.filter((one) => selection.has(one.unitId));
  const isReady = dueOn === null || isDay(dueOn);
  const onEdit: WriteCells<Chosen> = (edits) => {
    const cells = new Map(edits.map(({ rowKey, column, after }) => [`${column} ${rowKey}`, after]));
    const edited = (one: Chosen): Chosen => {
      const due = cells.get(`due ${one.unitId}`);
      const place = cells.get(`place ${one.unitId}`);
      return {
        ...one,
        ...(due === undefined ? {} : { dueOn: asDay(due) }),
        ...(place === undefined ? {} : { place: String(place ?? '') }),
      };
    };
    onChange(value.map(edited));
    return Promise.resolve([]);
  };
  return (
    <div>
      <div className="vm-unit-grid" style={{ height: `${Math.min(16, 5.5 + value.length * 1.75)}rem` }}>
        <Grid
          label={t.form.chosen}
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          rowLabel={nameOf}
          selection={selection}
          onSelect={setSelection}
          {...(hasDue || placeLabel !== undefined ? { onEdit } : {})}
          empty={null}
        />
      </div>
      {marked.length > 0 && (
        <div className="vm-unit-tools">
          {hasDue && (
            <>
              <DayInput label={t.form.ownDue} value={dueOn} onChange={setDueOn} />
              <Button
                variant="default"
                disabled={!isReady}
                onClick={() => onChange(value.map((one) => (selection.has(one.unitId) ? { ...one, dueOn } : one)))}
              >
                {t.form.setDue(marked.length)}
              </Button>
            </>
          )}
          <Button
            variant="default"
            onClick={() => {
              onChange(value.filter((one) => !selection.has(one.unitId)));
              setSelection(new Set());
            }}
          >
            {t.form.removeUnits(marked.length)}
          </Button>
        </div>
      )}
    </div>
  );
}
