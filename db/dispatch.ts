import type { z } from 'zod';
import { noteActivity } from './activity.ts';
import { type ApiName, contract } from './api/contract/index.ts';
import type { Endpoint } from './api/define.ts';
import { AppError, fail, ok, type Result } from './api/errors.ts';
import type { Caller, Ctx } from './context.ts';
import type { GateCtx } from './handlers/define.ts';
import { gates } from './handlers/gates.ts';
import { handlers } from './handlers/index.ts';
import { findHalted, type Halted } from './lineage.ts';
import { keepCopy, withoutForeignKeys } from './open.ts';
import { findLastOpId } from './queries/activity.ts';

/** Writes the cause of an unexpected failure to the log, without personal data, and returns its incident id. */
export type Log = (error: unknown, name: string) => string;

/** Handles a name from outside: own properties only, so that `constructor` is no operation. */
export const findEndpoint = (name: string): Endpoint | undefined =>
  Object.hasOwn(contract, name) ? (contract[name as ApiName] as Endpoint) : undefined;

/** Who may call, and is the input well formed: the part of the door that every kind shares. Errors thrown: FORBIDDEN, NOT_LOGGED_IN, INVALID_INPUT. */
function admit(endpoint: Endpoint, name: string, caller: Caller | undefined, rawInput: unknown): unknown {
  if (endpoint.roles.length > 0) {
    if (caller === undefined) throw new AppError('NOT_LOGGED_IN', {});
    if (!endpoint.roles.includes(caller.role)) throw new AppError('FORBIDDEN', { role: caller.role, name });
  }
  const parsed = endpoint.input.safeParse(rawInput);
  if (!parsed.success) throw new AppError('INVALID_INPUT', { issues: issuesOf(parsed.error) });
  return parsed.data;
}

const issuesOf = (error: z.ZodError): { path: string; code: string; limit?: number }[] =>
  error.issues.map((issue) => ({
    path: issue.path.join('.'),
    code: issue.code === 'custom' ? issue.message : issue.code,
    ...('maximum' in issue
      ? { limit: Number(issue.maximum) }
      : 'minimum' in issue
        ? { limit: Number(issue.minimum) }
        : {}),
  }));

/** The one door for queries, commands and jobs: caller → input → one transaction → Result. Never throws. */
export function dispatch(ctx: Ctx, name: string, rawInput: unknown, log: Log): Result<unknown> {
  const endpoint = findEndpoint(name);
  if (endpoint === undefined || endpoint.kind === 'gate') return fail('UNKNOWN_OPERATION', { name });
  try {
    const input = admit(endpoint, name, ctx.caller, rawInput);
    if (endpoint.writes || name === 'bundle.write') assertNotHalted(findHalted(ctx.db));
    const handle = handlers[name as keyof typeof handlers] as (ctx: Ctx, input: unknown) => unknown;
    if (endpoint.isBare === true) return ok(handle(ctx, input));
    // What removes much can be looked up afterwards as it was before.
    if (name === 'bundle.take' && (input as { hasSecondWord?: boolean }).hasSecondWord === true) keepCopy(ctx.db);
    const work = ctx.db.transaction(() =>
      endpoint.writes ? noted(ctx, name, () => handle(ctx, input)) : handle(ctx, input),
    );
    const run = () => (endpoint.writes ? work.immediate() : work.deferred());
    return ok(endpoint.isLoose === true ? withoutForeignKeys(ctx.db, run) : run());
  } catch (error) {
    return toResult(error, name, log);
  }
}

/** Nothing is written, and nothing handed out, before a person has said that a restored or copied database shall go on. */
function assertNotHalted(halted: Halted | undefined): void {
  if (halted !== undefined) throw new AppError('OFFICE_HALTED', { state: halted.state });
}

/** What a command or job wrote is one deed of one person: noted with it, so that it can be found and taken back. */
function noted(ctx: Ctx, name: string, work: () => unknown): unknown {
  const before = findLastOpId(ctx.db);
  const value = work();
  noteActivity(ctx, name, before);
  return value;
}

/** The same door for gates, which make keys (slow, asynchronous) and open or close the database. Never throws. */
export async function dispatchGate(ctx: GateCtx, name: string, rawInput: unknown, log: Log): Promise<Result<unknown>> {
  const endpoint = findEndpoint(name);
  if (endpoint?.kind !== 'gate') return fail('UNKNOWN_OPERATION', { name });
  try {
    const input = admit(endpoint, name, ctx.caller, rawInput);
    if (endpoint.roles.length > 0 && name !== 'office.continue') assertNotHalted(ctx.vault.halted);
    const handle = gates[name as keyof typeof gates] as (ctx: GateCtx, input: unknown) => Promise<unknown>;
    return ok(await handle(ctx, input));
  } catch (error) {
    return toResult(error, name, log);
  }
}

/** Failures of the file system and of SQLite that a user can do something about; everything else is INTERNAL. */
function toResult(error: unknown, name: string, log: Log): Result<never> {
  if (error instanceof AppError) return fail(error.code, error.details);
  const code = String((error as { code?: unknown }).code ?? '');
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return fail('DISK_FULL', {});
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN' || ['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return fail('FOLDER_READ_ONLY', {});
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return fail('DATABASE_BUSY', {});
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return fail('DATABASE_DAMAGED', { detail: code });
  return fail('INTERNAL', { incident: log(error, name) });
}
