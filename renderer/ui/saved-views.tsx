import { ActionIcon, Button, Modal, Popover, TextInput } from '@mantine/core';
import { Bookmark, ChevronDown, Pencil, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { SavedView } from '../../db/api/contract/saved-view.ts';
import { useText } from '../text/index.ts';
import { useApi, useCommand } from '../use-api.ts';
import { isTyping } from './keys.ts';
import './saved-views.css';

interface SavedViewsProps {
  /** Which list or search: `tasks`, `reports`, `search` … */
  place: string;
  /** What would be kept now, as plain JSON. */
  current: Record<string, unknown>;
  /** False: nothing is set that is worth keeping. */
  canSave?: boolean;
  /** A view was chosen; its body is what was kept, by whatever release kept it: check it. */
  onApply: (body: Record<string, unknown>, name: string) => void;
}

interface Naming {
  /** Undefined: a new one. */
  view?: SavedView;
}

/** Menu of the views a user keeps for one list: open, save what is set now, rename, remove. */
export function SavedViews({ place, current, canSave = true, onApply }: SavedViewsProps) {
  const t = useText().savedView;
  const [opened, setOpened] = useState(false);
  const [naming, setNaming] = useState<Naming>();
  const views = useApi('savedView.list', { place }, { entities: [] });
  const kept = views.data ?? [];
  const body = JSON.stringify(current);
  const shown = kept.find((view) => JSON.stringify(view.body) === body);
  const name = (next: Naming): void => {
    setOpened(false);
    setNaming(next);
  };
  const apply = (view: SavedView): void => {
    setOpened(false);
    onApply(view.body, view.name);
  };
  return (
    <>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" width={300} trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant={shown === undefined ? 'default' : 'light'}
            size="compact-sm"
            aria-haspopup="dialog"
            leftSection={<Bookmark size="0.875rem" aria-hidden />}
            rightSection={<ChevronDown size="0.875rem" aria-hidden />}
            onClick={() => setOpened((is) => !is)}
          >
            {shown?.name ?? t.menu}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t.kept}>
          <div className="vm-saved">
            {kept.length === 0 && <p className="vm-saved-none">{t.none}</p>}
            {kept.length > 0 && (
              <ul className="vm-saved-list" aria-label={t.kept}>
                {kept.map((view) => (
                  <ViewRow
                    key={view.id}
                    view={view}
                    isShown={view === shown}
                    onApply={() => apply(view)}
                    onRename={() => name({ view })}
                    onChanged={views.reload}
                  />
                ))}
              </ul>
            )}
            <Button
              variant="default"
              size="compact-sm"
              disabled={!canSave || shown !== undefined}
              onClick={() => name({})}
            >
              {t.saveCurrent}
            </Button>
          </div>
        </Popover.Dropdown>
      </Popover>
      <Modal
        opened={naming !== undefined}
        onClose={() => setNaming(undefined)}
        title={naming?.view === undefined ? t.saveTitle : t.renameTitle}
        size="sm"
        closeButtonProps={{ 'aria-label': useText().common.actions.close }}
      >
        {naming !== undefined && (
          <NameForm
            place={place}
            body={current}
            kept={kept}
            view={naming.view}
            onClose={() => setNaming(undefined)}
            onChanged={views.reload}
          />
        )}
      </Modal>
    </>
  );
}

interface ViewRowProps {
  view: SavedView;
  isShown: boolean;
  onApply: () => void;
  onRename: () => void;
  onChanged: () => void;
}

function ViewRow({ view, isShown, onApply, onRename, onChanged }: ViewRowProps) {
  const t = useText().savedView;
  const remove = useCommand('savedView.remove');
  const take = async (): Promise<void> => {
    await remove.run({ id: view.id }, { done: t.removed(view.name) });
    onChanged();
  };
  return (
    <li className="vm-saved-row">
      <button type="button" className="vm-saved-open" aria-current={isShown} title={view.name} onClick={onApply}>
        {view.name}
      </button>
      <ActionIcon size="sm" aria-label={t.renameNamed(view.name)} onClick={onRename}>
        <Pencil size="0.875rem" aria-hidden />
      </ActionIcon>
      <ActionIcon size="sm" aria-label={t.removeNamed(view.name)} onClick={() => void take()}>
        <Trash2 size="0.875rem" aria-hidden />
      </ActionIcon>
    </li>
  );
}

interface NameFormProps {
  place: string;
  body: Record<string, unknown>;
  kept: readonly SavedView[];
  view: SavedView | undefined;
  onClose: () => void;
  onChanged: () => void;
}

const sameName = (a: string, b: string): boolean =>
  a.normalize('NFC').trim().toLowerCase() === b.normalize('NFC').trim().toLowerCase();

function NameForm({ place, body, kept, view, onClose, onChanged }: NameFormProps) {
  const { savedView: t, common } = useText();
  const [name, setName] = useState(view?.name ?? '');
  const save = useCommand('savedView.save');
  const rename = useCommand('savedView.rename');
  const replaced = view === undefined ? kept.find((one) => sameName(one.name, name)) : undefined;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const done = { done: t.saved(name.trim()) };
    const result = await (view === undefined
      ? save.run({ place, name, body }, done)
      : rename.run({ id: view.id, name }, done));
    if (!result.ok) return;
    onChanged();
    onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t.name}
        description={replaced === undefined ? t.nameHint : t.replaces(replaced.name)}
        value={name}
        maxLength={80}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        onKeyDown={(event) => {
          // Enter that ends a composition belongs to the input method.
          if (event.key === 'Enter' && isTyping(event.nativeEvent)) event.preventDefault();
        }}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className="vm-dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {common.actions.cancel}
        </Button>
        <Button type="submit" disabled={name.trim() === ''} loading={save.isRunning || rename.isRunning}>
          {common.actions.save}
        </Button>
      </div>
    </form>
  );
}
