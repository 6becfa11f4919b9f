import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import type { DiagramEdge } from './diagram-layout.ts';
import { EventDiagram } from './event-diagram.tsx';
import { type EventDraft, membersOf, nameIn, successorsOf } from './plan.ts';
import { movedCount } from './step-open.tsx';
import type { Preview } from './use-preview.ts';

/** So many names stand in the sentence. */
const named = 6;

/** Step 5: what is about to be recorded, in one paragraph of plain words. */
export function StepConfirm({ draft, preview }: { draft: EventDraft; preview: Preview }) {
  const t = useText().reorganization;
  const { intro, undo } = t.wizard.confirm;
  return (
    <div className="vm-wizard-confirm">
      <p className="vm-page-note">{intro}</p>
      <p className="vm-wizard-summary">{useSummary(draft, preview)}</p>
      <EventDiagram edges={diagramOf(draft, preview)} />
      <p className="vm-page-note">{undo}</p>
    </div>
  );
}

function useSummary(draft: EventDraft, preview: Preview): string {
  const t = useText().reorganization.wizard.confirm;
  const { kind, effectiveOn, basisDirective, basisText } = draft;
  if (kind === null || effectiveOn === null) return '';
  const list = (names: readonly string[]): string => t.list(names.slice(0, named), names.length);
  const open = preview.open.reduce((sum, unit) => sum + unit.openCount, 0);
  const counts = t.counts(
    membersOf(draft, 'before').filter((member) => member.fate === 'ends').length,
    draft.created.length,
    movedCount(draft, preview) + (kind === 'moveParent' ? draft.members.length : 0),
  );
  const basis = [basisDirective?.name, basisText.trim()].filter(Boolean).join('; ').replace(/\.$/, '');
  return [
    t.from(showDay(effectiveOn)) +
      t.happens[kind](list(membersOf(draft, 'before').map((member) => member.was.fullName)), list(afterNames(draft))),
    counts === '' ? '' : `${counts}.`,
    preview.policeCount > 0 ? t.police(preview.policeCount) : '',
    open > 0 ? t.open(open) : '',
    basis === '' ? t.noBasis : t.basis(basis),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Names that stand behind "thành", "vào", "về": those of the units afterwards, or what they say of themselves anew. */
function afterNames(draft: EventDraft): string[] {
  const unique = (names: readonly string[]): string[] => [...new Set(names)];
  if (draft.kind === 'moveParent') return unique(draft.members.map((member) => member.becomes?.parentName ?? ''));
  if (draft.kind === 'rename' || draft.kind === 'changeKind')
    return unique(draft.members.map((member) => member.becomes?.fullName ?? ''));
  return successorsOf(draft).map((key) => nameIn(draft, key));
}

/** Edges as they will be written; units that only change their superior would hide what it is about. */
function diagramOf(draft: EventDraft, preview: Preview): DiagramEdge[] {
  const own = new Set([...draft.members.map((member) => member.unitId), ...draft.created.map((one) => one.key)]);
  const unit = (key: string | null) => (key === null ? null : { key, name: nameIn(draft, key) });
  return preview.edges
    .filter(({ from, to }) => own.has(from ?? '') || own.has(to ?? ''))
    .map(({ from, to, part, isMainHeir }) => ({ from: unit(from), to: unit(to), part, isMainHeir }));
}
