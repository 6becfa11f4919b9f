import { Button } from '@mantine/core';
import { Plus, Table2 } from 'lucide-react';
import { directiveWriters } from '../../../db/api/contract/directive.ts';
import { go, usePlace } from '../../navigate.ts';
import { useTakenRequest } from '../../stores/list-request.ts';
import { useSession } from '../../stores/session.ts';
import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { ForbiddenState } from '../../ui/states.tsx';
import { DirectiveBulk, useDirectiveBulk } from './directive-bulk.tsx';
import { DirectiveDetail } from './directive-detail.tsx';
import { DirectiveFilters } from './directive-filters.tsx';
import { EditDirective, NewDirectiveForm } from './directive-form.tsx';
import { DirectiveList } from './directive-list.tsx';
import { DirectiveSheet } from './directive-sheet.tsx';
import { useDirectiveFilter } from './filter.ts';
import './directive.css';

/** Văn bản chỉ đạo: list left; detail, or the form, right. Places: /directives/<id>/<tab>, /directives/<id>/edit, /directives/new, /directives/sheet. */
export default function DirectiveScreen() {
  const { directive: t, sheet } = useText();
  const [, id, part, otherId] = usePlace();
  useTakenRequest(
    'directives',
    useDirectiveFilter((s) => s.take),
  );
  const bulk = useDirectiveBulk((s) => s.chosen);
  const role = useSession((s) => s.session?.user.role);
  const canWrite = role !== undefined && directiveWriters.includes(role);
  if (id === 'sheet') return canWrite ? <DirectiveSheet /> : <ForbiddenState />;
  const add = canWrite && id !== 'new' && (
    <>
      <Button
        variant="default"
        leftSection={<Table2 size="1rem" aria-hidden />}
        title={sheet.openHint}
        onClick={() => go('/directives/sheet')}
      >
        {sheet.open}
      </Button>
      <Button leftSection={<Plus size="1rem" aria-hidden />} title="Ctrl+N" onClick={() => go('/directives/new')}>
        {t.add}
      </Button>
    </>
  );
  return (
    <Page title={t.title} actions={add} filters={<DirectiveFilters />}>
      <SplitView
        name="directive"
        defaultPercent={46}
        list={<DirectiveList openId={id} canWrite={canWrite} />}
        detail={
          bulk !== undefined && id === undefined ? (
            <DirectiveBulk chosen={bulk} />
          ) : id === undefined ? undefined : (
            <Detail id={id} part={part} otherId={otherId} canWrite={canWrite} />
          )
        }
      />
    </Page>
  );
}

function Detail({
  id,
  part,
  otherId,
  canWrite,
}: {
  id: string;
  part: string | undefined;
  otherId: string | undefined;
  canWrite: boolean;
}) {
  if (id === 'new')
    return <NewDirectiveForm key={otherId ?? ''} continuesId={part === 'continues' ? otherId : undefined} />;
  if (part === 'edit') return <EditDirective key={id} id={id} />;
  return <DirectiveDetail key={id} id={id} tab={part ?? 'content'} canWrite={canWrite} />;
}
