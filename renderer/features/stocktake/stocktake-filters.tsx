import { Button } from '@mantine/core';
import { StocktakeForm, StocktakeKind } from '../../../db/api/contract/stocktake-words.ts';
import { useText } from '../../text/index.ts';
import { ChoiceChip } from '../../ui/filter-chip.tsx';
import { ClearFilters, DaysChip, ListSearch } from '../../ui/list-filters.tsx';
import { ListViews } from '../../ui/list-views.tsx';
import { isFiltered, none, useStocktakeFilter } from './filter.ts';

/** Search and filter chips of the list. */
export function StocktakeFilters() {
  const t = useText().stocktake;
  const filter = useStocktakeFilter();
  return (
    <>
      <ListSearch className="vm-stocktake-search" label={t.filter.search} text={filter.text} set={filter.set} />
      <ChoiceChip
        label={t.list.kind}
        choices={StocktakeKind.options.map((value) => ({ value, label: t.kinds[value] }))}
        value={filter.kinds}
        onChange={(kinds) => filter.set({ kinds })}
      />
      <ChoiceChip
        label={t.list.form}
        choices={StocktakeForm.options.map((value) => ({ value, label: t.forms[value] }))}
        value={filter.forms}
        onChange={(forms) => filter.set({ forms })}
      />
      <DaysChip
        label={t.filter.held}
        words={t.filter}
        value={{ from: filter.heldFrom, to: filter.heldTo }}
        onChange={({ from = filter.heldFrom, to = filter.heldTo }) => filter.set({ heldFrom: from, heldTo: to })}
      />
      <Button
        variant={filter.isUnconcluded ? 'light' : 'default'}
        size="compact-sm"
        aria-pressed={filter.isUnconcluded}
        onClick={() => filter.set({ isUnconcluded: !filter.isUnconcluded })}
      >
        {t.filter.unconcluded}
      </Button>
      <ListViews place="stocktakes" filter={filter} nothing={none} onFilter={filter.set} />
      {isFiltered(filter) && <ClearFilters label={t.filter.clear} onClear={filter.clear} />}
    </>
  );
}
