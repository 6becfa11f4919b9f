import {
  CalendarClock,
  ClipboardCheck,
  ClipboardX,
  FileClock,
  FileInput,
  History,
  type LucideIcon,
  PackageOpen,
  PencilLine,
  RefreshCw,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { type Day, dayOfInstant, daysBetween } from '../../../db/api/day.ts';
import type { Role } from '../../../db/api/define.ts';
import { go } from '../../navigate.ts';
import { openList } from '../../stores/list-request.ts';
import { placeOf } from '../../stores/open-record.ts';
import { deedLine } from '../../text/deed.ts';
import type { Text } from '../../text/index.ts';
import { showDay, showTime } from '../../text/show.ts';
import { type Meaning, StatusBadge } from '../../ui/status-badge.tsx';

export type Desk = Output<'desk.today'>;
type Name = Exclude<keyof Desk, 'isOffice' | 'decides' | 'unit'>;

/** One line of a block: what it is, whose it is, what about it matters today. */
export interface DeskLine {
  readonly key: string;
  readonly main: string;
  readonly side: string;
  readonly note: ReactNode;
  /** Opens the record; undefined for one that is no longer here. */
  readonly open: (() => void) | undefined;
}

export interface DeskBlock {
  readonly name: Name;
  readonly title: string;
  readonly icon: LucideIcon;
  readonly meaning: Meaning;
  readonly total: number;
  readonly lines: readonly DeskLine[];
  /** Opens the list that the number counts; undefined where there is none. */
  readonly openAll: (() => void) | undefined;
}

/** What comes first for whom: who decides sees what waits for a decision, who enters documents sees those. */
const orders: Record<'commander' | 'clerk' | 'other' | 'unit', readonly Name[]> = {
  commander: [
    ...(['reports', 'requests', 'overdue', 'missing', 'dueSoon', 'handovers', 'exchange'] as const),
    ...(['documents', 'drafts', 'changes'] as const),
  ],
  clerk: ['documents', 'exchange', 'drafts', 'missing', 'dueSoon', 'overdue', 'requests', 'reports', 'changes'],
  other: [
    ...(['reports', 'requests', 'overdue', 'dueSoon', 'missing', 'exchange', 'handovers'] as const),
    ...(['documents', 'drafts', 'changes'] as const),
  ],
  unit: ['overdue', 'dueSoon', 'reports', 'missing', 'drafts', 'changes'],
};

export function orderFor(role: Role, isOffice: boolean): readonly Name[] {
  if (!isOffice) return orders.unit;
  return role === 'commander' || role === 'clerk' ? orders[role] : orders.other;
}

interface Making {
  readonly t: Text;
  readonly desk: Desk;
  readonly on: Day;
  readonly today: Day;
}

const badge = (meaning: Meaning, label: string, icon?: LucideIcon): ReactNode => (
  <StatusBadge meaning={meaning} label={label} isPlain {...(icon === undefined ? {} : { icon })} />
);

type Work = Desk['overdue']['rows'][number];

/** One share opens itself, several open the list of them. */
const workLine = (t: Text, row: Work, note: ReactNode, chip?: 'overdue' | 'dueSoon'): DeskLine => ({
  ...{ key: row.id, main: row.content, note },
  side: row.shareCount === 1 ? row.unitName : t.desk.units(row.shareCount),
  open: () =>
    row.shareCount === 1 || chip === undefined
      ? go(`/tasks/${row.id}`)
      : openList('tasks', { chip, task: { id: row.taskId, name: row.content } }),
});

/** Whoever does the work of one unit opens the lists narrowed to it. */
const ownUnit = ({ desk }: Making): { unit?: Desk['unit'] } => (desk.isOffice ? {} : { unit: desk.unit });

function documents({ t, desk, on }: Making): DeskBlock {
  const lines = desk.documents.rows.map((row): DeskLine => {
    const { arrivedOn, replyDueOn, urgency } = row;
    const note =
      replyDueOn !== null
        ? badge(daysBetween(on, replyDueOn) < 0 ? 'red' : 'amber', t.desk.replyBy(replyDueOn))
        : urgency !== 'normal'
          ? badge('amber', t.directive.urgencies[urgency])
          : arrivedOn === null
            ? ''
            : t.desk.arrived(arrivedOn);
    const open = (): void => go(`/directives/${row.id}`);
    return { key: row.id, main: `${row.number} · ${row.subject}`, side: row.issuer, note, open };
  });
  return {
    ...{ name: 'documents', title: t.desk.blocks.documents, icon: FileInput, meaning: 'blue', lines },
    ...{ total: desk.documents.total, openAll: () => openList('directives', { isUnworked: true }) },
  };
}

function overdue(making: Making): DeskBlock {
  const { t, desk } = making;
  const lines = desk.overdue.rows.map((row) =>
    workLine(t, row, badge('red', t.task.overdueBy(row.daysLate)), 'overdue'),
  );
  return {
    ...{ name: 'overdue', title: t.desk.blocks.overdue, icon: TriangleAlert, meaning: 'red', lines },
    ...{ total: desk.overdue.total, openAll: () => openList('tasks', { chip: 'overdue', ...ownUnit(making) }) },
  };
}

function dueSoon(making: Making): DeskBlock {
  const { t, desk, on } = making;
  const lines = desk.dueSoon.rows.map((row) =>
    workLine(t, row, badge('amber', row.dueOn === null ? '' : t.task.dueIn(daysBetween(on, row.dueOn))), 'dueSoon'),
  );
  return {
    ...{ name: 'dueSoon', title: t.desk.blocks.dueSoon, icon: CalendarClock, meaning: 'amber', lines },
    ...{ total: desk.dueSoon.total, openAll: () => openList('tasks', { chip: 'dueSoon', ...ownUnit(making) }) },
  };
}

function requests({ t, desk }: Making): DeskBlock {
  const words = ({ asks, requestedDueOn }: Work): string => {
    if (asks === 'extension') return t.desk.asks.extension(requestedDueOn ?? '');
    return asks === null ? '' : t.desk.asks[asks];
  };
  return {
    ...{ name: 'requests', title: t.desk.blocks.requests, icon: FileClock, meaning: 'blue' },
    lines: desk.requests.rows.map((row) => workLine(t, row, badge('blue', words(row)))),
    ...{ total: desk.requests.total, openAll: () => openList('tasks', { chip: 'awaitsDecision' }) },
  };
}

const periodWords = (t: Text, content: string, periodKey: string | null): string =>
  periodKey === null ? content : `${t.task.periodName(periodKey)} · ${content}`;

function reports(making: Making): DeskBlock {
  const { t, desk } = making;
  const { decides } = desk;
  const lines = desk.reports.rows.map(
    (row): DeskLine => ({
      ...{ key: row.id, main: periodWords(t, row.taskContent, row.periodKey), side: row.unitName },
      note: decides ? t.desk.reportedOn(row.reportedOn) : badge('amber', t.report.status.returned, Undo2),
      open: () => go(`/reports/${row.id}`),
    }),
  );
  return {
    ...{ name: 'reports', icon: decides ? ClipboardCheck : Undo2, meaning: decides ? 'blue' : 'amber', lines },
    ...{ title: decides ? t.desk.blocks.reports : t.desk.blocks.returned, total: desk.reports.total },
    openAll: () => openList('reports', { chip: decides ? 'submitted' : 'returned', ...ownUnit(making) }),
  };
}

function drafts({ t, desk, today }: Making): DeskBlock {
  const lines = desk.drafts.rows.map(({ assignmentId, periodKey, taskContent, unitName, savedAtMs }): DeskLine => {
    const savedOn = dayOfInstant(savedAtMs);
    const path = `/reports/new/${assignmentId}${periodKey === null ? '' : `/${periodKey}`}`;
    return {
      ...{ key: path, main: periodWords(t, taskContent, periodKey), side: unitName, open: () => go(path) },
      note: t.desk.savedAt(savedOn === today ? showTime(savedAtMs) : showDay(savedOn)),
    };
  });
  return {
    ...{ name: 'drafts', title: t.desk.blocks.drafts, icon: PencilLine, meaning: 'grey', lines },
    ...{ total: desk.drafts.total, openAll: () => openList('reports', { chip: 'drafts' }) },
  };
}

function missing({ t, desk }: Making): DeskBlock {
  const lines = desk.missing.rows.map(
    (row): DeskLine => ({
      ...{ key: row.taskId, main: periodWords(t, row.content, row.periodKey), side: t.desk.dueOn(row.dueOn) },
      note: badge('red', desk.isOffice ? t.desk.missingUnits(row.missing) : t.desk.missingOwn),
      open: () => go(`/tasks/task/${row.taskId}`),
    }),
  );
  return {
    ...{ name: 'missing', title: t.desk.blocks.missing, icon: ClipboardX, meaning: 'red', lines },
    ...{ total: desk.missing.total, openAll: undefined },
  };
}

function handovers({ t, desk }: Making): DeskBlock {
  const lines = desk.handovers.rows.map((row): DeskLine => {
    const rest = row.fromCount - row.fromNames.length;
    const units = [row.fromNames.join(', '), ...(rest > 0 ? [t.handover.events.more(rest)] : [])].join(' ');
    return {
      ...{ key: row.eventId, main: `${t.reorganization.kinds[row.kind]}: ${units}`, side: showDay(row.effectiveOn) },
      note: badge('amber', t.handover.desk.left(row.openCount)),
      open: () => go(`/handover/${row.eventId}`),
    };
  });
  return {
    ...{ name: 'handovers', title: t.handover.desk.block, icon: PackageOpen, meaning: 'amber', lines },
    ...{ total: desk.handovers.total, openAll: () => go('/handover') },
  };
}

const exchangePlaces = {
  waiting: '/exchange',
  conflicts: '/conflicts',
  refused: '/held',
  newer: '/held/pending/schema',
  missing: '/exchange/missing',
  silent: '/exchange/silent',
  backlog: '/exchange/backlog',
  invited: '/devices/invitations',
  late: '/bundles',
} as const;

function exchange({ t, desk }: Making): DeskBlock {
  const words = t.desk.exchange;
  const lines = desk.exchange.rows.map(
    (row): DeskLine => ({
      ...{ key: `${row.kind} ${row.unitName}`, main: words[row.kind](row), side: '' },
      note: row.kind === 'late' ? words.heirs(row.heirNames) : badge('amber', words.notes[row.kind]),
      open: () => go(exchangePlaces[row.kind]),
    }),
  );
  return {
    ...{ name: 'exchange', title: t.desk.blocks.exchange, icon: RefreshCw, meaning: 'amber', lines },
    // Each line has a list of its own.
    ...{ total: desk.exchange.total, openAll: undefined },
  };
}

function changes({ t, desk }: Making): DeskBlock {
  const lines = desk.changes.rows.map((row): DeskLine => {
    const { title } = row.subject;
    const place = placeOf(row.subject);
    return {
      ...{ key: String(row.activityId), main: title === '' ? deedLine(row) : `${deedLine(row)}: ${title}` },
      ...{ side: row.userName, note: showTime(row.atMs) },
      open: place === undefined ? undefined : () => go(place),
    };
  });
  return {
    ...{ name: 'changes', title: t.desk.blocks.changes, icon: History, meaning: 'grey', lines },
    ...{ total: desk.changes.total, openAll: () => go('/activity') },
  };
}

const makers: Record<Name, (making: Making) => DeskBlock> = {
  ...{ documents, overdue, dueSoon, requests, reports, drafts, missing, handovers, exchange, changes },
};

/** The blocks of the desk in the order of a role, with what each line opens. */
export const blocksOf = (making: Making, role: Role): DeskBlock[] =>
  orderFor(role, making.desk.isOffice).map((name) => makers[name](making));
