import { Clock, Link2Off } from 'lucide-react';
import { useText } from '../../text/index.ts';
import { StatusBadge, statusIcons } from '../../ui/status-badge.tsx';
import type { EventRow } from './keep.ts';

type Facts = Pick<EventRow, 'effectiveOn' | 'heirsUnknown' | 'openCount'>;

/** The words of how an event stands on a day, the most pressing first. */
export function useStates(): (event: Facts, on: string) => string[] {
  const t = useText().reorganization.states;
  return ({ effectiveOn, heirsUnknown, openCount }, on) =>
    [
      openCount > 0 ? t.handoverOpen(openCount) : '',
      heirsUnknown === 1 ? t.heirsUnknown : '',
      effectiveOn > on ? t.planned : '',
    ].filter(Boolean);
}

/** How an event stands: what its units left open, unknown heirs, planned; nothing of these is complete. */
export function EventState({ event, on, isPlain = false }: { event: Facts; on: string; isPlain?: boolean }) {
  const t = useText().reorganization.states;
  const { openCount, heirsUnknown, effectiveOn } = event;
  const badges = [
    openCount > 0 && (
      <StatusBadge
        key="open"
        meaning="amber"
        icon={Clock}
        label={isPlain ? t.openShort(openCount) : t.handoverOpen(openCount)}
        isPlain={isPlain}
      />
    ),
    heirsUnknown === 1 && (
      <StatusBadge key="heirs" meaning="amber" icon={Link2Off} label={t.heirsUnknown} isPlain={isPlain} />
    ),
    effectiveOn > on && (
      <StatusBadge key="planned" meaning="grey" icon={statusIcons.calendar} label={t.planned} isPlain={isPlain} />
    ),
  ].filter((badge) => badge !== false);
  if (badges.length === 0)
    return <StatusBadge meaning="green" icon={statusIcons.done} label={t.settled} isPlain={isPlain} />;
  // A cell has room for the most pressing one.
  return <>{isPlain ? badges[0] : badges}</>;
}
