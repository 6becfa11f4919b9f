import {
  Ban,
  CalendarClock,
  Check,
  CheckCheck,
  Circle,
  CircleDashed,
  Clock,
  FileClock,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import './status-badge.css';

/** red: quá hạn; amber: sắp đến hạn; green: đúng hạn, xong; blue: chờ duyệt; grey: nháp, dừng, không áp dụng. */
export type Meaning = 'red' | 'amber' | 'green' | 'blue' | 'grey';

const icons: Record<Meaning, LucideIcon> = {
  red: TriangleAlert,
  amber: Clock,
  green: Check,
  blue: FileClock,
  grey: CircleDashed,
};

/** Icons of statuses that need another one than their colour's. */
export const statusIcons = { ban: Ban, calendar: CalendarClock, done: CheckCheck, circle: Circle };

interface StatusBadgeProps {
  meaning: Meaning;
  /** The word; colour alone never carries a meaning. */
  label: string;
  icon?: LucideIcon;
  /** In tables: no ground, so that a column of them stays calm. */
  isPlain?: boolean;
}

/** Icon, word and colour of a status. */
export function StatusBadge({ meaning, label, icon, isPlain = false }: StatusBadgeProps) {
  const Icon = icon ?? icons[meaning];
  return (
    <span className="vm-status" data-meaning={meaning} data-plain={isPlain || undefined}>
      <Icon size="1em" strokeWidth={2.2} aria-hidden />
      <span>{label}</span>
    </span>
  );
}
