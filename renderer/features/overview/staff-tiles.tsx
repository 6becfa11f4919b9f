import type { StaffingState } from '../../../db/api/contract/staffing.ts';
import { openList } from '../../stores/list-request.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { useApi } from '../../use-api.ts';
import { useLook } from './look.ts';

const entities = ['post', 'headcount', 'norm', 'unit', 'unitVersion'] as const;

/** Khuyết Trưởng and Dưới định mức of the communes in scope on the date of view; each opens those units. */
export function StaffTiles() {
  const t = useText().staffing.tiles;
  const on = useViewDate((s) => s.on);
  const unit = useLook((s) => s.unit);
  const counts = useApi('staffing.counts', { on, underId: unit?.id ?? null }, { keep: true, entities }).data;
  const open = (state: StaffingState): void => openList('staffing', { state, ...(unit === null ? {} : { unit }) });
  const figure = (state: 'chiefVacant' | 'below') => {
    const count = counts?.[state] ?? 0;
    return (
      <button
        key={state}
        type="button"
        className="vm-card-figure"
        data-state={state}
        disabled={count === 0}
        onClick={() => open(state)}
      >
        <span className="vm-card-title">{t[state]}</span>
        <span className="vm-card-value">{counts === undefined ? '—' : showNumber(count)}</span>
        <span className="vm-visually-hidden"> {t.open}</span>
      </button>
    );
  };
  return (
    <section className="vm-card vm-card-staff" data-meaning="amber" aria-label={t.label}>
      {figure('chiefVacant')}
      {figure('below')}
      {counts !== undefined && counts.noData > 0 && (
        <div className="vm-card-notes">
          <button type="button" className="vm-figure-link" onClick={() => open('noData')}>
            {t.noData(counts.noData)}
          </button>
        </div>
      )}
    </section>
  );
}
