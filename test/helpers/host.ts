import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiName, Input, Output } from '../../db/api/contract/index.ts';
import type { Result } from '../../db/api/errors.ts';
import type { ThisPc } from '../../db/this-pc.ts';
import type { BackendEvent } from '../../electron/backend.ts';
import type { Clock } from '../../electron/idle-lock.ts';
import { Session } from '../../electron/session.ts';

/** A data side with its real threads on a folder of its own. */
export interface TestHost {
  readonly root: string;
  readonly session: Session;
  readonly events: BackendEvent[];
  readonly logged: string[];
  readonly call: <N extends ApiName>(name: N, input: Input<N>, callId?: string) => Promise<Result<Output<N>>>;
  /** The value, or a failed test that shows the error. */
  readonly get: <N extends ApiName>(name: N, input: Input<N>) => Promise<Output<N>>;
  /** Resolves with the next event that fits. */
  readonly next: <T extends BackendEvent['type']>(type: T) => Promise<Extract<BackendEvent, { type: T }>>;
}

export const password = 'mat-khau-thu';
export const workerUrl = new URL('../../db/worker.ts', import.meta.url);

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'vm-host-'));

export const newOffice: Input<'office.create'> = {
  office: {
    name: 'Công an tỉnh Bình Minh',
    shortName: 'CAT Bình Minh',
    symbol: 'CAT',
    level: 'province',
    validFrom: '2021-11-01',
  },
  user: { login: 'quantri', name: 'Nguyễn Thử Dùng', position: 'Quản trị', password },
};

/** What a test may change of a host. */
export interface HostOptions {
  readonly root?: string;
  readonly workerUrl?: URL;
  readonly clock?: Clock;
  /** Another PC than this one. */
  readonly pc?: ThisPc;
}

/** Starts the threads; nobody is logged in. */
export async function host(options: HostOptions = {}): Promise<TestHost> {
  const root = options.root ?? newFolder();
  const logged: string[] = [];
  const session = await Session.start({ workerUrl, ...options, root, log: (line) => void logged.push(line) });
  const events: BackendEvent[] = [];
  session.onEvent((event) => void events.push(event));
  const call: TestHost['call'] = async (name, input, callId = randomUUID()) =>
    (await session.call({ name, input, callId })) as Result<never>;
  const get: TestHost['get'] = async (name, input) => {
    const result = await call(name, input);
    if (result.ok) return result.value;
    throw new Error(`${name}: ${JSON.stringify(result.error)} ${logged.join('\n')}`);
  };
  const next: TestHost['next'] = (type) =>
    new Promise((resolve) => {
      const stop = session.onEvent((event) => {
        if (event.type !== type) return;
        stop();
        resolve(event as never);
      });
    });
  return { root, session, events, logged, call, get, next };
}

/** A host with a new office, its first user logged in. */
export async function officeHost(options: HostOptions = {}): Promise<TestHost & { readonly recoveryCode: string }> {
  const started = await host(options);
  const { recoveryCode } = await started.get('office.create', newOffice);
  return { ...started, recoveryCode };
}

/** The error code of a result that must have failed. */
export function codeOf(result: Result<unknown>): string {
  if (result.ok) throw new Error(`expected a refusal, got ${JSON.stringify(result.value)}`);
  return result.error.code;
}

/** Every file below a folder. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Files below a folder in which the text can be read, in UTF-8 or UTF-16. */
export const filesWith = (folder: string, text: string): string[] =>
  filesBelow(folder).filter((path) => {
    const bytes = readFileSync(path);
    return bytes.includes(Buffer.from(text)) || bytes.includes(Buffer.from(text, 'utf16le'));
  });
