import { useMemo } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import type { Span } from '../../../db/api/span.ts';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Charted } from './charted.tsx';
import { directiveColumns, directiveName, ofDirective, unitColumns } from './columns.tsx';
import { useLook } from './look.ts';
import { type Of, openWork, parts } from './open-work.ts';

interface WorkTabProps {
  directives: Output<'overview.directives'> | undefined;
  units: Output<'overview.units'> | undefined;
  span: Span;
  of: Of;
  about: string;
}

const meanings = { doneOnTime: 'green', doneLate: 'amber', overdue: 'red', within: 'grey' } as const;
/** Bars that fit beside the table without scrolling. */
const maxBars = 10;

/** Documents as bars, most overdue on top, beside units as a table, slowest on top. */
export function WorkTab({ directives, units, span, of, about }: WorkTabProps) {
  const text = useText();
  const t = text.overview;
  const forDirectives = useMemo(() => directiveColumns(t, span, of), [t, span, of]);
  const set = useLook((look) => look.set);
  // The reports a unit owes are those of its own scope.
  const forUnits = useMemo(
    () =>
      unitColumns(text, span, of, ({ unitId, unitName }) =>
        set({ tab: 'missing', unit: { id: unitId, name: unitName } }),
      ),
    [text, span, of, set],
  );
  const rows = directives?.rows ?? [];
  const placed = (units ?? []).filter(({ reason }) => reason === null);
  const apart = (units ?? []).filter(({ reason }) => reason !== null);
  const drawn = rows.slice(0, maxBars);
  const empty = <EmptyState title={t.empty.nothing} />;
  return (
    <div className="vm-overview-halves">
      <Charted
        title={t.byDirective}
        note={t.chart.topOf(drawn.length, directives?.total ?? 0)}
        about={about}
        file="theo-van-ban"
        chart={{
          categories: drawn.map((row) => directiveName(t, row)),
          series: parts.map((key) => ({
            name: t.series[key],
            meaning: meanings[key],
            values: drawn.map((row) => row[key]),
          })),
          isSideways: true,
          ends: drawn.map((row) => t.chart.end(row.onTimeShare, row.overdue)),
          onPick: (category, series) => {
            const [row, key] = [drawn[category], parts[series]];
            if (row !== undefined && key !== undefined) openWork(key, span, { ...of, ...ofDirective(t, row) });
          },
        }}
        columns={forDirectives}
        rows={rows}
        rowKey={(row) => row.directiveId ?? ''}
        empty={empty}
      />
      <div className="vm-overview-stack">
        <Charted
          title={t.byUnit}
          about={about}
          file="theo-don-vi"
          columns={forUnits}
          rows={placed}
          rowKey={(row) => row.unitId}
          empty={empty}
        />
        {apart.length > 0 && (
          <Charted
            title={text.totals.notConvertible}
            note={showNumber(apart.length)}
            about={about}
            file="khong-quy-doi-duoc"
            columns={forUnits}
            rows={apart}
            rowKey={(row) => row.unitId}
            empty={null}
          />
        )}
      </div>
    </div>
  );
}
