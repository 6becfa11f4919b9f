import type { CellProblem } from './contract/many.ts';
import type { EventProblem } from './contract/reorganization.ts';

/** Why a bundle file is not taken in; the sentence of each lives beside the other errors. */
export const bundleReasonNames = [
  'NOT_A_BUNDLE',
  /** A link, a folder or a device instead of a file. */
  'NOT_A_FILE',
  'NETWORK_PATH',
  /** It could not be read (to its end): the stick was pulled out. */
  'FILE_GONE',
  'NEWER_FORMAT',
  'CUT',
  'DAMAGED',
  'WRONG_RECIPIENT',
  /** This PC made it itself. */
  'OWN_BUNDLE',
  'UNKNOWN_SENDER',
  'REVOKED_SENDER',
  'SIGNATURE_WRONG',
  'RE_ADDRESSED',
  'TOO_BIG',
  /** It asked for more memory or time than any honest bundle. */
  'TOO_HEAVY',
  'RATIO',
  'MALFORMED',
  'OPS_DO_NOT_CHAIN',
  'NOT_AS_LISTED',
] as const;
export type BundleReason = (typeof bundleReasonNames)[number];

/** Why a bundle could not be written to its place. */
export const writeReasons = ['full', 'gone', 'readOnly', 'tooLarge', 'changed', 'attachment', 'network'] as const;
export type WriteReason = (typeof writeReasons)[number];

/** Why a backup could not be written to its place, or not be put back for want of room on this PC. */
export type BackupReason = 'full' | 'gone' | 'readOnly' | 'tooLarge' | 'changed' | 'ownDisk' | 'restore';

/**
 * Every failure a user can meet: code (crosses the wire) → shape of its details.
 * The sentences live in renderer/text/errors.*.ts; a code without both texts does not compile.
 */
