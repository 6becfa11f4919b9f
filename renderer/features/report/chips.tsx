import type { Input } from '../../../db/api/contract/index.ts';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { useApi } from '../../use-api.ts';
import { type Chip, useReportFilter } from './filter-store.ts';

const chips: readonly Chip[] = ['submitted', 'returned', 'approved', 'closed', 'all', 'drafts'];

const meanings: Partial<Record<Chip, string>> = { submitted: 'blue', returned: 'amber' };

/** Statuses with their numbers under the other filters; one is chosen. */
export function Chips({ filter }: { filter: Input<'report.counts'> }) {
  const t = useText().report.chips;
  const { chip: chosen, set } = useReportFilter();
  const counts = useApi('report.counts', filter, { keep: true }).data;
  const countOf = (chip: Chip): number | undefined =>
    counts === undefined || chip === 'all' ? undefined : counts[chip];
  return (
    <div className="vm-report-chips" role="group" aria-label={t.label}>
      {chips.map((chip) => {
        const count = countOf(chip);
        return (
          <button
            key={chip}
            type="button"
            className="vm-report-chip"
            data-meaning={meanings[chip]}
            aria-pressed={chip === chosen}
            onClick={() => set({ chip })}
          >
            {t[chip]}
            {count !== undefined && <span className="vm-report-chip-count">{showNumber(count)}</span>}
          </button>
        );
      })}
    </div>
  );
}
