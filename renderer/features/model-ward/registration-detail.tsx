import { ActionIcon, Button, Menu } from '@mantine/core';
import { ClipboardCheck, Ellipsis, Pencil, RotateCcw, Trash2, X } from 'lucide-react';
import { Fragment, useState } from 'react';
import type { AssessmentRow, Registration } from '../../../db/api/contract/model-ward.ts';
import { AssessmentKind } from '../../../db/api/contract/model-ward-words.ts';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Facts, Panel, Section } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import { CriteriaTable } from './criteria-table.tsx';
import { EndDialog } from './end-dialog.tsx';
import { wardEntities } from './filter.ts';
import { StateBadge } from './state-badge.tsx';

interface DetailProps {
  id: string;
  canWrite: boolean;
  canAssess: boolean;
}

/** One registration: the unit by its name of the day, what it was marked, side by side, and how far it is. */
export function RegistrationDetail({ id, canWrite, canAssess }: DetailProps) {
  const t = useText().modelWard;
  const on = useViewDate((s) => s.on);
  const { data, error, isLoading, reload } = useApi(
    'modelWard.get',
    { id, on },
    { entities: wardEntities, keep: true },
  );
  if (isLoading) return <LoadingState />;
  if (data === undefined) return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  const isOwn = data.isOwn === 1;
  return (
    <Panel
      title={data.unitName}
      note={
        <span className="vm-ward-note">
          {t.detail.note(data.year, data.setName)} <StateBadge state={data.state} />
        </span>
      }
      actions={<Actions registration={data} canWrite={canWrite && isOwn} canAssess={canAssess} />}
    >
      {!isOwn && <p className="vm-page-note">{t.detail.foreign}</p>}
      {data.unitEndedOn !== null && <p className="vm-page-note">{t.detail.ended(showDay(data.unitEndedOn))}</p>}
      <About registration={data} />
      <Section title={t.detail.table}>
        <CriteriaTable registration={data} />
      </Section>
      {data.assessments.length > 0 && (
        <Section title={t.detail.others}>
          <ul className="vm-ward-lines">
            {data.assessments.map((one) => (
              <AssessmentLine key={one.id} registration={data} assessment={one} canAssess={canAssess} />
            ))}
          </ul>
        </Section>
      )}
      <HistorySection entity="registration" id={id} />
    </Panel>
  );
}

function About({ registration }: { registration: Registration }) {
  const t = useText().modelWard;
  const { unit, registeredOn, target, basisDirectiveId, basisDirectiveNumber, basisText, endedOn, endReason, note } =
    registration;
  const basis =
    basisDirectiveId === null ? (
      basisText
    ) : (
      <a href={`#/directives/${basisDirectiveId}`}>{basisDirectiveNumber || basisText || basisDirectiveId.slice(-6)}</a>
    );
  return (
    <Facts
      items={[
        {
          label: t.registrationFields.unitId,
          value: (
            <>
              <a href={`#/units/${unit.unitId}`}>{unit.name}</a>
              {unit.now.length > 0 && (
                <small className="vm-ward-now">
                  {t.detail.now}{' '}
                  {unit.now.map(({ id, fullName }, index) => (
                    <Fragment key={id}>
                      {index > 0 && ', '}
                      <a href={`#/units/${id}`}>{fullName}</a>
                    </Fragment>
                  ))}
                </small>
              )}
            </>
          ),
        },
        { label: t.registrationFields.registeredOn, value: showDay(registeredOn) },
        { label: t.registrationFields.target, value: target },
        { label: t.registrationFields.basisText, value: basis },
        {
          label: t.list.state,
          value: endedOn === null ? t.detail.runs : t.detail.endedOn(showDay(endedOn), endReason),
        },
        { label: t.registrationFields.note, value: note },
      ]}
    />
  );
}

function AssessmentLine({
  registration,
  assessment,
  canAssess,
}: {
  registration: Registration;
  assessment: AssessmentRow;
  canAssess: boolean;
}) {
  const text = useText();
  const t = text.modelWard;
  const [isAsking, setAsking] = useState(false);
  const { run } = useCommand('modelWard.removeAssessment');
  const { id, kind, onDay, result, isRecognised, conclusion, isOwn } = assessment;
  const name = t.detail.conclusionOf(t.assessmentKinds[kind], showDay(onDay));
  return (
    <li>
      <span>
        {name}: {t.result(result)}
        <small>
          {[isRecognised === 1 ? t.detail.recognised : t.outcomes[result.outcome], conclusion]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      {canAssess && isOwn === 1 && (
        <>
          <ActionIcon
            aria-label={`${t.detail.edit}: ${name}`}
            onClick={() => go(`/model-wards/${registration.id}/${kind}/${id}`)}
          >
            <Pencil size="1rem" aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={`${t.detail.removeAssessment}: ${name}`} onClick={() => setAsking(true)}>
            <Trash2 size="1rem" aria-hidden />
          </ActionIcon>
        </>
      )}
      <ConfirmDialog
        opened={isAsking}
        title={t.removal.assessmentTitle}
        confirmLabel={t.removal.confirm}
        isDangerous
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          await run({ id }, { done: t.removal.done });
          setAsking(false);
        }}
      >
        {t.removal.assessment(t.assessmentKinds[kind], showDay(onDay))}
      </ConfirmDialog>
    </li>
  );
}

function Actions({
  registration,
  canWrite,
  canAssess,
}: {
  registration: Registration;
  canWrite: boolean;
  canAssess: boolean;
}) {
  const text = useText();
  const t = text.modelWard;
  const { id, changedAtMs, endedOn, assessments, unitName, year } = registration;
  const [asking, setAsking] = useState<'end' | 'remove'>();
  const ending = useCommand('modelWard.endRegistration');
  const removal = useCommand('modelWard.removeRegistration');
  const close = (): void => setAsking(undefined);
  return (
    <>
      {canAssess && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button leftSection={<ClipboardCheck size="0.875rem" aria-hidden />}>{t.detail.add}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {AssessmentKind.options.map((kind) => (
              <Menu.Item key={kind} onClick={() => go(`/model-wards/${id}/${kind}`)}>
                {t.assessmentKinds[kind]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {canWrite && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t.detail.more}>
              <Ellipsis size="1.125rem" aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {endedOn === null ? (
              <Menu.Item onClick={() => setAsking('end')}>{t.detail.end}</Menu.Item>
            ) : (
              <Menu.Item
                leftSection={<RotateCcw size={16} aria-hidden />}
                onClick={() =>
                  void ending.run({ id, seenAtMs: changedAtMs, endedOn: null }, { done: t.ending.reopened })
                }
              >
                {t.detail.reopen}
              </Menu.Item>
            )}
            {assessments.length === 0 && (
              <Menu.Item color="red" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => setAsking('remove')}>
                {t.detail.remove}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <ActionIcon aria-label={text.common.actions.close} onClick={() => go('/model-wards')}>
        <X size="1.125rem" aria-hidden />
      </ActionIcon>
      {asking === 'end' && <EndDialog registration={registration} onClose={close} />}
      <ConfirmDialog
        opened={asking === 'remove'}
        title={t.removal.registrationTitle}
        confirmLabel={t.removal.confirm}
        isDangerous
        onClose={close}
        onConfirm={async () => {
          const result = await removal.run({ id }, { done: t.removal.done });
          close();
          if (result.ok) go('/model-wards');
        }}
      >
        {t.removal.registration(unitName, year)}
      </ConfirmDialog>
    </>
  );
}
