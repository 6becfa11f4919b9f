import { ActionIcon, Button } from '@mantine/core';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { DocumentGroup } from '../../../db/api/contract/directive-words.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { Flag, Line, Name } from '../../../db/api/types.ts';
import { HistorySection } from '../../history-section.tsx';
import { go, usePlace } from '../../navigate.ts';
import { type Text, useText } from '../../text/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FlagField, SelectField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { useKeeping } from '../../ui/keep.tsx';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useDraft } from '../../ui/use-draft.tsx';
import { beginAgain, useAppForm, useIssues } from '../../ui/use-form.ts';
import { allRows } from '../../ui/use-pages.ts';
import { useApi, useCommand } from '../../use-api.ts';

type Kind = Output<'documentKind.list'>[number];

const columnsOf = (texts: Text): Column<Kind>[] => {
  const t = texts.documentKind;
  return [
    { key: 'order', header: t.order, width: 60, align: 'right', render: (kind) => kind.orderNumber },
    { key: 'name', header: t.name, width: 130, grow: 2, render: (kind) => <span title={kind.name}>{kind.name}</span> },
    { key: 'abbreviation', header: t.abbreviation, width: 110, render: (kind) => kind.abbreviation || '—' },
    {
      key: 'grouping',
      header: t.grouping,
      width: 160,
      grow: 1,
      render: (kind) => <span>{texts.directive.groups[kind.grouping]}</span>,
    },
    { key: 'count', header: t.count, width: 104, align: 'right', render: (kind) => kind.directiveCount },
    {
      key: 'active',
      header: t.state,
      width: 120,
      render: (kind) =>
        kind.isActive === 1 ? <span>{t.isActive}</span> : <StatusBadge isPlain meaning="grey" label={t.inactive} />,
    },
  ];
};

/** Quản trị ▸ Loại văn bản: the catalogue that forms offer. */
export default function DocumentKindScreen() {
  const texts = useText();
  const t = texts.documentKind;
  const [, id] = usePlace();
  const state = useApi('documentKind.list', {}, { entities: ['documentKind', 'directive'] });
  const columns = useMemo(() => columnsOf(texts), [texts]);
  const kinds = state.data ?? [];
  const open = kinds.find((kind) => kind.id === id);
  const add = (
    <Button leftSection={<Plus size="1rem" aria-hidden />} onClick={() => go('/document-kinds/new')}>
      {t.add}
    </Button>
  );
  const list = (
    <Grid
      label={t.label}
      name="document-kinds"
      columns={columns}
      rows={allRows(state)}
      rowKey={(kind) => kind.id}
      openKey={id}
      onOpen={(kind) => go(`/document-kinds/${kind.id}`)}
      empty={<EmptyState title={t.empty} action={add} />}
    />
  );
  const form =
    id === 'new' ? (
      <KindForm key="new" kind={undefined} kinds={kinds} />
    ) : open !== undefined ? (
      <KindForm key={open.id} kind={open} kinds={kinds} />
    ) : undefined;
  return (
    <Page title={t.title} note={t.note} actions={add}>
      <SplitView name="documentKind" defaultPercent={62} list={list} detail={form} />
    </Page>
  );
}

const KindFields = z.strictObject({ name: Name(100), abbreviation: Line(20), grouping: DocumentGroup, isActive: Flag });

