import type { RunningJob } from '../stores/jobs.ts';

/** Seconds still to go, or undefined while it is too early to say. */
export function remainingSeconds(
  job: Pick<RunningJob, 'startedAtMs' | 'done' | 'total'>,
  nowMs: number,
): number | undefined {
  const spentMs = nowMs - job.startedAtMs;
  if (job.total === 0 || job.done === 0 || spentMs < 2000) return undefined;
  return Math.max(1, Math.round(((spentMs / job.done) * (job.total - job.done)) / 1000));
}
