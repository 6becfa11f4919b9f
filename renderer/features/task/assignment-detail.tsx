import { ActionIcon, Tabs } from '@mantine/core';
import { X } from 'lucide-react';
import { type ReactNode, Suspense, useRef, useState } from 'react';
import { ConflictNotice } from '../../conflict-notice.tsx';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { slot } from '../../stores/slots.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { useKeys } from '../../ui/keys.ts';
import { Facts, Panel, Section } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useApi } from '../../use-api.ts';
import { DetailActions } from './detail-actions.tsx';
import { type AssignmentDetail as Detail, meaningOf, Percent, ProcessingText, TimelinessBadge } from './status.tsx';
import { StepChainOf, StepHistory } from './step-history.tsx';

/** One assignment: where it stands, how it got there, what can be done, who helps, what was reported. */
export function AssignmentDetail({ id }: { id: string }) {
  const on = useViewDate((s) => s.on);
  const { data, error, isLoading, reload } = useApi(
    'assignment.get',
    { id, on },
    {
      entities: ['task', 'assignment', 'assignmentStep', 'report', 'reportReview'],
    },
  );
  if (data !== undefined) return <Shown key={id} detail={data} />;
  return isLoading || error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
}

function Shown({ detail }: { detail: Detail }) {
  const { task: t, unit } = useText();
  const Reports = slot('assignmentReports');
  const [tab, setTab] = useState<string | null>(Reports === undefined ? 'facts' : 'reports');
  const root = useRef<HTMLDivElement>(null);
  useKeys({ escape: close }, root);
  const ended = detail.unitEndedOn === null ? '' : unit.ended(detail.unitEndedOn);
  const note = [detail.unitName, ended, t.roles[detail.role], detail.directiveNumber].filter(Boolean).join(' · ');
  return (
    <div ref={root} className="vm-task-work">
      <Panel
        title={detail.content}
        note={note}
        actions={
          <>
            <DetailActions detail={detail} />
            <CloseDetail />
          </>
        }
      >
        <ConflictNotice entity="assignment" id={detail.id} />
        <ConflictNotice entity="task" id={detail.taskId} />
        <Standing detail={detail} />
        <StepChainOf detail={detail} />
        <Tabs className="vm-detail-tabs" value={tab} onChange={setTab}>
          <Tabs.List>
            {Reports !== undefined && <Tabs.Tab value="reports">{t.detail.reports}</Tabs.Tab>}
            <Tabs.Tab value="facts">{t.detail.facts}</Tabs.Tab>
            {detail.role === 'lead' && (
              <Tabs.Tab value="supports">{t.detail.supports(detail.supports.length)}</Tabs.Tab>
            )}
            <Tabs.Tab value="history">{t.detail.history}</Tabs.Tab>
          </Tabs.List>
          {Reports !== undefined && (
            <Tabs.Panel value="reports">
              {/* Without a boundary of its own, loading it would hide the list and take the focus away. */}
              <Suspense fallback={<LoadingState />}>
                <Reports assignmentId={detail.id} />
              </Suspense>
            </Tabs.Panel>
          )}
          <Tabs.Panel value="facts">
            <DetailFacts detail={detail} />
          </Tabs.Panel>
          <Tabs.Panel value="supports">
            <Supports detail={detail} />
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <StepHistory detail={detail} />
            <HistorySection entity="assignment" id={detail.id} />
          </Tabs.Panel>
        </Tabs>
      </Panel>
    </div>
  );
}

/** Back to the list alone; its filters stay. */
const close = (): void => go('/tasks');

function CloseDetail() {
  const t = useText().common.actions;
  return (
    <ActionIcon aria-label={t.close} onClick={close}>
      <X size={16} aria-hidden />
    </ActionIcon>
  );
}

