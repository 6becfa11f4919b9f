import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/vi';
import { DatePicker } from '@mantine/dates';
import './calendar.css';
import type { Day } from '../../db/api/day.ts';
import { useLayout } from '../stores/layout.ts';
import { useViewDate } from '../stores/view-date.ts';
import { useText } from '../text/index.ts';

interface CalendarProps {
  day: Day | null;
  min?: Day | undefined;
  max?: Day | undefined;
  onPick: (day: Day) => void;
}

/** A month to choose a day from, week from Monday. Fetched only when someone opens it. */
export default function Calendar({ day, min, max, onPick }: CalendarProps) {
  const t = useText().common.date;
  const language = useLayout((s) => s.language);
  const today = useViewDate((s) => s.today);
  const first = day ?? today;
  return (
    <DatePicker
      size="xs"
      locale={language}
      firstDayOfWeek={1}
      hideOutsideDates
      value={day}
      defaultDate={first}
      getDayProps={(shown) => (shown === first ? { autoFocus: true } : {})}
      {...(min === undefined ? {} : { minDate: min })}
      {...(max === undefined ? {} : { maxDate: max })}
      monthLabelFormat="MM/YYYY"
      ariaLabels={{ previousMonth: t.previousMonth, nextMonth: t.nextMonth }}
      onChange={(picked) => picked !== null && onPick(picked)}
    />
  );
}
