import { Button } from '@mantine/core';
import { GitFork, Printer } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Output } from '../../../db/api/contract/index.ts';
import type { UnitShown } from '../../../db/api/contract/unit.ts';
import { useOfficeName } from '../../office-name.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { Section } from '../../ui/page.tsx';
import { printOnly } from '../../ui/print.ts';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { versionShown } from './changes.ts';
import { LineageDrawing } from './lineage-drawing.tsx';
import { layOutPast } from './lineage-layout.ts';
import { LineageTable } from './lineage-table.tsx';
import './lineage.css';

export const lineageEntities = ['unit', 'unitVersion', 'unitEvent', 'unitLineage', 'directive'] as const;

/** Lịch sử đơn vị: the drawing, the same in a table, and the unit's own periods. */
export function LineageTab({ unit, versions }: { unit: UnitShown; versions: ReactNode }) {
  const t = useText().lineage;
  const on = useViewDate((s) => s.on);
  const [isWide, setWide] = useState(false);
  const past = useApi('lineage.get', { id: unit.id, on, isWide }, { entities: lineageEntities, keep: true });
  if (past.error !== undefined) return <ErrorState error={past.error} onRetry={past.reload} />;
  if (past.data === undefined || past.data.id !== unit.id) return <LoadingState />;
  const { data } = past;
  const more = data.units.reduce((sum, one) => sum + one.more, 0);
  return (
    <div className="vm-past">
      {data.events.length === 0 ? (
        <EmptyState icon={GitFork} title={t.none} hint={t.noneHint} />
      ) : (
        <>
          {data.units.length > 1 && (
            <>
              <div className="vm-past-bar">
                <Legend />
                {more > 0 && <span className="vm-page-note">{t.more(more)}</span>}
                {(more > 0 || isWide) && (
                  <Button size="compact-sm" variant="default" onClick={() => setWide(!isWide)}>
                    {isWide ? t.showFewer : t.showAll}
                  </Button>
                )}
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<Printer size={14} aria-hidden />}
                  onClick={printLineage}
                >
                  {t.print}
                </Button>
              </div>
              <LineageDrawing past={data} />
            </>
          )}
          <Section title={t.events}>
            <div className="vm-past-scroll" role="group" aria-label={t.events} tabIndex={0}>
              <LineageTable past={data} />
            </div>
          </Section>
        </>
      )}
      {versions}
      <LineagePaper unit={unit} past={data} />
    </div>
  );
}

function Legend() {
  const t = useText().lineage;
  return (
    <ul className="vm-past-legend" aria-label={t.legendLabel}>
      {(['main', 'whole', 'part'] as const).map((kind) => (
        <li key={kind}>
          <svg viewBox="0 0 2 1" aria-hidden>
            <path
              d="M 0 0.5 H 2"
              className="vm-past-line"
              data-main={kind === 'main' || undefined}
              data-part={kind === 'part' || undefined}
            />
          </svg>
          {t.legend[kind]}
        </li>
      ))}
    </ul>
  );
}

/** On paper goes only the history, not the screen around it. */
const printLineage = (): void => printOnly('lineage');

/** Width of a landscape page of A4 between its margins, in rem at the size of print. */
const paperRem = 62;

/** The history as it is printed, black on white: the names are those of the days of the events, as on the screen. */
function LineagePaper({ unit, past }: { unit: UnitShown; past: Output<'lineage.get'> }) {
  const text = useText();
  const on = useViewDate((s) => s.on);
  const office = useOfficeName();
  const zoom = Math.min(1, paperRem / Math.max(1, layOutPast(past).width));
  return createPortal(
    <div className="vm-past-paper" lang={document.documentElement.lang} aria-hidden>
      <p className="vm-past-office">{office}</p>
      <h1>{text.lineage.paperTitle(versionShown(unit, on).fullName)}</h1>
      <p>{text.lineage.seenAt(on)}</p>
      {past.units.length > 1 && (
        <div style={{ zoom }}>
          <LineageDrawing past={past} isPaper />
        </div>
      )}
      {past.events.length > 0 && <LineageTable past={past} isPaper />}
      <h2>{text.unit.versions}</h2>
      <ul>
        {unit.versions.map((version) => (
          <li key={version.id}>
            {[
              text.unit.span(version.validFrom, version.validTo),
              version.fullName,
              version.parentName && text.unit.underOf(version.parentName),
              version.basisText && text.unit.basisOf(version.basisText),
            ]
              .filter(Boolean)
              .join(' · ')}
          </li>
        ))}
      </ul>
    </div>,
    document.body,
  );
}
