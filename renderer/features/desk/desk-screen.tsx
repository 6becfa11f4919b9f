import { CheckCheck } from 'lucide-react';
import { weekdayOf } from '../../../db/api/day.ts';
import { useSession } from '../../stores/session.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { type DeskBlock as Block, blocksOf, type Desk } from './blocks.tsx';
import { DeskBlock } from './desk-block.tsx';
import './desk.css';

/** Lines of a block, so that a full desk fits a window of 1366 × 768: the first two are for work, the others tell that there is some. */
const lineCount = (index: number, blockCount: number): number => (index < 2 ? 6 : blockCount > 6 ? 3 : 5);

/** Bàn làm việc hôm nay: what waits for the person who is logged in. */
export default function DeskScreen() {
  const t = useText().desk;
  const on = useViewDate((s) => s.on);
  const today = useViewDate((s) => s.today);
  const desk = useApi('desk.today', { on }, { keep: true });
  const { data } = desk;
  const weekday = t.dayOfWeek(t.weekdays[weekdayOf(on) - 1] ?? '', on);
  const note = data === undefined || data.isOffice ? weekday : `${weekday} · ${t.ofUnit(data.unit.name)}`;
  return (
    <Page title={on === today ? t.title : t.titleOn(on)} note={note}>
      {data !== undefined ? (
        <Blocks desk={data} />
      ) : desk.error !== undefined ? (
        <ErrorState error={desk.error} onRetry={desk.reload} />
      ) : (
        <LoadingState />
      )}
    </Page>
  );
}

function Blocks({ desk }: { desk: Desk }) {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const today = useViewDate((s) => s.today);
  const role = useSession((s) => s.session?.user.role) ?? 'viewer';
  const blocks = blocksOf({ t, desk, on, today }, role);
  const waiting = blocks.filter(({ total }) => total > 0);
  const work = waiting.filter(({ name }) => name !== 'changes');
  const done = blocks.filter(({ total, name }) => total === 0 && name !== 'changes');
  return (
    <div className="vm-desk">
      {work.length === 0 && <EmptyState icon={CheckCheck} title={t.desk.empty.title} hint={t.desk.empty.hint} />}
      <div className="vm-desk-blocks">
        {waiting.map((block, index) => (
          <DeskBlock key={block.name} block={block} lineCount={lineCount(index, waiting.length)} />
        ))}
      </div>
      {work.length > 0 && done.length > 0 && <Cleared blocks={done} />}
    </div>
  );
}

/** What is worked off, in one calm line. */
function Cleared({ blocks }: { blocks: readonly Block[] }) {
  const t = useText().desk;
  return (
    <p className="vm-desk-clear">
      <CheckCheck size={14} aria-hidden />
      {t.clear} {blocks.map(({ title }) => title.charAt(0).toLowerCase() + title.slice(1)).join(' · ')}
    </p>
  );
}
