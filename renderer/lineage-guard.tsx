import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { Output } from '../db/api/contract/index.ts';
import { call } from './api.ts';

const LineageGate = lazy(() => import('./features/backup/lineage-gate.tsx'));

/** Stands before the screens while the database that was opened is a restored or copied one; it is asked once for each login. */
export function LineageGuard({ children }: { children: ReactNode }) {
  const [lineage, setLineage] = useState<Output<'office.lineage'>>();
  useEffect(() => {
    void call('office.lineage', {}).then((result) => result.ok && setLineage(result.value));
  }, []);
  if (lineage === undefined || lineage.state === 'same') return children;
  return (
    <Suspense fallback={null}>
      <LineageGate
        lineage={{ ...lineage, state: lineage.state }}
        onContinued={() => setLineage({ state: 'same', lastAtMs: null })}
      />
    </Suspense>
  );
}
