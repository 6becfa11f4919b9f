import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Session as Login } from '../db/api/contract/session.ts';
import { fail, type Result } from '../db/api/errors.ts';
import type { Caller } from '../db/context.ts';
import type { ThisPc } from '../db/this-pc.ts';
import { foldersOf } from '../db/vault.ts';
import { type Backend, type BackendEvent, startBackend } from './backend.ts';
import { type Clock, IdleLock, systemClock } from './idle-lock.ts';

/** Names one running call, so that its window can cancel it and match its progress. */
export const CallId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
/** What a window may send; the input itself is checked at the door of db/. */
export const CallRequest = z.strictObject({ name: z.string().min(1).max(100), input: z.unknown(), callId: CallId });
/** Asks for files to read, or for a place to write to. */
export const PickOptions = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('open'),
    extensions: z.array(z.string().regex(/^[a-z0-9]{1,10}$/)).max(30),
    multiple: z.boolean().optional(),
  }),
  z.strictObject({ mode: z.literal('save'), name: z.string().min(1).max(255) }),
  /** A folder: 'out' to write many files into, 'in' to look for files in, 'download' for files that a browser takes over one by one. */
  z.strictObject({ mode: z.literal('folder'), purpose: z.enum(['out', 'in', 'download']) }),
  /** The bundle that was opened in the file manager, once; none opens no dialog. */
  z.strictObject({ mode: z.literal('opened') }),
]);
export type PickOptions = z.output<typeof PickOptions>;

/** A file the user gave: the window sees the handle and the name, never the path. Size in bytes, 0 for one yet to be written. */
export interface Picked {
  readonly handle: string;
  readonly name: string;
  readonly byteCount: number;
}

export interface SessionOptions {
  /** Data folder of the office. */
  readonly root: string;
  /** The data side's thread entry: db/worker.ts, or its bundle. */
  readonly workerUrl: URL;
  /** What stands for this PC; its own unless someone says otherwise. */
  readonly pc?: ThisPc;
  readonly log?: (line: string) => void;
  readonly clock?: Clock;
  /** 'any': a terminal, whose user has the files anyway: what the input calls a handle is a path. */
  readonly files?: 'any';
}

interface HeldFile {
  readonly path: string;
  readonly name: string;
  /** A copy in the scratch folder, ours to delete. */
  readonly isStaged: boolean;
}

/** Gates whose result says who has just logged in. */
const entries: Readonly<Record<string, (value: unknown) => Login>> = {
  'office.create': (value) => (value as { session: Login }).session,
  'office.join': (value) => (value as { session: Login }).session,
  'session.login': (value) => value as Login,
  'session.recover': (value) => value as Login,
};

/** Asked again and again by a window that nobody looks at: no sign of life. */
const silent: ReadonlySet<string> = new Set(['office.status', 'bundle.found']);

const maxHeldFiles = 500;

/** Who is logged in on this host, which files they handed in, and when they have been away too long. */
export class Session {
  readonly #root: string;
  readonly #mayUsePaths: boolean;
  readonly #backend: Backend;
  readonly #idle: IdleLock;
  readonly #listeners = new Set<(event: BackendEvent) => void>();
  readonly #files = new Map<string, HeldFile>();
  readonly #running = new Set<string>();
  #caller: Caller | undefined;
  #officeUnitId = '';
  #offered: string | undefined;

  private constructor({ root, files, clock = systemClock }: SessionOptions, backend: Backend) {
    this.#root = root;
    this.#mayUsePaths = files === 'any';
    this.#backend = backend;
    this.#idle = new IdleLock(clock, () => void this.lock());
  }

  /** Starts the data side for one folder. Nobody is logged in yet. */
  static async start(options: SessionOptions): Promise<Session> {
    const { root, workerUrl, pc, log } = options;
    let session: Session | undefined;
    const emit = (event: BackendEvent): void => session?.hear(event);
    const backend = await startBackend({
      ...{ root, workerUrl, emit },
      ...(pc === undefined ? {} : { pc }),
      ...(log === undefined ? {} : { log }),
    });
    session = new Session(options, backend);
    return session;
  }

  get isOpen(): boolean {
    return this.#caller !== undefined;
  }

