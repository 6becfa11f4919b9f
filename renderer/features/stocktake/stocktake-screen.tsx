import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { concluders, stocktakeWriters } from '../../../db/api/contract/stocktake.ts';
import { go, usePlace } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { GiveTasks } from './give-tasks.tsx';
import { StocktakeDetail } from './stocktake-detail.tsx';
import { StocktakeFilters } from './stocktake-filters.tsx';
import { EditStocktake, NewStocktakeForm } from './stocktake-form.tsx';
import { StocktakeList } from './stocktake-list.tsx';
import './stocktake.css';

/** Sơ kết, tổng kết. Places: /stocktakes/<id>, /stocktakes/<id>/edit, /stocktakes/<id>/give, /stocktakes/new[/<directive>]. */
export default function StocktakeScreen() {
  const t = useText().stocktake;
  const [, id, part] = usePlace();
  const canWrite = useMayFor(stocktakeWriters);
  const canConclude = useMayFor(concluders);
  const add = canWrite && id !== 'new' && (
    <Button leftSection={<Plus size="1rem" aria-hidden />} title="Ctrl+N" onClick={() => go('/stocktakes/new')}>
      {t.add}
    </Button>
  );
  const detail =
    id === undefined ? undefined : id === 'new' ? (
      <NewStocktakeForm key={part ?? ''} directiveId={part} />
    ) : part === 'edit' && canWrite ? (
      <EditStocktake key={id} id={id} />
    ) : part === 'give' && canConclude ? (
      <GiveTasks key={id} id={id} />
    ) : (
      <StocktakeDetail key={id} id={id} canWrite={canWrite} canConclude={canConclude} />
    );
  return (
    <Page title={t.title} actions={add} filters={<StocktakeFilters />}>
      <SplitView
        name="stocktake"
        defaultPercent={44}
        list={<StocktakeList openId={id} canWrite={canWrite} />}
        detail={detail}
      />
    </Page>
  );
}
