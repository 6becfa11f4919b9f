import { GitCompareArrows } from 'lucide-react';
import type { HistoryEntity } from '../db/api/contract/history.ts';
import { go } from './navigate.ts';
import { fieldText } from './show-value.tsx';
import { useViewDate } from './stores/view-date.ts';
import { useText } from './text/index.ts';
import { useApi } from './use-api.ts';
import './conflict-notice.css';

/** On the page of a record: says that PCs wrote different things, and leads to where one chooses. Nothing where nothing is open. */
export function ConflictNotice({ entity, id }: { entity: HistoryEntity; id: string }) {
  const text = useText();
  const t = text.exchange.conflict;
  const on = useViewDate((s) => s.on);
  const { data } = useApi('history.record', { entity, id, on }, { entities: [entity, 'exchange'], keep: true });
  const conflicts = data?.conflicts ?? [];
  if (conflicts.length === 0) return null;
  const to = `/conflicts/${entity}/${id}`;
  return (
    <div className="vm-conflict-notice vm-no-print" role="note">
      <GitCompareArrows size="1rem" aria-hidden />
      <span>{t.notice(conflicts.map(({ field }) => fieldText(text, entity, field)).join(', '))}</span>
      <a
        href={`#${to}`}
        onClick={(event) => {
          event.preventDefault();
          go(to);
        }}
      >
        {t.noticeAction}
      </a>
    </div>
  );
}
