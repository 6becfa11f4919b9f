import { Button } from '@mantine/core';
import { ListTodo, PencilLine, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { reporters } from '../../../db/api/contract/report.ts';
import { ConflictNotice } from '../../conflict-notice.tsx';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { useSession } from '../../stores/session.ts';
import { slot } from '../../stores/slots.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Facts, Panel, Section } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { Timeline, type TimelineEntry } from '../../ui/timeline.tsx';
import { useApi } from '../../use-api.ts';
import { Compare } from './compare.tsx';
import { FiguresTable, ReportTable } from './report-table.tsx';
import { ReviewActions } from './review-actions.tsx';
import { meaningOf, ReportStatus } from './status.tsx';

type Shown = Output<'report.get'>;

/** One version of a report beside the report before it, with its figures, what was decided, and its other versions. */
export function ReportDetail({ id }: { id: string }) {
  const { data, error, isLoading, reload } = useApi(
    'report.get',
    { id },
    { entities: ['report', 'reportReview', 'assignmentStep'], keep: true },
  );
  if (data === undefined)
    return isLoading || error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  return <Whole key={data.report.id} shown={data} />;
}

function Whole({ shown }: { shown: Shown }) {
  const text = useText();
  const t = text.report;
  const { report, subject, period, previous, versions } = shown;
  const [otherId, setOtherId] = useState<string>();
  const Files = slot('attachments');
  const role = useSession((s) => s.session?.user.role);
  const mayAttach =
    role !== undefined && reporters.includes(role) && report.status === 'submitted' && report.isLatest === 1;
  const isPeriodic = subject.taskKind === 'periodic';
  const other = versions.find((one) => one.id === otherId);
  const note = [
    subject.unitName,
    report.periodKey === null ? '' : text.task.periodName(report.periodKey),
    t.version(report.version),
  ];
  return (
    <Panel
      title={subject.taskContent}
      note={note.filter(Boolean).join(' · ')}
      actions={<ReviewActions shown={shown} />}
    >
      <ConflictNotice entity="report" id={report.id} />
      <div className="vm-report-top">
        <ReportStatus report={report} />
        {shown.may.approve?.code === 'OWN_WORK' && <span className="vm-page-note">{t.ownWork}</span>}
        <Follow shown={shown} />
      </div>
      <Section title={t.sideBySide}>
        <ReportTable report={report} previous={previous} isPeriodic={isPeriodic} />
      </Section>
      <Section title={t.fields.figures}>
        <FiguresTable report={report} previous={previous} />
      </Section>
      <Section title={t.history}>
        <Timeline label={t.history} entries={useHistory(shown)} />
      </Section>
      {versions.length > 1 && (
        <Section title={isPeriodic ? t.versions : t.versionsOther}>
          <Versions shown={shown} onCompare={setOtherId} />
        </Section>
      )}
      {other !== undefined && (
        <Compare
          aId={other.version < report.version ? other.id : report.id}
          bId={other.version < report.version ? report.id : other.id}
          onClose={() => setOtherId(undefined)}
        />
      )}
      {Files !== undefined && (
        <Section title={text.attachment.title}>
          <Files parentEntity="report" parentId={report.id} canChange={mayAttach} />
        </Section>
      )}
      <Section title={text.task.detail.facts}>
        <Facts
          items={[
            {
              label: t.fields.due,
              value:
                period !== null
                  ? showDay(period.dueOn)
                  : subject.currentDueOn === null
                    ? ''
                    : showDay(subject.currentDueOn),
            },
            {
              label: t.fields.originalDue,
              value: subject.originalDueOn === null ? '' : showDay(subject.originalDueOn),
            },
            { label: t.fields.period, value: period === null ? '' : t.span(period.startOn, period.endOn) },
            { label: t.columns.directive, value: subject.directiveNumber },
          ]}
        />
      </Section>
      <HistorySection entity="report" id={report.id} />
    </Panel>
  );
}

/** Ways on from a report: its task, a correction, the next one. */
function Follow({ shown: { report, subject } }: { shown: Shown }) {
  const t = useText().report.actions;
  const role = useSession((s) => s.session?.user.role);
  const mayWrite = role !== undefined && reporters.includes(role) && report.isLatest === 1;
  const isOpen =
    subject.processing !== 'done' && subject.processing !== 'cancelled' && subject.processing !== 'returned';
  return (
    <span className="vm-report-follow">
      {mayWrite && isOpen && report.status !== 'closed' && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<PencilLine size={14} aria-hidden />}
          onClick={() => go(`/reports/fix/${report.id}`)}
        >
          {t.fix}
        </Button>
      )}
      {mayWrite && isOpen && report.periodKey === null && report.status !== 'returned' && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => go(`/reports/new/${report.assignmentId}`)}
        >
          {t.follow}
        </Button>
      )}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<ListTodo size={14} aria-hidden />}
        onClick={() => go(`/tasks/${report.assignmentId}`)}
      >
        {t.openTask}
      </Button>
    </span>
  );
}

/** Sending, then every decision, in order. */
function useHistory({ report }: Shown): TimelineEntry[] {
  const t = useText().report;
  const sent = {
    key: report.id,
    when: showDay(report.reportedOn),
    title: t.sent(report.version),
    text: t.sentBy(report.createdByName, report.createdAtMs),
  };
  const statusOf = { approve: 'approved', return: 'returned', close: 'closed' } as const;
  return [
    sent,
    ...report.reviews.map((one) => ({
      key: one.id,
      when: showDay(one.onDay),
      title: `${t.kinds[one.kind]} · ${t.reviewedBy(one.byName)}`,
      text: one.reason,
      meaning: meaningOf[statusOf[one.kind]],
    })),
  ];
}

function Versions({ shown: { report, versions }, onCompare }: { shown: Shown; onCompare: (id: string) => void }) {
  const t = useText().report;
  return (
    <ol className="vm-report-versions">
      {versions.map((one) => (
        <li key={one.id} aria-current={one.id === report.id || undefined}>
          <strong>{t.version(one.version)}</strong>
          <span>{showDay(one.reportedOn)}</span>
          <span>{t.percent(one.percent)}</span>
          <ReportStatus report={one} isPlain isShort />
          {one.id === report.id ? (
            <span className="vm-page-note">{t.thisReport}</span>
          ) : (
            <span>
              <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onCompare(one.id)}>
                {t.actions.compare(one.version)}
              </Button>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={`${t.actions.open} ${t.version(one.version)}`}
                onClick={() => go(`/reports/${one.id}`)}
              >
                {t.actions.open}
              </Button>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
