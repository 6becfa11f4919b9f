import { type ReactNode, useId } from 'react';
import './page.css';

interface PageProps {
  title: string;
  /** Short words beside the title. */
  note?: ReactNode;
  /** Buttons at the right end of the header. */
  actions?: ReactNode;
  /** Row of filters below the header. */
  filters?: ReactNode;
  children: ReactNode;
  /** True for a page that is read from top to bottom; a list or a split view scrolls by itself. */
  scrolls?: boolean;
  /** With scrolls, where nothing inside takes the focus: the page itself does, so that keys scroll it. */
  isOnlyRead?: boolean;
}

/** One screen in the frame: header with actions, filter bar, work area. */
export function Page({ title, note, actions, filters, children, scrolls = false, isOnlyRead = false }: PageProps) {
  const id = useId();
  return (
    <section className="vm-page" aria-labelledby={id}>
      <header className="vm-page-header">
        <h1 id={id}>{title}</h1>
        {note !== undefined && <span className="vm-page-note">{note}</span>}
        <div className="vm-page-actions">{actions}</div>
      </header>
      {filters !== undefined && <div className="vm-page-filters">{filters}</div>}
      <div
        className={scrolls ? 'vm-page-body vm-page-scrolls' : 'vm-page-body'}
        {...(isOnlyRead ? { tabIndex: 0, role: 'group', 'aria-labelledby': id } : {})}
      >
        {children}
      </div>
    </section>
  );
}

/** The right side of a split view, or any part with its own header and scrolling body. */
export function Panel({
  title,
  note,
  actions,
  children,
}: {
  title: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="vm-panel" aria-labelledby={id}>
      <header className="vm-panel-header">
        <div className="vm-panel-title">
          <h2 id={id}>{title}</h2>
          {note !== undefined && <div className="vm-page-note">{note}</div>}
        </div>
        <div className="vm-page-actions">{actions}</div>
      </header>
      <div className="vm-panel-body">{children}</div>
    </section>
  );
}

/** A part of a detail, under a small heading; level 2 where it stands right below the page's own. */
export function Section({
  title,
  actions,
  children,
  level = 3,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
  level?: 2 | 3;
}) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className="vm-section" aria-labelledby={id}>
      <div className="vm-section-header">
        <Heading id={id}>{title}</Heading>
        <div className="vm-page-actions">{actions}</div>
      </div>
      {children}
    </section>
  );
}

/** Facts of a record: label and value, empty ones shown as a dash. */
export function Facts({ items }: { items: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="vm-facts">
      {items.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === '' || value === null || value === undefined ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  );
}
