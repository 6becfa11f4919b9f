import { ActionIcon, Button } from '@mantine/core';
import { Download, FileText, Paperclip, Trash2, TriangleAlert } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { attachmentByteLimit, fileTypes } from '../../../db/api/contract/attachment.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { deliver, pickFile } from '../../api.ts';
import type { Picked } from '../../bridge.ts';
import { errorText, useText } from '../../text/index.ts';
import { showBytes, showInstant } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notifyDone, notifyError } from '../../ui/notify.ts';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useApi, useCommand, useJob } from '../../use-api.ts';
import './attachment.css';

type File = Output<'attachment.list'>[number];

export interface AttachmentsProps {
  parentEntity: 'directive' | 'task' | 'report';
  parentId: string;
  canChange: boolean;
}

const extensions = Object.values(fileTypes).flat();
/** The host could not take a file in. */
function tellNoFile(): Picked[] {
  notifyError({ code: 'FILE_NOT_FOUND', details: {} });
  return [];
}

/** Files of one record: list, add by choosing or dropping, save out, take off. */
export default function Attachments({ parentEntity, parentId, canChange }: AttachmentsProps) {
  const t = useText().attachment;
  const list = useApi('attachment.list', { parentEntity, parentId }, { entities: ['attachment'] });
  const adding = useJob('attachment.add');
  const [refused, setRefused] = useState<{ name: string; error: ApiError }[]>([]);
  const [isOver, setOver] = useState(false);

  /** One after another: the next waits until the one before is kept or refused. */
  const addAll = async (picked: readonly Picked[]): Promise<void> => {
    setRefused([]);
    for (const { handle, name } of picked) {
      const result = await adding.run({ parentEntity, parentId, file: handle, name }, t.adding(name), {
        done: (file) => t.addedOne(file.name),
        quiet: true,
      });
      if (!result.ok && result.error.code === 'CANCELLED') return;
      if (!result.ok) setRefused((before) => [...before, { name, error: result.error }]);
    }
  };
  const choose = async (): Promise<void> =>
    addAll(await pickFile({ mode: 'open', extensions, multiple: true }).catch(tellNoFile));
  const drop = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    setOver(false);
    const dropped = [...event.dataTransfer.files];
    // The window of the program hands files out through its dialog only.
    if (window.bridge !== undefined) return choose();
    const picked: Picked[] = [];
    for (const file of dropped) picked.push(...(await pickFile({ mode: 'open', extensions, file }).catch(tellNoFile)));
    await addAll(picked);
  };
  const over = (event: DragEvent): void => {
    if (!canChange || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };

  return (
    <section
      className="vm-files"
      aria-label={t.title}
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => canChange && void drop(event)}
    >
      {list.error !== undefined && <ErrorState error={list.error} onRetry={list.reload} />}
      {list.data !== undefined && list.data.length === 0 && <p className="vm-files-empty">{t.empty}</p>}
      {list.data !== undefined && list.data.length > 0 && (
        <ul className="vm-files-list" aria-label={t.label}>
          {list.data.map((file) => (
            <FileRow key={file.id} file={file} canChange={canChange} />
          ))}
        </ul>
      )}
      {adding.job !== undefined && <ProgressPanel job={adding.job} />}
      {refused.map(({ name, error }) => (
        <p key={name} className="vm-files-refused" role="alert">
          <TriangleAlert size="1rem" aria-hidden />
          <span>
            <strong>{name}</strong>: {errorText(error)}
          </span>
        </p>
      ))}
      {canChange && (
        <div className="vm-files-add">
          <Button
            variant="default"
            leftSection={<Paperclip size="0.875rem" aria-hidden />}
            disabled={adding.isRunning}
            onClick={() => void choose()}
          >
            {t.add}
          </Button>
          <span className="vm-page-note">{isOver ? t.dropNow : t.drop}</span>
          <small className="vm-page-note">{t.limits(showBytes(attachmentByteLimit))}</small>
        </div>
      )}
    </section>
  );
}

function FileRow({ file, canChange }: { file: File; canChange: boolean }) {
  const texts = useText();
  const t = texts.attachment;
  const [asking, setAsking] = useState<'macros' | 'remove'>();
  const exporting = useJob('attachment.export');
  const removal = useCommand('attachment.remove');
  const save = async (): Promise<void> => {
    setAsking(undefined);
    const [place] = await pickFile({ mode: 'save', name: file.name }).catch(tellNoFile);
    if (place === undefined) return;
    const result = await exporting.run({ id: file.id, file: place.handle }, t.exporting(file.name));
    if (!result.ok) return;
    await deliver(place);
    notifyDone(t.saved(file.name));
  };
  const remove = async (): Promise<void> => {
    await removal.run({ id: file.id }, { done: t.removed });
    setAsking(undefined);
  };
  return (
    <li>
      <FileText size="1.125rem" strokeWidth={1.75} aria-hidden />
      <span className="vm-file-name">
        <span title={file.name}>{file.name}</span>
        <small className="vm-page-note">
          {showBytes(file.byteCount)} · {showInstant(file.addedAtMs)}
          {file.addedBy !== '' && ` · ${file.addedBy}`}
          {file.isHere === 0 && ` · ${t.notHere}`}
        </small>
        {exporting.job !== undefined && <ProgressPanel job={exporting.job} />}
      </span>
      {file.hasMacros === 1 && (
        <span className="vm-file-macros">
          <TriangleAlert size="0.875rem" aria-hidden /> {t.macros}
        </span>
      )}
      <ActionIcon
        aria-label={t.saveName(file.name)}
        title={t.save}
        disabled={file.isHere === 0 || exporting.isRunning}
        onClick={() => (file.hasMacros === 1 ? setAsking('macros') : void save())}
      >
        <Download size="1rem" aria-hidden />
      </ActionIcon>
      {canChange && file.isOwn === 1 && (
        <ActionIcon aria-label={t.removeName(file.name)} title={t.remove} onClick={() => setAsking('remove')}>
          <Trash2 size="1rem" aria-hidden />
        </ActionIcon>
      )}
      <ConfirmDialog
        opened={asking === 'macros'}
        title={t.macroTitle}
        confirmLabel={t.macroConfirm}
        onConfirm={save}
        onClose={() => setAsking(undefined)}
      >
        {t.macroText(file.name)}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'remove'}
        title={t.removeTitle}
        confirmLabel={t.remove}
        isDangerous
        onConfirm={remove}
        onClose={() => setAsking(undefined)}
      >
        {t.removeText(file.name)}
      </ConfirmDialog>
    </li>
  );
}
