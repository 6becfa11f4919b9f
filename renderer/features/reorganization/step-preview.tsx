import { ArrowRightLeft, CircleMinus, CirclePlus, type LucideIcon, Minus, PencilLine, RefreshCw } from 'lucide-react';
import { addDays } from '../../../db/api/day.ts';
import { useText } from '../../text/index.ts';
import type { EventDraft } from './plan.ts';
import type { Preview } from './use-preview.ts';

type Line = Preview['before'][number];

const icons: Record<Line['mark'], LucideIcon> = {
  same: Minus,
  new: CirclePlus,
  ends: CircleMinus,
  renamed: PencilLine,
  moved: ArrowRightLeft,
  changed: RefreshCw,
};

/** More lines of a tree than these tell nobody more. */
const mostLines = 600;

/** Step 4: the tree on the day before and on the day, with a mark at every unit that something happens to. */
export function StepPreview({ draft, preview }: { draft: EventDraft; preview: Preview }) {
  const t = useText().reorganization.wizard.preview;
  const on = draft.effectiveOn ?? '';
  return (
    <>
      <p className="vm-page-note">
        {preview.problems.length === 0 && t.sound} {preview.policeCount > 0 && t.police(preview.policeCount)}
      </p>
      <div className="vm-wizard-trees">
        <Tree title={t.before(on === '' ? '' : addDays(on, -1))} lines={preview.before} />
        <Tree title={t.after(on)} lines={preview.after} />
      </div>
    </>
  );
}

function Tree({ title, lines }: { title: string; lines: readonly Line[] }) {
  const t = useText().reorganization.wizard.preview;
  const rest = lines.length - mostLines;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <div className="vm-wizard-tree-lines" tabIndex={0} role="group" aria-label={title}>
        {lines.length === 0 ? (
          <p className="vm-page-note">{t.empty}</p>
        ) : (
          <ul>
            {lines.slice(0, mostLines).map((line) => (
              <TreeRow key={line.unitKey} line={line} />
            ))}
          </ul>
        )}
        {rest > 0 && <p className="vm-page-note">{t.more(rest)}</p>}
      </div>
    </section>
  );
}

function TreeRow({ line: { mark, depth, fullName, otherChildren } }: { line: Line }) {
  const t = useText().reorganization.wizard.preview;
  const Icon = icons[mark];
  return (
    <li data-mark={mark} style={{ paddingInlineStart: `${depth * 1.125}rem` }}>
      <Icon size="0.875rem" aria-hidden />
      <span className="vm-wizard-tree-name">{fullName}</span>
      {mark !== 'same' && <span className="vm-wizard-mark">{t.marks[mark]}</span>}
      {otherChildren > 0 && <small>{t.others(otherChildren)}</small>}
    </li>
  );
}