  /** Runs one operation as whoever is logged in. Never rejects. */
  async call({ name, input, callId }: { name: string; input: unknown; callId: string }): Promise<Result<unknown>> {
    if (this.#running.has(callId)) return fail('INVALID_INPUT', { issues: [{ path: 'callId', code: 'in_use' }] });
    const isSilent = silent.has(name);
    this.#running.add(callId);
    if (!isSilent) this.#idle.begin();
    try {
      const caller = this.#caller;
      const result = await this.#backend.call({ name, input, caller, files: this.#paths(), callId });
      if (result.ok) this.#follow(name, input, result.value);
      return result;
    } finally {
      this.#running.delete(callId);
      if (!isSilent) this.#idle.end();
    }
  }

  cancel(callId: string): void {
    this.#backend.cancel(callId);
  }

  /** Locks the office: running jobs are cancelled, the key is forgotten. */
  async lock(): Promise<void> {
    await this.#backend.call({ name: 'session.lock', input: {}, caller: this.#caller, files: {} });
  }

  /** Tells the listener every event from now on; returns the way to stop. */
  onEvent(listener: (event: BackendEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A bundle that the user opened in the file manager waits until the window asks for it; the last one counts. */
  offer(path: string): void {
    this.#offered = path;
    this.hear({ type: 'offered' });
  }

  /** Hands in the bundle that waits; empty without one, or when it is no longer there. */
  async takeOffered(): Promise<Picked[]> {
    const path = this.#offered;
    this.#offered = undefined;
    return path === undefined
      ? []
      : this.hand(path, 'open').then(
          (picked) => [picked],
          () => [],
        );
  }

  /** A folder of the data folder by purpose, for a host that cannot let its user choose one; its name tells where it is. */
  async handOwnFolder(purpose: 'out' | 'in'): Promise<Picked> {
    const path = join(this.#root, purpose === 'out' ? 'xuat' : 'nhap');
    await mkdir(path, { recursive: true });
    return this.#hold({ path, name: path, isStaged: false }, 0);
  }

  /** Hands in a file that the user chose. Errors: ENOENT when it is to be read and is not there. */
  async hand(path: string, mode: PickOptions['mode']): Promise<Picked> {
    const byteCount = mode === 'open' ? (await stat(path)).size : 0;
    return this.#hold({ path, name: basename(path), isStaged: false }, byteCount);
  }

  /** Makes a place for a copy of a file whose path the host cannot know; `name` is only shown. */
  async stage(name: string): Promise<Picked & { readonly path: string }> {
    const { scratch } = foldersOf(this.#root);
    await mkdir(scratch, { recursive: true });
    const path = join(scratch, `file-${randomUUID()}`);
    return { ...this.#hold({ path, name, isStaged: true }, 0), path };
  }

  /** A folder for a job to write files into that the host takes out one by one. */
  async stageFolder(): Promise<Picked> {
    const path = join(foldersOf(this.#root).scratch, `files-${randomUUID()}`);
    await mkdir(path, { recursive: true });
    return this.#hold({ path, name: '', isStaged: true }, 0);
  }

  /** The staged file of that handle, or undefined. */
  staged(handle: string): { readonly path: string; readonly name: string } | undefined {
    const file = this.#files.get(handle);
    return file?.isStaged === true ? file : undefined;
  }

  /**
   * Takes a staged file out of the session: the handle is void at once, the copy is the caller's to delete. Of a staged folder a file
   * is taken by its name, and the handle stays.
   */
  take(handle: string, name?: string): { readonly path: string; readonly name: string } | undefined {
    const file = this.staged(handle);
    if (name !== undefined)
      return file === undefined || basename(name) !== name ? undefined : { path: join(file.path, name), name };
    if (file !== undefined) this.#files.delete(handle);
    return file;
  }

  /** Forgets a handle and deletes its copy. */
  async drop(handle: string): Promise<void> {
    const file = this.#files.get(handle);
    this.#files.delete(handle);
    if (file?.isStaged === true) await rm(file.path, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    this.#idle.stop();
    await this.#backend.close();
    await this.#forget();
  }

  hear(event: BackendEvent): void {
    if (event.type === 'locked') void this.#forget();
    for (const listener of this.#listeners) listener(event);
  }

  #hold(file: HeldFile, byteCount: number): Picked {
    const oldest = this.#files.keys().next().value;
    if (this.#files.size >= maxHeldFiles && oldest !== undefined) void this.drop(oldest);
    const handle = randomUUID();
    this.#files.set(handle, file);
    return { handle, name: file.name, byteCount };
  }

  #paths(): Record<string, string> | 'any' {
    if (this.#mayUsePaths) return 'any';
    return Object.fromEntries([...this.#files].map(([handle, { path }]) => [handle, path]));
  }

  /** Keeps step with what a successful call changed about the session. */
  #follow(name: string, input: unknown, value: unknown): void {
    const entry = entries[name];
    if (entry !== undefined) this.#enter(entry(value));
    if (name === 'office.saveSettings') this.#idle.start((input as { autoLockMinutes: number }).autoLockMinutes);
    if (name === 'user.update') this.#followUser(input as Pick<Login['user'], 'id' | 'role' | 'unitId' | 'isActive'>);
  }

  #enter({ user, officeUnitId, autoLockMinutes }: Login): void {
    this.#officeUnitId = officeUnitId;
    this.#caller = { userId: user.id, role: user.role, unitId: user.unitId ?? officeUnitId, sessionId: randomUUID() };
    this.#idle.start(autoLockMinutes);
  }

  /** A change of one's own rights counts at once. */
  #followUser({ id, role, unitId, isActive }: Pick<Login['user'], 'id' | 'role' | 'unitId' | 'isActive'>): void {
    if (id !== this.#caller?.userId) return;
    if (isActive === 0) void this.lock();
    this.#caller = { ...this.#caller, role, unitId: unitId ?? this.#officeUnitId };
  }

  async #forget(): Promise<void> {
    this.#caller = undefined;
    this.#idle.stop();
    const handles = [...this.#files.keys()];
    await Promise.all(handles.map((handle) => this.drop(handle)));
  }
}
