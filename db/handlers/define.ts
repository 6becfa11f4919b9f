import type { z } from 'zod';
import type { Endpoint } from '../api/define.ts';
import type { Caller, Ctx } from '../context.ts';
import type { Vault } from '../vault.ts';

/** One function per entry of a noun's contract that is not a gate: checked input in, output out, AppError thrown. */
export type HandlersOf<C extends Record<string, Endpoint>> = {
  [N in keyof C as C[N]['kind'] extends 'gate' ? never : N]: (
    ctx: Ctx,
    input: z.output<C[N]['input']>,
  ) => z.output<C[N]['output']>;
};

/** What a gate may touch: the vault, and the time. */
export interface GateCtx {
  readonly vault: Vault;
  readonly caller: Caller | undefined;
  readonly now: () => number;
  readonly newId: () => string;
  /** Path of a file the host handed out. Errors: FILE_NOT_FOUND. */
  readonly path: (handle: string) => string;
  /** Long gates: tells progress; throws CANCELLED when the user pressed cancel. */
  readonly step?: (done: number, total: number) => void;
}
