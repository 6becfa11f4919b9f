import { useEffect } from 'react';
import { useChangeCount } from '../stores/changes.ts';
import { redo, refreshUndo, undo, useUndo } from '../stores/undo.ts';
import { deedText } from '../text/deed.ts';
import { useText } from '../text/index.ts';
import { useCommands } from './use-commands.ts';

/** Binds undo and redo with what they are about; follows every write, by whatever window. */
export function useUndoCommands(): void {
  const t = useText().command.edit;
  const { undo: back, redo: again, isReading, isBusy } = useUndo();
  const changes = useChangeCount();
  useEffect(() => void refreshUndo(), [changes]);
  useCommands({
    'edit.undo': {
      run: undo,
      isEnabled: (back !== null || isReading) && !isBusy,
      label: back === null ? undefined : t.undoOf(deedText(back)),
    },
    'edit.redo': {
      run: redo,
      isEnabled: (again !== null || isReading) && !isBusy,
      label: again === null ? undefined : t.redoOf(deedText(again)),
    },
  });
}
