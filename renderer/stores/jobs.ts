import { create } from 'zustand';
import type { ApiName } from '../../db/api/contract/index.ts';
import { cancel } from '../api.ts';

export interface RunningJob {
  callId: string;
  name: ApiName;
  /** What the user calls this work. */
  label: string;
  startedAtMs: number;
  done: number;
  /** 0 until the job knows how much there is. */
  total: number;
  isCancelling: boolean;
}

interface JobStore {
  jobs: RunningJob[];
  start: (job: Pick<RunningJob, 'callId' | 'name' | 'label'>) => void;
  progress: (callId: string, done: number, total: number) => void;
  finish: (callId: string) => void;
  cancel: (callId: string) => void;
  clear: () => void;
}

const change = (jobs: RunningJob[], callId: string, part: Partial<RunningJob>): RunningJob[] =>
  jobs.map((job) => (job.callId === callId ? { ...job, ...part } : job));

/** Long work in progress: shown in the top bar and where it was started. */
export const useJobs = create<JobStore>()((set) => ({
  jobs: [],
  start: (job) =>
    set((s) => ({ jobs: [...s.jobs, { ...job, startedAtMs: Date.now(), done: 0, total: 0, isCancelling: false }] })),
  progress: (callId, done, total) => set((s) => ({ jobs: change(s.jobs, callId, { done, total }) })),
  finish: (callId) => set((s) => ({ jobs: s.jobs.filter((job) => job.callId !== callId) })),
  cancel: (callId) => {
    set((s) => ({ jobs: change(s.jobs, callId, { isCancelling: true }) }));
    cancel(callId);
  },
  clear: () => set({ jobs: [] }),
}));
