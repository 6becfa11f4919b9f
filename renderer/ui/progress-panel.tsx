import { Button, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type RunningJob, useJobs } from '../stores/jobs.ts';
import { useText } from '../text/index.ts';
import { remainingSeconds } from './remaining-seconds.ts';
import './progress-panel.css';

interface ProgressPanelProps {
  job: RunningJob;
  /** How much the job counts for each thing that people count. */
  per?: number;
}

/** A running job: how far, how long still, and a way to stop it. */
export function ProgressPanel({ job, per = 1 }: ProgressPanelProps) {
  const t = useText().common.job;
  const [nowMs, setNowMs] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const percent = job.total === 0 ? 0 : Math.min(100, Math.round((100 * job.done) / job.total));
  const seconds = remainingSeconds(job, nowMs);
  return (
    <div className="vm-progress">
      <div className="vm-progress-line">
        <span className="vm-progress-label">{job.label}</span>
        <span role="status">
          {job.total === 0 ? t.preparing : t.progress(Math.floor(job.done / per), Math.floor(job.total / per))}
        </span>
        {seconds !== undefined && <span className="vm-page-note">{t.remaining(seconds)}</span>}
        <Button
          variant="default"
          size="compact-xs"
          disabled={job.isCancelling}
          onClick={() => useJobs.getState().cancel(job.callId)}
        >
          {job.isCancelling ? t.cancelling : t.cancel}
        </Button>
      </div>
      <Progress value={job.total === 0 ? 100 : percent} animated={job.total === 0} size="sm" aria-label={job.label} />
    </div>
  );
}
