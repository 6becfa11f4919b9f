import { Button } from '@mantine/core';
import { Plus, Rows3 } from 'lucide-react';
import { useMemo } from 'react';
import type { CriterionSetRow } from '../../../db/api/contract/model-ward.ts';
import { go } from '../../navigate.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { useApi, useCommand } from '../../use-api.ts';
import { SetForm } from './set-form.tsx';
import { SetPanel } from './set-panel.tsx';
import { WardViews } from './views.tsx';

type Words = Text['modelWard'];

const columnsOf = (t: Words): Column<CriterionSetRow>[] => [
  {
    key: 'name',
    header: t.sets.name,
    width: 120,
    grow: 2,
    text: (row) => row.name,
    render: (row) => <span title={row.name}>{row.name}</span>,
  },
  {
    key: 'validity',
    header: t.sets.validity,
    width: 150,
    text: (row) => t.sets.span(showDay(row.validFrom), row.validTo === null ? null : showDay(row.validTo)),
    render: (row) => t.sets.span(showDay(row.validFrom), row.validTo === null ? null : showDay(row.validTo)),
  },
  {
    key: 'count',
    header: t.sets.count,
    width: 80,
    align: 'right',
    text: (row) => String(row.criterionCount),
    render: (row) => showNumber(row.criterionCount),
  },
];

const keyOf = (row: CriterionSetRow): string => row.id;
/** When the ministry's provisional criteria were issued (QĐ 5764/QĐ-BCA-V05). */
const firstDay = '2021-07-13';

/** Sets of criteria, the latest valid first; the criteria of one are worded in its panel. */
export function SetsView({
  openId,
  mode,
  canWrite,
}: {
  openId: string | undefined;
  mode: string | undefined;
  canWrite: boolean;
}) {
  const t = useText().modelWard;
  const sets = useApi('modelWard.sets', {}, { entities: ['criterionSet', 'criterion', 'registration'], keep: true });
  const columns = useMemo(() => columnsOf(t), [t]);
  const creation = useCommand('modelWard.createSet');
  const open = sets.data?.find(({ id }) => id === openId);
  const addEmpty = async (): Promise<void> => {
    const set = { name: t.sets.emptyName, validFrom: firstDay, basisText: t.sets.emptyBasis };
    const result = await creation.run({ set, emptyCount: 22 }, { done: t.sets.emptyDone });
    if (result.ok) go(`/model-wards/sets/${result.value.id}`);
  };
  const actions = canWrite && (
    <>
      <Button
        variant="default"
        leftSection={<Rows3 size="1rem" aria-hidden />}
        loading={creation.isRunning}
        onClick={() => void addEmpty()}
      >
        {t.sets.addEmpty}
      </Button>
      <Button leftSection={<Plus size="1rem" aria-hidden />} onClick={() => go('/model-wards/sets/new')}>
        {t.sets.add}
      </Button>
    </>
  );
  const detail =
    openId === 'new' ? (
      <SetForm key="new" set={undefined} copyOf={undefined} />
    ) : open === undefined ? undefined : mode === 'edit' && canWrite ? (
      <SetForm key={`${open.id} edit`} set={open} copyOf={undefined} />
    ) : mode === 'copy' && canWrite ? (
      <SetForm key={`${open.id} copy`} set={undefined} copyOf={open} />
    ) : (
      <SetPanel key={open.id} set={open} canWrite={canWrite && open.isOwn === 1} />
    );
  return (
    <Page title={t.title} note={<WardViews current="sets" />} actions={actions}>
      <SplitView
        name="criterion-sets"
        defaultPercent={34}
        list={
          <Grid
            label={t.sets.label}
            name="criterion-sets"
            columns={columns}
            rows={allRows(sets)}
            rowKey={keyOf}
            openKey={openId}
            onOpen={(row) => go(`/model-wards/sets/${row.id}`)}
            empty={<EmptyState title={t.sets.empty} hint={t.sets.emptyHint} />}
          />
        }
        detail={detail}
      />
    </Page>
  );
}
