import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Section } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { showFigure } from './figure-number.ts';

type Compared = Output<'report.compare'>;
type Field = Compared['fields'][number];
type Figure = Compared['figures'][number]['a'];

function showField(t: Text['report'], field: Field['field'], value: Field['a']): string {
  if (value === null || value === '') return '—';
  if (field === 'percent') return t.percent(Number(value));
  if (field === 'isNothing') return value === 1 ? t.yes : t.no;
  return field === 'reportedOn' || field === 'doneOn' ? showDay(String(value)) : String(value);
}

const showValue = (figure: Figure): string =>
  figure === null ? '—' : `${showFigure(figure.value)} ${figure.unit}`.trim();

/** Only what differs between two versions, the older left. */
export function Compare({ aId, bId, onClose }: { aId: string; bId: string; onClose: () => void }) {
  const { report: t } = useText();
  const { data, error, isLoading, reload } = useApi('report.compare', { aId, bId }, { entities: [] });
  if (data === undefined)
    return isLoading || error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  const { a, b, fields, figures } = data;
  const rows: { key: string; label: string; a: ReactNode; b: ReactNode }[] = [
    ...fields.map((one) => ({
      key: one.field,
      label: t.fields[one.field],
      a: showField(t, one.field, one.a),
      b: showField(t, one.field, one.b),
    })),
    ...figures.map((one) => ({ key: `figure ${one.name}`, label: one.name, a: showValue(one.a), b: showValue(one.b) })),
  ];
  const hide = (
    <Button variant="subtle" color="gray" size="compact-sm" onClick={onClose}>
      {t.actions.hideCompare}
    </Button>
  );
  return (
    <Section title={t.compare.title(a.version, b.version)} actions={hide}>
      {rows.length === 0 ? (
        <p className="vm-page-note">{t.compare.same}</p>
      ) : (
        <table className="vm-report-table" aria-label={t.compare.title(a.version, b.version)}>
          <thead>
            <tr>
              <td />
              <th scope="col">{t.version(a.version)}</th>
              <th scope="col">{t.version(b.version)}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.label}</th>
                <td className="vm-report-text vm-report-previous">{row.a}</td>
                <td className="vm-report-text">{row.b}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
