import { useText } from '../../text/index.ts';

export type WardView = 'list' | 'roadmap' | 'sets';

const places: Record<WardView, string> = {
  list: 'model-wards',
  roadmap: 'model-wards/roadmap',
  sets: 'model-wards/sets',
};

/** The parts of the screen, one beside the other under its title. */
export function WardViews({ current }: { current: WardView }) {
  const t = useText().modelWard.views;
  return (
    <nav className="vm-ward-views" aria-label={t.label}>
      {(Object.keys(places) as WardView[]).map((view) => (
        <a key={view} href={`#/${places[view]}`} aria-current={view === current ? 'page' : undefined}>
          {t[view]}
        </a>
      ))}
    </nav>
  );
}
