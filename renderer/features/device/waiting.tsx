import { Button } from '@mantine/core';
import { FileInput } from 'lucide-react';
import { useState } from 'react';
import { go } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { Answer } from './answer.tsx';
import { RequestParts } from './request-parts.tsx';

/** This PC asked to join and has no certificate yet: the request once more, the number to read out, and the way on. */
export function Waiting({ onChanged }: { onChanged: () => void }) {
  const { waiting: t, answer, adminOnly } = useText().device;
  const [isAnswering, setAnswering] = useState(false);
  const isAdmin = useMayFor(['admin']);
  const { data, error, reload } = useApi('device.request', {}, { enabled: isAdmin });
  return (
    <Page
      title={t.title}
      scrolls
      isOnlyRead={!isAdmin}
      actions={
        <>
          {isAdmin && !isAnswering && (
            <Button variant="subtle" color="gray" onClick={() => setAnswering(true)}>
              {answer.action}
            </Button>
          )}
          <Button leftSection={<FileInput size="1rem" aria-hidden />} onClick={() => go('/import')}>
            {t.firstBundle}
          </Button>
        </>
      }
    >
      {!isAdmin ? (
        <p className="vm-page-note">
          {t.banner} {adminOnly}
        </p>
      ) : data === undefined ? (
        error === undefined ? (
          <LoadingState />
        ) : (
          <ErrorState error={error} onRetry={reload} />
        )
      ) : (
        <div className="vm-device-column">
          {isAnswering ? (
            <Answer
              onClose={() => setAnswering(false)}
              onAnswered={() => {
                reload();
                onChanged();
              }}
            />
          ) : (
            <RequestParts {...data} />
          )}
        </div>
      )}
    </Page>
  );
}
