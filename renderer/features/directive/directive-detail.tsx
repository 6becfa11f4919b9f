import { ActionIcon, Button, Menu, Tabs } from '@mantine/core';
import { Ban, Ellipsis, ListPlus, Pencil, Trash2, X } from 'lucide-react';
import { Suspense, useState } from 'react';
import type { Directive } from '../../../db/api/contract/directive.ts';
import { ConflictNotice } from '../../conflict-notice.tsx';
import { go } from '../../navigate.ts';
import { slot } from '../../stores/slots.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Panel } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import { ContentTab } from './content-tab.tsx';
import { EffectBadge } from './effect-badge.tsx';
import { ObjectGoneDialog } from './object-gone-dialog.tsx';
import { ReceiptsTab } from './receipts-tab.tsx';
import { RelationsTab } from './relations-tab.tsx';
import { TasksTab } from './tasks-tab.tsx';

const tabNames = ['content', 'relations', 'receipts', 'tasks', 'files', 'history'] as const;
const shownEntities = [
  'directive',
  'directiveRelation',
  'directiveReceipt',
  'attachment',
  'task',
  'assignment',
  'assignmentStep',
  'documentKind',
] as const;

/** One document, seen for the day of view. */
export function DirectiveDetail({ id, tab, canWrite }: { id: string; tab: string; canWrite: boolean }) {
  const t = useText().directive;
  const on = useViewDate((s) => s.on);
  const { data, error, isLoading, reload } = useApi(
    'directive.get',
    { id, on },
    { entities: shownEntities, keep: true },
  );
  if (isLoading) return <LoadingState />;
  if (data === undefined) return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  const current = tabNames.find((name) => name === tab) ?? 'content';
  const canChange = canWrite && data.isOwn === 1;
  const Files = slot('attachments');
  const History = slot('recordHistory');
  return (
    <Panel
      title={t.nameOf(data.kindName, data.number)}
      note={
        <span className="vm-directive-note">
          {data.issuer} · {showDay(data.issuedOn)} <EffectBadge effect={data.effect.effect} />
        </span>
      }
      actions={<Actions directive={data} canChange={canChange} canWrite={canWrite} />}
    >
      <ConflictNotice entity="directive" id={id} />
      <Tabs
        value={current}
        onChange={(next) => go(`/directives/${id}/${next ?? 'content'}`, { replace: true })}
        keepMounted={false}
        className="vm-directive-tabs"
      >
        <Tabs.List aria-label={t.title}>
          {tabNames.map((name) => (
            <Tabs.Tab key={name} value={name} rightSection={<TabCount directive={data} name={name} />}>
              {t.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="content">
          <ContentTab directive={data} />
        </Tabs.Panel>
        <Tabs.Panel value="relations">
          <RelationsTab directive={data} canWrite={canWrite} />
        </Tabs.Panel>
        <Tabs.Panel value="receipts">
          <ReceiptsTab directive={data} />
        </Tabs.Panel>
        <Tabs.Panel value="tasks">
          <TasksTab directive={data} />
        </Tabs.Panel>
        <Tabs.Panel value="files">
          {Files !== undefined && <Files parentEntity="directive" parentId={id} canChange={canWrite} />}
        </Tabs.Panel>
        <Tabs.Panel value="history">
          {/* Without a boundary of its own, loading it would take the whole detail away. */}
          <Suspense fallback={<LoadingState />}>
            {History !== undefined && <History entity="directive" id={id} />}
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </Panel>
  );
}

/** How much is under a tab; nothing where nothing is. */
function TabCount({ directive, name }: { directive: Directive; name: (typeof tabNames)[number] }) {
  const { receipts, tasks, outgoing, incoming, attachments } = directive;
  const shown = {
    content: '',
    relations: String(outgoing.length + incoming.length),
    receipts: receipts.units === 0 ? '' : `${receipts.disseminated}/${receipts.units}`,
    tasks: String(tasks.total),
    files: String(attachments.length),
    history: '',
  }[name];
  return shown === '' || shown === '0' ? null : <span className="vm-directive-count">{shown}</span>;
}

function Actions({ directive, canChange, canWrite }: { directive: Directive; canChange: boolean; canWrite: boolean }) {
  const t = useText().directive;
  const [asking, setAsking] = useState<'gone' | 'remove'>();
  const removal = useCommand('directive.remove');
  const name = t.nameOf(directive.kindName, directive.number);
  const close = (): void => setAsking(undefined);
  const remove = async (): Promise<void> => {
    const result = await removal.run({ id: directive.id }, { done: t.removal.done(name) });
    close();
    if (result.ok) go('/directives');
  };
  return (
    <>
      {canChange && (
        <Button
          variant="default"
          leftSection={<Pencil size="0.875rem" aria-hidden />}
          onClick={() => go(`/directives/${directive.id}/edit`)}
        >
          {t.actions.edit}
        </Button>
      )}
      {canWrite && (
        <Menu position="bottom-end" width={280}>
          <Menu.Target>
            <ActionIcon aria-label={t.actions.more}>
              <Ellipsis size="1.125rem" aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<ListPlus size={16} aria-hidden />}
              onClick={() => go(`/directives/new/continues/${directive.id}`)}
            >
              {t.actions.addNewer}
            </Menu.Item>
            {canChange && (
              <>
                <Menu.Item leftSection={<Ban size={16} aria-hidden />} onClick={() => setAsking('gone')}>
                  {t.actions.objectGone}
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item
                  color="red"
                  leftSection={<Trash2 size={16} aria-hidden />}
                  onClick={() => setAsking('remove')}
                >
                  {t.actions.remove}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <ActionIcon aria-label={t.actions.close} onClick={() => go('/directives')}>
        <X size="1.125rem" aria-hidden />
      </ActionIcon>
      {asking === 'gone' && <ObjectGoneDialog directive={directive} onClose={close} />}
      <ConfirmDialog
        opened={asking === 'remove'}
        title={t.removal.title}
        confirmLabel={t.removal.confirm}
        isDangerous
        onConfirm={remove}
        onClose={close}
      >
        {t.removal.text(name)}
      </ConfirmDialog>
    </>
  );
}