/** Both axes in one line; the original deadline speaks up when it says something else. */
function Standing({ detail }: { detail: Detail }) {
  const t = useText().task;
  const differs = detail.originalDueOn !== detail.currentDueOn;
  return (
    <>
      <div className="vm-detail-status">
        <ProcessingText row={detail} isPlain={false} />
        <TimelinessBadge row={detail} />
        {differs && (
          <span className="vm-page-note">
            {t.detail.byOriginal}:{' '}
            <StatusBadge
              meaning={meaningOf[detail.originalTimeliness]}
              label={t.timeliness[detail.originalTimeliness]}
              isPlain
            />
          </span>
        )}
      </div>
      {detail.requestedDueOn !== null && (
        <p className="vm-detail-notice">{t.detail.extensionAsked(showDay(detail.requestedDueOn))}</p>
      )}
      {detail.isOwnWork && <p className="vm-detail-notice">{t.detail.ownWork}</p>}
    </>
  );
}

const day = (value: string | null): string => (value === null ? '—' : showDay(value));

export function Link({ to, children }: { to: string; children: ReactNode }) {
  return (
    <button type="button" className="vm-link" onClick={() => go(to)}>
      {children}
    </button>
  );
}

function DetailFacts({ detail }: { detail: Detail }) {
  const t = useText().task;
  const d = t.detail;
  const subject =
    detail.directiveNumber === null
      ? ''
      : [detail.directiveNumber, detail.directiveSubject].filter(Boolean).join(' – ');
  return (
    <>
      <Facts
        items={[
          { label: d.due, value: day(detail.currentDueOn) },
          { label: d.originalDue, value: day(detail.originalDueOn) },
          { label: d.completedOn, value: day(detail.completedOn) },
          {
            label: t.columns.percent,
            value: <Percent percent={detail.percent} />,
          },
          {
            label: d.reminders,
            value: d.remindersText(detail.reminderCount, detail.lastRemindedOn),
          },
          { label: d.assignedOn, value: day(detail.assignedOn) },
          { label: d.owner, value: detail.ownerName },
          { label: d.assignedBy, value: detail.assignedBy },
          {
            label: t.columns.directive,
            value: detail.directiveId === null ? '' : <Link to={`/directives/${detail.directiveId}`}>{subject}</Link>,
          },
          { label: d.clause, value: detail.clause },
          { label: d.product, value: detail.product },
          { label: d.note, value: detail.note },
          ...(detail.lead === null
            ? []
            : [
                {
                  label: d.lead,
                  value: <Link to={`/tasks/${detail.lead.id}`}>{detail.lead.unitName}</Link>,
                },
              ]),
          ...(detail.sources.length === 0 ? [] : [{ label: d.from, value: <Sources detail={detail} /> }]),
          {
            label: t.nav,
            value: <Link to={`/tasks/task/${detail.taskId}`}>{d.wholeTask}</Link>,
          },
        ]}
      />
      {detail.detail !== '' && (
        <Section title={d.detail}>
          <p className="vm-prose">{detail.detail}</p>
        </Section>
      )}
    </>
  );
}

/** Units whose share was handed on to this one. */
function Sources({ detail }: { detail: Detail }) {
  return detail.sources.map(({ assignmentId, unitName }, index) => (
    <span key={assignmentId}>
      {index > 0 && ', '}
      <Link to={`/tasks/${assignmentId}`}>{unitName}</Link>
    </span>
  ));
}

function Supports({ detail }: { detail: Detail }) {
  const t = useText().task;
  if (detail.supports.length === 0) return <p className="vm-page-note">{t.detail.noSupports}</p>;
  return (
    <ul className="vm-lines">
      {detail.supports.map((support) => (
        <li key={support.id}>
          <Link to={`/tasks/${support.id}`}>{support.unitName}</Link>
          <span>{day(support.currentDueOn)}</span>
          <ProcessingText row={support} />
          <TimelinessBadge row={support} isPlain />
        </li>
      ))}
    </ul>
  );
}
