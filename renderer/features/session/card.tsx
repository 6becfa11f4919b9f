import type { ReactNode } from 'react';
import './gate.css';

/** The sheet in the middle of the way in. */
export function Card({
  title,
  intro,
  children,
  isWide = false,
}: {
  title?: string;
  intro?: ReactNode;
  children: ReactNode;
  isWide?: boolean;
}) {
  return (
    <section className="vm-gate-card" data-wide={isWide || undefined}>
      {title !== undefined && <h1>{title}</h1>}
      {intro !== undefined && <p className="vm-gate-intro">{intro}</p>}
      {children}
    </section>
  );
}
