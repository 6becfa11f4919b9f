import type { z } from 'zod';

/** Who may call, in the words of the office: Quản trị, Văn thư, Cán bộ tổng hợp, Cán bộ tổ chức, Chỉ huy, Người xem. */
export const roles = ['admin', 'clerk', 'coordinator', 'personnel', 'commander', 'viewer'] as const;
export type Role = (typeof roles)[number];

export type Kind = 'query' | 'command' | 'job' | 'gate';

export interface Endpoint<K extends Kind = Kind, I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: K;
  /** Roles that may call; a gate with no role may be called before anyone has logged in. */
  readonly roles: readonly Role[];
  readonly input: I;
  readonly output: O;
  /** Jobs only: false for one that reads (a check, an export, a preview); it then never holds the writer. */
  readonly writes: boolean;
  /** What it takes in may name records that have not come yet (see withoutForeignKeys). */
  readonly isLoose?: true;
  /** Jobs that read only: runs outside of a transaction, since SQLite copies a database only there. */
  readonly isBare?: true;
}

interface Spec<I extends z.ZodType, O extends z.ZodType> {
  roles: readonly Role[];
  input: I;
  output: O;
}

/** Reads only. Runs on the reader thread in one snapshot. */
export const query = <I extends z.ZodType, O extends z.ZodType>(spec: Spec<I, O>): Endpoint<'query', I, O> => ({
  kind: 'query',
  writes: false,
  ...spec,
});

/** Writes. Runs on the writer thread inside one transaction. */
export const command = <I extends z.ZodType, O extends z.ZodType>(
  spec: Spec<I, O>,
): Endpoint<'command', I, O> & { readonly writes: true } => ({
  kind: 'command',
  writes: true,
  ...spec,
});

/** Long work with progress and cancel; cancelling rolls everything back. `writes: false` runs beside the writer. */
export const job = <I extends z.ZodType, O extends z.ZodType, W extends boolean>(
  spec: Spec<I, O> & { writes: W; isLoose?: true; isBare?: true },
): Endpoint<'job', I, O> & { readonly writes: W } => ({ kind: 'job', ...spec });

/** Works on keys and sessions, so it may run while the database is still locked; asynchronous, on the writer thread. */
export const gate = <I extends z.ZodType, O extends z.ZodType>(spec: Spec<I, O>): Endpoint<'gate', I, O> => ({
  kind: 'gate',
  writes: true,
  ...spec,
});

/** Every role: for what anyone who is logged in may do. */
export const anyone: readonly Role[] = roles;
/** Everyone but the viewer: for what makes work visible as one's own (drafts, reading receipts). */
export const workers: readonly Role[] = ['admin', 'clerk', 'coordinator', 'personnel', 'commander'];
