import { Button, Select } from '@mantine/core';
import { Copy } from 'lucide-react';
import { useController } from 'react-hook-form';
import type { Output } from '../../../db/api/contract/index.ts';
import type { ReportFull } from '../../../db/api/contract/report.ts';
import { go } from '../../navigate.ts';
import { useSession } from '../../stores/session.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { errorText, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { notifyDone } from '../../ui/notify.ts';
import { Panel } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import type { AppForm } from '../../ui/use-form.ts';
import { copyInto, type ReportValues, type reportSchema } from './form-values.ts';
import { FiguresTable } from './report-table.tsx';

export type FormFacts = Output<'report.form'>;
export type Sent = ReturnType<typeof reportSchema>['_output'];

/** What to know before writing: for whom, until when, why it came back, why it cannot be sent. */
export function Notices({ facts, corrected }: { facts: FormFacts; corrected: ReportFull | null }) {
  const t = useText().report.form;
  const session = useSession((s) => s.session);
  const today = useViewDate((s) => s.today);
  const { subject, dueOn, problem } = facts;
  const isOwn = session !== null && (session.user.unitId ?? session.officeUnitId) === subject.unitId;
  const reason = corrected?.status === 'returned' ? corrected.reviews.at(-1)?.reason : undefined;
  return (
    <>
      <p className="vm-page-note">
        {isOwn ? subject.unitName : t.onBehalf(subject.unitName)}
        {dueOn !== null && ` · ${t.dueOn(showDay(dueOn))}`}
      </p>
      {problem !== null && (
        <p className="vm-report-notice" data-meaning="red" role="alert">
          {errorText(problem)}
        </p>
      )}
      {problem === null && dueOn !== null && today > dueOn && (
        <p className="vm-report-notice" data-meaning="red">
          {t.afterDue(showDay(dueOn))}
        </p>
      )}
      {reason !== undefined && (
        <p className="vm-report-notice" data-meaning="amber">
          {t.returnedBecause(reason)}
        </p>
      )}
      {corrected !== null && <p className="vm-report-notice">{t.fixHint(corrected.version)}</p>}
    </>
  );
}

export function PeriodChoice({ facts: { subject, period, periods } }: { facts: FormFacts }) {
  const text = useText();
  const t = text.report;
  const options = periods.map(({ key, startOn, endOn, status }) => ({
    value: key,
    label: `${text.task.periodName(key)} (${t.span(startOn, endOn)})${status === null ? '' : ` · ${t.status[status]}`}`,
  }));
  return (
    <Select
      label={t.form.period}
      data={options}
      value={period?.key ?? null}
      allowDeselect={false}
      searchable
      onChange={(key) => key !== null && go(`/reports/new/${subject.assignmentId}/${key}`, { replace: true })}
    />
  );
}

/** The report before, to look at and to copy from. */
export function Beside({
  form,
  previous,
  isPeriodic,
}: {
  form: AppForm<ReportValues, Sent>;
  previous: ReportFull | null;
  isPeriodic: boolean;
}) {
  const text = useText();
  const t = text.report;
  const figures = useController({ control: form.control, name: 'figures' });
  const title = isPeriodic ? t.previousPeriod : t.previousReport;
  if (previous === null)
    return <EmptyState title={title} hint={isPeriodic ? t.noPreviousPeriod : t.noPreviousReport} />;
  const copy = (): void => {
    const { content, difficulties, proposals, figures: rows } = copyInto(form.getValues(), previous);
    form.setValue('content', content);
    form.setValue('difficulties', difficulties);
    form.setValue('proposals', proposals);
    // Only a field's own change is noticed by the draft.
    figures.field.onChange(rows);
    notifyDone(t.form.copied);
  };
  const button = (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<Copy size={14} aria-hidden />}
      onClick={copy}
      title={t.form.copyHint}
    >
      {t.form.copy}
    </Button>
  );
  const name = previous.periodKey === null ? title : `${title}: ${text.task.periodName(previous.periodKey)}`;
  return (
    <Panel
      title={name}
      note={`${showDay(previous.reportedOn)} · ${t.percent(previous.percent)} · ${t.status[previous.status]}`}
      actions={button}
    >
      <dl className="vm-report-side">
        {(['content', 'difficulties', 'proposals'] as const).map((field) => (
          <div key={field} className="vm-report-side-text">
            <dt>{t.fields[field]}</dt>
            <dd className="vm-report-text">
              {previous[field] || (field === 'content' && previous.isNothing === 1 ? t.nothing : '—')}
            </dd>
          </div>
        ))}
      </dl>
      <FiguresTable report={previous} previous={null} isAlone />
    </Panel>
  );
}
