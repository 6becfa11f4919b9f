import { ChevronRight } from 'lucide-react';
import { Suspense, useState } from 'react';
import type { HistoryEntity } from '../db/api/contract/history.ts';
import { slot } from './stores/slots.ts';
import { useText } from './text/index.ts';
import { LoadingState } from './ui/states.tsx';
import './history-section.css';

/** Lịch sử thay đổi at the end of a detail: folded, and read only when someone asks. */
export function HistorySection({ entity, id }: { entity: HistoryEntity; id: string }) {
  const t = useText().history;
  const [isOpen, setOpen] = useState(false);
  const History = slot('recordHistory');
  if (History === undefined) return null;
  return (
    <details
      className="vm-section vm-history-section"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <ChevronRight size="0.875rem" aria-hidden />
        <h3>{t.title}</h3>
      </summary>
      {isOpen && (
        <Suspense fallback={<LoadingState />}>
          <History entity={entity} id={id} />
        </Suspense>
      )}
    </details>
  );
}
