import { arrangeColumns, useColumns } from '../stores/columns.ts';
import { readKept } from './kept-filter.ts';
import { SavedViews } from './saved-views.tsx';

interface ListViewsProps<F extends object> {
  /** The list, as its columns and its views are kept under. */
  place: string;
  /** Filter and order as they are now. */
  filter: F;
  /** What they are when nothing is set; a kept view is read by its shape. */
  nothing: F;
  onFilter: (filter: F) => void;
}

/** Saved views of a list: its filter, order and columns as they were kept. */
export function ListViews<F extends object>({ place, filter, nothing, onFilter }: ListViewsProps<F>) {
  const [columns] = useColumns(place);
  const kept = Object.fromEntries(Object.keys(nothing).map((key) => [key, filter[key as keyof F]]));
  return (
    <SavedViews
      place={place}
      current={{ filter: kept, columns: { ...columns } }}
      onApply={(body) => {
        onFilter(readKept(nothing, body['filter']));
        arrangeColumns(place, body['columns']);
      }}
    />
  );
}
