import { Button, TextInput } from '@mantine/core';
import { Printer, Search } from 'lucide-react';
import { Fragment, useRef, useState } from 'react';
import type { Command } from '../../commands/catalogue.ts';
import { menus } from '../../commands/catalogue.ts';
import { keyNotes, keyPlaces } from '../../commands/key-notes.ts';
import { commandsOf } from '../../commands/screen-commands.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { screens } from '../../screens.ts';
import { useSession } from '../../stores/session.ts';
import { type Text, useText } from '../../text/index.ts';
import { fold } from '../../ui/fold.ts';
import { keyCaps, showKeys } from '../../ui/keys.ts';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import './key-card.css';

interface Line {
  readonly label: string;
  readonly keys: readonly string[];
}

interface Group {
  readonly title: string;
  readonly lines: readonly Line[];
}

const lineOf = (t: Text, { label, scope, keys = [] }: Command): Line => {
  const screen = screens.find(({ path }) => path === scope)?.label(t);
  const name = label(t).replace(/ …$/, '');
  return { label: screen === undefined ? name : `${name} (${t.command.card.only(screen)})`, keys };
};

/** All keys by where they stand: those of the menus first, then those of whatever has the focus. */
function groupsOf(t: Text, commands: Iterable<Command>): Group[] {
  const all = [...commands];
  return [
    ...menus.map((menu) => ({
      title: t.command.menus[menu].replace('&', ''),
      lines: all.filter((one) => one.menu === menu && one.keys !== undefined).map((one) => lineOf(t, one)),
    })),
    ...keyPlaces.map((place) => ({
      title: t.command.places[place],
      lines: keyNotes.filter((one) => one.place === place).map(({ label, keys }) => ({ label: label(t), keys })),
    })),
  ];
}

function narrowed(groups: readonly Group[], typed: string): Group[] {
  const words = fold(typed).split(' ').filter(Boolean);
  const fits = (group: Group, line: Line): boolean => {
    const folded = fold(`${group.title} ${line.label} ${line.keys.map(showKeys).join(' ')}`);
    return words.every((word) => folded.includes(word));
  };
  return groups
    .map((group) => ({ ...group, lines: group.lines.filter((line) => fits(group, line)) }))
    .filter(({ lines }) => lines.length > 0);
}

/** Bảng phím tắt: every key this user has, to be searched or printed on one sheet of A4. */
export default function KeyCard() {
  const t = useText();
  const role = useSession((s) => s.session?.user.role ?? 'viewer');
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLInputElement>(null);
  useCommands({ 'edit.find': { run: () => box.current?.focus() } });
  const groups = narrowed(groupsOf(t, commandsOf(role).values()), typed);
  const print = (
    <Button variant="default" leftSection={<Printer size="1rem" aria-hidden />} onClick={() => window.print()}>
      {t.command.file.print.replace(/ …$/, '')}
    </Button>
  );
  const search = (
    <TextInput
      ref={box}
      className="vm-key-search"
      type="search"
      aria-label={t.command.card.search}
      placeholder={t.command.card.search}
      leftSection={<Search size="1rem" aria-hidden />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
  return (
    <Page title={t.command.card.title} actions={print} filters={search} scrolls isOnlyRead>
      {groups.length === 0 ? (
        <EmptyState title={t.command.card.nothing} hint={t.command.card.nothingHint} />
      ) : (
        <div className="vm-key-card">
          {groups.map((group) => (
            <KeyGroup key={group.title} group={group} />
          ))}
        </div>
      )}
    </Page>
  );
}

function KeyGroup({ group }: { group: Group }) {
  return (
    <section className="vm-key-group">
      <h2>{group.title}</h2>
      <dl>
        {group.lines.map(({ label, keys }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Keys all={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Keys({ all }: { all: readonly string[] }) {
  const t = useText().command.card;
  // A second way to zoom in is the same key on another keyboard; it would only be read twice.
  const shown = all.filter((keys) => keys !== 'mod+=');
  return shown.map((keys, index) => (
    <Fragment key={keys}>
      {index > 0 && <span className="vm-key-or"> {t.or} </span>}
      {keyCaps(keys).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </Fragment>
  ));
}
