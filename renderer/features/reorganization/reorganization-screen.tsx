import { Button } from '@mantine/core';
import { ArrowLeft, FileUp, Plus } from 'lucide-react';
import { Suspense } from 'react';
import { go, usePlace } from '../../navigate.ts';
import { slot } from '../../stores/slots.ts';
import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { ForbiddenState, LoadingState } from '../../ui/states.tsx';
import { EventFilters } from './event-filters.tsx';
import { EventList } from './event-list.tsx';
import { EventPage } from './event-page.tsx';
import { useCanKeep } from './keep.ts';
import { Wizard } from './wizard.tsx';
import './reorganization.css';

/**
 * Dữ liệu › Sắp xếp tổ chức. Places: `/reorganize`, `/reorganize/<event>`, `/reorganize/<event>/amend`,
 * `/reorganize/<event>/heirs`, `/reorganize/new`, `/reorganize/new/<unit>`, `/reorganize/correct/<event>`,
 * `/reorganize/import`.
 */
export default function ReorganizationScreen() {
  const [, place, what] = usePlace();
  if (place === 'import') return <Import />;
  if (place === 'new') return <Wizard key={`new ${what}`} unitId={what} correctsId={undefined} />;
  if (place === 'correct') return <Wizard key={`correct ${what}`} unitId={undefined} correctsId={what} />;
  return <Events id={place} what={what} />;
}

function Events({ id, what }: { id: string | undefined; what: string | undefined }) {
  const t = useText().reorganization;
  return (
    <Page title={t.title} actions={<Actions />} filters={<EventFilters />}>
      <SplitView
        name="events"
        defaultPercent={42}
        list={<EventList openId={id} />}
        detail={id === undefined ? undefined : <EventPage key={id} id={id} what={what} />}
      />
    </Page>
  );
}

function Actions() {
  const t = useText().reorganization;
  if (!useCanKeep()) return null;
  return (
    <>
      {slot('reorganizationImport') !== undefined && (
        <Button
          variant="default"
          leftSection={<FileUp size={16} aria-hidden />}
          onClick={() => go('/reorganize/import')}
        >
          {t.import}
        </Button>
      )}
      <Button leftSection={<Plus size={16} aria-hidden />} title="Ctrl+N" onClick={() => go('/reorganize/new')}>
        {t.record}
      </Button>
    </>
  );
}

/** The whole reorganisation of a file, in the screen of another feature. */
function Import() {
  const t = useText().reorganization;
  const canKeep = useCanKeep();
  const Screen = slot('reorganizationImport');
  if (canKeep && Screen !== undefined)
    return (
      <Suspense fallback={<LoadingState />}>
        <Screen />
      </Suspense>
    );
  const back = (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<ArrowLeft size={16} aria-hidden />}
      onClick={() => go('/reorganize')}
    >
      {t.toList}
    </Button>
  );
  return (
    <Page title={t.import} actions={back}>
      <ForbiddenState />
    </Page>
  );
}
