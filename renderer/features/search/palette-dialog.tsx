import { Modal, TextInput } from '@mantine/core';
import { ArrowRight, CircleHelp, Search, SquareTerminal } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { isTyping } from '../../ui/keys.ts';
import { HitStatus, kindIcons, OldName } from './hit-view.tsx';
import { MarkedText } from './marked-text.tsx';
import { type Item, useItems } from './palette-items.ts';
import { useSettledText } from './use-settled.ts';
import './palette.css';

/** One input over commands, data and help. */
export default function PaletteDialog({ onClose }: { onClose: (then?: () => void) => void }) {
  const t = useText().search.palette;
  const [text, setText] = useState('');
  const box = useSettledText(
    '',
    useCallback((next: string) => setText(next), []),
  );
  const { groups, isSettled } = useItems(text);
  const items = groups.flatMap((group) => group.items);
  const [chosen, setChosen] = useState<string>();
  const at = items.findIndex((item) => item.key === chosen);
  const active = items[Math.max(0, at)];
  const activeRow = useRef<HTMLDivElement>(null);
  const activeKey = active?.key;
  useEffect(() => {
    if (activeKey !== undefined) activeRow.current?.scrollIntoView({ block: 'nearest' });
  }, [activeKey]);
  // Other words, other hits: the first is the best.
  useEffect(() => setChosen(undefined), [text]);
  const choose = (item: Item | undefined): void => {
    if (item === undefined || (item.kind === 'command' && !item.command.isEnabled)) return;
    onClose(item.run);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isTyping(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen(items[next(Math.max(0, at), step, items.length)]?.key);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      choose(active);
    }
  };
  return (
    <Modal
      opened
      onClose={() => onClose()}
      withCloseButton={false}
      size="40rem"
      yOffset="8vh"
      padding={0}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': t.label } }}
    >
      <TextInput
        className="vm-palette-box"
        variant="unstyled"
        role="combobox"
        aria-label={t.label}
        aria-expanded
        aria-controls="vm-palette-list"
        aria-autocomplete="list"
        {...(active === undefined ? {} : { 'aria-activedescendant': `vm-palette-${active.key}` })}
        placeholder={t.placeholder}
        leftSection={<Search size="1rem" aria-hidden />}
        maxLength={300}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        {...box.input}
        onKeyDown={onKeyDown}
      />
      <div id="vm-palette-list" className="vm-palette-list" role="listbox" aria-label={t.list}>
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <div className="vm-palette-group" aria-hidden>
              {group.title}
            </div>
            {group.items.map((item) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the box, which keeps the focus
              <div
                key={item.key}
                id={`vm-palette-${item.key}`}
                ref={item === active ? activeRow : undefined}
                className="vm-palette-item"
                role="option"
                tabIndex={-1}
                aria-selected={item === active}
                aria-disabled={item.kind === 'command' && !item.command.isEnabled ? true : undefined}
                onMouseMove={() => setChosen(item.key)}
                onClick={() => choose(item)}
              >
                <ItemView item={item} />
              </div>
            ))}
          </div>
        ))}
      </div>
      {items.length === 0 && isSettled && (
        <p className="vm-palette-none" role="status">
          {t.nothing}
        </p>
      )}
      <p className="vm-palette-keys">{t.keys}</p>
    </Modal>
  );
}

/** Around the ends: one step past the last is the first. */
const next = (at: number, step: number, count: number): number =>
  Math.abs(step) === 1 ? (at + step + count) % Math.max(1, count) : Math.max(0, Math.min(count - 1, at + step));

function ItemView({ item }: { item: Item }) {
  const t = useText().search;
  if (item.kind === 'command')
    return (
      <>
        <SquareTerminal size="1rem" aria-hidden />
        <span className="vm-palette-title">{item.command.label}</span>
        {!item.command.isEnabled && <span className="vm-palette-note">{t.palette.disabled}</span>}
        {item.command.keys !== undefined && <kbd>{item.command.keys}</kbd>}
      </>
    );
  if (item.kind === 'help')
    return (
      <>
        <CircleHelp size="1rem" aria-hidden />
        <span className="vm-palette-title">{item.topic.heading}</span>
        {item.topic.title !== item.topic.heading && <span className="vm-palette-note">{item.topic.title}</span>}
      </>
    );
  if (item.kind === 'all')
    return (
      <>
        <ArrowRight size="1rem" aria-hidden />
        <span className="vm-palette-title">{t.palette.all(item.text)}</span>
      </>
    );
  if (item.kind === 'recent') {
    const Icon = kindIcons[item.opened.kind];
    return (
      <>
        <Icon size="1rem" aria-label={t.kinds[item.opened.kind]} />
        <span className="vm-palette-title">{item.opened.title}</span>
      </>
    );
  }
  const { hit } = item;
  const Icon = kindIcons[hit.kind];
  return (
    <>
      <Icon size="1rem" aria-label={t.kinds[hit.kind]} />
      <span className="vm-palette-hit">
        <span className="vm-palette-title">
          <MarkedText {...hit.title} />
        </span>
        <span className="vm-palette-note">
          <MarkedText {...hit.note} />
          {hit.oldName !== null && <OldName oldName={hit.oldName} />}
        </span>
      </span>
      {hit.status !== null && <HitStatus status={hit.status} />}
      <span className="vm-palette-day">{showDay(hit.day)}</span>
    </>
  );
}
