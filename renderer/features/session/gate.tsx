import { Popover } from '@mantine/core';
import { Settings2 } from 'lucide-react';
import { useState } from 'react';
import { Mark } from '../../mark.tsx';
import { Preferences } from '../../preferences.tsx';
import { useSession } from '../../stores/session.ts';
import { useText } from '../../text/index.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { FirstRun } from './first-run.tsx';
import { Login } from './login.tsx';
import { Recover } from './recover.tsx';
import './gate.css';

/** The way in: make the office, log in, or log in by the recovery code. */
export default function Gate() {
  const { stage, error, refresh } = useSession();
  const [isRecovering, setRecovering] = useState(false);
  return (
    <div className="vm-gate">
      <GateBar />
      <main className="vm-gate-main">
        {stage === 'failed' && error !== null && (
          <Card>
            <ErrorState error={error} onRetry={() => void refresh()} />
          </Card>
        )}
        {stage === 'none' && <FirstRun />}
        {stage === 'locked' &&
          (isRecovering ? (
            <Recover onBack={() => setRecovering(false)} />
          ) : (
            <Login onForgotten={() => setRecovering(true)} />
          ))}
      </main>
    </div>
  );
}

function GateBar() {
  const t = useText().common;
  return (
    <header className="vm-gate-bar vm-no-print">
      <Mark />
      <span className="vm-gate-product">{t.product}</span>
      <Popover position="bottom-end" width={300}>
        <Popover.Target>
          <button type="button" className="vm-bar-button vm-gate-look">
            <Settings2 size="1rem" aria-hidden />
            <span>{t.frame.look}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <Preferences />
        </Popover.Dropdown>
      </Popover>
    </header>
  );
}
