import type { ReactNode } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import type { Work } from '../../../db/api/contract/overview.ts';
import type { Span } from '../../../db/api/span.ts';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import type { Meaning } from '../../ui/status-badge.tsx';
import { type Of, openWork, type WorkKey } from './open-work.ts';
import { StaffTiles } from './staff-tiles.tsx';

type Figures = Output<'overview.figures'>;

interface CardProps {
  title: string;
  value: ReactNode;
  label: string;
  meaning?: Meaning;
  onOpen: () => void;
  isOff?: boolean;
  children: ReactNode;
}

/** A figure that opens its rows, with what is said of it below. */
function Card({ title, value, label, meaning, onOpen, isOff = false, children }: CardProps) {
  return (
    <section className="vm-card" data-meaning={meaning} aria-label={title}>
      <button type="button" className="vm-card-figure" disabled={isOff} onClick={onOpen}>
        <span className="vm-card-title">{title}</span>
        <span className="vm-card-value">{value}</span>
        <span className="vm-visually-hidden"> {label}</span>
      </button>
      <div className="vm-card-notes">{children}</div>
    </section>
  );
}

/** ▲ 4,1: how a share moved in points, or a number by itself, in words for who hears it. */
function Change({ now, before, isShare }: { now: number | null; before: number | null; isShare: boolean }) {
  const t = useText().overview.cards;
  if (before === null || now === null) return <span className="vm-card-change">{t.noBefore}</span>;
  const change = isShare ? Math.round((now - before) * 10_000) / 100 : now - before;
  if (change === 0) return <span className="vm-card-change">{t.same}</span>;
  const size = showNumber(Math.abs(change));
  const words = change > 0 ? (isShare ? t.up : t.upCount)(size) : (isShare ? t.down : t.downCount)(size);
  return (
    <span className="vm-card-change">
      <span aria-hidden>{change > 0 ? '▲' : '▼'}</span> {words}
    </span>
  );
}

/** Numbers by days late; each opens its rows. */
function Bands({ which, work, span, of }: { which: 'doneLate' | 'overdue'; work: Work; span: Span; of: Of }) {
  const t = useText().overview;
  const counts = which === 'overdue' ? work.overdueByAge : work.lateByAge;
  return (
    <ul className="vm-card-bands">
      {counts.map((count, band) => (
        <li key={t.bands[band]}>
          <button
            type="button"
            className="vm-figure-link"
            disabled={count === 0}
            onClick={() => openWork(which, span, of, band)}
          >
            {t.shortBands[band]}: <b>{showNumber(count)}</b>
            <span className="vm-visually-hidden"> {t.cards.bandOf(t.cards[which])}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Twelve small bars; the months by number stand in the part "Mức độ quá hạn". */
function Trend({ months }: { months: Figures['months'] }) {
  const t = useText().overview.cards;
  const most = Math.max(1, ...months.map(({ given }) => given));
  const words = months.map(({ month, given }) => `${month.slice(5)}/${month.slice(0, 4)}: ${showNumber(given)}`);
  return (
    <svg
      className="vm-card-trend"
      viewBox="0 0 96 20"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${t.trend}. ${words.join('; ')}`}
    >
      {months.map(({ month, given, overdue }, at) => (
        <g key={month}>
          <rect x={at * 8} width={6} y={20 - (given / most) * 20} height={(given / most) * 20} />
          <rect
            className="vm-card-trend-late"
            x={at * 8}
            width={6}
            y={20 - (overdue / most) * 20}
            height={(overdue / most) * 20}
          />
        </g>
      ))}
    </svg>
  );
}

interface CardsProps {
  figures: Figures;
  reports: Output<'overview.missing'> | undefined;
  span: Span;
  of: Of;
  onMissing: () => void;
}

/** One line of figures: what a commander looks at first. */
export function Cards({ figures, reports, span, of, onMissing }: CardsProps) {
  const t = useText().overview;
  const { total, before, months } = figures;
  const share = (value: number | null, words: (share: number) => string): string =>
    value === null ? '—' : words(value);
  const opens = (key: WorkKey) => ({
    value: showNumber(total[key]),
    label: t.cards.open,
    onOpen: () => openWork(key, span, of),
    isOff: total[key] === 0,
  });
  return (
    <section className="vm-cards" aria-label={t.cards.label}>
      <Card title={t.cards.due} {...opens('due')}>
        <Change now={total.due} before={before.given === 0 ? null : before.due} isShare={false} />
        <button
          type="button"
          className="vm-figure-link"
          disabled={total.within === 0}
          onClick={() => openWork('within', span, of)}
        >
          {t.cards.within(total.within)}
        </button>
        <Trend months={months} />
      </Card>
      <Card title={t.cards.doneOnTime} meaning="green" {...opens('doneOnTime')}>
        <span>{share(total.onTimeShare, t.cards.ofDue)}</span>
        <Change now={total.onTimeShare} before={before.onTimeShare} isShare />
      </Card>
      <Card title={t.cards.doneLate} meaning="amber" {...opens('doneLate')}>
        <span>{share(total.doneLateShare, t.cards.ofDone)}</span>
        <Bands which="doneLate" work={total} span={span} of={of} />
      </Card>
      <Card title={t.cards.overdue} meaning="red" {...opens('overdue')}>
        <span>{share(total.overdueShare, t.cards.ofDue)}</span>
        <Bands which="overdue" work={total} span={span} of={of} />
      </Card>
      <ReportCard reports={reports} onMissing={onMissing} />
      <StaffTiles />
    </section>
  );
}

function ReportCard({ reports, onMissing }: Pick<CardsProps, 'reports' | 'onMissing'>) {
  const t = useText().overview.cards;
  const owed = reports?.expected ?? 0;
  const ratio = reports === undefined || owed === 0 ? '—' : t.ratio(reports.submitted, reports.expected);
  return (
    <Card title={t.reports} value={ratio} label={t.openMissing} meaning="blue" onOpen={onMissing} isOff={owed === 0}>
      {reports !== undefined && owed === 0 && <span>{t.noneOwed}</span>}
      {reports !== undefined && owed > 0 && (
        <button type="button" className="vm-figure-link" disabled={reports.missing === 0} onClick={onMissing}>
          {reports.missing === 0 ? t.allThere : t.missing(reports.missing)}
        </button>
      )}
    </Card>
  );
}
