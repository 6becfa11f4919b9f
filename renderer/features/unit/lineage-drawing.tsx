import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import type { LineageEdgeShown, LineageUnit } from '../../../db/api/contract/lineage.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { layOutPast, type PlacedDay, type PlacedEdge, type PlacedUnit, pastSize } from './lineage-layout.ts';

type Past = Output<'lineage.get'>;

const rem = (value: number): string => `${value}rem`;

/** A split is worth a word; of a unit that went whole to one other the line says enough. */
const isMain = (edge: LineageEdgeShown): boolean => edge.isMainHeir === 1 && edge.heirCount > 1;

/** The past of a unit drawn over time: bars for lives, lines for what passed from one to another; a bar opens its unit on that day. */
export function LineageDrawing({ past, isPaper = false }: { past: Past; isPaper?: boolean }) {
  const t = useText().lineage;
  const frame = useRef<HTMLDivElement>(null);
  const { units, edges, days, width, height } = layOutPast(past);
  useEffect(() => {
    if (isPaper) return;
    frame.current?.querySelector(`[data-id="${past.id}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [past.id, isPaper]);
  return (
    <div
      ref={frame}
      className="vm-past-frame"
      role="group"
      aria-label={t.drawing}
      tabIndex={isPaper ? -1 : 0}
      onKeyDown={moveFocus}
    >
      <div className="vm-past-canvas" style={{ width: rem(width), height: rem(height) }}>
        {days.map((day) => (
          <DayLine key={day.day} day={day} />
        ))}
        <svg viewBox={`0 0 ${width} ${height}`} style={{ width: rem(width), height: rem(height) }} aria-hidden>
          {edges.map(({ edge, path }, index) => (
            <path
              key={index}
              d={path}
              className="vm-past-line"
              data-main={isMain(edge) || undefined}
              data-part={edge.part !== 'whole' || undefined}
            />
          ))}
        </svg>
        {edges.map((placed, index) => (
          <EdgeWord key={index} placed={placed} />
        ))}
        {units.map((placed) => (
          <UnitBar key={placed.unit.id} placed={placed} isCurrent={placed.unit.id === past.id} isPaper={isPaper} />
        ))}
      </div>
    </div>
  );
}

function DayLine({ day: { day, x, events } }: { day: PlacedDay }) {
  const t = useText().reorganization;
  const [only, second] = events;
  return (
    <div className="vm-past-day" style={{ left: rem(x) }}>
      <span>
        <strong>{showDay(day)}</strong>
        {only !== undefined && (
          <a href={`#/reorganization/${only.id}`} title={only.basisText}>
            {t.kinds[only.kind]}
            {second !== undefined && ` +${events.length - 1}`}
          </a>
        )}
      </span>
    </div>
  );
}

function EdgeWord({ placed: { edge, labelX, labelY, side } }: { placed: PlacedEdge }) {
  const text = useText();
  const t = text.lineage;
  const word = [isMain(edge) ? t.mainPart : t.shortParts[edge.part], edge.ratio === null ? '' : t.percent(edge.ratio)];
  return (
    <span
      className="vm-past-word"
      data-side={side}
      style={{ left: rem(labelX), top: rem(labelY) }}
      title={text.reorganization.parts[edge.part]}
      aria-hidden
    >
      {word.filter(Boolean).join(' ')}
    </span>
  );
}

function noteOf(t: Text, { generation, more, endedOn, validFrom }: LineageUnit): string {
  const left = more === 0 ? '' : generation > 0 ? t.lineage.moreAfter(more) : t.lineage.moreBefore(more);
  return [left, endedOn === null ? t.lineage.since(validFrom) : t.lineage.ended(endedOn)].filter(Boolean).join(' · ');
}

function UnitBar({ placed, isCurrent, isPaper }: { placed: PlacedUnit; isCurrent: boolean; isPaper: boolean }) {
  const text = useText();
  const setOn = useViewDate((s) => s.setOn);
  const { unit, x, y, width } = placed;
  const place = { left: rem(x), top: rem(y), width: rem(width), height: rem(pastSize.height) };
  const inside = (
    <span className="vm-past-text">
      <strong>{unit.shortName === '' ? unit.fullName : unit.shortName}</strong>
      <small>{noteOf(text, unit)}</small>
    </span>
  );
  const shown = {
    className: 'vm-past-unit',
    'data-id': unit.id,
    'data-ended': unit.endedOn === null ? undefined : true,
    'data-side': unit.generation < 0 ? 'before' : unit.generation > 0 ? 'after' : undefined,
    style: place,
    title: [unit.fullName, unit.parentName, text.unit.span(unit.validFrom, unit.validTo), noteOf(text, unit)]
      .filter(Boolean)
      .join(' · '),
  };
  if (isPaper)
    return (
      <div {...shown} data-current={isCurrent || undefined}>
        {inside}
      </div>
    );
  const open = (): void => {
    setOn(unit.openOn);
    go(`/units/${unit.id}/lineage`);
  };
  return (
    <button type="button" {...shown} aria-current={isCurrent ? 'true' : undefined} onClick={open}>
      {inside}
    </button>
  );
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arrow keys go from bar to bar, to the nearest one in that direction. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const way = ways[event.key];
  const current = (event.target as HTMLElement).closest<HTMLElement>('.vm-past-unit');
  if (way === undefined || current === null || event.altKey || event.ctrlKey) return;
  const middle = (element: HTMLElement): readonly [number, number] => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
  };
  const [x, y] = middle(current);
  const near = [...event.currentTarget.querySelectorAll<HTMLElement>('.vm-past-unit')].flatMap((element) => {
    const [otherX, otherY] = middle(element);
    const along = (otherX - x) * way[0] + (otherY - y) * way[1];
    const across = Math.abs((otherX - x) * way[1]) + Math.abs((otherY - y) * way[0]);
    return along > 4 ? [{ element, far: along + across * 3 }] : [];
  });
  const next = near.toSorted((a, b) => a.far - b.far)[0]?.element;
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
