import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type ApiName, contract } from '../db/api/contract/index.ts';
import type { Endpoint } from '../db/api/define.ts';
import type { Result } from '../db/api/errors.ts';
import { defaultDataFolder, fileLog } from './data-folder.ts';
import { ask, askSecret } from './prompt.ts';
import { Session } from './session.ts';

/* The same calls from a terminal. Standard output holds nothing but JSON; everything for a person goes to standard error. */

const usage = `Usage:
  npm run -s cli -- contract                              every operation: kind, roles, JSON Schema of input and output
  npm run -s cli -- call NAME JSON|@FILE|- [--data DIR]   runs one; prints {"ok":true,"value":…} or {"ok":false,"error":…}

  --out FILE keeps the file that an answer carries (device.invite, office.join, device.request …) on a stick.
  An input with a password or a code goes in by - or @FILE: command lines can be read by others.
  Files in the input are paths. Exit code: 0 done, 1 refused, 2 called the wrong way, 130 stopped by Ctrl+C.
  --progress tells the progress of a job on standard error, also where nobody watches.
  Who: VUNG_MANH_USER and VUNG_MANH_PASSWORD, or asked for at the terminal.
`;

/** Called the wrong way: no operation was tried. */
class UsageError extends Error {}

function describeContract(): object[] {
  const toSchema = (schema: z.ZodType, io: 'input' | 'output') =>
    z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return Object.entries<Endpoint>(contract).map(([name, { kind, writes, roles, input, output }]) => ({
    name,
    kind,
    writes,
    roles,
    input: toSchema(input, 'input'),
    output: toSchema(output, 'output'),
  }));
}

function readInput(given: string | undefined): unknown {
  if (given === undefined) throw new UsageError('the input is missing; {} for none');
  const path = given === '-' ? 0 : given.startsWith('@') ? given.slice(1) : undefined;
  try {
    return JSON.parse(path === undefined ? given : readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`the input is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
}

/** Fields that let somebody in. */
const secrets = new Set(['password', 'oldPassword', 'newPassword', 'code', 'authoritySecret']);

const hasSecret = (input: unknown): boolean =>
  typeof input === 'object' &&
  input !== null &&
  Object.entries(input).some(([key, value]) => secrets.has(key) || hasSecret(value));

/** Every user of a PC may read the command lines of the others, and the terminal keeps them. */
function warnOfSecret(given: string | undefined, input: unknown): void {
  if (given === '-' || given?.startsWith('@') === true || !hasSecret(input)) return;
  console.error('Lệnh chứa mật khẩu hoặc mã; lần sau hãy đưa vào bằng - hoặc @TỆP · A secret belongs in - or @FILE');
}

async function logIn(session: Session): Promise<Result<unknown>> {
  const { VUNG_MANH_USER: user, VUNG_MANH_PASSWORD: secret } = process.env;
  if ((user === undefined || secret === undefined) && !process.stdin.isTTY) {
    throw new UsageError('VUNG_MANH_USER and VUNG_MANH_PASSWORD are missing');
  }
  const login = user ?? (await ask('Tên đăng nhập · Login: '));
  const password = secret ?? (await askSecret('Mật khẩu · Password: '));
  return session.call({ name: 'session.login', input: { login, password }, callId: randomUUID() });
}

const isOpenToAll = (name: string): boolean =>
  Object.hasOwn(contract, name) && contract[name as ApiName].roles.length === 0;

type Tell = (done: number, total: number) => void;

async function runAsUser(session: Session, name: string, input: unknown, tell: Tell): Promise<Result<unknown>> {
  if (!isOpenToAll(name) && Object.hasOwn(contract, name)) {
    const entered = await logIn(session);
    if (!entered.ok) return entered;
  }
  return run(session, name, input, tell);
}

/** Runs the operation; Ctrl+C cancels it once, and ends the program when pressed again. */
async function run(session: Session, name: string, input: unknown, tell: Tell): Promise<Result<unknown>> {
  const callId = randomUUID();
  let presses = 0;
  const onInterrupt = (): void => {
    presses += 1;
    if (presses > 1) process.exit(130);
    session.cancel(callId);
  };
  process.on('SIGINT', onInterrupt);
  const stop = session.onEvent((event) => {
    if (event.type === 'progress') tell(event.done, event.total);
  });
  try {
    return await session.call({ name, input, callId });
  } finally {
    stop();
    process.off('SIGINT', onInterrupt);
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
}

/** Keeps the file that an answer carries; the answer has been printed, so nothing is lost where that fails. */
function keepFile(path: string, { file }: { readonly file?: unknown }): number {
  try {
    if (typeof file !== 'string') throw new Error('this answer carries no file');
    writeWhole(path, file);
    return 0;
  } catch (error) {
    console.error(`--out: ${error instanceof Error ? error.message : ''}`);
    return 1;
  }
}

/** Written to the end before it gets its name. */
function writeWhole(path: string, file: string): void {
  const handle = openSync(`${path}.tmp`, 'w', 0o600);
  try {
    writeSync(handle, file);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${path}.tmp`, path);
}

const options = {
  data: { type: 'string' },
  out: { type: 'string' },
  progress: { type: 'boolean', default: process.stderr.isTTY },
} as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [verb, name, given] = positionals;
  if (verb === 'contract') {
    console.log(JSON.stringify(describeContract(), null, 2));
    return 0;
  }
  if (verb !== 'call' || name === undefined) throw new UsageError(usage);
  const input = readInput(given);
  warnOfSecret(given, input);
  const tell = (done: number, total: number): void => {
    if (values.progress)
      process.stderr.write(process.stderr.isTTY ? `\r${name} ${done}/${total} ` : `${name} ${done}/${total}\n`);
  };
  const root = resolve(values.data ?? defaultDataFolder());
  const workerUrl = new URL('../db/worker.ts', import.meta.url);
  const session = await Session.start({ root, workerUrl, log: fileLog(root), files: 'any' });
  try {
    const result = await runAsUser(session, name, input, tell);
    console.log(JSON.stringify(result, null, 2));
    if (result.ok) return values.out === undefined ? 0 : keepFile(values.out, result.value as object);
    return result.error.code === 'CANCELLED' ? 130 : 1;
  } finally {
    await session.close();
  }
}

// `| head` closes the pipe when it has read enough; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage =
    error instanceof UsageError || String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
  if (!isUsage) throw error;
  console.error(error instanceof Error ? error.message : '');
  process.exitCode = 2;
}
