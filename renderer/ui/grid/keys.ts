import { afterKey, type Block, isOne, type Key, nextCell, one, type Size } from './selection.ts';
import type { Checks } from './use-checks.tsx';
import type { Editing } from './use-edit.ts';

export interface KeyScene<R> {
  readonly block: Block;
  readonly size: Size;
  readonly choose: (next: Block, isShown?: boolean) => void;
  readonly openAt: (row: number) => void;
  /** Rows have a detail: Enter then opens it, and goes down only after something was typed. */
  readonly hasDetail: boolean;
  readonly checks: Checks<R> | undefined;
  readonly edit: Editing<R> | undefined;
  /** Esc was the last key: Tab then goes on behind the grid instead of to the next cell (WCAG 2.1.2). */
  readonly isLeaving: boolean;
}

export interface PressedKey extends Key {
  readonly alt: boolean;
}

type Act = (() => void) | undefined;

/** What a key does while no cell is being typed in; undefined leaves it to the browser. */
export function actionOf<R>(scene: KeyScene<R>, key: PressedKey): Act {
  const { edit, block, size, choose } = scene;
  if (key.key === 'Tab' && scene.isLeaving) return undefined;
  if (key.alt) return key.key === 'ArrowDown' && !key.mod ? edit?.openChoices : undefined;
  const changing = edit === undefined ? undefined : editingKey(scene, edit, key);
  if (changing !== undefined) return changing;
  const opening = key.mod || key.shift ? undefined : plainKey(scene, key.key);
  if (opening !== undefined) return opening;
  const next = afterKey(block, key, size);
  // What chooses whole rows, columns or everything leaves the view where it is.
  const isWhole = key.key === ' ' || key.key.toLowerCase() === 'a';
  return next === undefined ? undefined : () => choose(next, !isWhole);
}

/** Keys that change cells, or go on to the next one to be filled. */
function editingKey<R>(
  { block, size, choose, hasDetail }: KeyScene<R>,
  edit: Editing<R>,
  { key, shift, mod }: PressedKey,
): Act {
  if (mod) {
    if (shift) return undefined;
    if (key.toLowerCase() === 'd') return () => void edit.fillDown();
    return key === ';' ? edit.today : undefined;
  }
  const go = (by: 'tab' | 'enter'): Act => {
    const next = nextCell(block, by, shift, size);
    return next === undefined ? undefined : () => choose(next);
  };
  if (key === 'Tab') return go('tab');
  if (key === 'Enter' && (shift || !hasDetail)) return go('enter');
  if (shift) return undefined;
  if (key === 'F2') return () => edit.begin();
  return key === 'Delete' ? () => void edit.clear() : undefined;
}

function plainKey<R>({ block, choose, openAt, checks }: KeyScene<R>, key: string): Act {
  if (key === 'Enter') return () => openAt(block.active.row);
  if (key === ' ') return checks === undefined ? () => openAt(block.active.row) : () => checks.toggleBlock(block);
  return key === 'Escape' && !isOne(block) ? () => choose(one(block.active)) : undefined;
}
