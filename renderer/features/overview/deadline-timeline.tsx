import { useMemo } from 'react';
import { addDays, type Day, daysBetween, weekdayOf } from '../../../db/api/day.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { type DeadlineRow, MeaningSign, meaningOf, partsText, totalOf } from './deadline-words.tsx';
import './deadline-timeline.css';

interface TimelineProps {
  from: Day;
  to: Day;
  rows: readonly DeadlineRow[];
  onOpen: (row: DeadlineRow) => void;
}

interface Lane {
  readonly taskId: string;
  readonly content: string;
  readonly directiveNumber: string | null;
  readonly assignedOn: Day;
  readonly marks: readonly DeadlineRow[];
}

/** One lane per task, the one that falls due first on top. */
function lanesOf(rows: readonly DeadlineRow[]): Lane[] {
  const lanes = new Map<string, DeadlineRow[]>();
  for (const row of rows) lanes.set(row.taskId, [...(lanes.get(row.taskId) ?? []), row]);
  return [...lanes].map(([taskId, marks]) => ({
    taskId,
    content: marks[0]?.content ?? '',
    directiveNumber: marks[0]?.directiveNumber ?? null,
    assignedOn: marks[0]?.assignedOn ?? '',
    marks,
  }));
}

/** Deadlines along the days: a bar from the giving to the last deadline of a task, a mark on every day it falls due. */
export function DeadlineTimeline({ from, to, rows, onOpen }: TimelineProps) {
  const t = useText().overview;
  const on = useViewDate((s) => s.on);
  const lanes = useMemo(() => lanesOf(rows), [rows]);
  const length = daysBetween(from, to);
  const at = (day: Day): string => `${(Math.max(0, Math.min(length, daysBetween(from, day))) / length) * 100}%`;
  const mondays = Array.from({ length }, (_, index) => addDays(from, index)).filter((day) => weekdayOf(day) === 1);
  const isOnShown = on >= from && on < to;
  return (
    <section className="vm-lanes" aria-label={t.tabs.timeline} tabIndex={0}>
      <div className="vm-lane vm-lane-head" aria-hidden>
        <div className="vm-lane-name">{t.columns.task}</div>
        <div className="vm-lane-days">
          {mondays.map((day) => (
            <span key={day} className="vm-lane-week" style={{ left: at(day) }}>
              {showDay(day).slice(0, 5)}
            </span>
          ))}
          {isOnShown && (
            <span className="vm-lane-today vm-lane-today-name" style={{ left: at(on) }}>
              {t.calendar.today}
            </span>
          )}
        </div>
      </div>
      <ul className="vm-lane-list">
        {lanes.map((lane) => (
          <li key={lane.taskId} className="vm-lane">
            <div className="vm-lane-name" title={lane.content}>
              {lane.content}
              {lane.directiveNumber !== null && <small> {lane.directiveNumber}</small>}
            </div>
            <div className="vm-lane-days">
              {mondays.map((day) => (
                <span key={day} className="vm-lane-line" style={{ left: at(day) }} aria-hidden />
              ))}
              {isOnShown && <span className="vm-lane-today" style={{ left: at(on) }} aria-hidden />}
              <span
                className="vm-lane-bar"
                style={{
                  left: at(lane.assignedOn),
                  right: `calc(100% - ${at(lane.marks.at(-1)?.dueOn ?? from)})`,
                }}
                aria-hidden
              />
              {lane.marks.map((row) => (
                <button
                  key={row.dueOn}
                  type="button"
                  className="vm-lane-mark"
                  data-meaning={meaningOf(row)}
                  style={{ left: at(row.dueOn) }}
                  aria-label={t.calendar.mark(row.dueOn, row.content, partsText(t, row))}
                  title={t.calendar.mark(row.dueOn, row.content, partsText(t, row))}
                  onClick={() => onOpen(row)}
                >
                  <MeaningSign meaning={meaningOf(row)} />
                  {showNumber(totalOf(row))}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
