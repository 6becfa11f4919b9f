import type { ReactNode } from 'react';
import './card.css';

/** The sheet in the middle of the way in. */
export function Card({
  top,
  title,
  intro,
  children,
  isWide = false,
}: {
  /** Above the title. */
  top?: ReactNode;
  title?: string;
  intro?: ReactNode;
  children: ReactNode;
  isWide?: boolean;
}) {
  return (
    <section className="vm-gate-card" data-wide={isWide || undefined}>
      {top}
      {title !== undefined && <h1>{title}</h1>}
      {intro !== undefined && <p className="vm-gate-intro">{intro}</p>}
      {children}
    </section>
  );
}
