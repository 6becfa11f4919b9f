import type { UnitShown } from '../../../db/api/contract/unit.ts';
import { addDays, type Day } from '../../../db/api/day.ts';
import { openList } from '../../stores/list-request.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { Section } from '../../ui/page.tsx';
import { useApi } from '../../use-api.ts';
import { lineageEntities } from './lineage-tab.tsx';
import './lineage.css';

/** On the page of a unit that has ended: who carries it on today, or that this is not known, and the way to its last day. */
export function NowIs({ unit, endedOn }: { unit: UnitShown; endedOn: Day }) {
  const t = useText().lineage;
  const on = useViewDate((s) => s.on);
  const setOn = useViewDate((s) => s.setOn);
  const lastOn = addDays(endedOn, -1);
  const asked = useApi('lineage.heirs', { ids: [unit.id], on }, { entities: lineageEntities, keep: true });
  const found = asked.data?.[0];
  if (found === undefined || found.id !== unit.id) return null;
  const { units, reason } = found.heirs;
  return (
    <p className="vm-past-now">
      {reason !== null && `${t.heirReasons[reason]} `}
      {units.length > 0 && `${units.length === 1 ? t.nowIs : t.nowIsMany}: `}
      {units.map((heir, index) => (
        <span key={heir.id}>
          {index > 0 && ', '}
          <a href={`#/units/${heir.id}`}>{heir.fullName}</a>
        </span>
      ))}
      {units.length > 0 && '. '}
      <button type="button" onClick={() => setOn(lastOn)}>
        {t.onLastDay(lastOn)}
      </button>
    </p>
  );
}

/** Hồ sơ của đơn vị tiền thân: how much they left, and the way to it. */
export function PastRecords({ unit, name }: { unit: UnitShown; name: string }) {
  const t = useText().lineage;
  const on = useViewDate((s) => s.on);
  const asked = useApi(
    'lineage.records',
    { id: unit.id, on },
    { entities: [...lineageEntities, 'assignment', 'report'], keep: true },
  );
  if (asked.data === undefined || asked.data.predecessorCount === 0) return null;
  const { predecessorCount, assignmentCount, reportCount } = asked.data;
  const named = { unit: { id: unit.id, name }, withPredecessors: true };
  return (
    <Section title={t.records}>
      <p className="vm-page-note">{t.recordsNote(predecessorCount)}</p>
      {assignmentCount + reportCount === 0 ? (
        <p>{t.recordsNone}</p>
      ) : (
        <p className="vm-past-records">
          {assignmentCount > 0 && (
            <button type="button" className="vm-unit-link" onClick={() => openList('tasks', named)}>
              {t.recordTasks(assignmentCount)}
            </button>
          )}
          {reportCount > 0 && (
            <button type="button" className="vm-unit-link" onClick={() => openList('reports', named)}>
              {t.recordReports(reportCount)}
            </button>
          )}
        </p>
      )}
    </Section>
  );
}
