import type { Result } from './api/errors.ts';
import type { Caller } from './context.ts';
import type { ThisPc } from './this-pc.ts';
import type { Opening } from './vault.ts';

/** What a thread is for: the one writer, the reader of queries, or one reading job beside them. */
export type ThreadMode = 'write' | 'read' | 'scan';

export interface ThreadData {
  readonly mode: ThreadMode;
  readonly root: string;
  /** What stands for this PC; its own unless someone says otherwise. */
  readonly pc?: ThisPc;
}

export interface CallMessage {
  readonly type: 'call';
  readonly callId: string;
  readonly name: string;
  readonly input: unknown;
  readonly caller: Caller | undefined;
  /** Paths of the files this session was handed, by handle; 'any': a terminal, whose user has the files anyway. */
  readonly files: Readonly<Record<string, string>> | 'any';
  /** One Int32: 1 = the user pressed cancel. */
  readonly cancel: SharedArrayBuffer;
}

export type ToThread =
  | CallMessage
  | { readonly type: 'open'; readonly opening: Opening }
  | { readonly type: 'close' }
  /** End after what is under way: a thread torn down inside SQLite would take the whole program with it. */
  | { readonly type: 'stop' };

export type FromThread =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly callId: string; readonly done: number; readonly total: number }
  /** The writer opened the database (its key goes on to the readers) or closed it. */
  | { readonly type: 'vault'; readonly opening: Opening | null }
  | {
      readonly type: 'result';
      readonly callId: string;
      readonly result: Result<unknown>;
      /** Names of the synced entities that a command or job wrote. */
      readonly changed: readonly string[];
      readonly ms: number;
    }
  /** Nothing waits any more to be found by a search. */
  | { readonly type: 'indexed' }
  | { readonly type: 'log'; readonly line: string };
