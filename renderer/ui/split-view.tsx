import { Splitter } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLayout } from '../stores/layout.ts';
import { useText } from '../text/index.ts';
import './split-view.css';

interface SplitViewProps {
  /** Under this name the width is remembered. */
  name: string;
  list: ReactNode;
  /** Undefined: the list takes all the room. */
  detail?: ReactNode;
  /** Width of the list before anyone moved the bar. */
  defaultPercent?: number;
}

/** List left, detail right; the bar between moves by mouse and by arrow keys and stays where it was left. */
export function SplitView({ name, list, detail, defaultPercent = 60 }: SplitViewProps) {
  const t = useText().common.frame;
  const percent = useLayout((s) => s.splits[name] ?? defaultPercent);
  const setSplit = useLayout((s) => s.setSplit);
  const isWhole = detail === undefined || detail === null || detail === false;
  // One element in both cases: the list keeps its focus, its place and what is chosen when a detail opens or closes.
  return (
    <Splitter
      className="vm-split"
      sizes={isWhole ? [100] : [percent, 100 - percent]}
      onSizeChange={([left]) => setSplit(name, Math.round(Number(String(left).replace('%', '')) * 10) / 10)}
      lineSize={1}
      withHandle={false}
      step={2}
      attributes={{ handle: { 'aria-label': t.splitter } }}
    >
      <Splitter.Pane defaultSize={defaultPercent} min={25} className="vm-split-pane">
        {list}
      </Splitter.Pane>
      {!isWhole && (
        <Splitter.Pane defaultSize={100 - defaultPercent} min={25} className="vm-split-pane">
          {detail}
        </Splitter.Pane>
      )}
    </Splitter>
  );
}
