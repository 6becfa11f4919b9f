import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { TreeModeControl } from '../../ui/tree-mode-control.tsx';
import { Deadlines } from './deadlines.tsx';
import { ScopePicker } from './scope-picker.tsx';
import './overview.css';

/** `/calendar`: deadlines by themselves, for everybody. */
export default function CalendarScreen() {
  const t = useText().overview;
  return (
    <Page
      title={t.calendarNav}
      actions={
        <>
          <TreeModeControl />
          <ScopePicker />
        </>
      }
    >
      <Deadlines />
    </Page>
  );
}
