import { create } from 'zustand';
import type { Output } from '../../db/api/contract/index.ts';
import type { Session } from '../../db/api/contract/session.ts';
import type { ApiError } from '../../db/api/errors.ts';
import { call, settled } from '../api.ts';
import { flushAll } from '../ui/flush.ts';

export type Stage = 'starting' | 'none' | 'locked' | 'open' | 'failed';

interface SessionStore {
  stage: Stage;
  officeName: string;
  appVersion: string;
  /** Whoever is logged in; null unless the stage is 'open'. */
  session: Session | null;
  error: ApiError | null;
  /** Asks the host how things stand: at the start, and after the office was opened or locked. */
  refresh: () => Promise<void>;
  enter: (session: Session) => void;
  lock: () => Promise<void>;
  /** After events may have been missed: leaves if the office was locked meanwhile. */
  verify: () => Promise<void>;
  /** The office was locked: nothing of it stays on the screen, nor, after a fresh start of the page, in memory. */
  leave: () => Promise<void>;
}

const shown = (status: Output<'office.status'>): Partial<SessionStore> => ({
  stage: status.state,
  officeName: status.officeName,
  appVersion: status.appVersion,
  session: status.session,
  error: null,
});

export const useSession = create<SessionStore>()((set, get) => ({
  stage: 'starting',
  officeName: '',
  appVersion: '',
  session: null,
  error: null,
  refresh: async () => {
    const status = await call('office.status', {});
    set(status.ok ? shown(status.value) : { stage: 'failed', error: status.error });
  },
  enter: (session) => set({ stage: 'open', session, officeName: session.officeName, error: null }),
  lock: async () => {
    await flushAll();
    await call('session.lock', {});
    await get().leave();
  },
  verify: async () => {
    if (get().session === null) return;
    const status = await call('office.status', {});
    if (status.ok && status.value.state !== 'open') await get().leave();
  },
  leave: async () => {
    if (get().session === null) return;
    // Not the way in yet: the fresh start of the page would swallow what is typed meanwhile.
    set({ stage: 'starting', session: null });
    await settled();
    location.reload();
  },
}));
