import { go, usePlace } from '../../navigate.ts';
import { useText } from '../../text/index.ts';

const views = [
  ['units', '/staffing'],
  ['trend', '/staffing/trend'],
  ['norms', '/norms'],
] as const;

/** The three views of staffing, at the head of each. */
export function StaffViews() {
  const t = useText().staffing.views;
  const [first, second] = usePlace();
  const current = first === 'norms' ? 'norms' : second === 'trend' ? 'trend' : 'units';
  return (
    <nav className="vm-staff-views" aria-label={t.label}>
      {views.map(([view, path]) => (
        <a
          key={view}
          href={`#${path}`}
          aria-current={view === current ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault();
            go(path);
          }}
        >
          {t[view]}
        </a>
      ))}
    </nav>
  );
}
