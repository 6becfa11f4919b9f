import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../../stores/session.ts';
import { useText } from '../../text/index.ts';
import { Card } from '../../ui/card.tsx';
import type { Joined } from './join-types.ts';
import { RequestParts } from './request-parts.tsx';
import { SecretSheet } from './secret-sheet.tsx';

/** After the PC was made: the sheet goes into the safe, then the request goes out. */
export function JoinMade({ made, deviceName }: { made: Joined; deviceName: string }) {
  const t = useText().device;
  const enter = useSession((s) => s.enter);
  const [isKept, setKept] = useState(false);
  const { recoveryCode, paperKey, session } = made;
  const paper = paperKey === null ? [] : [{ kind: 'paper' as const, value: paperKey }];
  if (!isKept)
    return (
      <Card title={t.join.sheetTitle} isWide>
        <SecretSheet
          officeName={session.officeName}
          deviceName={deviceName}
          secrets={[{ kind: 'recovery', value: recoveryCode }, ...paper]}
          doneLabel={t.sheet.done}
          onDone={() => setKept(true)}
        />
      </Card>
    );
  return (
    <Card title={t.join.requestTitle} isWide>
      <RequestParts {...made} />
      <p className="vm-page-note">{t.request.note}</p>
      <div className="vm-gate-buttons">
        <Button onClick={() => enter(session)}>{t.join.enter}</Button>
      </div>
    </Card>
  );
}
