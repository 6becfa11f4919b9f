import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { go } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import './backup.css';

type Fork = Output<'fork.list'>[number];
type Branch = Fork['branches'][number];

/** Máy bị trùng danh tính: what two databases wrote under one name, and the way out, step by step. Nothing when there is none. */
export default function ForkSection() {
  const t = useText().backup.fork;
  const forks = useApi('fork.list', {});
  const open = (forks.data ?? []).filter((fork) => !isDone(fork));
  if (open.length === 0) return null;
  return (
    <section className="vm-backup-forks" aria-labelledby="vm-forks">
      <h2 id="vm-forks">{t.title}</h2>
      <p>{t.what}</p>
      {open.map((fork) => (
        <ForkCard key={fork.incarnation} fork={fork} onChanged={forks.reload} />
      ))}
    </section>
  );
}

/** Settled by the authority, and on its own PC written again: nothing is left to do here. */
const isDone = ({ isSettled, isThisPc, branches }: Fork): boolean =>
  isSettled && (!isThisPc || branches.some(({ isRehomed }) => isRehomed));

function ForkCard({ fork, onChanged }: { fork: Fork; onChanged: () => void }) {
  const t = useText().backup.fork;
  const isAdmin = useMayFor(['admin']);
  const [chosen, setChosen] = useState(() => new Set(fork.branches.map(({ head }) => head)));
  const mayWrite = fork.isThisPc && isAdmin;
  const left = fork.branches.flatMap(({ head, isRehomed }) => (chosen.has(head) && !isRehomed ? head : []));
  const rehome = useCommand('fork.rehome');
  const write = async (): Promise<void> => {
    const result = await rehome.run(
      { incarnation: fork.incarnation, heads: left },
      { done: ({ count }) => t.written(count) },
    );
    if (result.ok) onChanged();
  };
  const titleOf = (branch: Branch, index: number): string =>
    t.branch(index + 1, branch.opCount, showInstant(branch.fromMs), showInstant(branch.toMs));
  const aboutOf = ({ people, titles, isRehomed }: Branch): string =>
    [people.join(', '), ...titles, ...(isRehomed ? [t.rehomed] : [])].filter((text) => text !== '').join(' · ');
  const toggle = (head: string): void =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(head)) next.add(head);
      return next;
    });
  return (
    <article className="vm-backup-fork">
      <h3>
        {t.machine(fork.deviceName, fork.unitName)}
        {fork.isThisPc && ` (${t.thisPc})`}
      </h3>
      <StatusBadge
        meaning={fork.isSettled ? 'green' : 'red'}
        label={fork.isSettled ? t.settled : t.unsettled}
        isPlain
      />
      <ol className="vm-backup-notes">
        {(fork.isThisPc ? t.stepsOwn : fork.mayWithdraw ? t.stepsAuthority : t.stepsOther).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {fork.mayWithdraw && !fork.isSettled && (
        <Button variant="default" size="xs" onClick={() => go(`/devices/${fork.device}`)}>
          {t.openDevice}
        </Button>
      )}
      {mayWrite ? (
        <fieldset className="vm-backup-branches">
          <legend>{t.branches}</legend>
          {fork.branches.map((branch, index) => (
            <Checkbox
              key={branch.head}
              checked={chosen.has(branch.head)}
              disabled={branch.isRehomed}
              onChange={() => toggle(branch.head)}
              label={titleOf(branch, index)}
              description={aboutOf(branch)}
            />
          ))}
        </fieldset>
      ) : (
        <section className="vm-backup-branches" aria-label={t.branches}>
          <strong>{t.branches}</strong>
          <ul className="vm-backup-notes">
            {fork.branches.map((branch, index) => (
              <li key={branch.head}>
                {titleOf(branch, index)}
                <span className="vm-page-note">{aboutOf(branch)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {mayWrite && (
        <Button size="xs" loading={rehome.isRunning} disabled={left.length === 0} onClick={() => void write()}>
          {t.write}
        </Button>
      )}
    </article>
  );
}
