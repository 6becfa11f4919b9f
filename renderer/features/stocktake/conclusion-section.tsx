import { Button, Textarea } from '@mantine/core';
import { PencilLine } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Stocktake } from '../../../db/api/contract/stocktake.ts';
import { limits } from '../../../db/api/types.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { useText } from '../../text/index.ts';
import { useKeys } from '../../ui/keys.ts';
import { Section } from '../../ui/page.tsx';
import { useCommand } from '../../use-api.ts';

/** The conclusion, read, or written in place: a commander writes nothing else of it. */
export function ConclusionSection({ stocktake, canConclude }: { stocktake: Stocktake; canConclude: boolean }) {
  const t = useText().stocktake.detail;
  const [isOpen, setOpen] = useState(false);
  const isEmpty = stocktake.conclusion === '';
  const open = canConclude && !isOpen && (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<PencilLine size="0.875rem" aria-hidden />}
      onClick={() => setOpen(true)}
    >
      {isEmpty ? t.write : t.editConclusion}
    </Button>
  );
  return (
    <Section title={t.conclusion} actions={open}>
      {isOpen ? (
        <ConclusionForm stocktake={stocktake} onClose={() => setOpen(false)} />
      ) : isEmpty ? (
        <p className="vm-page-note">{t.noConclusion}</p>
      ) : (
        <p className="vm-stocktake-prose">{stocktake.conclusion}</p>
      )}
    </Section>
  );
}

function ConclusionForm({ stocktake, onClose }: { stocktake: Stocktake; onClose: () => void }) {
  const { stocktake: t, common } = useText();
  const [text, setText] = useState(stocktake.conclusion);
  const form = useRef<HTMLFormElement>(null);
  const { run, isRunning } = useCommand('stocktake.conclude');
  const save = async (): Promise<void> => {
    const { id, changedAtMs } = stocktake;
    const result = await run({ id, seenAtMs: changedAtMs, conclusion: text }, { done: t.detail.saved });
    if (result.ok) onClose();
  };
  useKeys({ escape: onClose }, form);
  useCommands({ 'file.save': { run: () => void save(), within: form } });
  return (
    <form
      ref={form}
      className="vm-stocktake-conclude"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Textarea
        aria-label={t.detail.conclusion}
        data-autofocus
        autoFocus
        autosize
        minRows={6}
        maxRows={18}
        maxLength={limits.content}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="vm-form-buttons">
        <Button type="submit" loading={isRunning} rightSection={<kbd>Ctrl+S</kbd>}>
          {common.actions.save}
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose} rightSection={<kbd>Esc</kbd>}>
          {common.actions.cancel}
        </Button>
      </div>
    </form>
  );
}
