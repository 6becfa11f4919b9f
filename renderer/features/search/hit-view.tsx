import { ClipboardList, FileText, Landmark, ListChecks, type LucideIcon, Paperclip } from 'lucide-react';
import type { SearchStatus } from '../../../db/api/contract/search.ts';
import type { SearchKind } from '../../../db/api/search-kinds.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { type Meaning, StatusBadge } from '../../ui/status-badge.tsx';
import type { Hit } from './hit-path.ts';
import { MarkedText } from './marked-text.tsx';

export const kindIcons: Record<SearchKind, LucideIcon> = {
  unit: Landmark,
  directive: FileText,
  task: ListChecks,
  report: ClipboardList,
  attachment: Paperclip,
};

const meanings: Record<SearchStatus, Meaning> = {
  alive: 'green',
  future: 'blue',
  ended: 'grey',
  notYet: 'blue',
  inForce: 'green',
  partly: 'amber',
  expired: 'grey',
  objectGone: 'grey',
  unassigned: 'grey',
  open: 'blue',
  overdue: 'red',
  finished: 'grey',
  submitted: 'blue',
  approved: 'green',
  returned: 'amber',
  closed: 'grey',
};

/** Where a record stands, in colour and word. */
export function HitStatus({ status }: { status: SearchStatus }) {
  const t = useText().search;
  return <StatusBadge meaning={meanings[status]} label={t.statuses[status]} isPlain />;
}

/** The name a unit was found by, if it no longer has it. */
export function OldName({ oldName }: { oldName: NonNullable<Hit['oldName']> }) {
  const t = useText().search;
  const { name, until } = oldName;
  return (
    <span className="vm-hit-old">
      {until === null ? t.oldName(name.text) : t.oldNameUntil(name.text, showDay(until))}
    </span>
  );
}

/** One hit in the list: what it is, what it is called, what it belongs to, where the words stand. */
export function HitView({ hit }: { hit: Hit }) {
  const { search: t, lineage } = useText();
  const Icon = kindIcons[hit.kind];
  return (
    <>
      <Icon className="vm-hit-icon" size="1rem" strokeWidth={1.75} aria-label={t.kinds[hit.kind]} />
      <span className="vm-hit-title">
        <MarkedText {...hit.title} />
      </span>
      <span className="vm-hit-day">{showDay(hit.day)}</span>
      <span className="vm-hit-note">
        <span className="vm-hit-words">
          <MarkedText {...hit.note} />
          {hit.oldName !== null && <OldName oldName={hit.oldName} />}
          {hit.heirs.length > 0 && (
            <span className="vm-hit-old">{lineage.nowIsNamed(hit.heirs.map(({ fullName }) => fullName))}</span>
          )}
        </span>
        {hit.status !== null && <HitStatus status={hit.status} />}
      </span>
      {hit.snippet !== null && (
        <span className="vm-hit-snippet">
          <MarkedText {...hit.snippet} />
        </span>
      )}
    </>
  );
}
