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
  const rehome = useCommand('fork.rehome');
  const write = async (): Promise<void> => {
    const result = await rehome.run(
      { incarnation: fork.incarnation, heads: [...chosen] },
      { done: ({ count }) => t.written(count) },
    );
    if (result.ok) onChanged();
  };
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
      <fieldset className="vm-backup-branches">
        <legend>{t.branches}</legend>
        {fork.branches.map((branch, index) => (
          <Checkbox
            key={branch.head}
            checked={chosen.has(branch.head)}
            disabled={!fork.isThisPc || !isAdmin || branch.isRehomed}
            onChange={() => toggle(branch.head)}
            label={t.branch(index + 1, branch.opCount, showInstant(branch.fromMs), showInstant(branch.toMs))}
            description={[branch.people.join(', '), ...branch.titles, ...(branch.isRehomed ? [t.rehomed] : [])]
              .filter((text) => text !== '')
              .join(' · ')}
          />
        ))}
      </fieldset>
      {fork.isThisPc && isAdmin && (
        <Button size="xs" loading={rehome.isRunning} disabled={chosen.size === 0} onClick={() => void write()}>
          {t.write}
        </Button>
      )}
    </article>
  );
}
