import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { create } from 'zustand';
import { usePlace } from '../navigate.ts';
import { homePath } from '../screens.ts';
import { useSession } from '../stores/session.ts';
import { useText } from '../text/index.ts';
import { coverOf, isTyping, matches, showKeys } from '../ui/keys.ts';
import type { Command, CommandId, MenuName } from './catalogue.ts';
import { commandsOf } from './screen-commands.ts';

/** What a command does where it is bound, and how it stands there. */
export interface Binding {
  run: () => unknown;
  /** False: shown, but not to be chosen now. */
  isEnabled?: boolean;
  /** Instead of the command's own words: "Hoàn tác: sửa hạn". */
  label?: string | undefined;
  /** Of a choice: whether it is the one that holds. */
  isChecked?: boolean;
  /** The form or dialog it belongs to: keys typed there are meant for it even though it lies over the screen. */
  within?: RefObject<HTMLElement | null>;
}

export type Bindings = { [Id in CommandId]?: Binding | undefined };

interface Bound {
  readonly bindings: () => Bindings;
}

interface Store {
  bound: readonly Bound[];
  add: (one: Bound) => () => void;
  /** What is bound stays, how it stands has changed. */
  touch: () => void;
}

const useStore = create<Store>()((set) => ({
  bound: [],
  add: (one) => {
    set((s) => ({ bound: [...s.bound, one] }));
    return () => set((s) => ({ bound: s.bound.filter((other) => other !== one) }));
  },
  touch: () => set((s) => ({ bound: [...s.bound] })),
}));

const standing = (bindings: Bindings): string =>
  Object.entries(bindings)
    .map(([id, one]) => [id, one !== undefined, one?.isEnabled, one?.label, one?.isChecked].join('|'))
    .join('\n');

/** Binds commands while the component is shown; where several bind one, the last shown has it. Undefined binds nothing. */
export function useCommands(bindings: Bindings): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  useEffect(() => useStore.getState().add({ bindings: () => latest.current }), []);
  const now = standing(bindings);
  // Whoever shows commands is told when their standing changes.
  useEffect(() => useStore.getState().touch(), [now]);
}

/** The binding that holds for a command now. */
function bindingOf(bound: readonly Bound[], id: CommandId): Binding | undefined {
  for (const one of bound.toReversed()) {
    const binding = one.bindings()[id];
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** A command as it stands now, ready to be shown in a menu, a palette or a tooltip. */
export interface ActiveCommand {
  readonly id: CommandId;
  readonly label: string;
  readonly menu: MenuName;
  readonly section: number;
  /** As printed on a keyboard; undefined where the command has none, or none on this screen. */
  readonly keys: string | undefined;
  readonly isEnabled: boolean;
  readonly isChoice: boolean;
  readonly isChecked: boolean;
  readonly run: () => void;
}

/** First part of the address one is at. */
export const useScreen = (): string => usePlace()[0] ?? homePath;

/** Everything that can be asked for on this screen by this user, in the order of the menus. */
export function useActiveCommands(): ActiveCommand[] {
  const t = useText();
  const role = useSession((s) => s.session?.user.role ?? 'viewer');
  const bound = useStore((s) => s.bound);
  const screen = useScreen();
  return useMemo(
    () =>
      [...commandsOf(role)].flatMap(([id, command]): ActiveCommand[] => {
        const binding = bindingOf(bound, id);
        if (binding === undefined) return [];
        return [
          {
            id,
            label: binding.label ?? command.label(t),
            menu: command.menu,
            section: command.section,
            keys: isHeardOn(command, screen) ? keysOf(command) : undefined,
            isEnabled: binding.isEnabled !== false,
            isChoice: command.isChoice === true,
            isChecked: binding.isChecked === true,
            run: () => void binding.run(),
          },
        ];
      }),
    [t, role, bound, screen],
  );
}

const isHeardOn = (command: Command, screen: string): boolean =>
  command.scope === undefined || command.scope === screen;

const keysOf = (command: Command): string | undefined =>
  command.keys?.[0] === undefined ? undefined : showKeys(command.keys[0]);

/** Runs a command as if its keys were pressed; false when it cannot be done now. */
export function runCommand(id: CommandId): boolean {
  const binding = bindingOf(useStore.getState().bound, id);
  if (binding === undefined || binding.isEnabled === false) return false;
  binding.run();
  return true;
}

const takesText = 'input:not([type=checkbox], [type=radio], [type=button]), textarea, [contenteditable="true"]';

function mayRun(command: Command, binding: Binding, layer: Element | null, target: EventTarget | null): boolean {
  if (binding.isEnabled === false || command.keysElsewhere === true) return false;
  if (command.notInFields === true && target instanceof Element && target.closest(takesText) !== null) return false;
  if (layer === null || command.evenInDialog === true) return true;
  const own = binding.within?.current;
  return own !== null && own !== undefined && (layer.contains(own) || own.contains(layer));
}

/** Listens for the keys of all commands; once, by the frame. */
export function useCommandKeys(): void {
  const role = useSession((s) => s.session?.user.role ?? 'viewer');
  const screen = useScreen();
  const here = useRef({ commands: commandsOf(role), screen });
  here.current = { commands: commandsOf(role), screen };
  useEffect(() => {
    let layer: Element | null = null;
    // Before anyone reacts: an open list closes, and afterwards nobody could tell that it was open.
    const onCapture = (event: KeyboardEvent): void => {
      layer = coverOf(event.target);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event)) return;
      const { commands, screen: at } = here.current;
      for (const [id, command] of commands) {
        if (!isHeardOn(command, at) || !(command.keys ?? []).some((keys) => matches(event, keys))) continue;
        const binding = bindingOf(useStore.getState().bound, id);
        if (binding === undefined || !mayRun(command, binding, layer, event.target)) continue;
        event.preventDefault();
        binding.run();
        return;
      }
    };
    window.addEventListener('keydown', onCapture, true);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onCapture, true);
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