function KindForm({ kind, kinds }: { kind: Kind | undefined; kinds: readonly Kind[] }) {
  const texts = useText();
  const t = texts.documentKind;
  const form = useAppForm(KindFields, {
    name: kind?.name ?? '',
    abbreviation: kind?.abbreviation ?? '',
    grouping: kind?.grouping ?? 'other',
    isActive: kind?.isActive ?? 1,
  });
  const draft = useDraft(`documentKind:${kind?.id ?? 'new'}`, form);
  const keeping = useKeeping('documentKind', ['grouping']);
  const { run, isRunning } = useCommand('documentKind.save');
  const showIssues = useIssues(form);
  const [error, setError] = useState<ApiError>();
  const { control } = form;
  const isForeign = kind?.isOwn === 0;
  const save = (goOn: boolean) =>
    form.handleSubmit(async (values) => {
      const result = await run({ id: kind?.id ?? null, ...values }, { done: t.saved, quiet: true });
      if (!result.ok) return void (showIssues(result.error) || setError(result.error));
      setError(undefined);
      await draft.remove();
      if (!goOn) return go('/document-kinds');
      beginAgain(
        form,
        keeping.next<z.input<typeof KindFields>>(values, {
          name: '',
          abbreviation: '',
          grouping: 'other',
          isActive: 1,
        }),
        'name',
      );
    });
  return (
    <FormPanel
      title={kind === undefined ? t.addTitle : t.editTitle(kind.name)}
      isSaving={isRunning}
      error={error}
      onSave={isForeign ? () => {} : save(false)}
      onSaveAndNext={kind === undefined ? save(true) : undefined}
      added={keeping.added}
      draft={draft}
      onCancel={() => go('/document-kinds')}
    >
      {isForeign && <p className="vm-page-note">{t.foreign}</p>}
      {kind !== undefined && !isForeign && <KindActions kind={kind} kinds={kinds} />}
      <TextField control={control} name="name" label={t.name} required disabled={isForeign} maxLength={100} autoFocus />
      <TextField
        control={control}
        name="abbreviation"
        label={t.abbreviation}
        hint={t.abbreviationHint}
        disabled={isForeign}
        maxLength={20}
      />
      <SelectField
        control={control}
        name="grouping"
        label={t.grouping}
        required
        disabled={isForeign}
        choices={DocumentGroup.options.map((value) => ({ value, label: texts.directive.groups[value] }))}
      />
      <FlagField control={control} name="isActive" label={t.isActive} disabled={isForeign} />
      {kind !== undefined && <HistorySection entity="documentKind" id={kind.id} />}
    </FormPanel>
  );
}

/** Moving in the list, and deleting what no document uses. */
function KindActions({ kind, kinds }: { kind: Kind; kinds: readonly Kind[] }) {
  const t = useText().documentKind;
  const [isAsking, setAsking] = useState(false);
  const reorder = useCommand('documentKind.reorder');
  const removal = useCommand('documentKind.remove');
  const own = kinds.filter((one) => one.isOwn === 1).map((one) => one.id);
  const index = own.indexOf(kind.id);
  const move = (step: -1 | 1): void => {
    const other = own[index + step];
    if (other === undefined) return;
    const ids = own.with(index, other).with(index + step, kind.id);
    void reorder.run({ ids });
  };
  const remove = async (): Promise<void> => {
    const result = await removal.run({ id: kind.id }, { done: t.removed });
    setAsking(false);
    if (result.ok) go('/document-kinds');
  };
  return (
    <div className="vm-form-buttons">
      <ActionIcon
        variant="default"
        aria-label={t.up(kind.name)}
        disabled={index <= 0 || reorder.isRunning}
        onClick={() => move(-1)}
      >
        <ArrowUp size="1rem" aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        aria-label={t.down(kind.name)}
        disabled={index === own.length - 1 || reorder.isRunning}
        onClick={() => move(1)}
      >
        <ArrowDown size="1rem" aria-hidden />
      </ActionIcon>
      <Button
        variant="default"
        leftSection={<Trash2 size="0.875rem" aria-hidden />}
        disabled={kind.directiveCount > 0}
        onClick={() => setAsking(true)}
      >
        {t.remove}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t.removeTitle}
        confirmLabel={t.remove}
        isDangerous
        onConfirm={remove}
        onClose={() => setAsking(false)}
      >
        {t.removeText(kind.name)}
      </ConfirmDialog>
    </div>
  );
}
