import { Button } from '@mantine/core';
import { FileText, PencilLine } from 'lucide-react';
import type { Output } from '../../../db/api/contract/index.ts';
import { reporters } from '../../../db/api/contract/report.ts';
import { go } from '../../navigate.ts';
import { useSession } from '../../stores/session.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Section } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { FiguresTable, ReportTable } from './report-table.tsx';
import { ReportStatus } from './status.tsx';
import './report.css';

type Shown = Output<'report.ofAssignment'>;

/** Reports of one assignment, inside its detail: the newest beside the one before, then all of them. */
export default function AssignmentReports({ assignmentId }: { assignmentId: string }) {
  const t = useText().report;
  const on = useViewDate((s) => s.on);
  const role = useSession((s) => s.session?.user.role);
  const { data, error, isLoading, reload } = useApi(
    'report.ofAssignment',
    { assignmentId, on },
    { entities: ['report', 'reportReview', 'assignmentStep'] },
  );
  if (data === undefined)
    return isLoading || error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  const { processing } = data.subject;
  const isOpen =
    processing !== 'done' && processing !== 'cancelled' && processing !== 'returned' && processing !== 'handedOn';
  const enter = role !== undefined && reporters.includes(role) && isOpen && (
    <Button
      size="compact-sm"
      leftSection={<PencilLine size={14} aria-hidden />}
      onClick={() => go(`/reports/new/${assignmentId}`)}
    >
      {t.enter}
    </Button>
  );
  if (data.groups.length === 0) return <EmptyState icon={FileText} title={t.assignment.none} action={enter} />;
  return (
    <div className="vm-report-slot">
      <Newest shown={data} action={enter} />
      <Section title={t.assignment.reports}>
        <AllReports shown={data} />
      </Section>
    </div>
  );
}

/** The newest version of the newest period, and what came before: the period before, or for other tasks the report before. */
function Newest({ shown: { groups, subject }, action }: { shown: Shown; action: React.ReactNode }) {
  const t = useText().report;
  const [first, second] = groups;
  const newest = first?.reports[0];
  if (newest === undefined) return null;
  const isPeriodic = subject.taskKind === 'periodic';
  const previous = (isPeriodic ? second?.reports[0] : first?.reports[1]) ?? null;
  const actions = (
    <>
      <Button variant="default" size="compact-sm" onClick={() => go(`/reports/${newest.id}`)}>
        {t.assignment.openReport}
      </Button>
      {action}
    </>
  );
  return (
    <Section title={t.assignment.latest} actions={actions}>
      <ReportTable report={newest} previous={previous} isPeriodic={isPeriodic} />
      {(newest.figures.length > 0 || (previous?.figures.length ?? 0) > 0) && (
        <FiguresTable report={newest} previous={previous} />
      )}
    </Section>
  );
}

function AllReports({ shown: { groups } }: { shown: Shown }) {
  const text = useText();
  const t = text.report;
  return (
    <ol className="vm-report-versions">
      {groups.flatMap(({ periodKey, reports }) =>
        reports.map((one) => (
          <li key={one.id}>
            <strong>
              {periodKey === null
                ? t.version(one.version)
                : `${text.task.periodName(periodKey)}, ${t.version(one.version).toLowerCase()}`}
            </strong>
            <span>{showDay(one.reportedOn)}</span>
            <span>{t.percent(one.percent)}</span>
            <ReportStatus report={one} isPlain isShort />
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={`${t.actions.open} ${t.version(one.version)} ${showDay(one.reportedOn)}`}
              onClick={() => go(`/reports/${one.id}`)}
            >
              {t.actions.open}
            </Button>
          </li>
        )),
      )}
    </ol>
  );
}
