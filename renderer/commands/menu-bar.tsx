import { Menu, Menubar } from '@mantine/core';
import { Check } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useText } from '../text/index.ts';
import { isTyping } from '../ui/keys.ts';
import { type MenuName, menus } from './catalogue.ts';
import { type ActiveCommand, useActiveCommands } from './use-commands.ts';
import './menu-bar.css';

/** A menu's name without its mark, and the letter that opens it. */
function nameOf(marked: string): { name: string; at: number; letter: string } {
  const at = marked.indexOf('&');
  const name = marked.replace('&', '');
  return { name, at, letter: name.charAt(at).toLowerCase() };
}

/** Focus that goes back where it was when the menus close. */
function useReturn() {
  const from = useRef<HTMLElement | null>(null);
  return {
    note: (): void => {
      const now = document.activeElement;
      if (now instanceof HTMLElement && now.closest('[data-menubar], [role="menu"]') === null) from.current = now;
    },
    back: (): void => {
      if (from.current?.isConnected === true) from.current.focus({ preventScroll: true });
      from.current = null;
    },
  };
}

/** True between a bare press and release of Alt, which is how Windows goes to the menus. */
function useAlt({ onTap, onLetter }: { onTap: () => void; onLetter: (letter: string) => boolean }): boolean {
  const [isHeld, setHeld] = useState(false);
  const latest = useRef({ onTap, onLetter });
  latest.current = { onTap, onLetter };
  useEffect(() => {
    let isBare = false;
    const onDown = (event: globalThis.KeyboardEvent): void => {
      const isAlt = event.key === 'Alt' && !event.ctrlKey && !event.shiftKey && !event.metaKey;
      isBare = isAlt && (isBare || !event.repeat);
      setHeld(isAlt);
      const isLetter = event.altKey && !event.ctrlKey && !event.shiftKey && !event.metaKey && !isTyping(event);
      if (event.key === 'F10' || (isLetter && latest.current.onLetter(event.key.toLowerCase()))) event.preventDefault();
      if (event.key === 'F10') latest.current.onTap();
    };
    const onUp = (event: globalThis.KeyboardEvent): void => {
      setHeld(false);
      if (event.key !== 'Alt' || !isBare) return;
      event.preventDefault();
      latest.current.onTap();
    };
    const forget = (): void => {
      isBare = false;
      setHeld(false);
    };
    window.addEventListener('keydown', onDown);
    window.addEventListener('keyup', onUp);
    window.addEventListener('blur', forget);
    window.addEventListener('pointerdown', forget, true);
    return () => {
      window.removeEventListener('keydown', onDown);
      window.removeEventListener('keyup', onUp);
      window.removeEventListener('blur', forget);
      window.removeEventListener('pointerdown', forget, true);
    };
  }, []);
  return isHeld;
}

/** The menus of the window: by mouse, by Alt and the letter underlined, by arrows; every line is a command of the registry. */
export function MenuBar() {
  const t = useText().command;
  const commands = useActiveCommands();
  const shown = menus.filter((menu) => commands.some((command) => command.menu === menu));
  const names = shown.map((menu) => nameOf(t.menus[menu]));
  const [openIndex, setOpenIndex] = useState<number | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const focus = useReturn();
  const target = (index: number): HTMLElement | undefined =>
    bar.current?.querySelectorAll<HTMLElement>('[data-menubar-target]')[index];
  /** Opens a menu as the keyboard does: its first line has the focus. */
  const openWithKeys = (index: number): void => {
    focus.note();
    const button = target(index);
    button?.focus();
    button?.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  };
  const byLetter = (letter: string): boolean => {
    const index = names.findIndex((name) => name.letter === letter);
    if (index >= 0) openWithKeys(index);
    return index >= 0;
  };
  const tap = (): void => {
    if (bar.current?.contains(document.activeElement) === true || openIndex !== null) leave();
    else {
      focus.note();
      target(0)?.focus();
    }
  };
  const leave = (): void => {
    setOpenIndex(null);
    focus.back();
  };
  const isHeld = useAlt({ onTap: tap, onLetter: byLetter });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      // It closes the menus only, not what lies below them as well.
      event.preventDefault();
      event.stopPropagation();
      leave();
      return;
    }
    const isLetter = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (openIndex !== null || !isLetter || !byLetter(event.key.toLowerCase())) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const choose = (command: ActiveCommand): void => {
    setOpenIndex(null);
    focus.back();
    command.run();
  };
  return (
    <Menubar
      ref={bar}
      className="vm-menubar"
      aria-label={t.menuBar}
      data-letters={isHeld || undefined}
      openIndex={openIndex}
      onOpenChange={setOpenIndex}
      onKeyDownCapture={onKeyDown}
      onPointerDownCapture={focus.note}
    >
      {shown.map((menu, index) => (
        <Menubar.Menu key={menu} offset={2} shadow="md" transitionProps={{ duration: 0 }}>
          <Menubar.Target className="vm-menubar-target">
            <MarkedName {...(names[index] ?? nameOf(menu))} />
          </Menubar.Target>
          <Menubar.Dropdown className="vm-menubar-dropdown">
            <MenuLines menu={menu} commands={commands} onChoose={choose} />
          </Menubar.Dropdown>
        </Menubar.Menu>
      ))}
    </Menubar>
  );
}

function MarkedName({ name, at }: { name: string; at: number }) {
  return (
    <span>
      {name.slice(0, at)}
      <span className="vm-menubar-letter">{name.charAt(at)}</span>
      {name.slice(at + 1)}
    </span>
  );
}

function MenuLines({
  menu,
  commands,
  onChoose,
}: {
  menu: MenuName;
  commands: readonly ActiveCommand[];
  onChoose: (command: ActiveCommand) => void;
}) {
  const lines = commands.filter((command) => command.menu === menu).sort((a, b) => a.section - b.section);
  return lines.map((command, index) => (
    <MenuLine
      key={command.id}
      command={command}
      startsSection={index > 0 && lines[index - 1]?.section !== command.section}
      onChoose={onChoose}
    />
  ));
}

function MenuLine({
  command,
  startsSection,
  onChoose,
}: {
  command: ActiveCommand;
  startsSection: boolean;
  onChoose: (command: ActiveCommand) => void;
}) {
  const { label, keys, isEnabled, isChoice, isChecked } = command;
  return (
    <>
      {startsSection && <Menu.Divider />}
      <Menu.Item
        disabled={!isEnabled}
        leftSection={<span className="vm-menubar-check">{isChecked && <Check size="0.875rem" aria-hidden />}</span>}
        rightSection={keys !== undefined && <span className="vm-menubar-keys">{keys}</span>}
        onClick={() => onChoose(command)}
        {...(isChoice
          ? { renderRoot: (root) => <button {...root} type="button" role="menuitemradio" aria-checked={isChecked} /> }
          : {})}
      >
        {label}
      </Menu.Item>
    </>
  );
}
