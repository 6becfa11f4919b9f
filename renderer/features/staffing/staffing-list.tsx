import { useMemo } from 'react';
import type { StaffingRow } from '../../../db/api/contract/staffing.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { EmptyState } from '../../ui/states.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { isNarrowed, scopeOf, useStaffFilter } from './filter-store.ts';
import { staffEntities } from './keep.ts';
import { findingsOf, VerdictCell } from './verdict.tsx';

type Words = Text['staffing'];
type NumberKey = 'total' | 'establishment' | 'deputies' | 'others' | 'investigators' | 'minTotal';

/** A number to the right; what nobody has said is a dash, never 0. */
const numberColumn = (key: NumberKey, header: string, width: number, isHidden = false): Column<StaffingRow> => ({
  ...{ key, header, width, align: 'right', kind: { kind: 'number' } },
  ...(isHidden ? { isHidden } : {}),
  value: (row) => row[key],
  render: (row) => {
    const value = row[key];
    return value === null ? <span className="vm-page-note">—</span> : showNumber(value);
  },
});

/** Who is chief, in a few words. */
export function chiefText(t: Words, { chiefs, chiefName, actingChiefs }: StaffingRow): string {
  if (chiefs === null) return '—';
  if (chiefs > 0) return chiefName === '' ? t.list.hasChief : chiefName;
  return actingChiefs > 0 ? t.list.acting(chiefName) : t.list.vacant;
}

const sourceText = (t: Words, { source, countedOn }: StaffingRow): string =>
  source === 'headcount' && countedOn !== null
    ? t.source.headcount(countedOn)
    : source === 'posts'
      ? t.source.posts
      : '—';

function columnsOf(t: Words, isNarrow: boolean): Column<StaffingRow>[] {
  const columns: (Column<StaffingRow> | false)[] = [
    {
      ...{ key: 'unit', header: t.list.unit, width: 150, grow: 2 },
      value: (row) => row.unitName,
      render: (row) => <span title={row.unitName}>{row.unitName}</span>,
    },
    numberColumn('total', t.list.total, 76),
    numberColumn('minTotal', t.list.norm, 82),
    {
      ...{ key: 'verdict', header: t.list.verdict, width: isNarrow ? 150 : 206, grow: isNarrow ? 1 : 0 },
      text: (row) =>
        findingsOf(row, t.verdict)
          .map(({ label }) => label)
          .join('; '),
      render: (row) => <VerdictCell row={row} isNarrow={isNarrow} />,
    },
    {
      ...{ key: 'chief', header: t.list.chief, width: isNarrow ? 120 : 140, grow: 1 },
      value: (row) => chiefText(t, row),
      render: (row) => (
        <span title={chiefText(t, row)} data-vacant={row.verdict.isChiefVacant || undefined}>
          {chiefText(t, row)}
        </span>
      ),
    },
    !isNarrow && numberColumn('deputies', t.list.deputies, 64),
    !isNarrow && numberColumn('others', t.list.others, 70),
    !isNarrow && numberColumn('establishment', t.list.establishment, 84),
    !isNarrow && numberColumn('investigators', t.list.investigators, 108, true),
    !isNarrow && {
      ...{ key: 'source', header: t.source.header, width: 256 },
      text: (row) => sourceText(t, row),
      render: (row) => (
        <span>
          {sourceText(t, row)}
          {row.ageDays !== null && row.ageDays > 0 && (
            <span className="vm-page-note"> · {t.source.age(row.ageDays)}</span>
          )}
        </span>
      ),
    },
  ];
  return columns.filter((column) => column !== false);
}

/** Units of a day with what they have and what they should have, by name. */
export function StaffingList({ openId }: { openId: string | undefined }) {
  const t = useText().staffing;
  const on = useViewDate((s) => s.on);
  const filter = useStaffFilter();
  const rows = usePages(
    'staffing.list',
    {
      ...{ on, ...scopeOf(filter) },
      ...(filter.state === null ? {} : { state: filter.state }),
      ...(filter.text === '' ? {} : { text: filter.text }),
    },
    { entities: staffEntities, fences: 'staffing.fences' },
  );
  const isNarrow = openId !== undefined;
  const columns = useMemo(() => columnsOf(t, isNarrow), [t, isNarrow]);
  return (
    <Grid
      label={t.list.label}
      name={isNarrow ? 'staffing-beside' : 'staffing'}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.unitId}
      openKey={openId}
      onOpen={(row) => go(`/staffing/${row.unitId}`)}
      isFiltered={isNarrowed(filter)}
      onClearFilters={filter.clear}
      empty={<EmptyState title={t.list.emptyTitle} hint={t.list.emptyHint} />}
    />
  );
}