export interface ErrorDetails {
  // the door
  INVALID_INPUT: { issues: { path: string; code: string; limit?: number }[] };
  FORBIDDEN: { role: string; name: string };
  NOT_LOGGED_IN: Record<string, never>;
  UNKNOWN_OPERATION: { name: string };
  NOT_FOUND: { entity: string; id: string };
  CANCELLED: Record<string, never>;
  INTERNAL: { incident: string };
  // keys, sessions, users
  OFFICE_EXISTS: Record<string, never>;
  OFFICE_MISSING: Record<string, never>;
  OFFICE_NOT_EMPTY: Record<string, never>;
  LOGIN_WRONG: { waitSeconds: number };
  LOGIN_WAIT: { waitSeconds: number };
  USER_INACTIVE: Record<string, never>;
  LOGIN_TAKEN: { login: string };
  LAST_ADMIN: Record<string, never>;
  RECOVERY_CODE_WRONG: { waitSeconds: number };
  KEYS_DAMAGED: Record<string, never>;
  // the data folder and its file
  DATABASE_NEWER: { fileVersion: number; appVersion: number };
  DATABASE_DAMAGED: { detail: string };
  DATABASE_NOT_ENCRYPTED: Record<string, never>;
  FOLDER_READ_ONLY: Record<string, never>;
  DISK_FULL: Record<string, never>;
  DATABASE_BUSY: Record<string, never>;
  // files handed in
  FILE_NOT_FOUND: Record<string, never>;
  FILE_TOO_LARGE: { byteCount: number; limitBytes: number };
  FILE_TYPE_REFUSED: { mediaType: string };
  FILE_EMPTY: Record<string, never>;
  FILE_CHANGED: Record<string, never>;
  ATTACHMENT_NOT_HERE: { name: string };
  ATTACHMENT_DAMAGED: { name: string };
  // the write path
  NOT_OWNER: { entity: string };
  IMMUTABLE: { entity: string; field: string };
  CHANGED_MEANWHILE: { entity: string; id: string };
  // taking back and restoring
  UNDO_NOTHING: Record<string, never>;
  REDO_NOTHING: Record<string, never>;
  UNDO_CHANGED: { entity: string };
  UNDO_EXPORTED: { entity: string };
  RECORD_RUN_AWAY: { entity: string };
  UNDO_BLOCKED: { entity: string; by: string; count: number };
  RESTORE_REFUSED: { entity: string; field: string };
  // CSV
  CSV_COLUMNS_MISSING: { missing: string[]; found: string[] };
  CSV_TOO_MANY_ROWS: { rows: number; limit: number };
  CSV_ENCODING: { detail: string };
  CSV_QUOTES: { line: number };
  IMPORT_HAS_ERRORS: { count: number };
  EFFECTIVE_DAY_MISSING: Record<string, never>;
  IMPORT_CHANGED: Record<string, never>;
  // units
  VERSION_ENDS_BEFORE_START: { validFrom: string; validTo: string };
  VERSIONS_OVERLAP: { validFrom: string; otherFrom: string };
  VERSIONS_GAP: { gapFrom: string; gapTo: string };
  PARENT_NOT_ALIVE: { parentId: string; parentName: string; validFrom: string };
  PARENT_CYCLE: { unitId: string };
  CHILD_OUTLIVES_PARENT: { count: number; childName: string; endsOn: string };
  UNIT_NOT_ALIVE: { unitId: string; name: string; on: string };
  UNIT_HAS_OPEN_WORK: { count: number };
  PARENT_OTHER_NATURE: { parentName: string };
  PARENT_OF_LEVEL: { parentName: string };
  OFFICIAL_CODE_TAKEN: { officialCode: string; name: string };
  UNIT_NOT_ENDED: { name: string };
  ONLY_VERSION: Record<string, never>;
  CATALOGUE_EMPTY: { on: string };
  // reorganisation
  EVENT_REFUSED: { problems: EventProblem[] };
  EVENT_IN_FORCE: { effectiveOn: string };
  /** The tree is kept by the level that may change it. */
  TREE_NOT_OWN: { officeName: string };
  // staffing
  CHIEF_TWICE: { unitName: string; holder: string; fromOn: string; toOn: string | null };
  HEADCOUNT_EXISTS: { name: string; on: string };
  COUNT_OVER_PRESENT: { present: number };
  NORM_RANGE: { minTotal: number; maxTotal: number };
  POST_IN_USE: { count: number };
  // hand-over
  HANDOVER_HEIR_MISSING: { name: string };
  HANDOVER_STRANGER: { name: string };
  HANDOVER_NOT_OPEN: Record<string, never>;
  HANDOVER_DONE: Record<string, never>;
  // many at once
  ROWS_REFUSED: { count: number; rows: { id: string; problems: CellProblem[] }[] };
  COUNT_CHANGED: { expected: number; found: number };
  // directives
  SECRET_REFUSED: { secrecy: string };
  RELATION_CYCLE: { path: string[] };
  RELATION_SELF: Record<string, never>;
  RELATION_BEFORE_TARGET: { issuedOn: string; targetIssuedOn: string };
  RELATION_EXISTS: Record<string, never>;
  DATES_OUT_OF_ORDER: { first: string; second: string };
  DIRECTIVE_IN_USE: { count: number };
  KIND_IN_USE: { count: number };
  KIND_EXISTS: { name: string };
  // tasks, assignments, reports
  TASK_IN_USE: { count: number };
  TASK_NOT_PERIODIC: Record<string, never>;
  PARENT_TASK_CYCLE: Record<string, never>;
  PERIOD_RULE_IN_USE: { count: number };
  UNIT_ASSIGNED_TWICE: { unitId: string; name: string };
  STEP_NOT_ALLOWED: { step: string; state: string };
  EXTENSION_AFTER_DUE: { dueOn: string };
  EXTENSION_NOT_LATER: { dueOn: string };
  REASON_REQUIRED: Record<string, never>;
  OWN_WORK: Record<string, never>;
  REPORT_STATE: { status: string };
  /** The unit is no more, and the period or the work is later than its end. */
  REPORT_AFTER_END: { name: string; endOn: string };
  REPORT_DAY_OUTSIDE: { from: string; to: string };
  PERIOD_UNKNOWN: { key: string };
  // exchange of bundles
  AUTHORITY_EXISTS: Record<string, never>;
  AUTHORITY_MISSING: Record<string, never>;
  JOIN_FILE_WRONG: Record<string, never>;
  EXCHANGE_JOINED: Record<string, never>;
  AUTHORITY_SECRET_WRONG: Record<string, never>;
  /** More statements than new keys can name as kept. */
  AUTHORITY_FULL: { count: number; limit: number };
  INVITE_UNIT_WRONG: { name: string };
  DEVICE_IS_THIS_PC: Record<string, never>;
  DEVICE_REVOKED: Record<string, never>;
  /** Null where nobody counts: the PC that joins can only compare. */
  JOIN_CODE_WRONG: { triesLeft: number | null };
  JOIN_NOT_WAITING: Record<string, never>;
  JOIN_REQUEST_REFUSED: { reason: string };
  FINGERPRINT_WRONG: Record<string, never>;
  EXCHANGE_NOT_JOINED: Record<string, never>;
  RECEIVER_WITHOUT_PC: { name: string };
  /** Sizes where a stick was found too small before anything was written. */
  BUNDLE_WRITE_FAILED: { reason: WriteReason; needBytes?: number; freeBytes?: number };
  STAGE_GONE: Record<string, never>;
  SECOND_WORD_NEEDED: { count: number };
  CONFLICT_GONE: Record<string, never>;
  CONFLICT_IN_USE: { entity: string; by: string; count: number };
  CONFLICT_NO_OTHER: { entity: string; field: string };
  /** A restored or copied database waits for a person's word. */
  OFFICE_HALTED: { state: string };
  BACKUP_DAMAGED: { detail: string };
  BACKUP_WRITE_FAILED: { reason: BackupReason };
  /** `fromName`, `deviceName` and `number` where they are known; the rest tells a technician where it failed. */
  BUNDLE_REFUSED: { reason: BundleReason } & Record<string, string | number>;
  // model wards
  CRITERION_SET_IN_USE: { count: number };
  CRITERION_IN_USE: { count: number };
  SET_NOT_IN_FORCE: { name: string; on: string };
  REGISTRATION_EXISTS: { name: string; year: number };
  REGISTRATION_IN_USE: { count: number };
  REGISTRATION_ENDED: { endedOn: string };
  RECOGNITION_NOT_MET: { notMet: number; notEntered: number };
  // saved views
  SAVED_VIEW_LIMIT: { limit: number };
  SAVED_VIEW_NAME_TAKEN: { name: string };
}

export type ErrorCode = keyof ErrorDetails;
export type ApiError = { [C in ErrorCode]: { code: C; details: ErrorDetails[C] } }[ErrorCode];
export type Result<T> = { ok: true; value: T } | { ok: false; error: ApiError };

/** Thrown inside db/ so that SQLite rolls back; dispatch() turns it into a Result at the boundary. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly details: ErrorDetails[C];
  constructor(code: C, details: ErrorDetails[C]) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = <C extends ErrorCode>(code: C, details: ErrorDetails[C]): Result<never> => ({
  ok: false,
  error: { code, details } as ApiError,
});
