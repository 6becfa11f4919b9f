import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { Section } from '../../ui/page.tsx';
import { useApi } from '../../use-api.ts';
import { wardEntities } from './filter.ts';
import { StateBadge } from './state-badge.tsx';
import './model-ward.css';

/** "Công an phường kiểu mẫu" of a unit and of those that it carries on; fills a slot of the unit's page. */
export default function UnitModelWards({ unitId }: { unitId: string }) {
  const t = useText().modelWard;
  const on = useViewDate((s) => s.on);
  const { data } = useApi('modelWard.ofUnit', { unitId, on }, { entities: wardEntities, keep: true });
  if (data === undefined || data.length === 0) return null;
  return (
    <Section title={t.ofUnit.title}>
      <ul className="vm-ward-lines">
        {data.map((row) => {
          const latest = row.appraisal ?? row.inspection ?? row.self;
          return (
            <li key={row.id}>
              <span>
                <a href={`#/model-wards/${row.id}`}>{t.detail.note(row.year, row.setName)}</a>
                <small>
                  {[row.unitId === unitId ? '' : t.ofUnit.before(row.unitName), latest === null ? '' : t.result(latest)]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              <StateBadge state={row.state} isPlain />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
