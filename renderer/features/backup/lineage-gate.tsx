import { Button } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { backupContract } from '../../../db/api/contract/backup.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { useSession } from '../../stores/session.ts';
import { errorText, useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { Card } from '../../ui/card.tsx';
import { PasswordField } from '../../ui/fields.tsx';
import { useAppForm } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';
import './backup.css';

export interface LineageGateProps {
  lineage: Output<'office.lineage'> & { state: 'restored' | 'copied' | 'rewound' };
  onContinued: () => void;
}

/** A restored or copied database: what happened, what will be done, and the word of someone who may say so. */
export default function LineageGate({ lineage, onContinued }: LineageGateProps) {
  const { backup } = useText();
  const t = backup.lineage;
  const isAdmin = useSession((s) => s.session?.user.role === 'admin');
  const words = t.states[lineage.state];
  return (
    <main className="vm-gate vm-backup-gate">
      <Card title={words.title} isWide>
        <p className="vm-backup-what">
          <TriangleAlert size="1.25rem" aria-hidden />
          <span>
            {words.what}
            {lineage.lastAtMs !== null && ` ${t.last(showInstant(lineage.lastAtMs))}`}
          </span>
        </p>
        <h2>{t.nextTitle}</h2>
        <ul className="vm-backup-notes">
          {t.next.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="vm-page-note">{words.ifNot}</p>
        {isAdmin ? <Continue onContinued={onContinued} /> : <p>{t.adminOnly}</p>}
        <div className="vm-gate-buttons">
          <Button variant="default" onClick={() => void useSession.getState().lock()}>
            {t.lock}
          </Button>
        </div>
      </Card>
    </main>
  );
}

function Continue({ onContinued }: { onContinued: () => void }) {
  const t = useText();
  const form = useAppForm(backupContract['office.continue'].input, { password: '' });
  const { run, isRunning } = useCommand('office.continue');
  const [error, setError] = useState<ApiError>();
  const submit = form.handleSubmit(async (input) => {
    setError(undefined);
    const result = await run(input, { quiet: true, done: t.backup.lineage.done });
    if (result.ok) return onContinued();
    setError(result.error);
    form.resetField('password');
    form.setFocus('password');
  });
  return (
    <form className="vm-gate-form" noValidate onSubmit={(event) => void submit(event)}>
      <PasswordField
        control={form.control}
        name="password"
        label={t.backup.lineage.password}
        kind="current-password"
        required
        autoFocus
      />
      {error !== undefined && (
        <p className="vm-form-error" role="alert">
          {errorText(error)}
        </p>
      )}
      <div className="vm-gate-buttons">
        <Button type="submit" loading={isRunning}>
          {t.backup.lineage.go}
        </Button>
      </div>
    </form>
  );
}
