import FullCalendar from '@fullcalendar/react';
import dayGrid from '@fullcalendar/react/daygrid';
import list from '@fullcalendar/react/list';
import en from '@fullcalendar/react/locales/en-gb';
import vi from '@fullcalendar/react/locales/vi';
import theme from '@fullcalendar/react/themes/classic';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/classic/theme.css';
import type { Day } from '../../../db/api/day.ts';
import { useLayout } from '../../stores/layout.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { type DeadlineRow, DeadlineWords, meaningOf } from './deadline-words.tsx';
import './month-calendar.css';

interface MonthCalendarProps {
  view: 'month' | 'list';
  /** Any day of the month shown. */
  month: Day;
  rows: readonly DeadlineRow[];
  onOpen: (row: DeadlineRow) => void;
}

/** What falls due in a month: a grid that begins on Monday, or a list. Every entry is a button. */
export default function MonthCalendar({ view, month, rows, onOpen }: MonthCalendarProps) {
  const t = useText().overview.calendar;
  const on = useViewDate((s) => s.on);
  const language = useLayout((s) => s.language);
  return (
    <div className="vm-calendar">
      <FullCalendar
        key={`${view} ${month} ${language}`}
        plugins={[dayGrid, list, theme]}
        initialView={view === 'month' ? 'dayGridMonth' : 'listMonth'}
        initialDate={month}
        now={on}
        locale={language === 'vi' ? vi : en}
        firstDay={1}
        headerToolbar={false}
        height="100%"
        dayMaxEvents={view === 'month'}
        fixedWeekCount={false}
        moreLinkText={t.moreEntries}
        noEventsContent={t.nothing}
        displayEventTime={false}
        eventInteractive
        events={rows.map((row, at) => ({
          id: String(at),
          title: row.content,
          start: row.dueOn,
          allDay: true,
          extendedProps: { at },
        }))}
        eventClass={({ event }) => `vm-due vm-due-${meaningOf(rows[event.extendedProps['at'] as number])}`}
        eventContent={({ event }) => {
          const row = rows[event.extendedProps['at'] as number];
          return row === undefined ? null : <DeadlineWords row={row} />;
        }}
        eventClick={({ event }) => {
          const row = rows[event.extendedProps['at'] as number];
          if (row !== undefined) onOpen(row);
        }}
      />
    </div>
  );
}
