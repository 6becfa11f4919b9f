import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useId, useRef } from 'react';
import type { ApiError } from '../../db/api/errors.ts';
import { type Binding, useCommands } from '../commands/use-commands.ts';
import { errorText, useText } from '../text/index.ts';
import { useKeys } from './keys.ts';
import { type Draft, DraftNotice } from './use-draft.tsx';
import './form-panel.css';

interface FormPanelProps {
  title: string;
  children: ReactNode;
  /** Called by Lưu and Ctrl+S; wrap it in form.handleSubmit. */
  onSave: () => unknown;
  /** Called by Lưu và thêm tiếp and Ctrl+Enter; without it there is no such button. */
  onSaveAndNext?: (() => unknown) | undefined;
  /** How many were added in this run by Lưu và thêm tiếp. */
  added?: number;
  /** Called by Hủy and Esc. */
  onCancel: () => void;
  isSaving?: boolean;
  /** Of the last try; issues of fields stand beside the fields instead. */
  error?: ApiError | undefined;
  /** From useDraft. */
  draft?: Draft;
  /** The verb on the button, Lưu by default. */
  saveLabel?: string;
  /** For what is sent for good: Ctrl+S only keeps the draft, and the main button takes Ctrl+Enter. */
  onSaveDraft?: (() => unknown) | undefined;
  /** Needed with onSaveDraft. */
  saveDraftLabel?: string;
}

/** A form in place of a detail: fields scroll, the footer with its keys stays. */
export function FormPanel({
  title,
  children,
  onSave,
  onSaveAndNext,
  added = 0,
  onCancel,
  isSaving = false,
  error,
  draft,
  saveLabel,
  onSaveDraft,
  saveDraftLabel,
}: FormPanelProps) {
  const { common: t, sheet } = useText();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const save = isSaving ? undefined : () => void onSave();
  const saveAndNext = isSaving || onSaveAndNext === undefined ? undefined : () => void onSaveAndNext();
  const isFinal = onSaveDraft !== undefined;
  const saveDraft = isFinal ? () => void onSaveDraft() : undefined;
  useKeys({ escape: onCancel }, form);
  const bind = (run: (() => void) | undefined, label: string | undefined): Binding | undefined =>
    run && { run, label, within: form };
  useCommands({
    'file.save': isFinal ? bind(saveDraft, saveDraftLabel) : bind(save, saveLabel),
    'file.saveAndNext': isFinal ? bind(save, saveLabel) : bind(saveAndNext, undefined),
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    // Enter in a field must not send for good.
    if (!isFinal) save?.();
  };
  return (
    <form ref={form} className="vm-form" aria-labelledby={id} onSubmit={onSubmit} noValidate>
      <header className="vm-form-header">
        <h2 id={id}>{title}</h2>
        {added > 0 && (
          <span className="vm-form-added" role="status">
            {sheet.keep.added(added)}
          </span>
        )}
        {draft?.savedText !== undefined && <span className="vm-page-note">{draft.savedText}</span>}
      </header>
      <div className="vm-form-body">
        {draft !== undefined && <DraftNotice draft={draft} />}
        {children}
      </div>
      <footer className="vm-form-footer">
        {error !== undefined && error.code !== 'CANCELLED' && (
          <p className="vm-form-error" role="alert">
            {errorText(error)}
          </p>
        )}
        <div className="vm-form-buttons">
          <Button
            type={isFinal ? 'button' : 'submit'}
            loading={isSaving}
            {...(isFinal ? { onClick: save } : {})}
            rightSection={<kbd>{isFinal ? 'Ctrl+Enter' : 'Ctrl+S'}</kbd>}
          >
            {saveLabel ?? t.actions.save}
          </Button>
          {isFinal && (
            <Button variant="default" disabled={isSaving} onClick={saveDraft} rightSection={<kbd>Ctrl+S</kbd>}>
              {saveDraftLabel}
            </Button>
          )}
          {onSaveAndNext !== undefined && !isFinal && (
            <Button variant="default" disabled={isSaving} onClick={saveAndNext} rightSection={<kbd>Ctrl+Enter</kbd>}>
              {t.actions.saveAndNext}
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={onCancel} rightSection={<kbd>Esc</kbd>}>
            {t.actions.cancel}
          </Button>
        </div>
      </footer>
    </form>
  );
}
