import type { ReactNode } from 'react';
import type { Meaning } from './status-badge.tsx';
import './timeline.css';

export interface TimelineEntry {
  key: string;
  /** When, as people read it. */
  when: string;
  title: ReactNode;
  /** Reason, note, who. */
  text?: ReactNode;
  meaning?: Meaning;
}

/** What happened, in order. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol className="vm-timeline" aria-label={label}>
      {entries.map(({ key, when, title, text, meaning = 'grey' }) => (
        <li key={key} data-meaning={meaning}>
          <span className="vm-timeline-when">{when}</span>
          <span className="vm-timeline-title">{title}</span>
          {text !== undefined && text !== '' && <div className="vm-timeline-text">{text}</div>}
        </li>
      ))}
    </ol>
  );
}
