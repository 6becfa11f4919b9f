import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { assessors, modelWardWriters } from '../../../db/api/contract/model-ward.ts';
import { AssessmentKind } from '../../../db/api/contract/model-ward-words.ts';
import { go, usePlace } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { AssessmentEditor } from './assessment-form.tsx';
import { RegisterForm } from './register-form.tsx';
import { RegistrationDetail } from './registration-detail.tsx';
import { RegistrationList } from './registration-list.tsx';
import { Roadmap } from './roadmap.tsx';
import { SetsView } from './sets-view.tsx';
import { WardViews } from './views.tsx';
import { WardFilters } from './ward-filters.tsx';
import './model-ward.css';

/**
 * Công an phường kiểu mẫu. Places: `/model-wards`, `/model-wards/new`, `/model-wards/<registration>`,
 * `/model-wards/<registration>/<kind>[/<assessment>]`, `/model-wards/roadmap`, `/model-wards/sets[/<set>]`.
 */
export default function ModelWardScreen() {
  const t = useText().modelWard;
  const [, id, part, recordId] = usePlace();
  const canWrite = useMayFor(modelWardWriters);
  const canAssess = useMayFor(assessors);
  if (id === 'roadmap') return <Roadmap />;
  if (id === 'sets') return <SetsView openId={part} mode={recordId} canWrite={canWrite} />;
  const add = canWrite && id !== 'new' && (
    <Button leftSection={<Plus size="1rem" aria-hidden />} title="Ctrl+N" onClick={() => go('/model-wards/new')}>
      {t.register}
    </Button>
  );
  const kind = AssessmentKind.options.find((one) => one === part);
  const detail =
    id === undefined ? undefined : id === 'new' ? (
      <RegisterForm />
    ) : kind !== undefined && canAssess ? (
      <AssessmentEditor key={`${id} ${part} ${recordId}`} registrationId={id} kind={kind} assessmentId={recordId} />
    ) : (
      <RegistrationDetail key={id} id={id} canWrite={canWrite} canAssess={canAssess} />
    );
  return (
    <Page title={t.title} note={<WardViews current="list" />} actions={add} filters={<WardFilters />}>
      <SplitView
        name="model-ward"
        defaultPercent={44}
        list={<RegistrationList openId={id} canWrite={canWrite} />}
        detail={detail}
      />
    </Page>
  );
}
