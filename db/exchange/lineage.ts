/*
 * Is the database that was opened the one that this PC wrote last? A backup put back or a folder copied would otherwise write
 * under numbers that another copy has used, and what others hold of it could never be told apart again. What answers lies
 * outside of the database, so that it does not go back or along with it.
 */

/**
 * same: nothing is wrong. restored: out of a backup, or put back on a PC that has lost its mark. copied: from another PC or
 * folder, which may go on with it. rewound: this PC has written more than is here.
 */
export type LineageState = 'same' | 'restored' | 'copied' | 'rewound';

/** What a database says of its own openings; each has a number and a token that no other copy has. */
export interface Opened {
  readonly count: number;
  /** Of the newest openings, the last one last. */
  readonly tokens: readonly string[];
  readonly machine: string;
  /** False until a mark could once be written: a place that cannot be written never raises an alarm. */
  readonly isMarked: boolean;
  readonly atMs: number;
}

/** What stands outside of the database: its state when the mark was written. It may be behind, never ahead. */
export interface Mark {
  readonly v: 1;
  readonly machine: string;
  /** Folder of the office. */
  readonly root: string;
  readonly count: number;
  readonly token: string;
  readonly atMs: number;
  readonly inc: string;
  /** Grows with every bundle that is prepared. */
  readonly ackNumber: number;
  readonly heads: readonly (readonly [channel: string, seq: number, head: string])[];
}

export interface Evidence {
  readonly opened: Opened | undefined;
  readonly mark: Mark | undefined;
  /** '' where the PC has no name of its own. */
  readonly machine: string;
  /** The folder that the mark names is another one, and the office is still there. */
  readonly isElsewhere: boolean;
  /** The folder was made by putting a backup back. */
  readonly isPutBack: boolean;
  readonly inc: string;
  /** Earlier lives of the database. */
  readonly formerLives: readonly string[];
  readonly ackNumber: number;
  readonly holds: (channel: string, seq: number, head: string) => boolean;
}

/** Openings whose tokens are kept: a mark older than these is judged by the logs alone. */
export const tokensKept = 400;

export function judgeLineage(evidence: Evidence): LineageState {
  const { opened, mark, machine, isElsewhere, isPutBack } = evidence;
  if (isPutBack) return 'restored';
  if (mark === undefined) {
    if (opened?.isMarked !== true) return 'same';
    return isOther(opened.machine, machine) ? 'copied' : 'restored';
  }
  if (isElsewhere || isOther(mark.machine, machine)) return 'copied';
  if (mark.count > (opened?.count ?? 0) || isAhead(mark, evidence)) return 'rewound';
  const token = tokenOf(opened, mark.count);
  return token !== undefined && token !== mark.token ? 'copied' : 'same';
}

const isOther = (a: string, b: string): boolean => a !== '' && b !== '' && a !== b;

/** A database that has begun another life since is past its mark; a mark of a life it does not know is past the database. */
const isAhead = ({ inc, ackNumber, heads }: Mark, evidence: Evidence): boolean =>
  inc === evidence.inc
    ? ackNumber > evidence.ackNumber || heads.some((head) => !evidence.holds(...head))
    : !evidence.formerLives.includes(inc);

/** The token of an opening, unless it is too long ago. */
const tokenOf = (opened: Opened | undefined, count: number): string | undefined =>
  opened?.tokens[opened.tokens.length - 1 - (opened.count - count)];

/** The database as it is opened once more. */
export const openedAgain = (
  before: Opened | undefined,
  { token, machine, atMs }: { token: string; machine: string; atMs: number },
): Opened => ({
  count: (before?.count ?? 0) + 1,
  tokens: [...(before?.tokens ?? []), token].slice(-tokensKept),
  machine,
  isMarked: before?.isMarked ?? false,
  atMs,
});
