import { Button } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import type { Output } from '../../../db/api/contract/index.ts';
import { useSession } from '../../stores/session.ts';
import { useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { AskPassword } from '../../ui/ask-password.tsx';
import { Card } from '../../ui/card.tsx';
import { useCommand } from '../../use-api.ts';
import './backup.css';

export interface LineageGateProps {
  lineage: Output<'office.lineage'> & { state: 'restored' | 'copied' | 'rewound' };
  onContinued: () => void;
}

/** A restored or copied database: what happened, what will be done, and the word of someone who may say so. */
export default function LineageGate({ lineage, onContinued }: LineageGateProps) {
  const t = useText().backup.lineage;
  const isAdmin = useSession((s) => s.session?.user.role === 'admin');
  const words = t.states[lineage.state];
  return (
    <main className="vm-backup-gate">
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
  const t = useText().backup.lineage;
  const { run, isRunning } = useCommand('office.continue');
  return (
    <AskPassword
      label={t.password}
      submitLabel={t.go}
      isRunning={isRunning}
      onSubmit={async (input) => {
        const result = await run(input, { quiet: true, done: t.done });
        if (!result.ok) return result.error;
        onContinued();
        return undefined;
      }}
    />
  );
}
