import { arrangeColumns, columnsNow } from '../../stores/columns.ts';
import { SavedViews } from '../../ui/saved-views.tsx';
import { keptFilter, readFilter, useTaskFilter } from './filter-store.ts';

/** Views of the list of assignments: filter, order and columns as they were kept. */
export function SavedTaskViews() {
  const filter = useTaskFilter();
  const current = { filter: keptFilter(filter), columns: columnsNow('tasks') };
  return (
    <SavedViews
      place="tasks"
      current={current}
      onApply={(body) => {
        filter.set(readFilter(body['filter']));
        arrangeColumns('tasks', body['columns']);
      }}
    />
  );
}
