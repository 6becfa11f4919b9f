import type { Stamps } from './entities/define.ts';
import type { EntityName, Fields } from './entities/index.ts';

/** Arrays are stored as JSON text; everything else as it is. */
type Stored<T> = { [K in keyof T]: T[K] extends readonly unknown[] ? string : T[K] };

type SyncedTable<N extends EntityName> = { id: string } & Stored<Fields<N>> & Stamps;

/** Columns that `derive` adds to the fields of an entity. */
interface DerivedColumns {
  unitVersion: { searchKey: string; sortKey: string; nameKey: string };
  directive: { searchKey: string; duplicateKey: string; numberKey: string; subjectKey: string };
  attachment: { searchKey: string };
  task: { searchKey: string };
  stocktake: { searchKey: string };
}

/** The tables as Kysely sees them; each column as the migrations made it. */
export type Tables = {
  [N in EntityName]: SyncedTable<N> & (N extends keyof DerivedColumns ? DerivedColumns[N] : unknown);
} & {
  meta: { key: string; value: string };
  log: { logId: number; incarnation: string; channel: string; seq: number; head: string; exportedSeq: number };
  op: {
    opId: number;
    logId: number;
    seq: number;
    hash: Buffer;
    lam: number;
    entity: string;
    entityId: string;
    bytes: Buffer;
  };
  conflict: { entity: string; entityId: string; field: string; heads: string; ownerId: string };
  user: UserRow;
  draft: { key: string; userId: string; body: string; savedAtMs: number };
  blob: { sha256: string; byteCount: number; storedAtMs: number };
  activity: ActivityRow;
  removed: { targetId: string; entity: string; entityId: string };
  searchQueue: { entity: string; entityId: string };
  searchDoc: { docId: number; entityId: string };
  searchWord: { word: string };
  savedView: { id: string; userId: string; place: string; name: string; body: string; savedAtMs: number };
  assignmentState: AssignmentStateRow;
  reportState: ReportStateRow;
  workMonth: WorkMonthRow;
  periodReport: PeriodReportRow;
  unitSuccession: UnitSuccessionRow;
};

export interface UserRow {
  id: string;
  login: string;
  loginKey: string;
  name: string;
  position: string;
  role: 'admin' | 'clerk' | 'coordinator' | 'personnel' | 'commander' | 'viewer';
  unitId: string | null;
  isActive: 0 | 1;
  createdAtMs: number;
}

/** One command that wrote, by whoever was logged in on this PC. */
export interface ActivityRow {
  activityId: number;
  /** The PC's clock; shown, and used to answer "since when". */
  atMs: number;
  userId: string;
  /** One per login: undo reaches back no further. */
  sessionId: string;
  /** Operation of the contract. */
  name: string;
  /** Its ops, both ends included. */
  opFrom: number;
  opTo: number;
  /** For an undo or redo: the activity it undid or did again. */
  targetId: number | null;
  /** 'undone' may be done again; 'dropped' was undone before something else was done, and no longer may. */
  state: 'done' | 'undone' | 'dropped';
  /** Records by entity, as JSON. */
  counts: string;
  /** The record it is about: that of its first op. */
  firstEntity: string;
  firstId: string;
  /** Its first op made that record. */
  isNew: 0 | 1;
  /** The `kind` in the first op's fields (of a step, a review, a relation), else ''. */
  word: string;
}

export interface AssignmentStateRow {
  assignmentId: string;
  /** Of the assignment, for lists that show leads only. */
  role: 'lead' | 'support';
  processing: string;
  currentDueOn: string | null;
  requestedDueOn: string | null;
  completedOn: string | null;
  reminderCount: number;
  lastRemindedOn: string | null;
  isEnded: 0 | 1;
  latestReportId: string | null;
  percent: number;
  /** Lamport time of the last thing that happened to it: a step, a report, or its creation. */
  touchedLam: number;
  unitId: string;
  taskId: string;
  assignedOn: string;
  /** The last day on which a step ended the work; null while it goes on. */
  endedOn: string | null;
}

export interface ReportStateRow {
  reportId: string;
  status: 'submitted' | 'approved' | 'returned' | 'closed';
  reviewedOn: string | null;
  reviewedBy: string | null;
  reason: string;
  isLatest: 0 | 1;
}

/** How many leads due in a month are done, and how late: for the whole office (`id` empty), by unit, by task. */
export interface WorkMonthRow {
  axis: 'all' | 'unit' | 'task';
  /** `YYYY-MM` of the deadline in force. */
  month: string;
  id: string;
  outcome: 'onTime' | 'late0' | 'late1' | 'late2' | 'late3';
  count: number;
}

/** What an assignment handed in for a period: when first, when last, and what became of that. */
export interface PeriodReportRow {
  periodKey: string;
  assignmentId: string;
  firstOn: string;
  latestOn: string;
  status: ReportStateRow['status'];
}

/** To whom the figures of an ended unit belong during [fromOn, toOn); see migration 0003. */
export interface UnitSuccessionRow {
  unitId: string;
  fromOn: string;
  toOn: string | null;
  heirId: string | null;
  reason: 'split' | 'unknown' | 'none' | null;
}
